"""The list of reports on progress."""

import django_filters
from django.db.models import QuerySet

from offices.models import Office
from pages.actions import Crumb, Empty, SavedView
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet, Pick
from pages.lists import ListPage
from suggestions.models import ProgressReport

TEXTS = ("suggestion__grams", "suggestion__situation", "suggestion__analysis", "suggestion__proposal")


def _late(row: ProgressReport) -> Badge | str:
    return Badge(f"迟{row.late_days}天", "orange") if row.late_days else ""


COLUMNS = (
    Column("on", "报送日期", kind="date", sort="on", width=15),
    Column("number", "建议号", lambda row: str(row.suggestion), width=16, whole=True),
    Column("title", "标题", "suggestion.title", link=lambda row: row.get_absolute_url(), width=36),
    Column("office", "承办单位", "assignment.office.name", width=24),
    Column("done", "已做工作", width=40),
    Column("next_steps", "下一步打算", shown=False, width=40),
    Column("late", "是否迟报", _late, kind="badge", width=10),
    Column("by", "报送人", "by.name", shown=False, width=10),
)


class ProgressFilters(FilterSet):
    office = Pick(
        label="承办单位",
        queryset=Office.objects.all(),
        options="suggestions:units",
        field_name="assignment__office",
    )
    late = django_filters.ChoiceFilter(label="是否迟报", choices=(("1", "迟报的"),), method="late_ones")
    on = DayRange(label="报送日期")

    def late_ones(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(late_days__gt=0)


class ProgressList(ListPage):
    """/suggestions/progress/"""

    title, model, columns, filters, search = "进展报告", ProgressReport, COLUMNS, ProgressFilters, True
    search_hint = "建议号或标题"
    order = ("-on",)
    views = (SavedView("全部"), SavedView("迟报的", "late=1"))
    empty = Empty("没有进展报告", "承办单位在建议页面上“报送进展”后，列在这里。")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("建议承办", "/suggestions/assignments/"), Crumb("进展报告")]

    def rows(self) -> QuerySet:
        rows = ProgressReport.objects.visible_to(self.request.user)
        return rows.select_related("suggestion", "assignment__office", "by").defer(*TEXTS)
