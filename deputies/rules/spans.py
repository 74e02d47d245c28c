"""Spans of days."""

from datetime import date


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Do two spans share a day? Both ends included; no end means open."""
    (a, b), (c, d) = one, other
    return (d is None or a <= d) and (b is None or c <= b)


def inside(day: date, span: tuple[date, date | None]) -> bool:
    """Does the span include the day?"""
    return span[0] <= day and (span[1] is None or day <= span[1])
