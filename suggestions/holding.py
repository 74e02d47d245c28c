"""Whose time it was (时间归属): every day from submission to the end belongs to exactly one holder.

A day belongs to whoever held the suggestion when it ended, so the days add up to the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from offices.choices import OfficeKind
from offices.models import Office
from suggestions.choices import AssignmentRole, AssignmentState, Party, SuggestionState, TransferState
from suggestions.models import Assignment, Holding, Suggestion
from suggestions.roles import congress_office
from suggestions.rounds import feedback_over, unrated
from suggestions.transfers import pending

S, A = SuggestionState, AssignmentState
Holder = tuple[str, int | None]  # (party, office id)


@dataclass(frozen=True)
class Span:
    """One holder from a day on; until is the day on which it passed on, None while it lasts."""

    holder: Holder
    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        return ((self.until or today) - self.since).days


def turn(spans: Sequence[Span], holder: Holder | None, on: date) -> list[Span]:
    """The spans after the suggestion has passed to a holder (nobody at its end) on a day. Pure.

    A holder who had it for less than a day leaves no span; one who gets it back the same day never lost it.
    """
    done = list(spans)
    if done and done[-1].until is None:
        last = done.pop()
        if last.holder == holder:
            return list(spans)
        on = max(on, last.since)
        if last.since < on:
            done.append(replace(last, until=on))
    if holder is None:
        return done
    if done and done[-1].holder == holder and done[-1].until == on:
        return [*done[:-1], replace(done[-1], until=None)]
    return [*done, Span(holder, on)]


def holder_now(suggestion: Suggestion) -> Holder | None:
    """Who has it as it stands; None before it is submitted and after its end."""
    state = suggestion.state
    if state == S.RETURNED:
        return Party.DEPUTY, None
    if state == S.SECOND:
        return Party.GOVERNMENT, None
    if state in (S.SUBMITTED, S.REGISTERED):
        return _congress(suggestion)
    if state == S.DISPATCHED:
        return _at_the_units(suggestion)
    if state == S.REPLIED:
        waits = unrated(suggestion) and not feedback_over(suggestion)
        return (Party.DEPUTY, None) if waits else _congress(suggestion)
    return None


def _congress(suggestion: Suggestion) -> Holder:
    office = congress_office(suggestion.area)
    return Party.CONGRESS, office.pk if office else None


def _at_the_units(suggestion: Suggestion) -> Holder:
    """The unit that answers (of separate ones the first still at work); its dispatcher while it hands back.

    What waits for its second tier is the government office's, or the congress organ's that is asked to take it back.
    """
    parts = [part for part in _parts(suggestion) if part.role != AssignmentRole.CO]
    back = next((part for part in parts if part.state == A.HANDED_BACK), None)
    if back:
        return _office(back.dispatcher)
    if tiers := [one for one in pending(suggestion) if one.role != AssignmentRole.CO]:
        waits = tiers[0].state == TransferState.WAITING
        return (Party.GOVERNMENT, tiers[0].office_id) if waits else _congress(suggestion)
    working = next((part for part in parts if part.state not in (A.DONE, A.REVOKED)), None)
    return _office(working.office) if working else _congress(suggestion)


def _parts(suggestion: Suggestion) -> list[Assignment]:
    rows = suggestion.assignments.filter(round=suggestion.round).select_related("office", "dispatcher")
    return sorted(rows, key=lambda part: (part.role != AssignmentRole.LEAD, part.pk))


PARTIES = {
    OfficeKind.COMMITTEE: Party.CONGRESS, OfficeKind.PRESIDIUM: Party.CONGRESS, OfficeKind.STREET: Party.CONGRESS,
    OfficeKind.GOVERNMENT: Party.GOVERNMENT,
}  # fmt: skip


def _office(office: Office) -> Holder:
    return PARTIES.get(OfficeKind(office.kind), Party.UNIT), office.pk


# --- keeping it


@transaction.atomic
def note(suggestion_id: int, on: date | None = None) -> None:
    """Bring the spans in line with who has the suggestion now; nothing happens while that is the same."""
    suggestion = Suggestion._base_manager.select_related("area").get(pk=suggestion_id)
    holder = holder_now(suggestion)
    rows = list(suggestion.holdings.order_by("since", "pk"))
    if rows and rows[-1].until is None and _holder(rows[-1]) == holder:
        return
    Suggestion._base_manager.select_for_update().values_list("pk").get(pk=suggestion_id)
    rows = list(suggestion.holdings.order_by("since", "pk"))
    spans = [Span(_holder(row), row.since, row.until) for row in rows]
    _write(suggestion, rows, spans, turn(spans, holder, on or timezone.localdate()))


def _holder(row: Holding) -> Holder:
    return row.party, row.office_id


def _write(suggestion: Suggestion, rows: list[Holding], old: list[Span], new: list[Span]) -> None:
    """Only what differs: the last span closed, dropped or reopened, and the new one."""
    for row in reversed(rows[len(new) :]):
        row.delete()
    for row, before, span in zip(rows, old, new, strict=False):
        if before != span:
            row.party, row.office_id = span.holder
            row.since, row.until = span.since, span.until
            row.save()
    for span in new[len(old) :]:
        party, office = span.holder
        Holding.objects.create(
            suggestion=suggestion, party=party, office_id=office, since=span.since, until=span.until
        )


# --- reading it


@dataclass(frozen=True)
class Share:
    """All the days of one holder."""

    name: str
    days: int
    percent: str


def shares(rows: Sequence[Holding], today: date | None = None) -> list[Share]:
    """The days by holder, the most first; rows with their offices."""
    today, days = today or timezone.localdate(), dict[str, int]()
    for row in rows:
        name = str(row.office) if row.office_id and row.party == Party.UNIT else row.get_party_display()
        days[name] = days.get(name, 0) + ((row.until or today) - row.since).days
    total = sum(days.values())
    return [
        Share(name, one, f"{one * 100 / total:.0f}%" if total else "—")
        for name, one in sorted(days.items(), key=lambda item: -item[1])
    ]
