"""path__among=Keys(ids): as __in, with the keys handed over as one array.

For the hundred and fifty areas of a city the ORM takes longer to prepare one
parameter for each than PostgreSQL to answer; several queries of a page are
narrowed by the same keys.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup, Q


class Keys:
    """Primary keys on their way to a statement; the ORM takes it for one value."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = sorted(ids)

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
        return f"{column} = ANY(%s)", [*params, self.rhs.ids]


def among(path: str, ids: Iterable[int]) -> Q:
    """The rows whose path leads to one of these keys. One key is written as =, which leaves an index its order."""
    keys = Keys(ids)
    if len(keys.ids) == 1:
        return Q(**{path: keys.ids[0]})
    return Q(**{f"{path}__among": keys})
