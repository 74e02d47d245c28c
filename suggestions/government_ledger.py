"""The government's own ledger (政府台账, 双建账, seed row XH-10): what came from the congress office, unit by unit.

It mirrors the congress's ledger of the same suggestions and says where the two differ: closed by one side alone.
A suggestion that no unit has yet is a line without unit. Read in chunks, a few queries each.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import IO, Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.limits import setting
from offices.posts import acting_post
from pages.dates import cn_datetime
from pages.sheets import SheetColumn, stream_sheet
from suggestions.choices import (
    AssignmentRole,
    AssignmentState,
    ContactState,
    SignatureRole,
    SignatureState,
    SuggestionState,
    UrgeState,
)
from suggestions.dues import OPEN_PARTS, with_due
from suggestions.government_lines import Account, Line
from suggestions.ledger import CHUNK, LedgerFilters, columns_of, heading, numbering
from suggestions.models import Assignment, Contact, Signature, Suggestion, Transfer, Urge
from suggestions.transfers import PENDING

TITLE = "政府系统办理台账"
RULES = (
    "一行为一个承办单位承办的一件，尚未转交的为一行；件数按建议计，同一件由几个单位承办的只计一件；"
    "办复率=已答复行数÷主办和分办行数；超期按答复（会办意见）期限计，到期当天不算超期。"
)
ROLES, STATES, WHOLE = (
    dict(AssignmentRole.choices),
    dict(AssignmentState.choices),
    dict(SuggestionState.choices),
)
COLUMNS = (
    SheetColumn("序号", 6, "number"), SheetColumn("建议号", 8, "number"), SheetColumn("标题", 40),
    SheetColumn("领衔代表", 10), SheetColumn("联名人数", 8, "number"), SheetColumn("类别", 12),
    SheetColumn("承办单位", 24), SheetColumn("承办方式", 8), SheetColumn("人大交办日期", 15, "date"),
    SheetColumn("交单位日期", 15, "date"), SheetColumn("签收日期", 15, "date"), SheetColumn("办理期限", 15, "date"),
    SheetColumn("面商次数", 8, "number"), SheetColumn("催办次数", 8, "number"), SheetColumn("答复（会办）日期", 15, "date"),
    SheetColumn("文号", 20), SheetColumn("结果类别", 8), SheetColumn("单位办理状态", 12), SheetColumn("政府销号日期", 15, "date"),
    SheetColumn("人大办结日期", 15, "date"), SheetColumn("备注", 28),
)  # fmt: skip


OF_SUGGESTION = (
    "suggestion__term",
    "suggestion__session",
    "suggestion__number",
    "suggestion__title",
    "suggestion__deputy__name",
    "suggestion__category__name",
)
ENDS = ("suggestion__state", "suggestion__round", "suggestion__government_closed_on", "suggestion__closed_on",
        "suggestion__confidential")  # fmt: skip
PART = (
    "pk", "suggestion", *OF_SUGGESTION, "office__name", "role", "suggestion__dispatched_on", "sent_on", "received_on",
    "due", "opinion_on", "used_on", "reply__sent_on", "reply__letter_number", "reply__result_class__code", "state", *ENDS,
)  # fmt: skip
TIER = ("pk", "suggestion", *OF_SUGGESTION, "role", "suggestion__dispatched_on", "suggestion__due_on", *ENDS)
ORDER = ("suggestion__term", "suggestion__session", "suggestion__number", "suggestion", "-role", "pk")


def visible_parts(user: Any, filters: LedgerFilters) -> QuerySet:
    """The present parts of units that a government office coordinates: one's own office's, or all one may see."""
    rows = with_due(Assignment.objects.visible_to(user)).filter(
        round=F("suggestion__round"), **_under(user, "office__coordinator")
    )
    rows = rows.exclude(state=AssignmentState.REVOKED)
    return rows.filter(suggestion__in=_chosen(user, filters)).order_by(*ORDER)


def visible_waiting(user: Any, filters: LedgerFilters) -> QuerySet:
    """What a government office has not passed on yet."""
    rows = Transfer.objects.visible_to(user).filter(
        round=F("suggestion__round"), state__in=PENDING, **_under(user, "office")
    )
    return rows.filter(suggestion__in=_chosen(user, filters)).order_by("suggestion__number", "pk")


def visible_rows(user: Any, filters: LedgerFilters) -> list[QuerySet]:
    """What becomes a line each: what waits, and the units' parts."""
    return [visible_waiting(user, filters), visible_parts(user, filters)]


def _under(user: Any, path: str) -> dict[str, Any]:
    post = acting_post(user)
    if post and post.principal.role == Role.GOVERNMENT:
        return {path: post.principal.office_id}
    return {f"{path}__isnull": False}


def _chosen(user: Any, filters: LedgerFilters) -> QuerySet:
    return filters.apply(Suggestion.objects.visible_to(user)).values("pk")


def double(user: Any, on: date) -> bool:
    """Did both sides have to close on that day, in the area one acts for?"""
    post = acting_post(user)
    return bool(post and setting("double_close", post.principal.area, on).flag)


def government_ledger(user: Any, filters: LedgerFilters, file: str | IO[bytes]) -> int:
    """Write the ledger as .xlsx and journal it; returns the number of lines. file: a path or a seekable file."""
    account = Account(double=double(user, timezone.localdate()))
    cover = {
        "导出人": getattr(user, "name", ""), "导出时间": cn_datetime(timezone.now()), "筛选条件": filters.words(),
        "统计口径": RULES,
    }  # fmt: skip
    rows = ledger_lines(user, filters, account, timezone.localdate())
    title = heading(user, filters, TITLE)
    count = stream_sheet(file, TITLE, columns_of(COLUMNS, filters), rows, cover, title, footer_rows=account)
    enter(EntryKind.EXPORT, "导出台账", user, label=TITLE, data={"filters": filters.words(), "rows": count})
    return count


def ledger_lines(user: Any, filters: LedgerFilters, account: Account, today: date) -> Iterator[list[Any]]:
    """The lines of the sheet, counted into the account as they pass: what waits first, then unit by unit."""
    number, both, told = 0, cache(lambda on: double(user, on)), numbering(filters.one_sitting)
    for chunk in _chunks(user, filters):
        beside = _beside(chunk)
        for line in chunk:
            number += 1
            days = _late(line, today)
            account.count(line, days)
            yield [number, told(line), *_values(line, beside, days, both(line.closed_on or today))]


def _chunks(user: Any, filters: LedgerFilters) -> Iterator[list[Line]]:
    waiting = visible_waiting(user, filters).values_list(*TIER).iterator(chunk_size=CHUNK)
    while chunk := [_waiting(values) for values in islice(waiting, CHUNK)]:
        yield chunk
    parts = visible_parts(user, filters).values_list(*PART).iterator(chunk_size=CHUNK)
    while chunk := [Line(*values) for values in islice(parts, CHUNK)]:
        yield chunk


def _waiting(values: tuple[Any, ...]) -> Line:
    pk, suggestion, term, session, number, title, deputy, category, role, sent, due, *ends = values
    nothing: list[Any] = [None] * 6
    return Line(
        pk,
        suggestion,
        term,
        session,
        number,
        title,
        deputy,
        category,
        None,
        role,
        sent,
        None,
        None,
        due,
        *nothing,
        *ends,
    )


def _beside(chunk: list[Line]) -> dict[str, dict[int, int]]:
    """Contacts and urgings of the parts, co-signers of the suggestions: three queries."""
    parts = [line.pk for line in chunk if line.office]
    met = Contact._base_manager.filter(assignment__in=parts).exclude(state=ContactState.DISPUTED)
    urged = Urge._base_manager.filter(assignment__in=parts).exclude(state=UrgeState.WITHDRAWN)
    signed = Signature._base_manager.filter(
        suggestion__in={line.suggestion for line in chunk},
        role=SignatureRole.CO,
        state=SignatureState.CONFIRMED,
    )
    return {
        "met": _by(met, "assignment"),
        "urged": _by(urged, "assignment"),
        "signed": _by(signed, "suggestion"),
    }


def _by(rows: QuerySet, key: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(key).annotate(Count("pk")))


def _late(line: Line, today: date) -> int:
    """Days past the limit: of what is done late, or still to be done while the suggestion is being handled."""
    at_work = line.whole == SuggestionState.DISPATCHED and (line.office is None or line.state in OPEN_PARTS)
    end = line.done_on or (today if at_work else None)
    return max(0, (end - line.due).days) if end and line.due else 0


def _values(line: Line, beside: dict[str, dict[int, int]], days: int, both: bool) -> list[Any]:
    """What stands after a line's place and its number."""
    unit = line.office is not None
    return [
        line.title, line.deputy, beside["signed"].get(line.suggestion, 0), line.category,
        line.office or "待转交", ROLES[line.role], line.dispatched_on, line.sent_on, line.received_on, line.due,
        beside["met"].get(line.pk, 0) if unit else 0, beside["urged"].get(line.pk, 0) if unit else 0, line.done_on,
        line.letter, line.result_class, STATES[line.state] if unit else "待转交", line.government_closed_on,
        line.closed_on, _remark(line, days, both),
    ]  # fmt: skip


def _remark(line: Line, days: int, both: bool) -> str:
    """both: did both sides have to close it (双销号)? Only then does one without the other tell anything."""
    told = ["保密"] if line.confidential else []
    told += [f"第{line.round}次办理"] if line.round > 1 else []
    told += [f"超期{days}天" + ("完成" if line.done_on else "")] if days else []
    told += [WHOLE[line.whole]] if line.whole == SuggestionState.WITHDRAWN else []
    if both and line.government_closed_on and not line.closed_on:
        told.append("政府已销号，人大未办结")
    elif both and line.closed_on and not line.government_closed_on:
        told.append("人大已办结，政府未销号")
    return "；".join(told)
