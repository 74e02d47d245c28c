"""A year's reception days and rosters of a whole prefecture beside the same rows written by plain SQL."""

import datetime as dt
from typing import Any

from django.db import connection, transaction

from bench.chores import _last, _timed
from bench.rows import Row
from deputies.models import Deputy
from stations.models import DayRule, Station
from stations.plans import carry_out

# parents first
TABLES = ("stations_reception", "stations_receptionevent", "stations_rosterentry")


def year(today: dt.date) -> list[Row]:
    """Row 18: one rule a station, the next year planned and filled; everything is rolled back."""
    with transaction.atomic():
        stations = list(Station._base_manager.filter(closed_on=None).select_related("area").order_by("path"))
        DayRule.objects.all().delete()
        DayRule.objects.bulk_create(_rule(station, today) for station in stations)
        before = {table: _last(table) for table in TABLES}
        made: list[Any] = []
        ours = _timed(lambda: made.append(carry_out(None, stations, today.year + 1, today)))
        plain = _plain(before)
        transaction.set_rollback(True)
    plan, people = made[0], Deputy._base_manager.count()
    what = f"{len(stations)}站、{people}名代表全年{len(plan.new)}次接待、{len(plan.choices)}人次轮值"
    return [
        Row("18", f"{what}÷同样的行由SQL写入", "ms", plain, ours, 25, "含读取、排班和写入"),
        Row("18", f"{what}的秒数÷60", "s", 60, ours / 1000, 1),
    ]


def _rule(station: Station, today: dt.date) -> DayRule:
    return DayRule(
        station=station, pattern="days", days=str(1 + station.pk % 28), starts_at=dt.time(9), ends_at=dt.time(11),
        place="党群服务中心", starts_on=today, theme="教育专题" if station.pk % 3 else "",
    )  # fmt: skip


def _plain(before: dict[str, int]) -> float:
    """Milliseconds of writing the very rows once more, one statement a table."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE id > %s", [before[table]]
            )
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {table} WHERE id > %s", [before[table]])

        def write() -> None:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")

        return _timed(write)
