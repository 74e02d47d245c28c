"""A new scheme of result classes, from a date on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from pages.layouts import PageForm, Section
from suggestions.models import ResultClass
from suggestions.schemes import Line

MOST = 8
PLACES = range(1, MOST + 1)


class SchemeForm(PageForm):
    """One class a row: code, meaning, and what it counts for. Old schemes stay as they were."""

    submit_label = "启用新方案"
    valid_from = forms.DateField(label="自何日起使用")
    source = forms.CharField(label="依据", max_length=120, help_text="如：××市人大代表建议办理办法第×条。")

    sections = (
        Section(
            "", [(f"code_{n}", f"label_{n}", f"resolved_{n}", f"promises_{n}") for n in PLACES],
            "每行一类，不用的行留空。勾选“须列承诺事项”的，承办单位答复时必须写明做什么、何时完成、谁负责、如何证明。",
        ),
        Section("", (("valid_from", "source"),)),
    )  # fmt: skip

    def __init__(self, *args: Any, now: list[ResultClass], **kwargs: Any) -> None:
        """now: the classes in force, to begin from."""
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate() + timedelta(days=1)
        for n, row in zip(PLACES, [*now, *[None] * MOST], strict=False):
            self._row(n, row)

    def _row(self, n: int, row: ResultClass | None) -> None:
        fields = {
            "code": forms.CharField(label=f"代码（第{n}类）", max_length=4, required=False),
            "label": forms.CharField(label="含义", max_length=60, required=False),
            "resolved": forms.BooleanField(label="计入解决率", required=False),
            "promises": forms.BooleanField(label="须列承诺事项", required=False),
        }
        for name, field in fields.items():
            field.initial = getattr(row, name) if row else None
            self.fields[f"{name}_{n}"] = field

    def clean(self) -> dict[str, Any]:
        """lines: [(code, label, counts as resolved, needs promises)] in the order typed."""
        data = super().clean() or self.cleaned_data
        lines: list[Line] = []
        for n in PLACES:
            code, label = (data.get(f"code_{n}") or "").strip(), (data.get(f"label_{n}") or "").strip()
            if not code and not label:
                continue
            if not (code and label):
                self.add_error(f"{'label' if code else 'code'}_{n}", "代码和含义都要填写。")
            elif code in {line.code for line in lines}:
                self.add_error(f"code_{n}", "代码重复。")
            else:
                lines.append(
                    Line(code, label, bool(data.get(f"resolved_{n}")), bool(data.get(f"promises_{n}")))
                )
        if not self.errors and len(lines) < 2:
            self.add_error("code_2", "至少需要两个类别。")
        if not self.errors and not any(line.resolved for line in lines):
            self.add_error("resolved_1", "至少有一类计入解决率。")
        return data | {"lines": lines}

    def clean_valid_from(self) -> Any:
        """A scheme is not laid under replies that were already classified."""
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError("启用日期不能早于今天，已有答复的类别不变。")
        return day
