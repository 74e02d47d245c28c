"""The reception ledger (接待登记台账): one row a matter, with the columns of the register (domain rule 99)."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.posts import acting_post
from offices.scope import scope_of
from pages.dates import cn_date, cn_datetime
from pages.masks import mask_name, mask_phone
from pages.sheets import SheetColumn, stream_sheet
from stations.choices import OpinionState, Route
from stations.models import Matter, RosterEntry, Visit

TITLE = "代表接待选民登记台账"
SECRET = "(要求保密)"
BATCH = 1000
COLUMNS = (
    SheetColumn("序号", 6, "number"), SheetColumn("登记编号", 22), SheetColumn("接待日期", 16, "date"),
    SheetColumn("接待时间", 13), SheetColumn("联络站", 24), SheetColumn("接待地点", 24), SheetColumn("接待代表", 18),
    SheetColumn("来访选民", 12), SheetColumn("性别", 6), SheetColumn("联系电话", 15), SheetColumn("住址或单位", 22),
    SheetColumn("选区", 14), SheetColumn("反映事项(原话)", 44), SheetColumn("类别", 12), SheetColumn("是否保密", 9),
    SheetColumn("现场答复", 26), SheetColumn("处理方式", 14), SheetColumn("拟办意见", 22), SheetColumn("转交单位", 22),
    SheetColumn("转交日期", 16, "date"), SheetColumn("办理结果", 32), SheetColumn("办结日期", 16, "date"),
    SheetColumn("反馈方式", 9), SheetColumn("反馈选民日期", 16, "date"), SheetColumn("选民评价", 10),
    SheetColumn("状态", 12), SheetColumn("记录人", 10), SheetColumn("接待人签名", 12),
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
        "来访日期": f"{cn_date(start)}至{cn_date(end)}", "选民信息": f"完整(理由:{reason})" if reason else "已隐去",
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


def _place(user: Any) -> str:
    post = acting_post(user)
    return str(post.principal.area) if post else ""


class _Tally:
    """What the last row of the ledger adds up."""

    def __init__(self) -> None:
        self.matters, self.on_spot, self.settled, self.told = 0, 0, 0, 0
        self.visits: set[int] = set()

    def add(self, matter: Matter) -> None:
        self.matters += 1
        self.visits.add(matter.visit_id)
        self.on_spot += matter.opinion.route == Route.ON_SPOT
        self.settled += matter.opinion.state in (
            OpinionState.ANSWERED,
            OpinionState.REFUSED,
            OpinionState.CLOSED,
        )
        self.told += matter.told_on is not None


class _Footer(list):
    """One row, made when it is read: after all others have been written."""

    def __init__(self, tally: _Tally) -> None:
        super().__init__([None])
        self.tally = tally

    def __iter__(self) -> Iterator[list[Any]]:
        t = self.tally
        words = f"共{t.matters}件事项,来访{len(t.visits)}人次"
        cells: list[Any] = ["", "合计", *[""] * (len(COLUMNS) - 2)]
        cells[12], cells[15], cells[20], cells[23] = (
            words,
            f"{t.on_spot}件",
            f"有结果{t.settled}件",
            f"已告知{t.told}件",
        )
        return iter([cells])


class _Writer:
    """Turns matters into rows; which voter may be shown is decided batch by batch, never row by row."""

    def __init__(self, user: Any, full: bool, tally: _Tally) -> None:
        self.user, self.full, self.tally = user, full, tally
        self.stations = scope_of(user).ids("station") if full else frozenset()

    def rows(self, start: dt.date, end: dt.date) -> Iterator[list[Any]]:
        number = 0
        for batch in _batches(_matters(self.user, start, end)):
            known = set(_visits(self.user, batch).values_list("pk", flat=True))
            for matter in batch:
                number += 1
                self.tally.add(matter)
                yield [number, *self._cells(matter, matter.visit_id in known)]

    def _cells(self, matter: Matter, known: bool) -> list[Any]:
        visit, opinion, day = matter.visit, matter.opinion, matter.visit.reception
        spot = opinion.route == Route.ON_SPOT
        return [
            visit.number, visit.on, f"{day.starts_at:%H:%M}–{day.ends_at:%H:%M}" if day else "",
            visit.station.name, day.place if day else visit.station.address, _deputies(day),
            *self._voter(visit, known), matter.text, matter.category.name, "是" if visit.confidential else "否",
            opinion.answer if spot else "", opinion.get_route_display(), opinion.advice,
            str(opinion.office or opinion.deputy or opinion.receiver or ""), opinion.referred_on,
            _result(opinion, spot), opinion.answered_on, matter.get_told_how_display(), matter.told_on,
            matter.get_verdict_display(), opinion.get_state_display(), visit.recorded_by.name, "",
        ]  # fmt: skip

    def _voter(self, visit: Visit, known: bool) -> list[str]:
        """Name, gender, phone, address, constituency, as far as this person may read them."""
        if not known:
            return [SECRET, "", "", "", ""]
        if visit.station_id in self.stations:
            return [
                visit.voter_name,
                visit.get_gender_display(),
                visit.phone,
                visit.address,
                visit.constituency,
            ]
        name, phone = mask_name(visit.voter_name), mask_phone(visit.phone)
        return [name, visit.get_gender_display(), phone, "***" if visit.address else "", visit.constituency]


def _result(opinion: Any, spot: bool) -> str:
    if opinion.refusal:
        return f"不予受理:{opinion.get_refusal_display()};请向{opinion.go_instead}反映"
    return "" if spot else opinion.answer


def _deputies(day: Any) -> str:
    return "、".join(entry.deputy.name for entry in day.roster.all()) if day else ""


def _visits(user: Any, batch: list[Matter]) -> QuerySet:
    return Visit.objects.visible_to(user).filter(pk__in={matter.visit_id for matter in batch})


def _matters(user: Any, start: dt.date, end: dt.date) -> QuerySet:
    rows = Matter.objects.visible_to(user).filter(visit__on__range=(start, end))
    rows = rows.select_related(
        "visit__station",
        "visit__reception",
        "visit__recorded_by",
        "opinion__office",
        "opinion__deputy",
        "category",
    )
    on_duty = RosterEntry.objects.visible_to(user).select_related("deputy").order_by("pk")
    return (
        rows.prefetch_related(Prefetch("visit__reception__roster", on_duty))
        .defer("opinion__grams")
        .order_by("visit__on", "visit_id", "order")
    )


def _batches(rows: QuerySet) -> Iterator[list[Matter]]:
    batch: list[Matter] = []
    for matter in rows.iterator(chunk_size=BATCH):
        batch.append(matter)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
