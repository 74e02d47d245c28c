"""Columns and filters of the lists of urges and of supervisions."""

from datetime import date
from functools import lru_cache
from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from offices.choices import Role
from offices.filters import Few
from offices.models import Office
from offices.posts import holds
from pages.columns import Badge, Column
from pages.counted import counted
from pages.filters import DayRange, FilterSet, Pick
from pages.framed import with_known
from pages.labels import label
from suggestions.charging import charged_with
from suggestions.choices import SupervisionKind, SupervisionState, UrgeState
from suggestions.dues import unsigned
from suggestions.models import PlanItem, Supervision, Team, Urge
from suggestions.parties import is_unit

URGED = {UrgeState.SENT: "orange", UrgeState.SIGNED: "green", UrgeState.WITHDRAWN: "grey"}
SUPERVISED = {
    SupervisionState.PLANNED: "orange",
    SupervisionState.SERVED: "blue",
    SupervisionState.ENDED: "green",
}


def urge_state(row: Urge) -> Badge:
    return Badge(label(row, "state"), URGED[UrgeState(row.state)])


def letter_link(urge: Urge, user: Any) -> str:
    """The address of the letter; "" for units that it was not served on, and for deputies."""
    official = holds(user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
    return urge.letter_url if official or is_unit(urge.assignment, user) else ""


def letter_column(user: Any) -> Column:
    """The letter itself, open to whom it was served on."""
    return Column("letter", "催办函", str, link=lambda urge: letter_link(urge, user), width=20)


URGE_COLUMNS = (
    Column("number", "建议号", "suggestion.called", width=16, whole=True),
    Column("title", "标题", "suggestion.title", link=lambda urge: urge.get_absolute_url(), width=40),
    Column("office", "承办单位", "assignment.office.name", width=24),
    Column("urged_on", "催办日期", kind="date", sort="urged_on", width=15),
    Column("urged_by", "催办人", "urged_by.name", shown=False, width=10),
    Column("state", "状态", urge_state, kind="badge", width=10),
    Column("signed_on", "签收日期", kind="date", width=15),
    Column("signed_by", "签收人", "signed_by.name", shown=False, width=10),
    Column("reason", "催办内容", shown=False, width=40),
)


class UrgeFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=UrgeState.choices)
    todo = django_filters.ChoiceFilter(
        label="待办", choices=(("1", "还须签收"),), method="to_sign", empty_label="全部"
    )
    office = Pick(
        label="承办单位",
        queryset=Office.objects.all(),
        options="suggestions:units",
        field_name="assignment__office",
    )
    urged_on = DayRange(label="催办日期")

    def to_sign(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return unsigned(rows)


def supervision_state(row: Supervision) -> Badge:
    return Badge(label(row, "state"), SUPERVISED[SupervisionState(row.state)])


def with_plan(rows: QuerySet) -> QuerySet:
    """Supervisions with how many lines their plans have, how many are done and how many late."""
    return with_known(rows, **_plan(timezone.localdate()))


@lru_cache(maxsize=2)
def _plan(today: date) -> dict[str, Coalesce]:
    lines = PlanItem._base_manager.filter(supervision=OuterRef("pk"))
    late = lines.filter(done_on__isnull=True, due_on__lt=today)
    return {
        "lines": counted(lines, "supervision"),
        "done": counted(lines.filter(done_on__isnull=False), "supervision"),
        "late_lines": counted(late, "supervision"),
    }


def plan_words(row: Supervision) -> str:
    return f"{row.done}/{row.lines}" if row.lines else "未拟订"


def _late(row: Supervision) -> Badge | str:
    return Badge(f"{row.late_lines}项超期", "red") if row.late_lines and row.state != "ended" else ""


SUPERVISION_COLUMNS = (
    Column("number", "建议号", "suggestion.called", width=16, whole=True),
    Column("title", "标题", "suggestion.title", link=lambda row: row.get_absolute_url(), width=40),
    Column("kind", "督办方式", "get_kind_display", width=12),
    Column("by", "由谁督办", "by", width=30),
    Column("chief", "领办领导", shown=False, width=16),
    Column("lead", "主办单位", "suggestion.lead_office.name", width=22),
    Column("state", "状态", supervision_state, kind="badge", width=12),
    Column("plan", "方案完成", plan_words, width=10),
    Column("late", "方案超期", _late, kind="badge", width=10),
    Column("due_on", "完成期限", kind="date", sort="due_on", width=15),
    Column("notice", "通知单", lambda row: row.title if row.number else "", shown=False, width=24),
    Column("created_on", "立项日期", kind="date", sort="created_on", shown=False, width=15),
    Column("ended_on", "结束日期", kind="date", sort="ended_on", shown=False, width=15),
)


def own_teams(request: Any) -> QuerySet[Team]:
    """The teams this person may choose from."""
    return Team.objects.visible_to(request.user).order_by("area", "pk") if request else Team.objects.none()


class SupervisionFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="督办方式", choices=SupervisionKind.choices)
    state = django_filters.ChoiceFilter(label="状态", choices=SupervisionState.choices)
    late = django_filters.ChoiceFilter(label="方案", choices=(("1", "有超期事项"),), method="late_ones")
    team = Few(label="督查组", queryset=own_teams, empty_label="全部")
    mine = django_filters.ChoiceFilter(label="由我", choices=(("1", "督办或领办"),), method="own_ones")
    created_on = DayRange(label="立项日期")

    def own_ones(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=charged_with(self.request.user).values("pk"))

    def late_ones(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.exclude(state=SupervisionState.ENDED).filter(late_lines__gt=0)
