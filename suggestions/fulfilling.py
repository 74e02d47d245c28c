"""Was a suggestion carried out, or only answered? 落实率 counts the former (seed row DL-14; 青岛 art. 31).

It was where its result class counts as resolved, by the reply or by a look-back; else from the day on which the last
of the promises of its present round was kept. A promise let go was not kept.
"""

from datetime import date

from django.db.models import F

from suggestions.choices import Fulfilled, PromiseState
from suggestions.models import Fulfilment, LookBackItem, Promise, Suggestion


def note_fulfilment(key: int) -> None:
    """Tell it anew from the rows; called by every step that changes a class or settles a promise."""
    row = Suggestion._base_manager.select_related("result_class").defer("grams").get(pk=key)
    found = fulfilled(row)
    if found is None:
        Fulfilment._base_manager.filter(suggestion=key).delete()
        return
    on, how = found
    Fulfilment._base_manager.get_or_create(suggestion_id=key, defaults={"on": on, "how": how})


def fulfilled(suggestion: Suggestion) -> tuple[date, str] | None:
    """Since when, and what shows it; None where it is not (yet) carried out."""
    if suggestion.replied_on is None or suggestion.result_class is None:
        return None
    if suggestion.result_class.resolved:
        return _raised(suggestion) or (suggestion.replied_on, Fulfilled.SOLVED)
    rows = Promise._base_manager.filter(suggestion=suggestion, assignment__round=suggestion.round)
    made = list(rows.exclude(state=PromiseState.DRAFTED).values_list("state", "settled_on"))
    if not made or any(state != PromiseState.KEPT for state, _ in made):
        return None
    return max(on for _, on in made if on), Fulfilled.KEPT


def _raised(suggestion: Suggestion) -> tuple[date, str] | None:
    """The look-back that raised it to the class it has."""
    rows = LookBackItem._base_manager.filter(suggestion=suggestion, after=suggestion.result_class)
    found = rows.exclude(before=F("after")).order_by("-settled_on").values_list("settled_on", flat=True)
    on = found.first()
    return (on, Fulfilled.LOOKED) if on and on >= (suggestion.replied_on or on) else None
