"""path__among=Keys(ids): as __in, with the keys handed over as one array.

For the hundred and fifty areas of a city the ORM takes longer to prepare one
parameter for each than PostgreSQL to answer; several queries of a page are
narrowed by the same keys.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup, Q

WIDE = 40  # from so many keys on (a city's areas, its units; no county's towns) an index of them leaves most rows in
UNFOLDED = 100  # up to so many keys (MAX_SAOP_ARRAY_SIZE) PostgreSQL takes an array for a chain of ORs
NOBODY = 0  # no row has this key


class Keys:
    """Primary keys on their way to a statement; the ORM takes it for one value.

    joined: they are looked for in a table that is joined. There the planner would hold every OR of a short array
    against every partial index on every way of joining, which takes it 6 ms; a long array it leaves whole.
    """

    def __init__(self, ids: Iterable[int], joined: bool = False) -> None:
        self.ids = sorted(ids)
        self.wide, self.unindexed = len(self.ids) >= WIDE, False
        if joined and self.ids:
            self.ids += [NOBODY] * (UNFOLDED + 1 - len(self.ids))

    def compared(self) -> "Keys":
        """The same keys, held against the rows that another condition finds: no index is asked for them."""
        keys = copy(self)
        keys.unindexed = True
        return keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(tuple(self.ids))


@ForeignObject.register_lookup  # its lookups are not those of Field
@Field.register_lookup
class Among(Lookup):
    """column = ANY(array)."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if not self.rhs.ids:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        held = f"{column} = ANY(%s)"
        # how many rows it leaves in is reckoned as before
        return f"({held} IS TRUE)" if self.rhs.unindexed else held, [*params, self.rhs.ids]


def among(path: str, ids: Iterable[int]) -> Q:
    """The rows whose path leads to one of these keys. One key is written as =, which leaves an index its order."""
    ids = sorted(ids)
    if len(ids) == 1:
        return Q(**{path: ids[0]})
    return Q(**{f"{path}__among": Keys(ids, joined="__" in path)})
