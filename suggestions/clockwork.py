"""The clocks of a suggestion and of each unit's part, and the due day as the lists read it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery

from offices.models import Office
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment, Suggestion, SuggestionClock, Transfer
from suggestions.reference import no_limit, unwritten
from suggestions.roles import congress_office
from suggestions.transfers import pending
from workflow.clocks import Clockwork, Holder
from workflow.models import Clock

AGAIN = ("rehandle", "redress")  # a round after the first
REPLYING = ("reply", "reply_extended", *AGAIN)
OF_PARTS = (
    "hand_back",
    "first_contact",
    "co_opinion",
    "opinion_redo",
    "redispatch",
    "transfer",
    "progress",
    "check",
)


def reviewer(suggestion: Suggestion) -> Holder:
    return congress_office(suggestion.area)


def lead_unit(suggestion: Suggestion) -> Holder:
    """The unit that answers, or the government office that is to pass it on.

    Of separate units the first, each of which has the same day.
    """
    rows = suggestion.assignments.filter(round=suggestion.round).exclude(state=AssignmentState.REVOKED)
    parts = sorted(rows.select_related("office"), key=lambda a: (a.role != AssignmentRole.LEAD, a.pk))
    waiting = sorted(pending(suggestion), key=lambda t: (t.role != AssignmentRole.LEAD, t.pk))
    if waiting and (not parts or waiting[0].role == AssignmentRole.LEAD):
        return waiting[0].office
    return parts[0].office if parts else None


def lead_deputy(suggestion: Suggestion) -> Holder:
    return suggestion.deputy.user


class SuggestionClockwork(Clockwork):
    """Keeps the day of the reply also on the suggestion, where lists filter and sort by it."""

    def start(self, subject: Suggestion, code: str, *args: Any, **kwargs: Any) -> Clock | None:
        """None for the reply to a suggestion that is only kept for reference: it owes none."""
        if code in REPLYING and no_limit(subject):
            return None
        clock = super().start(subject, code, *args, **kwargs)
        if code in REPLYING:
            self.keep_day(subject, clock.due_on)
        return clock

    def keep_day(self, subject: Suggestion, day: date | None) -> None:
        """The day of the reply on the suggestion itself; none while the limit stands still."""
        subject.due_on = day
        subject.save(update_fields=["due_on"])

    def hand_over(self, subject: Suggestion, office: Office) -> None:
        """The running limit of the reply passes to another unit; the day stays."""
        self.model.objects.open().filter(subject=subject, rule__in=REPLYING).update(office=office)


class AssignmentClockwork(Clockwork):
    """The same table, one unit's part: its clocks hang on the suggestion and name the assignment."""

    def start(
        self, subject: Assignment, code: str, *args: Any, office: Office | None = None, **extra: Any
    ) -> Clock:
        holder = office or self.holders.get(code, _own_unit)(subject)
        return super().start(subject.suggestion, code, *args, office=holder, assignment=subject, **extra)

    def stop(self, subject: Assignment, *codes: str, **extra: Any) -> int:
        return super().stop(subject.suggestion, *codes, assignment=subject, **extra)


class TransferClockwork(Clockwork):
    """The same table, a government office's share: its clocks hang on the suggestion and name the office."""

    def start(self, subject: Transfer, code: str, *args: Any, **extra: Any) -> Clock:
        return super().start(subject.suggestion, code, *args, office=subject.office, **extra)

    def stop(self, subject: Transfer, *codes: str, **extra: Any) -> int:
        return super().stop(subject.suggestion, *codes, assignment=None, office=subject.office, **extra)


def _own_unit(assignment: Assignment) -> Office:
    return assignment.office


def start_transfer(transfer: Transfer) -> None:
    """What a government office has to do by when: pass it on, or give it back (domain rules 13, 38)."""
    for code in ("transfer", "hand_back"):
        TRANSFER_CLOCKS.start(transfer, code, on=transfer.sent_on)


def start_parts(assignments: Iterable[Assignment]) -> None:
    """What each unit has to do by when, from the day it was sent (domain rules 13, 15, 16)."""
    for part in assignments:
        for code in ("hand_back", *_owed(part)):
            ASSIGNMENT_CLOCKS.start(part, code, on=part.sent_on)


def _owed(part: Assignment) -> tuple[str, ...]:
    """A co-unit its opinion, the others to contact the deputy; of what is only for reference, where he wishes it."""
    if part.role == AssignmentRole.CO:
        return () if no_limit(part.suggestion) else ("co_opinion",)
    spared = unwritten(part.suggestion) and not part.suggestion.wants_contact
    return () if spared else ("first_contact",)


SUGGESTION_CLOCKS = SuggestionClockwork(
    model=SuggestionClock,
    holders={
        "acceptance": reviewer,
        "dispatch": reviewer,
        "second_review": lambda suggestion: suggestion.second_desk,
        "reply": lead_unit,
        "reply_extended": lead_unit,
        "rehandle": lead_unit,
        "redress": lead_unit,
        "feedback": lead_deputy,
        "second_feedback": lead_deputy,
        "publish": reviewer,
        "check": reviewer,
    },
)
ASSIGNMENT_CLOCKS = AssignmentClockwork(
    model=SuggestionClock, holders={"redispatch": lambda assignment: assignment.dispatcher}
)
TRANSFER_CLOCKS = TransferClockwork(model=SuggestionClock)


def copy_due_days() -> int:
    """Bring the suggestions' days in line with limits that a change of calendar or rule has moved."""
    running = SuggestionClock.objects.ticking().filter(rule__in=REPLYING)
    moved = running.exclude(due_on=F("subject__due_on"))
    day = running.filter(subject=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    return Suggestion._base_manager.filter(pk__in=moved.values("subject")).update(due_on=Subquery(day))
