"""Columns and filters of the list of assignments."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Office
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet, Pick
from pages.labels import label
from suggestions.choices import AssignmentRole, AssignmentState, SuggestionState
from suggestions.dues import OPEN_PARTS, at_work, contacted, overdue
from suggestions.models import Assignment, SuggestionClock
from suggestions.reference import noted

A = AssignmentState
COLOURS = {
    A.SENT: "orange", A.RECEIVED: "blue", A.HANDED_BACK: "red", A.DRAFTED: "purple", A.SIGNED: "teal",
    A.DONE: "green", A.REVOKED: "grey", A.ENDED: "grey",
}  # fmt: skip
ROLE_COLOURS = {AssignmentRole.LEAD: "blue", AssignmentRole.CO: "grey", AssignmentRole.SEPARATE: "teal"}


def is_open(part: Assignment) -> bool:
    """Is the part still to be done? The same as dues.at_work, of a row in hand."""
    suggestion = part.suggestion
    handled = suggestion.state == SuggestionState.DISPATCHED and part.round == suggestion.round
    return handled and part.state in OPEN_PARTS


def kept(part: Assignment) -> bool:
    """Signed for, or never asked, and nothing else owed: the deputy wanted it for reference alone (reference_only)."""
    one = part.suggestion
    if (
        not one.reference_only
        or part.used_on
        or part.opinion_on
        or part.received_on is None
        and is_open(part)
    ):
        return False
    answers = part.state == A.DONE and part.role != AssignmentRole.CO
    if one.state == SuggestionState.DISPATCHED:
        return answers and one.due_on is None
    return noted(one) and (answers or part.state in OPEN_PARTS)


def state_badge(part: Assignment) -> Badge:
    """The state in words; a co-unit that gave its opinion has answered nobody, one left behind has nothing to do."""
    if kept(part):
        return Badge("留作参考", "grey")
    if part.state in OPEN_PARTS and not is_open(part):
        return Badge("未提意见" if part.role == AssignmentRole.CO else "本轮已结束", "grey")
    if part.state == A.DONE and (part.role == AssignmentRole.CO or part.used_on):
        return Badge("已提意见" if part.role == AssignmentRole.CO else "已反馈", COLOURS[part.state])
    return Badge(label(part, "state"), COLOURS[part.state])


def role_badge(part: Assignment) -> Badge:
    return Badge(label(part, "role"), ROLE_COLOURS[part.role])


def number(part: Assignment) -> str:
    return part.suggestion.called


def late(part: Assignment) -> Badge | str:
    """How late the part is; "" while it is not."""
    days = (timezone.localdate() - part.due).days if part.due and is_open(part) else 0
    return Badge(f"超期{days}天", "red") if days > 0 else ""


PART_COLUMNS = (
    Column("number", "建议号", number, sort="suggestion__number", width=16, whole=True),
    Column("title", "标题", "suggestion.title", link=lambda part: part.get_absolute_url(), width=44),
    Column("office", "承办单位", "office.name", width=24),
    Column("role", "承办方式", role_badge, kind="badge", sort="role"),
    Column("state", "状态", state_badge, kind="badge", sort="state"),
    Column("sent_on", "交办日期", kind="date", sort="sent_on"),
    Column("due", "期限", kind="date", sort="due"),
    Column("late", "超期", late, kind="badge", width=12),
    Column("received_on", "签收日期", kind="date", shown=False),
    Column("dispatcher", "交办机构", "dispatcher.name", shown=False, width=24),
    Column("deputy", "领衔代表", "suggestion.deputy.name", shown=False),
    Column("round", "办理轮次", kind="number", shown=False),
    Column("requirement", "办理要求", shown=False, width=30),
)


class PartFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=AssignmentState.choices, method="by_state")
    role = django_filters.ChoiceFilter(label="承办方式", choices=AssignmentRole.choices)
    sent_on = DayRange(label="交办日期")
    late = django_filters.ChoiceFilter(
        label="期限", choices=(("yes", "已超期"), ("open", "办理中未超期")), method="by_due"
    )

    met = django_filters.ChoiceFilter(
        label="面商", choices=(("no", "尚未面商"), ("yes", "已面商")), method="by_contact"
    )

    progress = django_filters.ChoiceFilter(
        label="进展报告", choices=(("late", "逾期未报"),), method="by_progress"
    )

    def by_progress(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """Parts at work whose report on progress is late."""
        late = SuggestionClock.objects.visible_to(self.request.user).overdue(timezone.localdate())
        return rows.filter(at_work(), pk__in=late.filter(rule="progress").values("assignment"))

    def by_state(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """What is still to be done in that state: a part left behind by its round waits for nobody."""
        rows = rows.filter(state=value)
        return rows.filter(at_work()) if value in OPEN_PARTS else rows

    def by_contact(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """Of the units that answer: those that have met the deputy, or have not."""
        rows = rows.exclude(role=AssignmentRole.CO)
        return rows.filter(contacted()) if value == "yes" else rows.exclude(contacted())

    def by_due(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        today = timezone.localdate()
        if value == "yes":
            return overdue(rows, today)
        return rows.filter(at_work()).exclude(due__lt=today)


class OfficialFilters(PartFilters):
    """For those who see the parts of many units."""

    office = Pick(label="承办单位", queryset=Office.objects.all(), options="suggestions:units")
