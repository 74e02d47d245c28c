"""The forms of appraisal: a round, its checklist and groups, the self-report, the inspection, the steps."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Sum
from django.utils import timezone

from offices.choices import Role
from offices.posts import holders
from pages.columns import number_text
from pages.dates import cn_date
from pages.layouts import PageForm, PageModelForm, Section
from pages.overtaken import MarkedRow
from stations.appraising import Line, proposed
from stations.forms.years import follow_year, told_year
from stations.grades import Grade
from stations.models import AppraisalGroup, AppraisalItem, AppraisalRound, Station, Tier
from stations.rounds import missing_from
from workflow.forms import ReasonForm, StepForm

BLANKS = 2


class RoundForm(PageModelForm):
    class Meta:
        model = AppraisalRound
        fields = ("year", "name", "starts_on", "ends_on", "report_by", "tiers")
        widgets = {"tiers": forms.CheckboxSelectMultiple}

    sections = (
        Section("考评", (("year", "name"),)),
        Section("起止", (("starts_on", "ends_on", "report_by"),), "只计入这段时间内的工作。"),
        Section("参加的站点", ("tiers",), "本区域内所选层级的在用站点都参加。"),
    )

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.area = area
        follow_year(self, "name", "starts_on", "ends_on")
        used = Tier.objects.filter(station__area__path__startswith=area.path, station__closed_on=None)
        self.fields["tiers"].queryset = Tier.objects.filter(pk__in=used.values("pk"))
        self.fields["tiers"].error_messages["required"] = "请选择参加考评的层级。"

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 2000 <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError("请填写正确的年度。")
        same = AppraisalRound._base_manager.filter(area=self.instance.area, year=year).exclude(
            state="cancelled"
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"{year}年的考评已经建立。")
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        told_year(self)
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", "应晚于起始日期。")
        year = data.get("year")
        if starts and ends and year and not starts.year <= year <= ends.year:
            self.add_error("starts_on", f"计入的时间不在{year}年。")
        return data


class ItemForm(MarkedRow, forms.ModelForm):
    class Meta:
        model = AppraisalItem
        fields = ("order", "part", "title", "detail", "points", "fact", "target")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "请填写项目名称；不要这一项的，请勾选“删除”。"
        self.fields["points"].error_messages["required"] = "请填写分值。"
        self.fields["fact"].choices = [("", "站点自评"), *self.fields["fact"].choices[1:]]
        self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 99


class Items(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """The points make a hundred."""
        super().clean()
        if any(self.errors):
            return
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        total = sum((one.get("points") or Decimal(0) for one in kept), Decimal(0))
        if total != 100:
            raise forms.ValidationError(f"分值合计应为100分，现为{number_text(total)}分。")


AppraisalItems = forms.inlineformset_factory(
    AppraisalRound, AppraisalItem, form=ItemForm, formset=Items, extra=BLANKS, can_delete=True, max_num=60
)


class GroupForm(PageForm):
    """A group by its name and its people."""

    name = forms.CharField(label="名称", max_length=30, help_text="如：第一检查验收组。")
    members = forms.ModelMultipleChoiceField(
        label="成员", queryset=AppraisalGroup._base_manager.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择成员。"},
    )  # fmt: skip

    def __init__(self, *args: Any, row: AppraisalRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        people = [user.pk for user in holders((Role.COMMITTEE,), area=row.area)]
        users = AppraisalGroup._meta.get_field("members").related_model
        self.fields["members"].queryset = users._base_manager.filter(pk__in=people).order_by("name")
        self.fields["members"].label_from_instance = lambda user: user.name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if AppraisalGroup._base_manager.filter(round=self.row, name=name).exists():
            raise forms.ValidationError("已有同名的验收组。")
        return name

    def save(self) -> AppraisalGroup:
        group = AppraisalGroup._base_manager.create(round=self.row, name=self.cleaned_data["name"])
        group.members.set(self.cleaned_data["members"])
        return group


class ScoreForm(PageForm):
    """A line an item: points and a note. Base of the self-report and of the inspection."""

    submit_label = "保存"
    points_field, note_field = "self_points", "self_note"

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.edits = lines, lines[0].score.appraisal if lines else None
        for line in lines:
            if self.typed(line):
                self.fields[f"points_{line.item.pk}"] = forms.DecimalField(
                    label=line.item.title, required=False, min_value=0, max_value=line.item.points, max_digits=4,
                    decimal_places=1, initial=self.first(line), widget=forms.NumberInput(attrs={"step": "0.5"}),
                    error_messages={"max_value": f"“{line.item.title}”不能超过{number_text(line.item.points)}分。",
                                    "min_value": f"“{line.item.title}”不能是负数。"},
                )  # fmt: skip
            self.fields[f"note_{line.item.pk}"] = forms.CharField(
                label=f"{line.item.title}：说明", max_length=300, required=False,
                initial=getattr(line.score, self.note_field),
            )  # fmt: skip

    def typed(self, line: Line) -> bool:
        return not line.item.fact

    def first(self, line: Line) -> Any:
        return getattr(line.score, self.points_field)

    def rows(self) -> list[tuple[Line, Any, Any]]:
        """(line, field of the points or None, field of the note)."""
        return [
            (line, self[f"points_{line.item.pk}"] if self.typed(line) else None, self[f"note_{line.item.pk}"])
            for line in self.lines
        ]

    def write(self) -> None:
        """Keep what was typed with the scores."""
        for line in self.lines:
            if self.typed(line):
                setattr(line.score, self.points_field, self.cleaned_data[f"points_{line.item.pk}"])
            setattr(line.score, self.note_field, self.cleaned_data[f"note_{line.item.pk}"])
            line.score.save()


class SelfReportForm(ScoreForm):
    pass


class InspectionForm(ScoreForm):
    """The inspectors' points; who departs from what was counted says why."""

    points_field, note_field = "points", "note"

    def typed(self, line: Line) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for line in self.lines:
            given = data.get(f"points_{line.item.pk}")
            apart = (
                line.item.fact and given is not None and line.proposed is not None and given != line.proposed
            )
            if apart and not data.get(f"note_{line.item.pk}"):
                self.add_error(
                    f"note_{line.item.pk}",
                    f"与系统计分（{number_text(line.proposed)}分）不同，请写明“{line.item.title}”的理由。",
                )
        return data


class WordsForm(StepForm):
    words = forms.CharField(label="验收意见", max_length=500, widget=forms.Textarea)


class DecideForm(StepForm):
    """The result; filled with what the thresholds give."""

    grade = forms.ChoiceField(label="等次", choices=Grade.choices, widget=forms.RadioSelect)
    stars = forms.TypedChoiceField(
        label="星级", coerce=int, choices=[(0, "不评星级"), *((n, f"{n}星") for n in range(1, 6))]
    )
    note = forms.CharField(
        label="理由", max_length=500, required=False, widget=forms.Textarea,
        help_text="与分数对应的等次、星级不同，或评定为摘牌的，必须写明。"
    )  # fmt: skip
    sure = forms.BooleanField(label="已经集体研究，确认评定为摘牌", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.subject.total is not None:
            grade, stars = proposed(self.subject.total, self.subject.area)
            self.fields["grade"].initial, self.fields["stars"].initial = grade, stars


class AllotForm(StepForm):
    group = forms.ModelChoiceField(label="检查验收组", queryset=AppraisalGroup._base_manager.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = AppraisalGroup._base_manager.filter(round=self.subject.round_id)


class JoinForm(StepForm):
    """Which of the stations founded since take part."""

    stations = forms.ModelMultipleChoiceField(
        label="加入的站点", queryset=Station._base_manager.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要加入的站点。", "invalid_choice": "所选的站点已经参加或不能参加，请重新选择。"},
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = missing_from(self.subject)
        self.fields["stations"].queryset = missing
        if len(first := missing[:2]) == 1:
            self.fields["stations"].initial = first
        self.fields["stations"].label_from_instance = lambda station: (
            f"{station.name}（{cn_date(station.opened_on)}设立）" if station.opened_on else station.name
        )


class RectifiedForm(StepForm):
    rectified = forms.CharField(label="整改情况", max_length=2000, widget=forms.Textarea)


def points_of(row: AppraisalRound) -> Decimal:
    return row.items.aggregate(total=Sum("points"))["total"] or Decimal(0)


ROUND_FORMS: dict[str, type[forms.Form]] = {
    "join": JoinForm,
    **dict.fromkeys(("cancel", "reopen"), ReasonForm),
}
APPRAISAL_FORMS: dict[str, type[forms.Form]] = {
    "allot": AllotForm, "inspect": WordsForm, "decide": DecideForm, "rectified": RectifiedForm,
    **dict.fromkeys(
        ("send_back", "reinspect", "object", "uphold", "reconsider", "revoke", "pass_recheck", "again", "fail", "appeal",
         "restore", "reopen", "exempt"), ReasonForm),
}  # fmt: skip
