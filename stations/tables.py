"""The columns of stations, reception days and opinions; page and Excel file share them."""

from typing import Any

from pages.columns import Badge, Column
from pages.dates import today
from pages.labels import label
from stations.choices import WAITING, BookingState, OpinionState, ReceptionState
from stations.models import Booking, Opinion, Reception, Station
from workflow.calendar import WEEKDAYS

RECEPTION_COLOURS = {
    ReceptionState.PLANNED: "grey", ReceptionState.PUBLISHED: "blue", ReceptionState.OPEN: "orange",
    ReceptionState.CLOSED: "green", ReceptionState.CANCELLED: "grey",
}  # fmt: skip
BOOKING_COLOURS = {
    BookingState.ASKED: "orange", BookingState.PROPOSED: "blue", BookingState.CONFIRMED: "green",
    BookingState.CANCELLED: "grey",
}  # fmt: skip
OPINION_COLOURS = {
    OpinionState.OPENED: "orange", OpinionState.REFERRED: "blue", OpinionState.OFFERED: "purple",
    OpinionState.SUGGESTED: "teal", OpinionState.ANSWERED: "orange", OpinionState.REFUSED: "grey",
    OpinionState.CLOSED: "green", OpinionState.PENDING: "orange", OpinionState.MERGED: "grey",
}  # fmt: skip


HEADLINE, PUNCTUATION = 40, " ,.;:，。；：、"


def own_page(row: Any) -> str:
    return row.get_absolute_url()


def reception_badge(row: Reception) -> Badge:
    if row.on < today() and row.state not in (ReceptionState.CLOSED, ReceptionState.CANCELLED):
        return Badge(f"{label(row, 'state')}·逾期未归档", "red")
    return Badge(label(row, "state"), RECEPTION_COLOURS[ReceptionState(row.state)])


def opinion_badge(row: Opinion) -> Badge:
    return Badge(label(row, "state"), OPINION_COLOURS[OpinionState(row.state)])


def booking_badge(row: Booking) -> Badge:
    return Badge(label(row, "state"), BOOKING_COLOURS[BookingState(row.state)])


def headline(row: Opinion) -> str:
    """A few words for the opinion: its summary, else the beginning of what the voter said."""
    if row.summary or len(row.text) <= HEADLINE:
        return row.summary or row.text
    return row.text[:HEADLINE].rstrip(PUNCTUATION) + "…"


def is_late(row: Opinion) -> bool:
    return row.state in WAITING and row.due_on is not None and row.due_on < today()


def late_badge(row: Opinion) -> Badge | None:
    return Badge("超期", "red") if is_late(row) else None


def where_sent(row: Opinion) -> str:
    """Who has it, in words."""
    return str(row.office or row.deputy or row.receiver or "")


def times(row: Reception) -> str:
    return f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}"


def on_duty(row: Reception) -> str:
    return "、".join(entry.deputy.name for entry in row.rostered)


def brand_names(row: Station) -> str:
    return "、".join(brand.name for brand in row.brands.all())


def use_badge(row: Station) -> Badge:
    return Badge("已撤销", "grey") if row.closed_on else Badge("在用", "green")


STATION_COLUMNS = (
    Column("name", "站点名称", lambda s: "\u3000" * (s.depth - 1) + s.name, link=own_page, sort="path",
           width=40, export_value="name"),
    Column("code", "编号", sort="code", width=14),
    Column("tier", "层级", "tier.name"),
    Column("kind", "类型", "kind.name"),
    Column("area", "行政区域", "area.name"),
    Column("parent", "级次", "depth", kind="number", shown=False),
    Column("address", "地址", width=36),
    Column("host", "依托", shown=False),
    Column("phone", "办公电话", shown=False),
    Column("hours", "开放时间", shown=False),
    Column("mobile", "流动", kind="bool", shown=False),
    Column("online", "网上接待", kind="bool", shown=False),
    Column("brand", "特色品牌", brand_names, shown=False, width=24),
    Column("deputies", "代表人数", "deputy_count", kind="number"),
    Column("opened_on", "设立日期", kind="date", shown=False),
    Column("closed_on", "撤销日期", kind="date", shown=False),
    Column("use", "状态", use_badge, kind="badge"),
)  # fmt: skip
RECEPTION_COLUMNS = (
    Column("on", "接待日期", kind="date", link=own_page, sort="on"),
    Column("weekday", "星期", lambda r: WEEKDAYS[r.on.weekday()], align="center", width=6),
    Column("times", "时间", times, width=14),
    Column("station", "联络站", "station.name", width=30),
    Column("place", "地点", width=30),
    Column("mode", "方式", "get_mode_display", shown=False),
    Column("theme", "主题", shown=False),
    Column("roster", "轮值代表", on_duty, width=30),
    Column("visits", "来访人次", "visit_count", kind="number"),
    Column("state", "状态", reception_badge, kind="badge"),
    Column("published_on", "公告日期", kind="date", shown=False),
    Column("notice_number", "公告文号", shown=False),
    Column("number", "编号", shown=False, width=26),
)
OPINION_COLUMNS = (
    Column("number", "编号", link=own_page, width=26),
    Column("overseer", "督办代表", "overseer.name", joins=("overseer",), shown=False),
    Column("text", "反映事项", lambda o: (o.summary or o.text)[:60], width=60, export_value="text"),
    Column("category", "类别", "category.name"),
    Column("station", "联络站", "station.name", width=30),
    Column("state", "状态", opinion_badge, kind="badge"),
    Column("channel", "反映渠道", "get_channel_display", shown=False),
    Column("level", "解决层面", "get_level_display", shown=False),
    Column("outside_number", "热线工单号", shown=False, width=20),
    Column("route", "处理方式", "get_route_display"),
    Column("holder", "转交何处", where_sent, width=24),
    Column("opened_on", "受理日期", kind="date", sort="opened_on"),
    Column("due_on", "办理期限", kind="date", sort="due_on"),
    Column("late", "超期", late_badge, kind="badge"),
    Column("answered_on", "答复日期", kind="date", shown=False),
    Column("answer", "办理结果", shown=False, width=50),
    Column("advice", "拟办意见", shown=False, width=30),
    Column("confidential", "保密", kind="bool", shown=False),
)
