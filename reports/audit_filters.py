"""What the auditor looks for in the journal, and the head he has written down."""

import django_filters
from django import forms
from django.apps import apps

from accounts.models import User
from journal.models import EntryKind
from pages.filters import DayRange, FilterSet, Pick
from pages.layouts import PageForm


def subject_types() -> list[tuple[str, str]]:
    """Every kind of row that a deed may be about, by the words of its model."""
    ours = [
        model._meta for model in apps.get_models() if not model.__module__.startswith(("django.", "axes."))
    ]
    return sorted(((meta.label_lower, str(meta.verbose_name)) for meta in ours), key=lambda pair: pair[1])


class JournalFilters(FilterSet):
    at = DayRange(label="时间")
    kind = django_filters.ChoiceFilter(label="类型", choices=EntryKind.choices)
    actor = Pick(label="操作人", queryset=User.objects.all(), options="reports:actor_options")
    verb = django_filters.CharFilter(label="动作", lookup_expr="icontains")
    subject_type = django_filters.ChoiceFilter(label="对象类型", choices=subject_types)
    success = django_filters.ChoiceFilter(label="结果", choices=[("1", "成功"), ("0", "未成功")])


class HeadForm(PageForm):
    """A head printed earlier: 第几环 and its digest, as the page prints them."""

    head = forms.RegexField(
        r"^\s*\d+\s*[:：]\s*[0-9a-fA-F]{64}\s*$",
        label="此前打印的末环",
        help_text="形如“120:”后接64位摘要",
        error_messages={"invalid": "请按“序号：64位摘要”填写，例如打印件上的“120:ab12…”。"},
    )
    submit_label = "核对"

    def clean_head(self) -> tuple[int, str]:
        position, digest = self.cleaned_data["head"].replace("：", ":").split(":")
        return int(position), digest.strip().lower()
