"""A span of days as the whole years in it and what is left at its two ends."""

from dataclasses import replace
from datetime import date, timedelta

from suggestions.ledger import LedgerFilters


def split(filters: LedgerFilters) -> tuple[LedgerFilters | None, list[LedgerFilters]]:
    """The whole years of a span, and what is left of it at its two ends; a term or a session is never split."""
    if filters.term or filters.session or filters.between:
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
