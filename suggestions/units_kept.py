"""The comparison of units over whole years, summed from what is kept by the year of registration.

What only today decides (replies and promises that are late by now, verdicts whose time still runs) is counted live:
these are few at any moment, whatever the span.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from offices.models import Area
from offices.posts import role_of
from offices.remembering import remembered
from suggestions.choices import Grade, PromiseState
from suggestions.ledger import LedgerFilters
from suggestions.models import ResultClass, Suggestion
from suggestions.models.veil import VEILED, under_judgement

# (kind, office, its name, label) -> how many
Kept = Mapping[tuple[str, int, str, str], int]
# (whose sight, or None for everybody's; area; first day of a year, day after the last of one) -> what is kept;
# filled by the room that keeps it
KEEPER: list[Callable[[Any, Area, date | None, date | None], Kept]] = []


def kept(user: Any, area: Area, years: LedgerFilters) -> Kept:
    """What is kept of these whole years."""
    until = years.until and years.until + timedelta(days=1)
    return KEEPER[0](user, area, years.since, until)


def solving() -> frozenset[str]:
    """The labels of the classes that count as resolved."""
    classes = ResultClass.objects.filter(resolved=True)
    return remembered("solving", lambda: frozenset(str(one.pk) for one in classes))


def behind(rows: QuerySet[Suggestion], today: date) -> QuerySet:
    """(late or unkept, unit, how many): of these those not answered, and of their promises those not kept, in time."""
    late = rows.filter(replied_on__isnull=True, due_on__lt=today)
    unkept = Q(promises__state__in=(PromiseState.OPEN, PromiseState.REPORTED), promises__due_on__lt=today)
    unkept = rows.filter(unkept, promises__office=F("lead_office"))
    # "*": the index of what is still owed tells all of it
    return (late.order_by().values_list(Value("late"), "lead_office").annotate(n=Count("*"))).union(
        unkept.order_by().values_list(Value("unkept"), "lead_office").annotate(n=Count("pk")), all=True
    )


def untold(rows: QuerySet[Suggestion], user: Any) -> dict[int, tuple[int, int]]:
    """{unit: (satisfied, all)} of the verdicts on these that he who is shown them may not read yet; None: any unit."""
    if user is not None and role_of(user) not in VEILED:
        return {}
    judged = rows.filter(under_judgement("pk"), ratings__round=F("round"))
    pleased = Count("ratings", filter=Q(ratings__result=Grade.SATISFIED))
    found = judged.order_by().values_list("lead_office").annotate(pleased=pleased, n=Count("ratings"))
    return {office: (good, whole) for office, good, whole in found}
