"""Registering a deputy and his mandates."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.choices import Gender, Level, MandateState
from deputies.codes import next_codes
from deputies.forms.fields import BirthMonthField, NameField, TermField
from deputies.imports.places import contains
from deputies.models import Delegation, Deputy, Mandate
from deputies.reach import areas_within, terms_reached
from deputies.rules.spans import inside
from offices.models import Area
from pages.asked import whole
from pages.fields import PhoneField
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect

DIRECT = (
    Level.COUNTY,
    Level.TOWN,
)  # elected by voters of a constituency (选举法 art. 3); others by a congress


class DeputyForm(PageModelForm):
    """The person. code may be left empty for a new one: the registry gives the next number."""

    code = forms.CharField(label="代表编号", max_length=20, required=False, help_text="留空由系统编号。")
    name = NameField(label="姓名", max_length=50)
    birth_month = BirthMonthField(label="出生年月", required=False)
    phone = PhoneField(required=False, help_text="加密保存，列表中部分隐藏，查看完整号码将留下记录。")

    sections = (
        Section(
            "基本信息",
            (("name", "code"), ("gender", "ethnicity"), ("birth_month", "party"), ("education", "area")),
        ),
        Section("工作与联系", ("employer", ("expertise", "phone"), ("address", "postcode"))),
    )

    class Meta:
        model = Deputy
        fields = (
            "name", "code", "gender", "ethnicity", "birth_month", "party", "education", "area", "employer",
            "expertise", "phone", "address", "postcode",
        )  # fmt: skip
        widgets = {"area": SearchSelect("deputies:area-options")}

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["area"].queryset = areas_within(user)
        self.fields["gender"].choices = [("", "未填写"), *Gender.choices]
        if self.instance.pk:
            self.fields["code"].required = True
            self.fields["code"].help_text = "导入时按编号识别，一般不改。"

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].replace(" ", "")
        taken = Deputy._base_manager.filter(code=code).exclude(pk=self.instance.pk)
        if code and taken.exists():
            raise forms.ValidationError("该编号已被使用。")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        area = data.get("area")
        if area and self.instance.pk and not _terms_reach(self.instance, area):
            self.add_error("area", "该代表在其他区域有未终止的代表资格，不能改到这个区域。")
        return data

    def save(self, commit: bool = True) -> Deputy:
        if not self.instance.code:
            self.instance.code = next_codes(self.instance.area)[0]
        return super().save(commit)


class MandateForm(PageModelForm):
    """A mandate: level by its term, one per person and term, its certificate once in the term."""

    term = TermField(queryset=None, label="届次", widget=SearchSelect("deputies:term-options"))

    sections = (
        Section("代表资格", ("term", ("certificate", "starts_on"), ("constituency", "delegation"))),
    )  # fmt: skip

    class Meta:
        model = Mandate
        fields = ("term", "certificate", "constituency", "delegation", "starts_on")
        widgets = {"delegation": SearchSelect("deputies:delegation-options"), "starts_on": forms.DateInput()}
        help_texts = {
            "constituency": "县级、乡级填选区，其他填选举单位。",
            "starts_on": "留空为本届起始日期；补选的填当选日期。",
            "certificate": "同一届内不能重复。",
        }

    def __init__(self, user: Any, *args: Any, deputy: Deputy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputy = deputy
        self.fields["term"].queryset = terms_reached(user)
        self.fields["delegation"].queryset = Delegation._base_manager.filter(term__in=terms_reached(user))
        self.fields["starts_on"].required = False
        if self.instance.pk:
            del self.fields["term"]

    def clean_certificate(self) -> str:
        return self.cleaned_data["certificate"].replace(" ", "")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        term = self.instance.term if self.instance.pk else data.get("term")
        if term is None:
            return data
        data["starts_on"] = data.get("starts_on") or term.starts_on
        self._check_term(term)
        rows = Mandate._base_manager.filter(term=term).exclude(pk=self.instance.pk)
        holder = rows.filter(certificate=data.get("certificate") or "~").select_related("deputy").first()
        if holder:
            self.add_error("certificate", f"{term}的这个代表证号已由{holder.deputy.name}使用。")
        if self.deputy and self.deputy.pk and not self.instance.pk and self._held(term):
            self.add_error("term", f"{self.deputy.name}已有{term}的代表资格。")
        if (delegation := data.get("delegation")) and delegation.term_id != term.pk:
            self.add_error("delegation", f"该代表团不属于{term}。")
        if not inside(data["starts_on"], (term.starts_on, term.ends_on)):
            self.add_error("starts_on", "应在本届的起止日期之内。")
        elif data["starts_on"] > timezone.localdate():
            self.add_error("starts_on", "不能晚于今天。")
        return data

    def _check_term(self, term: Any) -> None:
        area = self.deputy.area if self.deputy and self.deputy.area_id else self._area_typed()
        if area and not self.instance.pk and not contains(term.area, area):
            self.add_error("term", f"{area}的代表不能在{term.area}的人大任职，请选择本区域或上级的届次。")

    def _area_typed(self) -> Area | None:
        """The area chosen in the form beside, when a person and the first mandate are entered together."""
        typed = whole(self.data.get("area"))
        return Area.objects.filter(pk=typed).first() if typed else None

    def _held(self, term: Any) -> bool:
        held = Mandate._base_manager.filter(term=term, deputy=self.deputy)
        return held.exclude(state=MandateState.ENDED).exists()

    def save(self, commit: bool = True) -> Mandate:
        mandate = self.instance
        if not mandate.pk:
            mandate.deputy, mandate.level = self.deputy, mandate.term.level
        return super().save(commit)


def _terms_reach(deputy: Deputy, area: Area) -> bool:
    held = deputy.mandates.exclude(state=MandateState.ENDED).select_related("term__area")
    return all(contains(mandate.term.area, area) for mandate in held)
