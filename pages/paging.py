"""Paging by key: the next page begins after the last row, wherever that row is by now.

Order is (field, pk), both in the same direction; rows without a value come
last in both directions. The rows with and without a value are read as two
spans, so that each is one walk along an index, forwards or backwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core import signing
from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Expression, F, Field, Q, QuerySet, Value

from pages.framed import first_keys_then_rows, keys_of, with_known
from pages.prepared import planned_once
from pages.stretch import stretch_end

SALT = "pages.paging"


class BadToken(ValueError):
    """A page token that was not made here, or was made for another order."""


class _Beyond(Expression):
    """(a, b) > (x, y) as one row comparison, which an index on (a, b) answers."""

    conditional = True

    def __init__(self, sides: list[tuple[Any, Any]], sign: str) -> None:
        super().__init__(output_field=BooleanField())
        self.left, self.right, self.sign = [s[0] for s in sides], [s[1] for s in sides], sign

    def get_source_expressions(self) -> list[Any]:
        return [*self.left, *self.right]

    def set_source_expressions(self, exprs: list[Any]) -> None:
        half = len(exprs) // 2
        self.left, self.right = exprs[:half], exprs[half:]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        parts = [compiler.compile(source) for source in self.get_source_expressions()]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({left}) {self.sign} ({right})", [param for _, params in parts for param in params]


@dataclass(frozen=True)
class Page:
    """One page: its rows, and the tokens of the pages beside it (None where there is none)."""

    rows: list[Any]
    before: str | None
    after: str | None


class Keyset:
    """The pages of a queryset in the order of one field ("-due_on" for downwards), ties broken by pk.

    many: so many rows are found that the nearest of them are looked for by themselves, see pages.stretch.
    """

    def __init__(self, rows: QuerySet, sort: str, size: int, many: bool = False) -> None:
        self.sort, self.size = sort, size
        self.down = sort.startswith("-")
        self.name = sort.lstrip("-")
        self.field, self.nullable = _resolve(rows, self.name)
        self.by_pk = self.field is rows.model._meta.pk
        self.rows = with_known(rows, _key=_along(self.name)) if "__" in self.name else rows
        self.path = "_key" if "__" in self.name else self.name
        self.stretches = many and getattr(self.field, "model", None) is rows.model

    def page(self, after: str | None = None, before: str | None = None) -> Page:
        """The page after or before a token, or the first one. Raises BadToken."""
        token = before or after
        mark = self._read(token) if token else None
        back = before is not None and mark is not None
        found = self._take(mark, back, self.size + 1)
        more = len(found) > self.size
        found = found[: self.size]
        if back:
            found.reverse()
        if not found:
            return self.page() if mark else Page([], None, None)
        has_before, has_after = (more, True) if back else (mark is not None, more)
        return Page(
            found,
            self._token(found[0]) if has_before else None,
            self._token(found[-1]) if has_after else None,
        )

    def ordered(self) -> QuerySet:
        """All rows in the same order, for an export."""
        if self.by_pk:
            return self.rows.order_by("-pk" if self.down else "pk")
        key = F(self.path)
        by = key.desc(nulls_last=self.nullable or None) if self.down else key.asc()
        return self.rows.order_by(by, "-pk" if self.down else "pk")

    def _take(self, mark: tuple[Any, int] | None, back: bool, count: int) -> list[Any]:
        """Up to `count` rows beyond the mark, nearest first, out of one span or both."""
        found: list[Any] = []
        spans = [False, True] if self.nullable else [False]
        marked = None if mark is None else self.nullable and mark[0] is None
        for empty in reversed(spans) if back else spans:
            if marked is not None and empty != marked and empty == back:
                continue  # the mark lies in the other span, and this one is behind us
            here = mark if empty == marked else None
            found += self._nearest(empty, here, self.down != back, count - len(found))
            if len(found) >= count:
                break
        return found

    def _nearest(self, empty: bool, mark: tuple[Any, int] | None, down: bool, most: int) -> list[Any]:
        """The first `most` rows of a span; of many, those of its next stretch if it holds as many."""
        rows = self._span(empty, mark, down)
        if self.stretches and not empty:
            end = stretch_end(self.field, mark and mark[1 if self.by_pk else 0], down)
            if end is not None:
                near = rows.filter(**{f"{self.path}__{'gte' if down else 'lte'}": end})
                found = first_keys_then_rows(near, most)
                if len(found) == most:
                    return found
        return first_keys_then_rows(rows, most)

    def _span(self, empty: bool, mark: tuple[Any, int] | None, down: bool) -> QuerySet:
        """The rows with (or without) a value, in one direction, beyond the mark."""
        rows, sign, lookup = self.rows, "<" if down else ">", "pk__lt" if down else "pk__gt"
        by_pk = "-pk" if down else "pk"
        if self.by_pk or empty:
            if empty:
                rows = rows.filter(**{f"{self.path}__isnull": True})
            return (rows.filter(**{lookup: mark[1]}) if mark else rows).order_by(by_pk)
        if self.nullable:
            rows = rows.filter(**{f"{self.path}__isnull": False})
        if mark:
            sides = [
                (F(self.path), Value(mark[0], output_field=self.field)),
                (F("pk"), Value(mark[1], output_field=rows.model._meta.pk)),
            ]
            rows = rows.filter(Q(_Beyond(sides, sign)))
        return rows.order_by(f"-{self.path}" if down else self.path, by_pk)

    def _token(self, row: Any) -> str:
        value = None if self.by_pk else getattr(row, self.path)
        text = None if value is None else _write(value)
        return signing.Signer(salt=SALT).sign_object([self.sort, text, row.pk], compress=False)

    def _read(self, token: str) -> tuple[Any, int]:
        try:
            sort, text, pk = signing.Signer(salt=SALT).unsign_object(token)
            if sort != self.sort:
                raise BadToken
            return (None if text is None else self.field.to_python(text)), pk
        except (signing.BadSignature, ValueError, TypeError, ValidationError) as error:
            raise BadToken from error


@cache
def _along(path: str) -> F:
    """What stands at the end of a path; made once, see with_known."""
    return F(path)


def _write(value: Any) -> Any:
    if isinstance(value, int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _resolve(rows: QuerySet, name: str) -> tuple[Field, bool]:
    """The field behind a path or an annotation, and whether it may be empty."""
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field, True
    model, nullable, field = rows.model, False, None
    for part in name.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        nullable = nullable or bool(field.null)
        model = field.related_model
    if not isinstance(field, Field) or field.is_relation:
        raise FieldDoesNotExist(f"{name} is no plain field to sort by")
    return field, nullable


def capped_count(rows: QuerySet, cap: int) -> tuple[int, bool]:
    """How many rows, counted no further than the cap; whether there are more."""
    try:
        sql, params = _any_keys(rows, cap + 1)
    except EmptyResultSet:
        return 0, False
    count = _answer(f"SELECT count(*) FROM ({sql}) AS capped", params)
    return min(count, cap), count > cap


def any_keys(rows: QuerySet, most: int) -> list[int]:
    """The keys of any `most` rows, in no order."""
    try:
        sql, params = _any_keys(rows, most)
    except EmptyResultSet:
        return []
    return _answer(f"SELECT ARRAY({sql})", params)


def _any_keys(rows: QuerySet, most: int) -> tuple[str, Sequence[Any]]:
    return keys_of(rows, most, ordered=False).get_compiler(DEFAULT_DB_ALIAS).as_sql()


def _answer(sql: str, params: Sequence[Any]) -> Any:
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]
