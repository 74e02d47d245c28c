"""Books of activities: group activities, study, walks, reports to voters, reviews, and all of them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from deputies.models import Deputy
from reports.books.asking import Ask, Known, Row, Source
from stations.choices import Purpose
from stations.models import Activity

ACT = (
    Known("on", "活动日期", 16, "date"), Known("station", "联络站", 24), Known("group", "代表小组", 18),
    Known("kind", "活动类别", 12), Known("theme", "主题", 26), Known("place", "地点", 22),
    Known("deputies", "参加代表", 30), Known("count", "代表人数", 9, "number"), Known("others", "群众等人数", 9, "number"),
    Known("study", "学习内容", 24), Known("done", "活动内容", 44), Known("outcome", "成果", 30), Known("function", "平台功能", 12),
    Known("brand", "品牌", 16), Known("recorder", "记录人", 10),
)  # fmt: skip
EACH = (
    Known("deputy", "代表姓名", 12), Known("employer", "工作单位及职务", 28), Known("on", "日期", 16, "date"),
    Known("station", "联络站", 24), Known("group", "代表小组", 18), Known("place", "地点", 22), Known("theme", "主题", 26),
    Known("done", "述职内容", 44), Known("others", "听取人数", 9, "number"), Known("outcome", "评议意见", 30),
)  # fmt: skip


def activities(ask: Ask) -> QuerySet:
    """The activities of these days and stations; a group's, where one of the stations is the group's."""
    names = Deputy.objects.visible_to(ask.user).order_by("sort_key", "pk")
    rows = Activity.objects.visible_to(ask.user).filter(on__range=(ask.start, ask.end))
    if ask.stations is not None:
        of_group = Q(station=None, group__stations__in=ask.stations)
        rows = rows.filter(Q(station__in=ask.stations) | of_group).distinct()
    rows = rows.select_related("station", "group", "kind", "function", "brand", "recorded_by")
    return rows.prefetch_related(Prefetch("deputies", names)).order_by("on", "pk")


def _cells(row: Activity) -> Row:
    here = [deputy.name for deputy in row.deputies.all()]
    return {
        "on": row.on, "station": _word(row.station), "group": _word(row.group), "kind": row.kind.name, "theme": row.theme,
        "place": row.place, "deputies": "、".join(here), "count": len(here), "others": row.others,
        "study": row.study, "done": row.done,
        "outcome": row.outcome, "function": _word(row.function), "brand": _word(row.brand),
        "recorder": _word(row.recorded_by),
    }  # fmt: skip


def _word(value: Any) -> str:
    return str(value) if value else ""


def read_acts(wanted: Q, ask: Ask) -> Iterator[Row]:
    """One row an activity."""
    yield from map(_cells, activities(ask).filter(wanted).iterator(chunk_size=500))


def read_each(wanted: Q, ask: Ask) -> Iterator[Row]:
    """One row a deputy who took part."""
    for row in activities(ask).filter(wanted).iterator(chunk_size=500):
        cells = _cells(row)
        for deputy in row.deputies.all():
            yield cells | {"deputy": deputy.name, "employer": deputy.employer}


def _of(*purposes: Purpose) -> Q:
    return Q(kind__purpose__in=purposes)


SOURCES = (
    Source("acts", "全部活动", ACT, partial(read_acts, Q())),
    Source("group_acts", "小组活动", ACT, partial(read_acts, _of(Purpose.GROUP) | Q(group__isnull=False))),
    Source("study", "学习培训和履职交流", ACT, partial(read_acts, _of(Purpose.STUDY))),
    Source("walks", "走访联系选民", ACT, partial(read_acts, _of(Purpose.WALK))),
    Source("reports", "代表述职", EACH, partial(read_each, _of(Purpose.REPORT))),
    Source("reviews", "述职和履职评价", EACH, partial(read_each, _of(Purpose.REPORT, Purpose.REVIEW))),
)
