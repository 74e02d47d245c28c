"""Files that leave the house: the Excel file of a list, and downloads with Chinese names."""

import tempfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone

from journal.book import enter
from pages.dates import cn_datetime
from pages.sheets import SheetColumn, stream_sheet

if TYPE_CHECKING:
    from pages.lists import ListPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 2000


def download(request: HttpRequest, name: str, file: IO[bytes], content_type: str = XLSX) -> FileResponse:
    """An open file as an attachment with this (Chinese) name; the response closes it."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def export_list(page: "ListPage") -> FileResponse:
    """The list as it is filtered, all its rows and the chosen columns, as .xlsx; entered in the journal."""
    user = page.request.user
    rows, sort = page.keyset.ordered(), page.sort
    title = page.export_name or page.title
    filters = _filters(page)
    cover = {
        "导出人": getattr(user, "name", "") or "访客",
        "导出时间": cn_datetime(timezone.now()),
        "筛选条件": "；".join(filters) or "全部",
        "排序": _order(page, sort),
    } | page.export_notes()
    if page.problems:
        cover["未能识别"] = " ".join(page.problems)
    columns = [column for column in page.chosen if column.export]
    file = tempfile.TemporaryFile(prefix="export-")  # noqa: SIM115 the response closes it
    labels = [SheetColumn(c.label, c.width, c.kind) for c in columns]
    count = stream_sheet(file, title, labels, _values(page, rows), cover)
    enter(
        "export",
        "导出列表",
        user,
        label=title,
        data={"filters": filters, "rows": count, "path": page.request.path},
    )
    file.seek(0)
    return download(page.request, f"{title}_{timezone.localdate():%Y%m%d}.xlsx", file)


def _values(page: "ListPage", rows: Any) -> Iterator[list[Any]]:
    readers = [column.read_export for column in page.chosen if column.export]
    for row in rows.iterator(chunk_size=CHUNK):
        yield [read(row) for read in readers]


def _filters(page: "ListPage") -> list[str]:
    told = [f"{label}：{words}" for _, label, words in page.filterset.described()] if page.filterset else []
    return [f"搜索：{page.q}", *told] if page.q else told


def _order(page: "ListPage", sort: str) -> str:
    label = next((c.label for c in page.get_columns() if c.sort == sort.lstrip("-")), "")
    return f"{label}（{'降序' if sort.startswith('-') else '升序'}）" if label else "默认顺序"
