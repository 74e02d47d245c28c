"""The handling ledger (办理情况汇总表), with the columns of domain rule 102 in their order.

Rows are read in chunks, each with the same few queries however many rows there are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import IO, Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from deputies.models import Session, Term
from deputies.sittings import sitting
from journal.book import enter
from journal.models import EntryKind
from offices.posts import acting_post, role_of
from pages.dates import cn_date, cn_datetime
from pages.numerals import numeral
from pages.sheets import SheetColumn, stream_sheet
from suggestions.around import WORDS, Around, look_around
from suggestions.choices import FINAL, Consent, SuggestionState
from suggestions.models import Suggestion
from suggestions.models.veil import VEILED
from suggestions.totals import RULES, Totals

TITLE = "办理情况汇总表"
CHUNK = 4000
CONSENTS, STATES = dict(Consent.choices), dict(SuggestionState.choices)
COLUMNS = (
    SheetColumn("序号", 6, "number"), SheetColumn("建议号", 8, "number"), SheetColumn("标题", 40),
    SheetColumn("领衔代表", 10), SheetColumn("联名人数", 8, "number"), SheetColumn("类别", 12),
    SheetColumn("主办", 22), SheetColumn("协办", 22), SheetColumn("交办日期", 15, "date"),
    SheetColumn("答复期限", 15, "date"), SheetColumn("答复日期", 15, "date"), SheetColumn("文号", 20),
    SheetColumn("结果类别", 8), SheetColumn("态度评价", 12), SheetColumn("结果评价", 12),
    SheetColumn("面商次数", 8, "number"), SheetColumn("是否重点", 8, "bool"), SheetColumn("公开", 14),
    SheetColumn("再办次数", 8, "number"), SheetColumn("状态", 12), SheetColumn("备注", 20),
)  # fmt: skip


@dataclass(frozen=True)
class LedgerFilters:
    """Which registered suggestions: of a term, of a session (or only those between sessions), registered from–to."""

    term: Term | None = None
    session: Session | None = None
    between: bool = False
    since: date | None = None
    until: date | None = None

    def apply(self, rows: QuerySet) -> QuerySet:
        rows = rows.filter(registered_on__isnull=False)
        if self.term:
            rows = rows.filter(term=self.term)
        if self.session:
            rows = rows.filter(session=self.session)
        elif self.between:
            rows = rows.filter(session__isnull=True)
        if self.since:
            rows = rows.filter(registered_on__gte=self.since)
        return rows.filter(registered_on__lte=self.until) if self.until else rows

    @property
    def one_sitting(self) -> bool:
        """Do all rows bear numbers of one series, so that the figure alone tells them apart?"""
        return self.session is not None or (self.term is not None and self.between)

    def words(self) -> str:
        told = [str(self.session or self.term or "")]
        told.append("闭会期间" if self.between and not self.session else "")
        if self.since or self.until:
            told.append(f"立案日期{cn_date(self.since) or '不限'}至{cn_date(self.until) or '不限'}")
        return "；".join(part for part in told if part) or "全部已立案建议"


class Row(NamedTuple):
    """What the ledger reads of a suggestion."""

    pk: int
    term: int
    session: int | None
    number: int | None
    title: str
    deputy: str
    category: str | None
    dispatched_on: date | None
    due_on: date | None
    replied_on: date | None
    class_order: int | None
    class_code: str | None
    class_label: str | None
    resolved: bool | None
    key: bool
    consent: str
    round: int
    state: str
    confidential: bool
    reference_only: bool
    kept_on: date | None

    @property
    def noted(self) -> bool:
        """Attended to without a written reply, for it was only for reference."""
        return self.reference_only and self.replied_on is not None and self.class_code is None


FIELDS = (
    "pk", "term", "session", "number", "title", "deputy__name", "category__name", "dispatched_on", "due_on", "replied_on",
    "result_class__order", "result_class__code", "result_class__label", "result_class__resolved", "key", "consent",
    "round", "state", "confidential", "reference_only", "fulfilment__on",
)  # fmt: skip
ORDER = ("term_id", "session_id", "number", "pk")


def visible_rows(user: Any, filters: LedgerFilters) -> QuerySet:
    """The suggestions of the ledger that this user may see, in its order."""
    return filters.apply(Suggestion.objects.visible_to(user)).order_by(*ORDER)


def suggestion_ledger(
    user: Any, filters: LedgerFilters, file: str | IO[bytes], tell: Callable[[int], None] | None = None
) -> int:
    """Write the ledger of what the user may see as .xlsx and journal it; returns the number of rows.

    file: a path or a seekable binary file. tell: called with the number of rows written so far.
    Memory does not grow with the rows.
    """
    totals = Totals()
    cover = {
        "导出人": getattr(user, "name", ""),
        "导出时间": cn_datetime(timezone.now()),
        "筛选条件": filters.words(),
        "统计口径": RULES,
    }
    veiled = role_of(user) in VEILED
    rows = ledger_rows(visible_rows(user, filters), totals, timezone.localdate(), veiled, filters.one_sitting)
    count = stream_sheet(
        file,
        TITLE,
        columns_of(COLUMNS, filters),
        rows,
        cover,
        heading(user, filters),
        footer_rows=totals,
        tell=tell,
    )
    enter(EntryKind.EXPORT, "导出台账", user, label=TITLE, data={"filters": filters.words(), "rows": count})
    return count


def heading(user: Any, filters: LedgerFilters, what: str = TITLE) -> str:
    """The official title, such as 云川市第十七届人民代表大会第五次会议代表建议、批评和意见办理情况汇总表."""
    post = acting_post(user)
    area = str(post.principal.area) if post else ""
    if filters.session:
        term, session = filters.session.term, f"第{numeral(filters.session.number)}次会议"
    else:
        term, session = filters.term, "闭会期间" if filters.between else ""
    congress = f"{term.area}第{numeral(term.number)}届人民代表大会" if term else f"{area}人民代表大会"
    return f"{congress}{session}代表建议、批评和意见{what}"


def columns_of(columns: Sequence[SheetColumn], filters: LedgerFilters) -> list[SheetColumn]:
    """The columns of a ledger; where numbers of several sessions meet, theirs is as wide as 二十一届十次第1024号."""
    wide = SheetColumn("建议号", 22)
    return [wide if one.label == wide.label and not filters.one_sitting else one for one in columns]


def numbering(one_sitting: bool) -> Callable[[Any], int | str | None]:
    """How a ledger tells a suggestion's number: beside others of its own session, the figure alone."""
    names = cache(sitting)

    def told(row: Any) -> int | str | None:
        if one_sitting or row.number is None:
            return row.number
        return f"{names(row.term, row.session)}第{row.number}号"

    return told


def ledger_rows(
    rows: QuerySet, totals: Totals, today: date, veiled: bool = False, one_sitting: bool = True
) -> Iterator[list[Any]]:
    """The rows of the sheet, counted into the totals as they pass; veiled as in look_around."""
    stream = (Row(*values) for values in rows.values_list(*FIELDS).iterator(chunk_size=CHUNK))
    number, told = 0, numbering(one_sitting)
    while chunk := list(islice(stream, CHUNK)):
        around = look_around({row.pk: row.round for row in chunk}, veiled)
        for row in chunk:
            number += 1
            _count(row, around, totals)
            yield _values(number, told(row), row, around, today)


def _values(place: int, number: int | str | None, row: Row, around: Around, today: date) -> list[Any]:
    pk = row.pk
    return [
        place, number, row.title, row.deputy, around.co_signers.get(pk, 0), row.category,
        "、".join(around.leads.get(pk, ())), "、".join(around.cos.get(pk, ())), row.dispatched_on, row.due_on,
        row.replied_on, "、".join(around.letters.get(pk, ())), row.class_code, graded(around.attitudes.get(pk, ())),
        graded(around.results.get(pk, ())), around.contacts.get(pk, 0), row.key, CONSENTS.get(row.consent, ""),
        row.round - 1, STATES[row.state], remark(row, today),
    ]  # fmt: skip


def graded(grades: Sequence[str]) -> str:
    """One deputy's grade as it is; several as 满意2、不满意1."""
    if len(grades) < 2:
        return grades[0] if grades else ""
    return "、".join(f"{word}{grades.count(word)}" for word in WORDS.values() if word in grades)


def remark(row: Row, today: date) -> str:
    """What a reader should notice: confidential, late."""
    told = ["保密"] if row.confidential else []
    told += ["仅供参考"] if row.noted else []
    late_on = row.replied_on or today
    if row.due_on and row.due_on < late_on and (row.replied_on or row.state not in FINAL):
        told.append(f"超期{(late_on - row.due_on).days}天" + ("答复" if row.replied_on else ""))
    return "；".join(told)


def _count(row: Row, around: Around, totals: Totals) -> None:
    known = row.class_code is not None
    totals.count(
        dispatched=row.dispatched_on is not None,
        replied=row.replied_on is not None,
        met=around.contacts.get(row.pk, 0) > 0,
        result_class=(row.class_order, row.class_code, row.class_label) if known else None,
        resolved=bool(row.resolved),
        grades=around.results.get(row.pk, ()),
        noted=row.noted,
        kept=row.kept_on is not None,
    )
