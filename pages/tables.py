"""The rows of a list as HTML.

Written as strings, not in a template: the table was the dearest part of a list
page, and this is ten times cheaper. Every value passes through Column.cells,
which escapes it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from pages.columns import Column
from pages.escaping import escape

PICK_ALL = (
    '<th scope="col" class="cell-pick"><input class="form-check-input" type="checkbox" data-pick-all'
    ' aria-label="选择本页全部"></th>'
)
ALIGN = {"number": "end", "bool": "center"}


def table_html(
    columns: Sequence[Column],
    rows: Iterable[Any],
    sort: str,
    sort_url: Callable[[str], str],
    caption: str = "",
    pick: bool = False,
) -> SafeString:
    """A table; below 640 px the style sheet turns its rows into cards.

    pick: each row begins with a box to tick, named pick, its value the key.
    sort: the order shown, "-field" for downwards. sort_url: the address of the list in another order.
    """
    head = "".join(_head(column, sort, sort_url) for column in columns)
    if pick:
        head = PICK_ALL + head
    body = "".join(_rows(columns, rows, pick))
    return mark_safe(
        f'<table class="table list-table"><caption class="visually-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _head(column: Column, sort: str, sort_url: Callable[[str], str]) -> str:
    css, label = _align(column), escape(column.label)
    if not column.sort:
        return f'<th scope="col" class="{css}">{label}</th>'
    order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(sort)
    url = escape(sort_url(f"-{column.sort}" if order == "ascending" else column.sort))
    aria = f' aria-sort="{order}"' if order else ""
    return f'<th scope="col" class="{css}"{aria}><a class="sort" href="{url}">{label}</a></th>'


def _rows(columns: Sequence[Column], rows: Iterable[Any], pick: bool = False) -> Iterable[str]:
    main = _main(columns)
    cells = [column.cells(*_openings(column, column is main)) for column in columns]
    if pick:
        cells.insert(0, _pick)
    for row in rows:
        yield f"<tr>{''.join([cell(row) for cell in cells])}</tr>"


def _pick(row: Any) -> str:
    return (
        f'<td class="cell-pick"><input class="form-check-input" type="checkbox" name="pick" value="{row.pk:d}"'
        f' aria-label="选择{escape(str(row))}"></td>'
    )


def _openings(column: Column, main: bool) -> tuple[str, str]:
    """The opening tag of a cell with a long text, and of one with a short one."""
    css = f"{_align(column)} cell-{column.kind}".strip() + (" cell-main" if main else "")
    label = escape(column.label)
    return f'<td class="{css}" data-label="{label}">', f'<td class="{css} cell-short" data-label="{label}">'


def _main(columns: Sequence[Column]) -> Column | None:
    """The column that heads a card: the first that leads somewhere, else the first."""
    return next((c for c in columns if c.link), columns[0] if columns else None)


def _align(column: Column) -> str:
    align = column.align or ALIGN.get(column.kind)
    return f"text-{align}" if align else ""
