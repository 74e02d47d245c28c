"""Which suggestions the ledger is to hold."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.utils import render_crispy_form
from django import forms
from django.db.models import Q
from django.utils.safestring import SafeString

from deputies.models import Session, Term
from offices.models import Area
from offices.remembering import remembered
from pages.layouts import PageForm, Section
from suggestions.ledger import LedgerFilters

MOST = 100  # looks of a form remembered for an area
CONGRESS, GOVERNMENT = "congress", "government"
BOOKS = (
    (CONGRESS, "人大台账：办理情况汇总表，一行一件"),
    (GOVERNMENT, "政府台账：政府系统办理台账，一行一个承办单位，可与人大台账对账"),
)


def terms_for(area: Area, alone: bool = False) -> list[Term]:
    """The terms of an area, of those below it and of those above it, with their sessions; alone: its own only."""
    return remembered(("terms", area.pk, alone), lambda: _terms(area, alone))


def _terms(area: Area, alone: bool) -> list[Term]:
    above = [area.path[:end] for end in range(Area.steplen, len(area.path), Area.steplen)]
    near = Q(area=area) if alone else Q(area__path__startswith=area.path) | Q(area__path__in=above)
    rows = Term.objects.filter(near)
    rows = rows.select_related("area").prefetch_related("sessions__term__area")
    return sorted(rows, key=lambda term: (term.area_id != area.pk, term.area.path, -term.number))


class RangeForm(PageForm):
    """A term, one of its sessions, or what came between its sessions; registered from–to.

    alone: only the area's own terms, for what counts no other area.
    """

    alone: ClassVar[bool] = False
    sections: ClassVar[Sequence[Section]] = (Section("列入哪些建议", ("which", ("since", "until"))),)

    which = forms.ChoiceField(label="届次、会议", required=False)
    since = forms.DateField(label="立案日期自", required=False)
    until = forms.DateField(label="立案日期至", required=False)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.found = area, {"": LedgerFilters()}
        self.fields["which"].choices = [
            ("", "全部"),
            *(self._group(term) for term in terms_for(area, self.alone)),
        ]
        self.fields["which"].widget.attrs["data-pick"] = ""

    def drawn(self) -> SafeString:
        """Its fields, drawn once in an area for the same question; there are a few that everybody asks."""
        looks = remembered(("drawn", type(self), self.area.pk), dict)
        given = self.data if self.is_bound else self.initial
        said = (self.is_bound, tuple([(name, given.get(name)) for name in self.fields]))
        if said not in looks:
            if len(looks) >= MOST:
                looks.clear()
            looks[said] = render_crispy_form(self)
        return looks[said]

    def _group(self, term: Term) -> tuple[str, list[tuple[str, str]]]:
        lines = [
            self._line(f"term-{term.pk}", f"{term}（全部）", LedgerFilters(term=term)),
            self._line(f"between-{term.pk}", f"{term}闭会期间", LedgerFilters(term=term, between=True)),
        ]
        lines += [self._session(session) for session in term.sessions.all()]
        return str(term), lines

    def _session(self, session: Session) -> tuple[str, str]:
        return self._line(
            f"session-{session.pk}", str(session), LedgerFilters(term=session.term, session=session)
        )

    def _line(self, key: str, label: str, filters: LedgerFilters) -> tuple[str, str]:
        self.found[key] = filters
        return key, label

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "截止日期不能早于起始日期。")
        return data

    def filters(self) -> LedgerFilters:
        """What was chosen; only of a valid form."""
        data = self.cleaned_data
        chosen = self.found[data["which"]]
        return LedgerFilters(chosen.term, chosen.session, chosen.between, data["since"], data["until"])


class LedgerForm(RangeForm):
    """The same, and which book (双建账)."""

    sections = (Section("列入哪些建议", ("book", "which", ("since", "until"))),)
    book = forms.ChoiceField(label="哪一本台账", choices=BOOKS, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, own: str = CONGRESS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = self.fields["book"].initial = own

    @property
    def chosen_book(self) -> str:
        """The book asked for; one's own before anything is asked."""
        asked = self.cleaned_data.get("book") if self.is_bound and self.is_valid() else ""
        return asked or self.own
