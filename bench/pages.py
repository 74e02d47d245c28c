"""Pages beside the bare page, and the large database beside the small one."""

import re
import time
from functools import partial
from typing import Any

from bench.queries import search_sql
from bench.rows import Row
from bench.web import Served, measure

BARE = "/bench/bare/"
LISTS = {
    "建议清单": "/suggestions/?state=dispatched&sort=due_on",
    "意见清单": "/opinions/?stage=closed",
    "接待日清单": "/receptions/",
    "代表名册": "/deputies/",
    "联络站": "/stations/",
    "交办单": "/opinions/orders/",
    "小组议题": "/opinions/themes/",
    "活动": "/stations/activities/",
    "联系选民": "/stations/contacts/",
    "观察监测": "/stations/observations/?stage=open",
    "经费明细": "/stations/funds/entries/",
    "经费": "/stations/funds/",
    "各站考评结果": "/building/results/",
    "星级和授牌": "/building/honours/?now=yes",
    "参选站点": "/building/candidates/",
    "达标情况": "/building/stations/",
    "网格": "/stations/grids/",
    "轮值到岗": "/stations/roster/?held=yes",
    "领导联系指导": "/stations/guides/",
    "履职考评": "/stations/reviews/",
    "超期建议": "/suggestions/late/rows/",
    "承诺台账": "/suggestions/promises/?state=open",
    "回头看": "/suggestions/look-backs/",
    "督办": "/suggestions/supervisions/",
    "待公开建议": "/suggestions/?public=no",
    "双测评": "/suggestions/second-ratings/",
    "办理会议": "/suggestions/meetings/",
    "测评会": "/suggestions/meetings/?kind=assess",
    "代表来信": "/suggestions/letters/",
    "监督事项": "/stations/scrutiny/",
    "可以联名的建议": "/suggestions/joining/",
    "联系代表": "/stations/links/",
    "联系对象": "/stations/links/targets/",
    "联系记录": "/stations/links/records/",
    "代表服务": "/stations/services/",
    "评优": "/suggestions/commendations/",
}
# what adds up or compares, without a list's fifty rows
TABLES = {
    "承办单位评价": "/suggestions/ranking/",
    "承办单位评价（全部）": "/suggestions/ranking/?since=2012-01-01",
    "分类统计": "/suggestions/spread/",
}
WORDS = ("拥堵", "停车难", "交通拥堵")


def lists(small: Served, large: Served) -> list[Row]:
    """Rows 1 and 2: the list, or the table of figures, against the bare page, and at ten years against one."""
    rows = []
    named = {f"{name}50行": path for name, path in LISTS.items()} | TABLES
    for name, path in named.items():
        bare, little, much = measure([(large, BARE), (small, path), (large, path)])
        rows.append(Row("1", f"{name},p95÷空白页p95,十年数据", "ms", bare.p95, much.p95, 3))
        rows.append(Row("2", f"{name.removesuffix('50行')},十年÷一年,p50", "ms", little.p50, much.p50, 1.2))
    return rows


def first_pages(small: list[Served], large: list[Served], names: tuple[str, ...]) -> list[Row]:
    """Row 20: what waits for each of these people, against the bare page, and at ten years against one.

    A first page asks up to thirty lists for their first rows and their lengths; six bare pages are what it may take.
    """
    rows = []
    for name, little, much in zip(names, small, large, strict=True):
        bare, year, decade = measure([(much, BARE), (little, "/"), (much, "/")])
        rows.append(Row("20", f"首页（{name}）,p95÷空白页p95,十年数据", "ms", bare.p95, decade.p95, 6))
        rows.append(Row("20", f"首页（{name}）,十年÷一年,p50", "ms", year.p50, decade.p50, 1.2))
    return rows


def details(small: Served, large: Served, case: str) -> list[Row]:
    """Row 4: a case page against the bare page."""
    bare, ours = measure([(large, BARE), (large, case)])
    return [Row("4", "建议案卷页,p95÷空白页p95", "ms", bare.p95, ours.p95, 3)]


def spread(large: Served, raw_sql: float) -> list[Row]:
    """Row 8: suggestions spread by category over all years, which is counted as it is asked, beside the same GROUP BYs."""
    (ours,) = measure([(large, "/suggestions/spread/?since=2012-01-01")], rounds=20)
    return [Row("8", "分类统计（全部）页p50÷同样分组的SQL", "ms", raw_sql, ours.p50, 2, "页面含渲染")]


def dashboards(small: Served, large: Served, raw_sql: float) -> list[Row]:
    """Rows 6, 7 and 9: the dashboard at ten years, beside its sums in SQL, and what it costs in memory."""
    path = "/reports/?year=all"
    little, much, year_little, year_much = measure(
        [(small, path), (large, path), (small, "/reports/"), (large, "/reports/")], rounds=30
    )
    return [
        Row("6", "看板(全部年份),十年÷一年,p50", "ms", little.p50, much.p50, 1.5),
        Row("6", "看板(本年),十年÷一年,p50", "ms", year_little.p50, year_much.p50, 1.5),
        Row("7", "看板页p50÷同样汇总的SQL", "ms", raw_sql, much.p50, 5, "页面含渲染"),
        Row("9", "看板后进程内存峰值,十年÷一年", "MiB", small.peak_memory(), large.peak_memory(), 1.1),
    ]


def searches(large: Served) -> list[Row]:
    """Row 10: the search page against the same search in SQL and a bare page, all in turn."""
    rows = []
    for word in WORDS:
        raw, bare, ours = measure(
            [partial(search_sql, word), (large, BARE), (large, f"/opinions/?q={_quoted(word)}")], rounds=60
        )
        least = 2 * raw.p50 + bare.p50
        rows.append(Row("10", f"搜索“{word}”页÷(2×SQL+空白页)", "ms", least, ours.p50, 1))
    return rows


def creation(large: Served) -> list[Row]:
    """Row 5: writing a draft, with its journal and event, against the bare page."""
    form = large.ask("/suggestions/new/")[2].decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, "the draft form has no token"
    bare, ours = [], []
    for number in range(60):
        bare.append(large.ask(BARE)[1])
        body = _form(
            {"csrfmiddlewaretoken": token[1], "title": f"关于测速的建议{number}{time.time_ns()}"}, form
        )
        status, milliseconds, _ = large.ask(
            "/suggestions/new/", "POST", body, **{"Content-Type": "application/x-www-form-urlencoded"}
        )
        if status != 302:
            raise RuntimeError(f"the draft was refused: {status}")
        ours.append(milliseconds)
    return [Row("5", "新建建议草稿POST,p95÷空白页p95", "ms", _p95(bare), _p95(ours), 4)]


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _form(fields: dict[str, Any], page: str) -> str:
    """The fields as a form sends them, with the page's hidden ones and the first choice of every select."""
    for hidden in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', hidden), re.search(r'value="([^"]*)"', hidden)
        if name:
            fields.setdefault(name[1], value[1] if value else "")
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]+)"', options)
        if chosen:
            fields.setdefault(name, chosen[1])
    return "&".join(f"{_quoted(name)}={_quoted(str(value))}" for name, value in fields.items())
