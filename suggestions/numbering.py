"""Giving numbers: each series of a term and session without gaps and without doubles."""

from deputies.models import Session, Term
from suggestions.models import NumberSeries


def next_number(term: Term, session: Session | None) -> int:
    """The next number of the series; call inside the transaction that uses it.

    The series' row stays locked until that transaction ends, so a second
    registration waits, and a rolled-back one gives its number back.
    """
    series, _ = NumberSeries.objects.get_or_create(term=term, session=session)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
