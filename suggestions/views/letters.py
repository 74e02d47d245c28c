"""/suggestions/letters/: what was kept as a deputy's letter (代表来信, domain rule 32)."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from pages.actions import Crumb
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet
from pages.lists import Empty, ListPage, SavedView
from suggestions.choices import DeclineReason, SuggestionState
from suggestions.models import Suggestion
from suggestions.reviewing import with_answers
from suggestions.views.lists import UNREAD

ANSWERED = (("1", "已登记处理情况"), ("0", "尚未处理"))


class LetterFilters(FilterSet):
    """By reason, by day, and whether anything was done about it."""

    decline_reason = django_filters.ChoiceFilter(
        label="原因", choices=DeclineReason.choices, empty_label="全部"
    )
    answered = django_filters.ChoiceFilter(
        label="处理", choices=ANSWERED, method="handled", empty_label="全部"
    )
    submitted_on = DayRange(label="提交日期")

    def handled(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(told=value == "1")


def _reason(row: Any) -> str:
    return dict(DeclineReason.choices).get(row.decline_reason, "")


def _told(row: Any) -> Badge:
    return Badge("已处理", "green") if row.told else Badge("待处理", "orange")


class LetterList(ListPage):
    title, model, filters, search = "代表来信", Suggestion, LetterFilters, True
    note = "不符合立案条件、作为来信处理的代表建议。"
    columns = (
        Column("title", "标题", link=lambda row: row.get_absolute_url(), width=40),
        Column("deputy", "代表", "deputy.name", width=10),
        Column("reason", "原因", _reason, width=24),
        Column("submitted_on", "提交日期", kind="date", sort="submitted_on", width=15),
        Column("told", "处理", _told, kind="badge", width=10),
        Column("done", "处理情况", "done", width=40),
    )
    order = ("-submitted_on",)
    views = (SavedView("全部"), SavedView("尚未处理", "answered=0"))
    empty = Empty("没有代表来信", "审查时选择“转为代表来信”的，列在这里。")

    def rows(self) -> QuerySet:
        rows = Suggestion.objects.visible_to(self.request.user).filter(state=SuggestionState.LETTER)
        return with_answers(
            rows.select_related("deputy").defer(*(name for name in UNREAD if name != "decline_reason"))
        )

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表建议", "/suggestions/")]
