"""Terms, sessions and delegations."""

from typing import Any

from django import forms

from deputies.choices import Level
from deputies.models import OWN_LEVEL, Delegation, Deputy, Session, Term
from deputies.reach import areas_within, terms_within
from deputies.rules.spans import inside, overlap
from offices.choices import AreaKind
from pages.dates import cn_date
from pages.layouts import PageModelForm
from pages.options import SearchSelect

ORDER = list(Level)


class TermForm(PageModelForm):
    """A term; two terms of one congress must not overlap."""

    class Meta:
        model = Term
        fields = ("area", "level", "number", "starts_on", "ends_on")
        widgets = {
            "area": SearchSelect("deputies:area-options"), "starts_on": forms.DateInput(),
            "ends_on": forms.DateInput(),
        }  # fmt: skip
        help_texts = {
            "level": "一般与行政区域相同；全国、省级人大不在本系统内的，登记在最高一级的区域。",
            "ends_on": "下一届第一次会议前一日；尚未换届的留空。",
        }

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_within(user)

    def clean_number(self) -> int:
        number = self.cleaned_data["number"]
        if not 1 <= number <= 99:
            raise forms.ValidationError("届次应在1至99之间。")
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        area, level, starts, ends = (data.get(name) for name in ("area", "level", "starts_on", "ends_on"))
        if starts and ends and ends <= starts:
            self.add_error("ends_on", "应晚于起始日期。")
        if area and level:
            self._check_level(area, level)
        if area and level and starts and not self.errors:
            self._check_overlap(area, level, (starts, ends))
        return data

    def _check_level(self, area: Any, level: str) -> None:
        own = OWN_LEVEL.get(AreaKind(area.kind))
        if own is None:
            self.add_error("area", f"{area.get_kind_display()}不设人民代表大会，不能登记届次。")
        elif ORDER.index(Level(level)) > ORDER.index(own):
            self.add_error("level", f"{area}没有{Level(level).label}人大。")

    def _check_overlap(self, area: Any, level: str, span: Any) -> None:
        # the area is locked by the view until the term is saved, so that two cannot be entered at once
        for other in Term.objects.filter(area=area, level=level).exclude(pk=self.instance.pk):
            if overlap(span, (other.starts_on, other.ends_on)):
                ends = cn_date(other.ends_on) or "未填终止日期"
                self.add_error("starts_on", f"与{other}（{cn_date(other.starts_on)}至{ends}）重叠。")


class SessionForm(PageModelForm):
    """A session within its term; sessions follow one another."""

    class Meta:
        model = Session
        fields = ("number", "opens_on", "closes_on")
        widgets = {"opens_on": forms.DateInput(), "closes_on": forms.DateInput()}

    def __init__(self, term: Term, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term = term

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes, number = data.get("opens_on"), data.get("closes_on"), data.get("number")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "不能早于开幕日期。")
        for name, day in (("opens_on", opens), ("closes_on", closes)):
            if day and not inside(day, (self.term.starts_on, self.term.ends_on)):
                self.add_error(name, f"不在{self.term}的起止日期之内。")
        others = Session.objects.filter(term=self.term).exclude(pk=self.instance.pk)
        if number and others.filter(number=number).exists():
            self.add_error("number", f"{self.term}已有第{number}次会议。")
        elif opens and closes:
            self._check_others(others, (opens, closes))
        return data

    def _check_others(self, others: Any, span: Any) -> None:
        for other in others:
            if overlap(span, (other.opens_on, other.closes_on)):
                self.add_error("opens_on", f"与第{other.number}次会议的日期重叠。")

    def save(self, commit: bool = True) -> Session:
        self.instance.term = self.term
        return super().save(commit)


class DelegationForm(PageModelForm):
    """A delegation of a term, with its head."""

    class Meta:
        model = Delegation
        fields = ("term", "name", "head")
        widgets = {"term": SearchSelect("deputies:term-options"), "head": SearchSelect("deputies:options")}
        help_texts = {"head": "团长须是本届代表。"}

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_within(user)
        self.fields["head"].queryset = Deputy.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        term, name, head = data.get("term"), data.get("name"), data.get("head")
        others = Delegation._base_manager.filter(term=term, name=name).exclude(pk=self.instance.pk)
        if term and name and others.exists():
            self.add_error("name", f"{term}已有同名代表团。")
        if term and head and not head.mandates.filter(term=term).exclude(state="ended").exists():
            self.add_error("head", f"{head.name}不是{term}的代表。")
        return data
