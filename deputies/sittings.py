"""How terms and sessions are called in few words: 二十届一次, 二十届闭会. Numbers of suggestions are told apart by them."""

import json

from django.db.models import CharField, Expression, Func, Value
from django.db.models.functions import Cast, Concat

from deputies.models import Term
from offices.remembering import remembered
from pages.numerals import numeral


def sitting(term: int, session: int | None) -> str:
    """二十届一次 by the keys of the two; 二十届闭会 between sessions."""
    return remembered("deputies.sittings", _read).get((term, session), "")


def sittings_called(words: str) -> list[tuple[int, int | None]]:
    """The (term, session) keys of that name, of whichever congress."""
    return [keys for keys, name in remembered("deputies.sittings", _read).items() if name == words]


def sitting_of(term: str, session: str) -> Expression:
    """The same said by the database, of rows by their paths to the two; the few names go along, so nothing is joined."""
    names = {
        f"{one}:{other or ''}": name for (one, other), name in remembered("deputies.sittings", _read).items()
    }
    key = Concat(Cast(term, CharField()), Value(":"), Cast(session, CharField()))
    return Func(Value(json.dumps(names)), key, template="(%(expressions)s)", arg_joiner="::jsonb ->> ")


def _read() -> dict[tuple[int, int | None], str]:
    """All of them, in one query: a handful for each congress."""
    found: dict[tuple[int, int | None], str] = {}
    rows = Term._base_manager.order_by().values_list("pk", "number", "sessions__pk", "sessions__number")
    for term, number, session, count in rows:
        found[term, None] = f"{numeral(number)}届闭会"
        if session:
            found[term, session] = f"{numeral(number)}届{numeral(count)}次"
    return found
