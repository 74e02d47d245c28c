"""Books of voters: visits and letters, opinions and what became of them, deeds done for people, contact lists."""

import heapq
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q

from offices.scope import scope_of
from pages.masks import mask_name, mask_phone
from reports.books.acts import read_acts
from reports.books.asking import Ask, Known, Row, Source
from stations.choices import OpinionState, Purpose, Route, Verdict, WishState
from stations.ledger import COLUMNS, matter_rows
from stations.models import Matter, Opinion, RosterEntry, VoterContact, Wish
from stations.received import present

# the register's columns (domain rule 99), in the order of stations.ledger.COLUMNS
VISIT_KEYS = (
    "row", "number", "on", "at", "station", "place", "deputies", "voter", "gender", "phone", "home", "constituency",
    "text", "category", "secret", "answer", "route", "advice", "receiver", "referred_on", "result", "answered_on",
    "told_how", "told_on", "verdict", "state", "recorder", "sign",
)  # fmt: skip
VISIT = tuple(
    Known(key, column.label, column.width, column.kind)
    for key, column in zip(VISIT_KEYS, COLUMNS, strict=True)
    if key not in ("row", "sign")
)
OPINION = (
    Known("number", "编号", 22), Known("opened_on", "受理日期", 16, "date"), Known("station", "联络站", 24),
    Known("matter", "意见建议", 44), Known("category", "类别", 12), Known("level", "解决层面", 12),
    Known("route", "处理方式", 14), Known("holder", "承办单位或代表", 24), Known("due_on", "办理期限", 16, "date"),
    Known("answered_on", "答复日期", 16, "date"), Known("answer", "办理结果", 36), Known("state", "状态", 12),
)  # fmt: skip
DEED = (
    Known("on", "办结日期", 16, "date"), Known("source", "来源", 12), Known("matter", "为群众办的事", 40),
    Known("deputies", "代表", 24), Known("station", "联络站", 24), Known("result", "办理结果", 40),
    Known("verdict", "群众评价", 10),
)  # fmt: skip
CONTACT = (
    Known("deputy", "代表姓名", 12), Known("station", "联络站", 24), Known("name", "选民姓名（户主）", 14),
    Known("phone", "联系电话", 15), Known("address", "住址或单位", 26), Known("starts_on", "联系自", 16, "date"),
    Known("ends_on", "联系至", 16, "date"), Known("remark", "备注", 16),
)  # fmt: skip


def read_visits(ask: Ask) -> Iterator[Row]:
    """The register's rows; a book without a column of its own for 现场答复 finds that answer as the outcome."""
    for cells in matter_rows(ask.user, ask.start, ask.end, ask.stations, ask.full):
        row = dict(zip(VISIT_KEYS, cells, strict=True))
        yield row | {"result": row["result"] or row["answer"]}


def read_opinions(ask: Ask) -> Iterator[Row]:
    rows = ask.at(Opinion.objects.visible_to(ask.user)).filter(opened_on__range=(ask.start, ask.end))
    rows = rows.select_related("station", "category", "office", "deputy").defer("grams")
    for row in rows.order_by("opened_on", "pk").iterator(chunk_size=500):
        yield {
            "number": row.number, "opened_on": row.opened_on, "station": row.station.name,
            "matter": row.summary or row.text, "category": row.category.name, "level": row.get_level_display(),
            "route": row.get_route_display(), "holder": str(row.office or row.deputy or row.receiver or ""),
            "due_on": row.due_on, "answered_on": row.answered_on, "answer": row.answer, "state": row.get_state_display(),
        }  # fmt: skip


def read_deeds(ask: Ask) -> Iterator[Row]:
    """Opinions answered with an outcome, wishes fulfilled, activities of service; by day."""
    parts = (_solved(ask), _granted(ask), _served(ask))
    yield from heapq.merge(*parts, key=lambda row: row["on"])


def _solved(ask: Ask) -> Iterator[Row]:
    rows = ask.at(Opinion.objects.visible_to(ask.user)).filter(
        answered_on__range=(ask.start, ask.end), state__in=(OpinionState.ANSWERED, OpinionState.CLOSED)
    )
    rows = rows.exclude(answer="").exclude(route=Route.REFUSED).select_related("station").defer("grams")
    reader = rows.order_by("answered_on", "pk").iterator(chunk_size=500)
    while batch := list(islice(reader, 500)):
        names, said = _receivers(ask, batch), _verdicts(ask, batch)
        for row in batch:
            yield {
                "on": row.answered_on, "source": "群众意见", "matter": row.summary or row.text,
                "deputies": "、".join(names.get(row.pk, ())), "station": row.station.name, "result": row.answer,
                "verdict": said.get(row.pk, ""),
            }  # fmt: skip


def _verdicts(ask: Ask, batch: list[Opinion]) -> dict[int, str]:
    """What the voters said of the outcome, by opinion: 满意, or of several 满意2、不满意1."""
    rows = (
        Matter.objects.visible_to(ask.user).filter(opinion__in=[row.pk for row in batch]).exclude(verdict="")
    )
    counted: dict[int, Counter[str]] = {}
    for opinion, verdict in rows.values_list("opinion", "verdict"):
        counted.setdefault(opinion, Counter())[verdict] += 1
    return {key: _tallied(found) for key, found in counted.items()}


def _tallied(found: Counter[str]) -> str:
    several = found.total() > 1
    return "、".join(f"{one.label}{found[one] if several else ''}" for one in Verdict if found[one])


def _receivers(ask: Ask, batch: list[Opinion]) -> dict[Any, list[str]]:
    """The deputies who were there when the opinions were told, by opinion."""
    rows = RosterEntry.objects.visible_to(ask.user)
    rows = rows.filter(reception__visits__matters__opinion__in=[row.pk for row in batch])
    told = rows.order_by("deputy__name").values_list(
        "reception__visits__matters__opinion", "deputy__name", "attended", "pk"
    )
    return present(entry[:3] for entry in told.distinct())


def _granted(ask: Ask) -> Iterator[Row]:
    rows = ask.at(Wish.objects.visible_to(ask.user)).filter(
        done_on__range=(ask.start, ask.end), state__in=(WishState.DONE, WishState.CLOSED)
    )
    rows = rows.select_related("station", "deputy").order_by("done_on", "pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            "on": row.done_on, "source": "微心愿", "matter": row.title, "deputies": str(row.deputy or ""),
            "station": row.station.name, "result": row.result, "verdict": row.get_verdict_display(),
        }  # fmt: skip


def _served(ask: Ask) -> Iterator[Row]:
    for cells in read_acts(Q(kind__purpose=Purpose.SERVICE), ask):
        result = cells["outcome"] or cells["done"]
        yield cells | {"source": "活动", "matter": cells["theme"], "result": result}


def read_contacts(ask: Ask) -> Iterator[Row]:
    """The lists as they stood in these days; masked unless full is asked for at one's own station."""
    rows = ask.at(VoterContact.objects.visible_to(ask.user)).filter(starts_on__lte=ask.end)
    rows = rows.exclude(ends_on__lt=ask.start).select_related("station", "deputy")
    own = scope_of(ask.user).ids("station") if ask.full else frozenset()
    for row in rows.order_by("deputy__sort_key", "deputy", "pk").iterator(chunk_size=500):
        plain = row.station_id in own
        yield {
            "deputy": row.deputy.name, "station": row.station.name, "name": row.name if plain else mask_name(row.name),
            "phone": row.phone if plain else mask_phone(row.phone),
            "address": row.address if plain else "***" if row.address else "", "starts_on": row.starts_on,
            "ends_on": row.ends_on, "remark": row.remark if plain else "",
        }  # fmt: skip


SOURCES = (
    Source("visits", "接待选民和来信来访", VISIT, read_visits),
    Source("opinions", "意见建议办理", OPINION, read_opinions),
    Source("deeds", "为群众办好事实事", DEED, read_deeds),
    Source("contacts", "代表联系选民名单", CONTACT, read_contacts),
)
