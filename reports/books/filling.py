"""Filling a set of ledgers: its books as rows, as one .xlsx, and how large it would be."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any, NamedTuple

from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.posts import acting_post
from pages.dates import cn_date, cn_datetime
from pages.paging import capped_count
from pages.sheets import Ledger, SheetColumn, write_volume
from reports.books.asking import Ask, Known
from reports.books.catalogue import SOURCES
from reports.models import Book, LedgerSet
from stations.models import Activity, Matter, Opinion

SIGNATURE = "　　　　　　　　".join(
    ("填报单位（盖章）：", "负责人（签字）：", "填表人（签字）：", "填报日期：　　　　年　　月　　日")
)
AT_ONCE = 3000  # rows that are written while the person waits; more is built in the background


class Chosen(NamedTuple):
    """A column of a book: what it holds, and the words above it."""

    known: Known
    label: str


def chosen(book: Book) -> list[Chosen]:
    """The book's columns that its source still knows, in order."""
    known = SOURCES[book.source].known
    picked = [(known.get(one["key"]), one.get("label") or "") for one in book.columns]
    return [Chosen(column, label or column.label) for column, label in picked if column]


def lines(book: Book, ask: Ask) -> Iterator[list[Any]]:
    """The book's rows in the order of its columns; 序号 is counted here, what is written by hand stays empty."""
    keys = [column.known.key for column in chosen(book)]
    for number, row in enumerate(SOURCES[book.source].read(ask), 1):
        yield [number if key == "no" else row.get(key, "") for key in keys]


def some_lines(book: Book, ask: Ask, most: int) -> tuple[list[list[Any]], bool]:
    """The first rows, and whether there are more."""
    found = list(islice(lines(book, ask), most + 1))
    return found[:most], len(found) > most


def is_long(ask: Ask) -> bool:
    """Would it take longer than somebody waits?"""
    opinions = ask.at(Opinion.objects.visible_to(ask.user)).filter(opened_on__range=(ask.start, ask.end))
    matters = ask.at(Matter.objects.visible_to(ask.user), "visit__station")
    matters = matters.filter(visit__on__range=(ask.start, ask.end))
    done = ask.at(Activity.objects.visible_to(ask.user)).filter(on__range=(ask.start, ask.end))
    return sum(capped_count(rows, AT_ONCE)[0] for rows in (opinions, matters, done)) >= AT_ONCE


def set_file(
    ledgers: LedgerSet,
    ask: Ask,
    place: Any,
    file: str | IO[bytes],
    tell: Callable[[int], None] | None = None,
    reason: str = "",
) -> int:
    """Write the whole set as one workbook; entered in the journal. Returns how many rows it has in all.

    place: the station or area, for the headings. reason: why voters are shown in full, where ask.full says so.
    """
    user = ask.user
    sheets = [
        Ledger(
            book.title, f"{place}{book.title}（{span(ask)}）",
            [SheetColumn(label, known.width, known.kind) for known, label in chosen(book)], lines(book, ask), SIGNATURE,
        )
        for book in ledgers.books.all()
    ]  # fmt: skip
    cover = {
        "单位": str(place), "期间": f"{cn_date(ask.start)}至{cn_date(ask.end)}", "导出人": getattr(user, "name", ""),
        "导出时间": cn_datetime(timezone.now()), "身份": str(acting_post(user) or ""),
        "选民信息": f"本站完整（理由：{reason}）" if ask.full else "已隐去",
        "取数": "全部取自系统中已登记的接待、意见、活动、名单，不另行填报。",
    }  # fmt: skip
    counts = write_volume(file, f"{place}{ledgers.title}", sheets, cover, tell)
    note(ask, ledgers, place, sum(counts.values()), "导出成套台账", reason)
    return sum(counts.values())


def note(ask: Ask, ledgers: LedgerSet, place: Any, rows: int, verb: str, reason: str) -> None:
    """What left the house, for the journal."""
    data = {"place": str(place), "from": ask.start, "to": ask.end, "rows": rows}
    enter(EntryKind.EXPORT, verb, ask.user, label=ledgers.title, data=data)
    if ask.full:
        told = data | {"reason": reason}
        enter(EntryKind.READING, "查看选民信息", ask.user, label=ledgers.title, data=told)


def span(ask: Ask) -> str:
    """The days in words: 2026年, or from when to when."""
    year = ask.start.year
    whole = (ask.start.month, ask.start.day, ask.end.month, ask.end.day) == (1, 1, 12, 31)
    return f"{year}年" if whole and ask.end.year == year else f"{cn_date(ask.start)}至{cn_date(ask.end)}"
