"""Numbers of queries, plans, and the least SQL that does the same."""

import re
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.rows import Row
from pages.search import grams_of
from reports.figures import FIGURES

FOUND = (
    "SELECT id, number, text FROM stations_opinion WHERE grams @> %s::varchar(2)[] AND text LIKE %s "
    "ORDER BY opened_on DESC, id DESC LIMIT 51"
)
COUNTED = "SELECT count(*) FROM (SELECT 1 FROM stations_opinion WHERE grams @> %s::varchar(2)[] LIMIT 1001) c"
MOST = {"list": 8, "detail": 12, "dashboard": 10, "first page": 25}


def sql_time(statement: str, parameters: Any = None, runs: int = 9) -> float:
    """The median milliseconds of one statement, rows fetched."""
    taken = []
    with connection.cursor() as cursor:
        for _ in range(runs):
            started = time.perf_counter()
            cursor.execute(statement, parameters)
            cursor.fetchall()
            taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


SPREAD = """
SELECT category_id, result_class_id, count(*), count(f.id) FROM suggestions_suggestion s
LEFT JOIN suggestions_fulfilment f ON f.suggestion_id = s.id
WHERE s.area_id = %(area)s AND s.registered_on >= DATE '2012-01-01' AND NOT s.confidential GROUP BY 1, 2
"""
GRADES = """
SELECT s.category_id, r.result, count(*) FROM suggestions_rating r
JOIN suggestions_suggestion s ON s.id = r.suggestion_id AND s.round = r.round
WHERE s.area_id = %(area)s AND s.registered_on >= DATE '2012-01-01' AND NOT s.confidential GROUP BY 1, 2
"""


def spread_sql(area: int) -> float:
    """An area's suggestions of all years by category and class, and their verdicts by category and grade."""
    return sum(sql_time(statement, {"area": area}) for statement in (SPREAD, GRADES))


def tallies_sql() -> float:
    """The dashboard's sums straight from the cells."""
    return sql_time("SELECT kind, label, sum(count) FROM reports_cell GROUP BY kind, label")


def search_sql(word: str) -> float:
    """The milliseconds of one search: its first rows, and its count up to the cap."""
    grams = sorted(grams_of(word))
    return sql_time(FOUND, (grams, f"%{word}%"), runs=1) + sql_time(COUNTED, (grams,), runs=1)


def recall(model: Any, words: tuple[str, ...]) -> list[Row]:
    """Row 10: the index finds exactly what LIKE finds."""
    rows = []
    for word in words:
        found = model._base_manager.all()
        ours = model.objects.search(word).count()
        like = found.filter(text__contains=word).count()
        rows.append(Row("10", f"搜索“{word}”找到的行÷LIKE找到的行", "行", like, ours, 1, least=True))
    return rows


def counts(client: Client, paths: dict[str, str]) -> list[Row]:
    """Row 3: how many queries a page costs."""
    rows = []
    for name, path in paths.items():
        client.get(path)
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200, path
        rows.append(Row("3", f"{path} 的查询数÷上限", "条", MOST[name], len(captured), 1))
    return rows


def plans(client: Client, paths: list[str], big: tuple[str, ...]) -> list[Row]:
    """Row 17: no list reads a big table from end to end; a scan that stops after a few rows does not."""
    scans, big = [], grown(big)
    for path in paths:
        for _ in range(2):  # from then on its statements are planned once, see pages.prepared
            client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        for query in captured.captured_queries:
            settings, sql = re.fullmatch(r"((?:SET LOCAL [^;]*; )*)(.*)", query["sql"], re.S).groups()
            if sql.lstrip().upper().startswith(("SELECT", "(SELECT", "EXECUTE")):
                scans += [f"{path}: {table}" for table in _scanned(settings, sql, big)]
    return [Row("17", "清单、看板查询中的大表全表扫描", "处", 1, 1 + len(scans), 1, ";".join(scans))]


def grown(tables: tuple[str, ...], rows: int = 5_000) -> tuple[str, ...]:
    """The tables that hold so many rows that reading them whole would tell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples >= %s", (list(tables), rows)
        )
        return tuple(name for (name,) in cursor.fetchall())


def _scanned(settings: str, sql: str, big: tuple[str, ...]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"{settings}EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0][0]["Plan"]
    found: list[str] = []
    _walk(plan, lambda node: found.append(node["Relation Name"]) if _reads_on(node) else None)
    return [table for table in found if table in big]


def _reads_on(node: dict[str, Any], most: int = 5_000) -> bool:
    """Does the node go through more rows of a table, one after the other, than a list can show?"""
    if node["Node Type"] != "Seq Scan":
        return False
    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return read * max(node["Actual Loops"], 1) > most


def _walk(plan: dict[str, Any], visit: Callable[[dict[str, Any]], Any]) -> None:
    visit(plan)
    for child in plan.get("Plans", ()):
        _walk(child, visit)


def group_by() -> list[Row]:
    """Row 8: a figure's sums beside the same GROUP BY over all rows."""
    live = sql_time("SELECT state, count(*) FROM suggestions_suggestion GROUP BY state")
    ours = sql_time(
        "SELECT label, sum(count) FROM reports_cell WHERE kind = %s GROUP BY label",
        (FIGURES["suggestion_state"].kind,),
    )
    return [Row("8", "按状态计数:统计格÷全表GROUP BY", "ms", live, ours, 2)]
