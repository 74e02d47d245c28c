"""The deputy's forms: the draft itself, its co-signers, its submission."""

from typing import Any

from django import forms

from deputies.models import Deputy, Mandate
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelectMultiple
from suggestions.choices import Consent, SignatureRole
from suggestions.drafting import addressed, categories_of, colleagues
from suggestions.models import Signature, Suggestion
from workflow.forms import StepForm

DECLARATION = "本人声明：本建议不涉及利用代表身份干涉具体司法案件、招标投标等活动，不为本人及亲属谋取利益（代表法第五十九条）。"
HINTS = {
    "title": "一事一议，写清“关于……的建议”。",
    "situation": "事由是什么，有哪些具体情况、地点和数据。",
    "analysis": "为什么会这样，卡在哪里。",
    "proposal": "希望由谁做什么，尽量具体可行。",
}


class MandateChoice(forms.ModelChoiceField):
    def label_from_instance(self, mandate: Mandate) -> str:
        return f"{mandate.term}（{mandate.get_level_display()}代表）"


class DraftForm(PageModelForm):
    """The text of a suggestion. A draft may be saved half-written; only the title is needed."""

    mandate = MandateChoice(Mandate.objects.none(), label="向哪一级人大提出", empty_label=None)
    consent = forms.ChoiceField(
        label="公开意见", choices=Consent.choices, required=False, widget=forms.RadioSelect,
        help_text="办结后公开建议及答复时，按您的选择办理。",
    )  # fmt: skip

    class Meta:
        model = Suggestion
        fields = ("title", "category", "situation", "analysis", "proposal", "consent", "confidential")

    sections = (
        Section("向谁提出", ("mandate",)),
        Section("建议内容", ("title", "category", "situation", "analysis", "proposal")),
        Section("公开与保密", ("consent", "confidential")),
    )
    rows = 6
    submit_label = "保存草稿"

    def __init__(self, *args: Any, mandates: list[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = mandates
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        self.fields["title"].widget.attrs["placeholder"] = "关于……的建议"
        self.fields["confidential"].help_text = "需要对建议内容或本人身份保密时勾选，工作机构会限制查阅范围。"
        self.fields["category"].queryset = categories_of(self.area)
        self._mandate_field()

    @property
    def area(self) -> Any:
        """Whose categories are offered: the draft's own area, else that of the first mandate."""
        return self.instance.area if self.instance.pk else self.mandates[0].term.area

    def _mandate_field(self) -> None:
        if len(self.mandates) < 2:
            del self.fields["mandate"]
            return
        field = self.fields["mandate"]
        field.queryset = Mandate.objects.filter(pk__in=[m.pk for m in self.mandates]).select_related(
            "term__area"
        )
        now = [m.pk for m in self.mandates if m.term_id == self.instance.term_id]
        self.initial["mandate"] = (now or [self.mandates[0].pk])[0]

    def _get_validation_exclusions(self) -> set[str]:
        """The form's own field has looked the category up; once is enough."""
        return super()._get_validation_exclusions() | {"category"}

    def clean_title(self) -> str:
        return self.cleaned_data["title"].strip()

    @property
    def under(self) -> Mandate:
        """The mandate it is submitted under."""
        chosen = self.cleaned_data.get("mandate")
        return next((m for m in self.mandates if m == chosen), self.mandates[0])

    def text(self) -> dict[str, Any]:
        """What drafting.start and drafting.revise take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def revised(self) -> dict[str, Any]:
        """The same, and the congress where it may still be chosen."""
        return self.text() | (addressed(self.under) if "mandate" in self.fields else {})


class InviteForm(StepForm):
    """Whom to ask for a signature."""

    submit_label = "发出邀请"
    deputies = forms.ModelMultipleChoiceField(
        Deputy.objects.none(), label="联名代表", widget=SearchSelectMultiple("suggestions:colleagues"),
        help_text="输入姓名、代表编号或工作单位查找，可选多位；只能邀请同届在任代表。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = colleagues(self.subject.deputy, self.subject.term)

    def step_data(self) -> dict[str, Any]:
        return {"deputies": list(self.cleaned_data["deputies"])}


class CoSignerChoice(forms.ModelChoiceField):
    def label_from_instance(self, signature: Signature) -> str:
        return f"{signature.deputy}（{signature.get_state_display()}）"


class UninviteForm(StepForm):
    """Which co-signer to take from the list."""

    submit_label = "取消联名"
    submit_style = "danger"
    signature = CoSignerChoice(Signature.objects.none(), label="联名代表", empty_label="请选择")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.subject.signatures.filter(role=SignatureRole.CO).select_related("deputy__user")
        self.fields["signature"].queryset = rows


class SubmitForm(StepForm):
    """The declaration that a submission needs (代表法 art. 59)."""

    submit_label = "确认提交"
    declared = forms.BooleanField(
        label=DECLARATION, required=True, error_messages={"required": "请先作出声明。"}
    )
