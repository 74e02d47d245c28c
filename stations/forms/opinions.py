"""The forms of an opinion's steps."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Category
from pages.layouts import Section
from pages.redaction import without_private_data
from stations.choices import REFERRALS, RefusalReason, Route, TellWay, Verdict
from stations.forms.fields import DeputyField, OfficeField, categories_for, deputies_for, offices_for
from stations.models import Matter
from workflow.forms import ReasonForm, StepForm

ADVICE = {"label": "拟办意见", "required": False, "max_length": 200}


class AnswerForm(StepForm):
    """What the voter is answered; for `answer` and `reply`."""

    answer = forms.CharField(label="办理结果", max_length=5000, widget=forms.Textarea,
                             error_messages={"required": "请写明办理结果。"})  # fmt: skip


class ReferForm(StepForm):
    """Where the opinion goes, and the field that this way needs."""

    route = forms.ChoiceField(label="转往", choices=[(r.value, r.label) for r in REFERRALS], widget=forms.RadioSelect,
                              initial=Route.OFFICE, error_messages={"required": "请选择转往何处。"})  # fmt: skip
    office = OfficeField(help_text="转往“其他单位”时选择。")
    receiver = forms.CharField(label="接收的社区（村）、乡镇（街道）", max_length=60, required=False,
                               help_text="转往社区（村）、乡镇（街道）时填写。")  # fmt: skip
    advice = forms.CharField(**ADVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(self.subject.area)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("route") == Route.OFFICE and not data.get("office") and "office" not in self.errors:
            self.add_error("office", "请选择转交单位。")
        if data.get("route") in (Route.COMMUNITY, Route.TOWN) and not data.get("receiver"):
            self.add_error("receiver", "请填写接收的社区（村）或乡镇（街道）。")
        return data

    def step_data(self) -> dict[str, Any]:
        other = "receiver" if self.cleaned_data["route"] == Route.OFFICE else "office"
        return {name: value for name, value in super().step_data().items() if name != other}


class OfferForm(StepForm):
    deputy = DeputyField(error_messages={"required": "请选择代表。"})
    advice = forms.CharField(**ADVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies_for(self.user)


class RefuseForm(StepForm):
    refusal = forms.ChoiceField(label="不予受理原因", choices=[("", "请选择"), *RefusalReason.choices],
                                error_messages={"required": "请选择不予受理的原因。"})  # fmt: skip
    go_instead = forms.CharField(label="应向何处反映", max_length=120, help_text="如：区信访局、区人民法院立案庭",
                                 error_messages={"required": "请写明应向何处反映。"})  # fmt: skip


class TellForm(StepForm):
    """One voter was told; the usual answer is today, by phone."""

    matter = forms.ModelChoiceField(label="选民", queryset=Matter._base_manager.none(), empty_label=None,
                                    error_messages={"invalid_choice": "这位选民已经告知过了。"})  # fmt: skip
    told_on = forms.DateField(label="告知日期", initial=timezone.localdate)
    told_how = forms.ChoiceField(label="告知方式", choices=TellWay.choices, initial=TellWay.PHONE)
    verdict = forms.ChoiceField(label="选民评价", choices=[("", "未评价"), *Verdict.choices], required=False)
    sections = (Section("", ("matter", ("told_on", "told_how", "verdict"))),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = self.subject.untold.select_related("visit").order_by(
            "visit__on", "pk"
        )


class AmendForm(StepForm):
    """What may be put right; the voter's own words may not."""

    category = forms.ModelChoiceField(label="类别", queryset=Category.objects.none())
    summary = forms.CharField(label="事项摘要", max_length=100, required=False)
    advice = forms.CharField(**ADVICE)
    confidential = forms.BooleanField(
        label="保密", required=False, help_text="保密的意见不向领导和上级展示选民信息。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_for(self.subject.area)
        for name, field in self.fields.items():
            field.initial = getattr(self.subject, f"{name}_id" if name == "category" else name)


class PublishForm(StepForm):
    """What everybody may read; private numbers and contacts are taken out of the first draft."""

    question = forms.CharField(label="群众反映", max_length=300, widget=forms.Textarea)
    public_answer = forms.CharField(label="办理结果", max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].initial = without_private_data(self.subject.summary or self.subject.text)[
            :300
        ]
        self.fields["public_answer"].initial = without_private_data(self.subject.answer)[:2000]


OPINION_FORMS: dict[str, type[forms.Form]] = {
    "answer": AnswerForm,
    "refer": ReferForm,
    "offer": OfferForm,
    "refuse": RefuseForm,
    "reply": AnswerForm,
    "tell": TellForm,
    "amend": AmendForm,
    "publish": PublishForm,
    **dict.fromkeys(("hand_back", "recall", "urge", "decline", "reopen", "take_down"), ReasonForm),
}
