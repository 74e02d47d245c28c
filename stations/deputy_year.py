"""What each deputy did in a span of days, counted from rows that others entered; and the yearly review's result."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from stations.choices import LabelSort, Purpose, ReceptionState, WishState
from stations.models import (
    DeputyReview,
    Label,
    Participation,
    RosterEntry,
    Station,
    Stationing,
    VoterContact,
    Wish,
)

KINDS = {"studies": Purpose.STUDY, "walks": Purpose.WALK, "reports": Purpose.REPORT}
TALLIES = (
    ("receptions", "进站接待"), ("activities", "参加活动"), ("studies", "学习交流"), ("walks", "走访联系"),
    ("contacts", "联系选民"), ("wishes", "完成微心愿"), ("reports", "述职"),
)  # fmt: skip


def tallies(user: Any, start: dt.date, last: dt.date) -> dict[str, dict[int, int]]:
    """By the keys of TALLIES, how many rows in sight each deputy has in these days; one grouped query each."""
    days = (start, last)
    took = Participation.objects.visible_to(user).filter(activity__on__range=days)
    duty = RosterEntry.objects.visible_to(user).filter(reception__on__range=days, attended=True)
    held = VoterContact.objects.visible_to(user).filter(starts_on__lte=last)
    granted = Wish.objects.visible_to(user).filter(
        done_on__range=days, state__in=(WishState.DONE, WishState.CLOSED)
    )
    return {
        "receptions": per_deputy(duty.filter(reception__state=ReceptionState.CLOSED)),
        "activities": per_deputy(took),
        "contacts": per_deputy(held.filter(Q(ends_on=None) | Q(ends_on__gte=last))),
        "wishes": per_deputy(granted),
    } | {key: per_deputy(took.filter(activity__kind__purpose=purpose)) for key, purpose in KINDS.items()}


def per_deputy(rows: QuerySet) -> dict[int, int]:
    return dict(rows.order_by().values_list("deputy").annotate(n=Count("pk", distinct=True)))


def stationed(user: Any, station: Station, year: int) -> list[Deputy]:
    """The deputies who were at this very station in the year, as far as it has come."""
    last = min(dt.date(year, 12, 31), timezone.localdate())
    here = Stationing.objects.visible_to(user).filter(station=station, starts_on__lte=last)
    here = here.exclude(ends_on__lt=dt.date(year, 1, 1))
    rows = Deputy.objects.visible_to(user).filter(pk__in=here.values("deputy"))
    return list(rows.only("name", "employer", "sort_key").order_by("sort_key", "pk"))


def grades_of(area: Area) -> QuerySet:
    """The words in use for a yearly review, in their order."""
    return Label.objects.used_in(area, LabelSort.GRADE)


@transaction.atomic
def note_reviews(
    user: Any, station: Station, year: int, given: dict[Deputy, tuple[Label | None, str]]
) -> int:
    """Write down grade and words of each deputy; what is unchanged stays untouched, what is emptied is emptied."""
    rows = DeputyReview.objects.visible_to(user).select_for_update(of=("self",))
    held = {row.deputy_id: row for row in rows.filter(station=station, year=year)}
    done = 0
    for deputy, (grade, words) in given.items():
        row = held.get(deputy.pk) or DeputyReview(
            station=station, area_id=station.area_id, deputy=deputy, year=year
        )
        if (row.grade_id, row.words) == (grade.pk if grade else None, words):
            continue
        row.grade, row.words, row.recorded_by, row.recorded_at = grade, words, user, timezone.now()
        row.save()
        done += 1
    if done:
        enter(
            EntryKind.DEED, "登记代表履职考评", user, subject=station, data={"year": year, "deputies": done}
        )
    return done
