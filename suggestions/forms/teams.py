"""The area's supervising teams, and its table of committees by category."""

from typing import Any

from django import forms

from offices.models import Area
from pages.layouts import PageForm, PageModelForm
from suggestions.drafting import categories_of
from suggestions.models import CategoryCommittee, Team


class TeamForm(PageModelForm):
    """One team; its name is once in the area."""

    submit_label = "保存督查组"

    class Meta:
        model = Team
        fields = ("name", "head", "members", "active")

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.area = area

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = Team.objects.filter(area=self.instance.area, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("本区域已有同名的督查组。")
        return name


class CommitteesForm(PageForm):
    """Which committee supervises each category; an empty line takes it out of the table."""

    submit_label = "保存对口督办表"

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = self.area = area
        self.categories = list(categories_of(area))
        known = {row.category_id: row.committee for row in CategoryCommittee.objects.filter(area=area)}
        for category in self.categories:
            self.fields[f"c{category.pk}"] = forms.CharField(
                label=category.name, max_length=60, required=False, initial=known.get(category.pk, "")
            )

    def save(self) -> None:
        """Write the table as it was filled in."""
        for category in self.categories:
            committee = self.cleaned_data[f"c{category.pk}"].strip()
            rows = CategoryCommittee.objects.filter(area=self.area, category=category)
            if not committee:
                rows.delete()
            else:
                CategoryCommittee.objects.update_or_create(
                    area=self.area, category=category, defaults={"committee": committee}
                )
