"""/suggestions/second-ratings/: what deputies said with the reply and after the promises were kept, side by side."""

import django_filters
from django.db.models import F, Q, QuerySet

from offices.choices import Role
from offices.models import Office
from offices.posts import holds
from pages.actions import Action, Empty, SavedView
from pages.addresses import page_url
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet, Pick
from pages.lists import ListPage
from suggestions.casefile.parts import GRADED
from suggestions.choices import Grade
from suggestions.models import SecondRating
from suggestions.rating_again import both_times, with_first


def _grade(value: str) -> Badge | str:
    return Badge(Grade(value).label, GRADED[Grade(value)]) if value else ""


def _second(row: SecondRating) -> Badge | str:
    return _grade(row.result) if row.at else Badge("待评价", "orange")


class SecondFilters(FilterSet):
    state = django_filters.ChoiceFilter(
        label="状态", choices=(("owed", "待评价"), ("done", "已评价")), method="by_state", empty_label="全部"
    )
    result = django_filters.ChoiceFilter(label="落实后评价", choices=Grade.choices, empty_label="全部")
    changed = django_filters.ChoiceFilter(
        label="两次评价", choices=(("yes", "不一致"),), method="differs", empty_label="全部"
    )
    office = Pick(
        label="主办单位", queryset=Office.objects.all(), options="suggestions:units",
        field_name="suggestion__lead_office",
    )  # fmt: skip
    asked_on = DayRange(label="请评日期")

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(at__isnull=value == "owed")

    def differs(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(~Q(result=F("first")), at__isnull=False)


class SecondRatingList(ListPage):
    """One row a deputy and suggestion; units read a second verdict when its time is over."""

    title = "双测评"
    model, filters = SecondRating, SecondFilters
    columns = (
        Column("number", "建议号", "suggestion.called", width=16, whole=True),
        Column(
            "title",
            "标题",
            lambda r: r.suggestion.title,
            link=lambda r: r.suggestion.get_absolute_url(),
            width=36,
        ),
        Column("deputy", "评价代表", "signature.deputy.name", width=12),
        Column("lead", "主办单位", lambda r: str(r.suggestion.lead_office or "—"), width=24),
        Column("first", "答复时评价", lambda r: _grade(r.first or ""), kind="badge", width=12),
        Column("second", "落实后评价", _second, kind="badge", width=12),
        Column(
            "attitude", "落实后态度评价", lambda r: _grade(r.attitude), kind="badge", shown=False, width=12
        ),
        Column("reason", "不满意的理由", width=30),
        Column("asked_on", "请评日期", kind="date", sort="asked_on", width=15),
        Column("at", "评价时间", kind="datetime", shown=False, width=18),
    )
    order = ("-asked_on",)
    views = (
        SavedView("全部"),
        SavedView("待评价", "state=owed"),
        SavedView("仍不满意", "result=dissatisfied"),
        SavedView("两次不一致", "changed=yes"),
    )
    empty = Empty(
        "还没有第二次评价", "本区域实行双测评的，承诺全部落实或者回头看验收后，自动请代表再评价一次。"
    )

    @property
    def note(self) -> str:
        return both_times(SecondRating.objects.visible_to(self.request.user)).words

    def rows(self) -> QuerySet:
        rows = with_first(SecondRating.objects.visible_to(self.request.user))
        rows = rows.select_related("suggestion__lead_office", "signature__deputy")
        return rows.defer("suggestion__grams", "signature__deputy__grams", "signature__deputy__phone")

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("承诺台账", page_url("suggestions:promises"), icon="list-check")]
