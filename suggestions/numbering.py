"""Giving numbers: each series of a term, session and kind without gaps and without doubles."""

from deputies.models import Session, Term
from offices.limits import setting
from suggestions.choices import Kind
from suggestions.models import NumberSeries, Suggestion
from workflow.transitions import Refused


def number_for(suggestion: Suggestion) -> int:
    """The suggestion's number; call inside the transaction that uses it. Raises Refused where two series meet."""
    kind, first = series_of(suggestion)
    number = next_number(suggestion.term, suggestion.session, kind, first)
    taken = Suggestion._base_manager.filter(
        term=suggestion.term_id, session=suggestion.session_id, number=number
    )
    if taken.exists():
        raise Refused(f"第{number}号已在另一系列中使用，请先在参数中调整起编号。")
    return number


def series_of(suggestion: Suggestion) -> tuple[str, int]:
    """Which series it belongs to, and that series' first number; a series of its own only where the area set one."""
    own = {
        "motion": suggestion.from_motion,
        "delegation": suggestion.kind == Kind.DELEGATION,
    }
    for kind, belongs in own.items():
        if belongs and (first := setting(f"number_{kind}", suggestion.area).number):
            return kind, first
    between = suggestion.session_id is None
    return "", max(1, setting("number_between", suggestion.area).number) if between else 1


def next_number(term: Term, session: Session | None, kind: str = "", first: int = 1) -> int:
    """The next number of the series; call inside the transaction that uses it.

    The series' row stays locked until that transaction ends, so a second
    registration waits, and a rolled-back one gives its number back.
    """
    series, _ = NumberSeries.objects.get_or_create(
        term=term, session=session, kind=kind, defaults={"last": first - 1}
    )
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
