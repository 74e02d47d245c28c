"""What the desks fill in while they review: returning with marked reasons, objecting, splitting, letters."""

from typing import Any

from django import forms

from pages.layouts import Section
from suggestions.choices import DeclineReason, ReturnReason
from suggestions.deeds.splitting import LEAST, MOST
from suggestions.forms.growing import GrowingForm
from suggestions.models import Lineage, Suggestion
from workflow.forms import ReasonForm

PARTS = {"title": "标题", "situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议"}


class MarksField(forms.MultipleChoiceField):
    """Reasons to tick."""

    widget = forms.CheckboxSelectMultiple


class ReturnForm(ReasonForm):
    """What is to be changed: reasons to tick, a remark to each part, and in words what to do."""

    submit_label = "退回修改"
    reasons = MarksField(
        label="退回原因",
        choices=ReturnReason.choices,
        error_messages={"required": "请勾选退回原因，可多选。"},
    )
    sections = (
        Section("为什么退回", ("reasons", "note")),
        Section(
            "逐项意见",
            tuple(f"on_{name}" for name in PARTS),
            "代表修改时，意见显示在对应的栏目旁；没有意见的不填。",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "修改要求"
        self.fields["note"].error_messages["required"] = "请写明修改要求。"
        for name, label in PARTS.items():
            self.fields[f"on_{name}"] = forms.CharField(
                label=f"对“{label}”的意见", required=False, max_length=500
            )

    def step_data(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[f"on_{name}"].strip() for name in PARTS}
        return {"reasons": self.cleaned_data["reasons"], "remarks": {k: v for k, v in told.items() if v}}


class DisagreeForm(ReasonForm):
    """Why the second desk does not agree."""

    submit_label = "提出复审意见"
    field_order = ("reasons", "note")
    reasons = MarksField(label="认为属于下列情形（可不选）", choices=DeclineReason.choices, required=False)


class LetterForm(ReasonForm):
    """Why it is kept as a letter and not registered (domain rules 31, 32)."""

    submit_label = "转为代表来信"
    field_order = ("decline_reason", "note")
    decline_reason = forms.ChoiceField(label="原因", choices=[("", "请选择"), *DeclineReason.choices])


class LetterAnswerForm(ReasonForm):
    """What was done about the letter; told to the deputy."""

    submit_label = "登记并告知代表"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "处理情况"
        self.fields["note"].error_messages["required"] = "请写明处理情况。"
        self.fields["note"].help_text = "如转送哪个单位参考、何时答复；登记后告知代表。"


class SplitForm(GrowingForm):
    """Each part with its own text, begun from the whole's; "再加一件" shows one more and keeps what was typed."""

    submit_label = "拆分"
    rows = 5
    least, most, more_label = LEAST, MOST, "再加一件"

    def begin(self) -> None:
        self.origins = list(self.subject.lineage.select_related("opinion").order_by("pk"))
        for row in self.origins:
            self._add_origin(row)

    def add_group(self, number: int) -> None:
        whole: Suggestion = self.subject
        for name, label in PARTS.items():
            long = name != "title"
            initial = getattr(whole, name) if number <= LEAST and (long or number == 1) else ""
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label, required=False, initial=initial, max_length=None if long else 100,
                widget=forms.Textarea(attrs={"rows": self.rows}) if long else forms.TextInput(),
            )  # fmt: skip

    def _add_origin(self, row: Lineage) -> None:
        self.fields[f"origin_{row.opinion_id}"] = forms.TypedChoiceField(
            label=f"来源意见{row.opinion.number}转入", coerce=int,
            choices=[(number - 1, f"第{number}件") for number in range(1, self.count + 1)],
        )  # fmt: skip

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(
                f"第{number}件", tuple(f"{name}_{number}" for name in PARTS),
                "删去不属于本件的内容。" if number <= LEAST else "不需要的留空。",
            )
            for number in range(1, self.count + 1)
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.parts, self.places = [], {}
        for number in range(1, self.count + 1):
            part = {name: data.get(f"{name}_{number}", "").strip() for name in PARTS}
            if part["title"] or number <= LEAST:
                self._need(part, number)
                self.places[number - 1] = len(self.parts)
                self.parts.append(part)
            elif any(part.values()):
                self.add_error(f"title_{number}", "请填写标题。")
        for row in self.origins:
            if data.get(f"origin_{row.opinion_id}") not in self.places:
                self.add_error(f"origin_{row.opinion_id}", "请选择已填写的一件。")
        return data

    def _need(self, part: dict[str, str], number: int) -> None:
        for name in ("title", "situation", "proposal"):
            if not part[name]:
                self.add_error(f"{name}_{number}", f"请填写{PARTS[name]}。")

    def step_data(self) -> dict[str, Any]:
        chosen = {row.opinion_id: self.cleaned_data[f"origin_{row.opinion_id}"] for row in self.origins}
        return {"parts": self.parts, "origins": {pk: self.places[place] for pk, place in chosen.items()}}
