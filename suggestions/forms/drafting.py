"""The deputy's forms: the draft itself, its co-signers, its submission."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from deputies.models import Deputy, Mandate
from offices.models import Area
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from stations.choices import LabelSort
from stations.models import Label
from suggestions.assigning import units_of
from suggestions.choices import READING, Consent, Kind, SignatureRole
from suggestions.completeness import WORDS, empty_fields
from suggestions.drafting import addressed, campaigns, categories_of, colleagues, may_be_delegations
from suggestions.models import Signature, Suggestion
from workflow.forms import StepForm

DECLARATION = "本人声明：本建议不涉及利用代表身份干涉具体司法案件、招标投标等活动，不为本人及亲属谋取利益（代表法第五十九条）。"
SITUATION = ("research", "raised", "wants_contact", "reference_only", "open_to_co")
HINTS = {
    "title": "一事一议，写清“关于……的建议”。",
    "situation": "事由是什么，有哪些具体情况、地点和数据。",
    "analysis": "为什么会这样，卡在哪里。",
    "proposal": "希望由谁做什么，尽量具体可行。",
}


def offer_campaigns(form: forms.BaseForm, area: Area) -> None:
    """Ask for the campaign (专项行动, seed row TG-09) only where the area has some."""
    kept = form.instance.campaign_id
    rows = Label.objects.used_in(area, LabelSort.CAMPAIGN).values("pk") if campaigns() else []
    form.fields["campaign"].queryset = found = Label.objects.filter(Q(pk__in=rows) | Q(pk=kept))
    if not campaigns() or not found.exists():
        del form.fields["campaign"]


class MandateChoice(forms.ModelChoiceField):
    def label_from_instance(self, mandate: Mandate) -> str:
        return f"{mandate.term}（{mandate.get_level_display()}代表）"


class DraftForm(PageModelForm):
    """The text of a suggestion. A draft may be saved half-written; only the title is needed."""

    mandate = MandateChoice(Mandate.objects.none(), label="向哪一级人大提出", empty_label=None)
    for_delegation = forms.BooleanField(
        label="以代表团名义提出", required=False,
        help_text="限大会期间，经代表团充分讨论、由团长签名；联名代表照常邀请。",
    )  # fmt: skip
    consent = forms.ChoiceField(
        label="公开意见", choices=Consent.choices, required=False, widget=forms.RadioSelect,
        help_text="办结后公开建议及答复时，按您的选择办理。",
    )  # fmt: skip

    class Meta:
        model = Suggestion
        widgets: ClassVar = {"proposed_office": SearchSelect("suggestions:units")}
        fields = (
            "discussed_on", "title", "category", "situation", "analysis", "proposal", *SITUATION, "proposed_office", "campaign",
            "consent", "confidential",
        )  # fmt: skip

    sections = (
        Section("向谁提出", ("mandate", ("for_delegation", "discussed_on"))),
        Section("建议内容", ("title", "category", "situation", "analysis", "proposal")),
        Section("相关情况", (("research", "raised"), "proposed_office", *SITUATION[2:], "campaign")),
        Section("公开与保密", ("consent", "confidential")),
    )
    rows = 6
    submit_label = "保存草稿"

    def __init__(
        self, *args: Any, mandates: list[Mandate], remarks: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mandates, self.remarks = mandates, remarks or {}
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        self.fields["title"].widget.attrs["placeholder"] = "关于……的建议"
        self.fields["confidential"].help_text = "需要对建议内容或本人身份保密时勾选，工作机构会限制查阅范围。"
        self.fields["category"].queryset = categories_of(self.area)
        for name in ("research", "raised"):
            self.fields[name].choices = [("", "不属此类"), *list(self.fields[name].choices)[1:]]
        offer_campaigns(self, self.area)
        areas = {mandate.term.area_id for mandate in mandates} | {self.area.pk}
        self.fields["proposed_office"].queryset = units_of(*areas)
        self._mandate_field()
        self._delegation_fields()
        self._mark_needed()
        self._show_remarks()

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

    def _delegation_fields(self) -> None:
        """Asked only where a delegation may speak; a draft that is one already keeps the question."""
        is_one = self.instance.kind == Kind.DELEGATION
        own = (
            [Mandate(term=self.instance.term, delegation=self.instance.delegation)]
            if self.instance.pk
            else []
        )
        self.initial["for_delegation"] = is_one
        if not is_one and not may_be_delegations(self.mandates or own):
            del self.fields["for_delegation"], self.fields["discussed_on"]

    def _mark_needed(self) -> None:
        """A star beside what submitting needs, though a draft may be kept without it."""
        for name in WORDS:
            field = self.fields.get(name)
            if field and not field.required and name != "discussed_on":
                field.label = format_html('{}<span class="asteriskField">*</span>', field.label)

    def _show_remarks(self) -> None:
        """What the reviewers said of a part stands beside it."""
        for name, text in self.remarks.items():
            if field := self.fields.get(name):
                field.help_text = format_html('<span class="remark">审查意见：{}</span>', text)

    def _get_validation_exclusions(self) -> set[str]:
        """The form's own field has looked the category up; once is enough."""
        return super()._get_validation_exclusions() | {"category"}

    def clean_title(self) -> str:
        return self.cleaned_data["title"].strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = self.under if self.mandates else self.instance
        if data.get("for_delegation") and not chosen.delegation_id:
            self.add_error("for_delegation", "您在这一级人大没有登记代表团，请联系人大代表工作机构。")
        area = chosen.term.area if self.mandates else self.area
        if (unit := data.get("proposed_office")) and unit.area_id != area.pk:
            self.add_error("proposed_office", f"请选择{area}的单位。")
        if (day := data.get("discussed_on")) and day > timezone.localdate():
            self.add_error("discussed_on", "讨论日期不能晚于今天。")
        return data

    def point_out(self) -> None:
        """Say beside each field what submitting still needs; for a bound form of the saved draft."""
        empty = set(empty_fields(self.instance))
        for name in self.fields:
            if name in empty:
                self.add_error(
                    name, f"提交前请{'选择' if name in ('category', 'consent') else '填写'}{WORDS[name]}。"
                )

    @property
    def under(self) -> Mandate:
        """The mandate it is submitted under."""
        chosen = self.cleaned_data.get("mandate")
        return next((m for m in self.mandates if m == chosen), self.mandates[0])

    def text(self) -> dict[str, Any]:
        """What drafting.start and drafting.revise take."""
        found = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        if "for_delegation" in self.fields:
            found["kind"] = Kind.DELEGATION if self.cleaned_data["for_delegation"] else Kind.SINGLE
        return found

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
    """Which co-signer to take from the list; the only one stands there already."""

    submit_label = "取消联名"
    submit_style = "danger"
    signature = CoSignerChoice(Signature.objects.none(), label="联名代表", empty_label="请选择")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.subject.signatures.filter(role=SignatureRole.CO, state__in=READING)
        field = self.fields["signature"]
        field.queryset = rows.select_related("deputy__user").order_by("pk")
        found = list(field.queryset[:2])
        if len(found) == 1:
            field.empty_label, self.initial["signature"] = None, found[0].pk


class SubmitForm(StepForm):
    """The declaration that a submission needs (代表法 art. 59)."""

    submit_label = "确认提交"
    declared = forms.BooleanField(
        label=DECLARATION, required=True, error_messages={"required": "请先作出声明。"}
    )
