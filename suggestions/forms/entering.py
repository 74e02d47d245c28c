"""The form by which staff enter a signed paper."""

from typing import Any, ClassVar

from django import forms

from deputies.models import Deputy, Term
from pages.files import JPG, PDF, PNG, UploadField
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from suggestions.assigning import units_of
from suggestions.choices import Consent
from suggestions.drafting import categories_of
from suggestions.entering import check_signers, entered_terms
from suggestions.forms.drafting import SITUATION, offer_campaigns
from suggestions.models import Suggestion
from workflow.transitions import Refused


class EntryForm(PageModelForm):
    """Who signed, what the paper says, and its scan."""

    term = forms.ModelChoiceField(Term.objects.none(), label="向哪一级人大提出", empty_label=None)
    deputy = forms.ModelChoiceField(
        Deputy.objects.none(), label="领衔代表", widget=SearchSelect("suggestions:deputies")
    )
    co = forms.ModelMultipleChoiceField(
        Deputy.objects.none(), label="联名代表", required=False, widget=SearchSelectMultiple("suggestions:deputies"),
        help_text="纸质件上签名的联名代表，没有的不填。",
    )  # fmt: skip
    scan = UploadField(
        label="签名纸质件扫描件",
        kinds=(PDF, JPG, PNG),
        help_text="pdf、jpg、png，须能看清代表签名；原件请归档。",
    )
    consent = forms.ChoiceField(label="公开意见", choices=Consent.choices, widget=forms.RadioSelect)

    class Meta:
        model = Suggestion
        widgets: ClassVar = {"proposed_office": SearchSelect("suggestions:units")}
        fields = (
            "title",
            "category",
            "situation",
            "analysis",
            "proposal",
            *SITUATION,
            "proposed_office",
            "campaign",
            "consent",
            "confidential",
        )

    sections = (
        Section("谁签名", ("term", "deputy", "co", "scan")),
        Section(
            "建议内容",
            ("title", "category", "situation", "analysis", "proposal"),
            "照纸质件录入，不改代表原意。",
        ),
        Section("相关情况", (("research", "raised"), "proposed_office", *SITUATION[2:], "campaign")),
        Section("公开与保密", ("consent", "confidential")),
    )
    rows = 6
    submit_label = "录入"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = entered_terms(user)
        self.fields["term"].queryset = terms
        self.fields["term"].initial = terms.first()
        for name in ("deputy", "co"):
            self.fields[name].queryset = Deputy.objects.visible_to(user)
        self.fields["category"].queryset = categories_of(self.fields["term"].initial.area)
        self.fields["proposed_office"].queryset = units_of(*(term.area_id for term in terms))
        offer_campaigns(self, self.fields["term"].initial.area)
        for name in ("category", "situation", "proposal"):
            self.fields[name].required = True
        for name in ("research", "raised"):
            self.fields[name].choices = [("", "不属此类"), *list(self.fields[name].choices)[1:]]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"category"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("term") and data.get("deputy"):
            try:
                check_signers(data["term"], data["deputy"], data.get("co") or ())
            except Refused as no:
                self.add_error(no.field, str(no))
        if "scan" not in self.errors and self.errors:
            self.add_error("scan", "请重新选择文件。")
        return data

    def entry(self) -> dict[str, Any]:
        """What entering.enter_paper takes."""
        names = ("term", "deputy", "co", "scan", *self.Meta.fields)
        return {name: self.cleaned_data[name] for name in names if name in self.fields}
