"""Telling the voters (件件有回音): each milestone of a suggestion to each voter whose matter it carries.

Who tells a later milestone has told the earlier ones too: nobody is called three times at once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from stations.models import Matter, Opinion
from suggestions.choices import Milestone
from suggestions.models import Lineage, Suggestion, VoterTold
from workflow.transitions import OutOfStep, Refused

DAYS = {
    Milestone.REGISTERED: "registered_on",
    Milestone.DISPATCHED: "dispatched_on",
    Milestone.REPLIED: "replied_on",
    Milestone.CLOSED: "closed_on",
}


@dataclass(frozen=True)
class Stop:
    """One milestone as a voter hears it: what, when, in a sentence without anybody's name."""

    milestone: Milestone
    on: date
    words: str


def reached(suggestion: Suggestion) -> list[Stop]:
    """The milestones that lie behind the suggestion, in their order."""
    found = []
    for milestone, name in DAYS.items():
        if on := getattr(suggestion, name):
            found.append(Stop(milestone, on, _words(suggestion, milestone)))
    return found


def _words(suggestion: Suggestion, milestone: Milestone) -> str:
    number = f"第{suggestion.number}号建议" if suggestion.number else "代表建议"
    unit = str(suggestion.lead_office) if suggestion.lead_office_id else "有关单位"
    return {
        Milestone.REGISTERED: f"您反映的事项已由人大代表提出{number}并立案。",
        Milestone.DISPATCHED: f"{number}已交{unit}办理。",
        Milestone.REPLIED: f"{unit}已答复{number}，正由代表评价。",
        Milestone.CLOSED: f"{number}已办结。",
    }[milestone]


def milestones(opinion: Opinion) -> list[Stop]:
    """What became of an opinion as a suggestion; [] where none grew from it. One query."""
    row = Lineage.objects.filter(opinion=opinion).select_related("suggestion__lead_office").first()
    return reached(row.suggestion) if row and row.suggestion.submitted_on else []


def _told(milestone: Any) -> Exists:
    return Exists(VoterTold.objects.filter(matter=OuterRef("pk"), milestone=milestone))


def to_tell(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Of these matters, those whose voters have yet to hear the latest milestone of their suggestion, with `milestone`."""
    path = "opinion__lineage__suggestion__"
    latest = [(m, f"{path}{DAYS[m]}__isnull") for m in reversed(Milestone)]
    rows = matters.filter(**{f"{path}registered_on__isnull": False})
    rows = rows.annotate(milestone=Case(*(When(**{day: False}, then=Value(m.value)) for m, day in latest)))
    return rows.filter(
        ~Exists(VoterTold.objects.filter(matter=OuterRef("pk"), milestone=OuterRef("milestone")))
    )


@transaction.atomic
def tell(matter: Matter, milestone: str, how: str, actor: Any, on: date | None = None) -> int:
    """Note that this voter was told a milestone and all before it; how many were new. Raises Refused, OutOfStep."""
    suggestion = _suggestion_of(matter)
    stops = {stop.milestone: stop for stop in reached(suggestion)}
    if milestone not in stops:
        raise Refused("建议还没有办到这一步。")
    today = timezone.localdate()
    until = list(Milestone).index(Milestone(milestone)) + 1
    rows = [
        VoterTold(
            suggestion=suggestion, matter=matter, milestone=one, told_on=on or today, told_how=how, told_by=actor
        )
        for one in list(Milestone)[:until]
        if one in stops
    ]  # fmt: skip
    before = VoterTold.objects.filter(matter=matter).count()
    VoterTold.objects.bulk_create(rows, ignore_conflicts=True)
    new = VoterTold.objects.filter(matter=matter).count() - before
    if not new:
        raise OutOfStep("这位群众已经告知过了。")
    enter(
        EntryKind.DEED, "告知群众建议进展", actor, subject=suggestion, data={"matter": matter.pk, "how": how}
    )
    return new


def _suggestion_of(matter: Matter) -> Suggestion:
    row = Lineage.objects.filter(opinion=matter.opinion_id).select_related("suggestion__lead_office").first()
    if row is None:
        raise Refused("这件事项没有形成代表建议。")
    return row.suggestion


def _of(suggestion: Suggestion) -> QuerySet[Matter]:
    return Matter._base_manager.filter(opinion__lineage__suggestion=suggestion)


def untold(suggestion: Suggestion) -> int | None:
    """How many of its voters have not heard of the reply; None where it grew from nobody's matter."""
    rows = _of(suggestion)
    return rows.filter(~_told(Milestone.REPLIED)).count() if rows.exists() else None


def share_told(suggestion: Suggestion) -> tuple[int, int]:
    """(voters who heard the latest milestone, all voters) of one suggestion."""
    stops, rows = reached(suggestion), _of(suggestion)
    return (rows.filter(_told(stops[-1].milestone)).count() if stops else 0), rows.count()


def with_untold(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """The suggestions with `waiting`: is there a voter who has not heard of the reply?"""
    left = Matter._base_manager.filter(~_told(Milestone.REPLIED), opinion__lineage__suggestion=OuterRef("pk"))
    return rows.annotate(
        waiting=Case(When(Q(Exists(left)), then=True), default=False, output_field=BooleanField())
    )
