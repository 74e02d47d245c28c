"""The reception ledger (接待登记台账): one row a matter, with the columns of the register (domain rule 99)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import IO, Any, NamedTuple

from django.utils import timezone

from deputies.choices import Gender
from journal.book import enter
from journal.models import EntryKind
from offices.posts import acting_post
from offices.scope import scope_of
from pages.dates import cn_date, cn_datetime
from pages.masks import mask_name, mask_phone
from pages.sheets import SheetColumn, stream_sheet
from stations.choices import OpinionState, RefusalReason, Route, TellWay, Verdict
from stations.models import Matter, RosterEntry, Visit
from stations.received import present

TITLE = "代表接待选民登记台账"
SECRET = "（要求保密）"
BATCH = 1000
COLUMNS = (
    SheetColumn("序号", 6, "number"), SheetColumn("登记编号", 14), SheetColumn("接待日期", 15, "date"),
    SheetColumn("接待时间", 12), SheetColumn("联络站", 16), SheetColumn("接待地点", 16), SheetColumn("接待代表", 9),
    SheetColumn("来访选民", 9), SheetColumn("性别", 5), SheetColumn("联系电话", 13), SheetColumn("住址或单位", 15),
    SheetColumn("选区", 11), SheetColumn("反映事项（原话）", 36), SheetColumn("类别", 9), SheetColumn("是否保密", 6),
    SheetColumn("现场答复", 22), SheetColumn("处理方式", 13), SheetColumn("拟办意见", 18), SheetColumn("转交单位", 15),
    SheetColumn("转交日期", 15, "date"), SheetColumn("办理结果", 26), SheetColumn("办结日期", 15, "date"),
    SheetColumn("反馈方式", 7), SheetColumn("反馈选民日期", 15, "date"), SheetColumn("选民评价", 9),
    SheetColumn("状态", 9), SheetColumn("记录人", 8), SheetColumn("接待人签名", 10),
)  # fmt: skip


def reception_ledger(
    user: Any,
    start: dt.date,
    end: dt.date,
    file: str | IO[bytes],
    *,
    reason: str = "",
    tell: Callable[[int], None] | None = None,
) -> int:
    """Write the ledger of the visits from start to end, both included, to a path or binary file.

    Rows are what the user may know of. Voters are masked unless a reason is given, which counts
    for staff at their own stations only; who asked for secrecy is shown at that station alone.
    Entered in the journal. tell: called with the number of rows written so far. Returns how many there are.
    """
    tally = _Tally()
    writer = _Writer(user, bool(reason), tally)
    cover = {
        "导出人": getattr(user, "name", ""), "导出时间": cn_datetime(timezone.now()), "身份": str(acting_post(user) or ""),
        "来访日期": f"{cn_date(start)}至{cn_date(end)}", "选民信息": f"完整（理由：{reason}）" if reason else "已隐去",
    }  # fmt: skip
    footer = _Footer(tally)
    rows = writer.rows(start, end)
    heading = f"{_place(user)}{TITLE}"
    count = stream_sheet(file, TITLE, COLUMNS, rows, cover, heading, footer_rows=footer, tell=tell)
    data = {"from": start, "to": end, "rows": count}
    enter(EntryKind.EXPORT, "导出接待台账", user, label=TITLE, data=data)
    if reason:
        enter(EntryKind.READING, "查看选民信息", user, label=TITLE, data=data | {"reason": reason})
    return count


def matter_rows(
    user: Any, start: dt.date, end: dt.date, stations: Collection[int] | None = None, full: bool = False
) -> Iterator[list[Any]]:
    """The ledger's rows for a book of its own, in the order of COLUMNS; stations: ids, None for all in sight."""
    return _Writer(user, full, _Tally(), stations).rows(start, end)


def _place(user: Any) -> str:
    post = acting_post(user)
    return str(post.principal.area) if post else ""


class _Row(NamedTuple):
    """One matter as the database gives it; the fields' order is that of PATHS."""

    visit: int
    number: str
    on: dt.date
    station_id: int
    station: str
    address: str
    day: int | None
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str | None
    name: str
    gender: str
    phone: str
    home: str
    constituency: str
    secret: bool
    recorder: str
    text: str
    category: str
    told_how: str
    told_on: dt.date | None
    verdict: str
    state: str
    route: str
    answer: str
    advice: str
    refusal: str
    go_instead: str
    receiver: str
    office: str | None
    deputy: str | None
    referred_on: dt.date | None
    answered_on: dt.date | None


PATHS = (
    "visit", "visit__number", "visit__on", "visit__station", "visit__station__name", "visit__station__address",
    "visit__reception", "visit__reception__starts_at", "visit__reception__ends_at", "visit__reception__place",
    "visit__voter_name", "visit__gender", "visit__phone", "visit__address", "visit__constituency",
    "visit__confidential", "visit__recorded_by__name", "text", "category__name", "told_how", "told_on", "verdict",
    "opinion__state", "opinion__route", "opinion__answer", "opinion__advice", "opinion__refusal",
    "opinion__go_instead", "opinion__receiver", "opinion__office__name", "opinion__deputy__name",
    "opinion__referred_on", "opinion__answered_on",
)  # fmt: skip
ROUTES, STATES, REFUSALS = dict(Route.choices), dict(OpinionState.choices), dict(RefusalReason.choices)
WAYS, VERDICTS, GENDERS = dict(TellWay.choices), dict(Verdict.choices), dict(Gender.choices)
SETTLED = (OpinionState.ANSWERED, OpinionState.REFUSED, OpinionState.CLOSED)


class _Tally:
    """What the last row of the ledger adds up."""

    def __init__(self) -> None:
        self.matters, self.on_spot, self.settled, self.told = 0, 0, 0, 0
        self.visits: set[int] = set()

    def add(self, row: _Row) -> None:
        self.matters += 1
        self.visits.add(row.visit)
        self.on_spot += row.route == Route.ON_SPOT
        self.settled += row.state in SETTLED
        self.told += row.told_on is not None


class _Footer(list):
    """One row, made when it is read: after all others have been written."""

    def __init__(self, tally: _Tally) -> None:
        super().__init__([None])
        self.tally = tally

    def __iter__(self) -> Iterator[list[Any]]:
        t = self.tally
        cells: list[Any] = ["", "合计", *[""] * (len(COLUMNS) - 2)]
        cells[12] = f"共{t.matters}件事项，来访{len(t.visits)}人次"
        cells[15], cells[20], cells[23] = f"{t.on_spot}件", f"有结果{t.settled}件", f"已告知{t.told}件"
        return iter([cells])


class _Writer:
    """Turns matters into rows; which voter may be shown is decided batch by batch, never row by row."""

    def __init__(self, user: Any, full: bool, tally: _Tally, places: Collection[int] | None = None) -> None:
        self.user, self.tally, self.places = user, tally, places
        self.stations = scope_of(user).ids("station") if full else frozenset()

    def rows(self, start: dt.date, end: dt.date) -> Iterator[list[Any]]:
        number = 0
        found = Matter.objects.visible_to(self.user).filter(visit__on__range=(start, end))
        if self.places is not None:
            found = found.filter(visit__station__in=self.places)
        found = found.order_by("visit__on", "visit_id", "order").values_list(*PATHS)
        reader = map(_Row._make, found.iterator(chunk_size=BATCH))
        while batch := list(islice(reader, BATCH)):
            keys = {row.visit for row in batch}
            known = set(Visit.objects.visible_to(self.user).filter(pk__in=keys).values_list("pk", flat=True))
            received = self._received({row.day for row in batch if row.day})
            for row in batch:
                number += 1
                self.tally.add(row)
                yield [number, *self._cells(row, row.visit in known, received.get(row.day, ()))]

    def _received(self, days: set[int]) -> dict[Any, list[str]]:
        """The names of the deputies who were there, by reception day."""
        rows = RosterEntry.objects.visible_to(self.user).filter(reception__in=days).order_by("pk")
        return present(rows.values_list("reception", "deputy__name", "attended"))

    def _cells(self, row: _Row, known: bool, received: Sequence[str]) -> list[Any]:
        spot = row.route == Route.ON_SPOT
        return [
            row.number, row.on, f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}" if row.starts_at else "",
            row.station, row.place or row.address, "、".join(received), *self._voter(row, known), row.text, row.category,
            "是" if row.secret else "否", row.answer if spot else "", ROUTES.get(row.route, ""), row.advice,
            row.office or row.deputy or row.receiver, row.referred_on, _result(row, spot), row.answered_on,
            WAYS.get(row.told_how, ""), row.told_on, VERDICTS.get(row.verdict, ""), STATES[row.state], row.recorder, "",
        ]  # fmt: skip

    def _voter(self, row: _Row, known: bool) -> list[str]:
        """Name, gender, phone, address, constituency, as far as this person may read them."""
        if not known:
            return [SECRET, "", "", "", ""]
        gender = GENDERS.get(row.gender, "")
        if row.station_id in self.stations:
            return [row.name, gender, row.phone, row.home, row.constituency]
        return [
            mask_name(row.name),
            gender,
            mask_phone(row.phone),
            "***" if row.home else "",
            row.constituency,
        ]


def _result(row: _Row, spot: bool) -> str:
    if row.refusal:
        return f"不予受理：{REFUSALS[row.refusal]}；请向{row.go_instead}反映"
    return "" if spot else row.answer
