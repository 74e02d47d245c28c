"""The comparison of units over whole years, summed from what is kept by the year of registration.

What only today decides (replies and promises that are late by now, verdicts whose time still runs) is counted live:
these are few at any moment, whatever the span.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from offices.models import Area
from offices.posts import role_of
from suggestions.choices import Grade, PromiseState
from suggestions.ledger import LedgerFilters
from suggestions.models import ResultClass, Suggestion
from suggestions.models.veil import VEILED, under_judgement

# (kind, office, its name, label) -> how many
Kept = Mapping[tuple[str, int, str, str], int]
# (whose sight, or None for everybody's; area; first day of a year, day after the last of one) -> what is kept;
# filled by the room that keeps it
KEEPER: list[Callable[[Any, Area, date | None, date | None], Kept]] = []


def split(filters: LedgerFilters) -> tuple[LedgerFilters | None, list[LedgerFilters]]:
    """The whole years of a span, and what is left of it at its two ends; a term or a session is never split."""
    if filters.term or filters.session or filters.between or not KEEPER:
        return None, [filters]
    since, until = filters.since, filters.until
    first = since and (since if _new_year(since) else date(since.year + 1, 1, 1))
    after = until and (until + timedelta(days=1) if until < date.max else None)
    last = after and (after if _new_year(after) else date(after.year, 1, 1))
    if first and last and first >= last:
        return None, [filters]
    ends = []
    if since and first and since < first:
        ends.append(replace(filters, until=first - timedelta(days=1)))
    if until and last and last <= until:
        ends.append(replace(filters, since=last))
    return replace(filters, since=first, until=last and last - timedelta(days=1)), ends


def _new_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def kept(user: Any, area: Area, years: LedgerFilters) -> Kept:
    """What is kept of these whole years."""
    until = years.until and years.until + timedelta(days=1)
    return KEEPER[0](user, area, years.since, until)


def solving() -> frozenset[str]:
    """The labels of the classes that count as resolved."""
    return frozenset(str(pk) for pk in ResultClass.objects.filter(resolved=True).values_list("pk", flat=True))


def unanswered(rows: QuerySet[Suggestion], today: date) -> dict[int, int]:
    """{unit: how many of these it has not answered though their day is over}."""
    late = rows.filter(replied_on__isnull=True, due_on__lt=today)
    return dict(late.order_by().values_list("lead_office").annotate(n=Count("pk")))


def unkept(rows: QuerySet[Suggestion], today: date) -> dict[int, int]:
    """{unit: how many promises on these it has not kept though their day is over}."""
    late = Q(promises__state__in=(PromiseState.OPEN, PromiseState.REPORTED), promises__due_on__lt=today)
    late = rows.filter(late, promises__office=F("lead_office"))
    return dict(late.order_by().values_list("lead_office").annotate(n=Count("promises")))


def untold(rows: QuerySet[Suggestion], user: Any) -> dict[int, tuple[int, int]]:
    """{unit: (satisfied, all)} of the verdicts on these that he who is shown them may not read yet; None: any unit."""
    if user is not None and role_of(user) not in VEILED:
        return {}
    judged = rows.filter(under_judgement("pk"), ratings__round=F("round"))
    pleased = Count("ratings", filter=Q(ratings__result=Grade.SATISFIED))
    found = judged.order_by().values_list("lead_office").annotate(pleased=pleased, n=Count("ratings"))
    return {office: (good, whole) for office, good, whole in found}
