"""Telling the voters (件件有回音): each milestone of a suggestion to each voter whose matter it carries.

What is owed is a row from the day the milestone is reached, so that it can be
counted whether it was told in time. Who tells a later milestone has told the
earlier ones too: nobody is called three times at once.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Unit
from offices.limits import setting
from offices.models import Area
from stations.choices import TO_TELL, TellWay
from stations.intake import tell as tell_outcome
from stations.models import Matter, Opinion
from suggestions.choices import Milestone, SuggestionState
from suggestions.models import Lineage, Suggestion, VoterTold
from suggestions.reference import noted
from workflow.calendar import legal_calendar
from workflow.transitions import OutOfStep, Refused, Step

KEY = "tell_voters"
DAYS = {
    Milestone.REGISTERED: "registered_on",
    Milestone.DISPATCHED: "dispatched_on",
    Milestone.REPLIED: "replied_on",
    Milestone.CLOSED: "closed_on",
}
ROUNDS = (Milestone.REPLIED, Milestone.CLOSED)  # every handling has its own


@dataclass(frozen=True)
class Stop:
    """One milestone as a voter hears it: what, when, in a sentence without anybody's name."""

    milestone: Milestone
    on: date
    words: str
    round: int = 1


def reached(suggestion: Suggestion) -> list[Stop]:
    """The milestones that lie behind the suggestion, in their order; none once it was withdrawn."""
    found = []
    if suggestion.state == SuggestionState.WITHDRAWN:
        return found
    for milestone, name in DAYS.items():
        if on := getattr(suggestion, name):
            again = suggestion.round if milestone in ROUNDS else 1
            found.append(Stop(milestone, on, words_of(suggestion, milestone), again))
    return found


def words_of(suggestion: Suggestion, milestone: str) -> str:
    """By session and number, as everywhere; a confidential one without either, and without unit."""
    numbered = suggestion.number and not suggestion.confidential
    number = f"{suggestion.called}建议" if numbered else "代表建议"
    named = suggestion.lead_office_id and not suggestion.confidential
    unit = str(suggestion.lead_office) if named else "有关单位"
    return {
        Milestone.REGISTERED: f"您反映的事项已由人大代表提出{number}并立案。",
        Milestone.DISPATCHED: f"{number}已交{unit}办理。",
        Milestone.REPLIED: f"{unit}已研究{number}，作为工作参考。"
        if noted(suggestion)
        else f"{unit}已答复{number}，正由代表评价。",
        Milestone.CLOSED: f"{number}已办结。",
    }[Milestone(milestone)]


def milestones(opinion: Opinion) -> list[Stop]:
    """What became of an opinion as a suggestion; [] where none grew from it. One query."""
    row = Lineage.objects.filter(opinion=opinion).select_related("suggestion__lead_office").first()
    return reached(row.suggestion) if row and row.suggestion.submitted_on else []


# --- owing


def due(area: Area, on: date) -> date:
    """By when a voter should have heard of a milestone of that day (setting tell_voters)."""
    limit = setting(KEY, area, on)
    if limit.unit == Unit.WORKDAYS:
        return legal_calendar().add_workdays(on, limit.number)
    return on + timedelta(days=limit.number)


def owe(suggestion: Suggestion) -> int:
    """One row for each voter and milestone reached; what is not to be told any more goes. Returns how many are new."""
    there = VoterTold.objects.filter(suggestion=suggestion)
    stops, voters = reached(suggestion), set(_of(suggestion).values_list("pk", flat=True))
    behind = Q(pk__in=())
    for stop in stops:
        behind |= Q(milestone=stop.milestone, round=stop.round, matter__in=voters)
    there.filter(~behind, told_on=None).delete()
    known = set(there.values_list("matter", "milestone", "round"))
    rows = [
        VoterTold(
            suggestion=suggestion, matter_id=voter, milestone=stop.milestone, round=stop.round,
            reached_on=stop.on, due_on=due(suggestion.area, stop.on),
        )
        for stop in stops for voter in sorted(voters) if (voter, stop.milestone, stop.round) not in known
    ]  # fmt: skip
    VoterTold.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def owe_after(step: Step) -> None:
    """After a step that moved a suggestion: what its voters are to hear of it."""
    suggestion = step.subject
    if step.before != suggestion.state and suggestion.registered_on and suggestion.lineage.exists():
        owe(suggestion)


def owe_latecomers(today: date) -> str:
    """Chore: voters whose matters were joined to an opinion after its suggestion had set out."""
    known = VoterTold._base_manager.filter(
        matter=OuterRef("pk"), suggestion=OuterRef("opinion__lineage__suggestion")
    )
    late = Matter._base_manager.filter(
        ~Exists(known), opinion__lineage__suggestion__registered_on__isnull=False
    )
    late = late.filter(
        Q(opinion__lineage__suggestion__closed_on=None)
        | Q(opinion__lineage__suggestion__closed_on__gte=today - timedelta(days=30))
    ).exclude(opinion__lineage__suggestion__state=SuggestionState.WITHDRAWN)
    keys = sorted(set(late.values_list("opinion__lineage__suggestion", flat=True)))
    rows = Suggestion._base_manager.filter(pk__in=keys).select_related("area", "lead_office").defer("grams")
    return f"补列应告知{sum(owe(row) for row in rows.iterator(chunk_size=200))}项。"


# --- telling


@transaction.atomic
def tell(row: VoterTold, how: str, actor: Any, on: date | None = None) -> int:
    """Note that this voter was told this milestone and all before it; how many were new. Raises Refused, OutOfStep.

    The end of a suggestion is the outcome of his matter: who hears of it has heard that too.
    """
    on = on or timezone.localdate()
    if on < row.reached_on:
        raise Refused("告知日期不能早于进展的日期。")
    owed = VoterTold.objects.filter(matter=row.matter_id, told_on=None, pk__lte=row.pk)
    new = owed.update(told_on=on, told_how=how, told_by=actor)
    if not new:
        raise OutOfStep("这位群众已经告知过了。")
    if row.milestone == Milestone.CLOSED:
        _outcome(row.matter, how, actor, on)
    data = {"matter": row.matter_id, "milestone": row.milestone, "how": how}
    enter(EntryKind.DEED, "告知群众建议进展", actor, subject=row.suggestion, data=data)
    return new


def _outcome(matter: Matter, how: str, actor: Any, on: date) -> None:
    if matter.told_on is None and matter.opinion.state in TO_TELL:
        tell_outcome(actor, matter.opinion, matter, on, how)


def tell_all(rows: QuerySet[VoterTold], how: str, actor: Any) -> int:
    """Tell every one of these voters; how many persons heard something new. Those told meanwhile are passed over."""
    heard = 0
    for row in rows.select_related("matter__opinion", "suggestion").order_by("pk"):
        try:
            tell(row, how, actor)
        except OutOfStep:
            continue
        heard += 1
    return heard


@transaction.atomic
def looked_up(visit: int) -> int:
    """The voter has read on the web how far his matters have come; how many were new to him."""
    VoterTold.objects.filter(matter__visit=visit, told_how=TellWay.SMS).update(told_how=TellWay.WEB)
    owed = (
        VoterTold.objects.filter(matter__visit=visit)
        .waiting()
        .select_related("suggestion", "matter__opinion")
    )
    return sum(tell(row, TellWay.WEB, None) for row in owed)


def told_outside(matter: Matter) -> None:
    """The station told the outcome of the matter itself: its suggestion's milestones are told by it too."""
    fields = {"told_on": matter.told_on, "told_how": matter.told_how, "told_by": matter.told_by_id}
    owed = VoterTold.objects.filter(matter=matter, told_on=None, reached_on__lte=matter.told_on)
    owed.update(**fields)


# --- counting


def _of(suggestion: Suggestion) -> QuerySet[Matter]:
    return Matter._base_manager.filter(opinion__lineage__suggestion=suggestion)


def _heard(milestone: str, **of: Any) -> Exists:
    return Exists(
        VoterTold.objects.filter(matter=OuterRef("pk"), milestone=milestone, told_on__isnull=False, **of)
    )


def untold(suggestion: Suggestion) -> int | None:
    """How many of its voters have not heard of the reply; None where it grew from nobody's matter."""
    rows = _of(suggestion)
    heard = _heard(Milestone.REPLIED, suggestion=suggestion, round=suggestion.round)
    return rows.filter(~heard).count() if rows.exists() else None


def share_told(suggestion: Suggestion) -> tuple[int, int]:
    """(voters who heard the latest milestone, all voters) of one suggestion."""
    stops, rows = reached(suggestion), _of(suggestion)
    if not stops:
        return 0, rows.count()
    last = stops[-1]
    return rows.filter(_heard(last.milestone, suggestion=suggestion, round=last.round)).count(), rows.count()


def with_untold(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """The suggestions with `waiting`: is there a voter who has not heard of the reply?"""
    of = {"suggestion": OuterRef(OuterRef("pk")), "round": OuterRef(OuterRef("round"))}
    left = Matter._base_manager.filter(
        ~_heard(Milestone.REPLIED, **of), opinion__lineage__suggestion=OuterRef("pk")
    )
    return rows.annotate(
        waiting=Case(When(Q(Exists(left)), then=True), default=False, output_field=BooleanField())
    )
