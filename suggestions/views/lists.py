"""The list of suggestions, each role with its own tabs."""

from django.db.models import QuerySet

from deputies.models import Deputy
from offices.choices import Role
from offices.models import Category, Office
from offices.posts import holds, role_of
from pages.addresses import page_url
from pages.lists import Action, Column, Empty, ListPage, SavedView
from pages.loading import besides
from suggestions.alongside import beside, veiled
from suggestions.bulks import bulk_actions
from suggestions.entering import entered_areas
from suggestions.filters import SuggestionFilters
from suggestions.models import Suggestion
from suggestions.tables import COLUMNS, VERDICTS

ALL = SavedView("全部")
CLOSED = SavedView("已办结", "state=closed")
LATE = SavedView("已超期", "overdue=1&sort=due_on")
OFFICE = (
    ALL,
    SavedView("待代表确认", "state=entered"),
    SavedView("待审查", "state=submitted&sort=submitted_on"),
    SavedView("待复审", "state=second&sort=submitted_on"),
    SavedView("待交办", "state=registered&sort=submitted_on"),
    SavedView("办理中", "state=dispatched&sort=due_on"),
    LATE,
    SavedView("已答复待评价", "state=replied"),
    SavedView("多次退办", "bounced=1"),
    SavedView("重点督办", "key=1"),
    SavedView("待公开", "public=no"),
    SavedView("上届待结转", "carried=waiting"),
    CLOSED,
)
DEPUTY = (
    ALL,
    SavedView("我的草稿", "mine=draft"),
    SavedView("邀请我联名", "mine=invited"),
    SavedView("我领衔的", "mine=lead"),
    SavedView("我联名的", "mine=co"),
    SavedView("待我评价", "mine=rate"),
    CLOSED,
)
OTHERS = (
    ALL,
    SavedView("办理中", "state=dispatched&sort=due_on"),
    LATE,
    SavedView("重点督办", "key=1"),
    CLOSED,
)
TABS = {Role.COMMITTEE: OFFICE, Role.DEPUTY: DEPUTY}

# what no column shows: long texts, what the case page alone tells, and all of the others but their names
UNREAD = (
    "situation", "analysis", "proposal", "discussed_on", "research", "raised", "wants_contact", "open_to_co",
    "proposed_office", "from_motion", "motion_basis", "entered_by", "entered_station", "stands_on_scan",
    "second_desk", "split_from", "heir", "carried_on", "decline_reason", "delegation", "created_at",
    *besides("deputy", Deputy, "name"), *besides("lead_office", Office, "name"), *besides("category", Category, "name"),
)  # fmt: skip


class SuggestionList(ListPage):
    """/suggestions/"""

    title, model, filters, search = "代表建议", Suggestion, SuggestionFilters, True
    search_hint = "标题、正文或“第123号”"
    order = ("-submitted_on",)
    empty = Empty("没有代表建议", "换一个筛选条件，或等代表提交后再来。")

    @property
    def views(self) -> tuple[SavedView, ...]:
        return TABS.get(role_of(self.request.user), OTHERS)

    def get_columns(self) -> tuple[Column, ...]:
        """Units read the deputies' verdicts on the case page, once it is their time."""
        if holds(self.request.user, Role.HANDLER, Role.UNIT_HEAD):
            return tuple(column for column in COLUMNS if column.name not in VERDICTS)
        return COLUMNS

    def rows(self) -> QuerySet:
        rows = Suggestion.objects.visible_to(self.request.user)
        rows = rows.defer(*UNREAD)
        columns = {column.name for column in self.chosen}
        return veiled(beside(rows, columns), self.request.user, columns)

    def bulk(self) -> list[Action]:
        return (
            bulk_actions("suggestions:many", ("dispatch", "urge", "circulate", "extend", "publish", "carry"))
            if holds(self.request.user, Role.COMMITTEE)
            else []
        )

    def actions(self) -> list[Action]:
        if holds(self.request.user, Role.DEPUTY):
            return [
                Action("提出建议", page_url("suggestions:new"), "primary", "plus"),
                Action("可以联名的建议", page_url("suggestions:joining"), icon="users"),
                Action("评优", page_url("suggestions:commendations"), icon="star", more=True),
            ]
        found = []
        if entered_areas(self.request.user):
            found.append(Action("代为录入", page_url("suggestions:enter"), icon="upload"))
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("交办批次", page_url("suggestions:batches"), icon="list-check", more=True))
            found.append(Action("提示词表", page_url("suggestions:words"), icon="list", more=True))
        if holds(self.request.user, Role.COMMITTEE, Role.LEADER):
            found.append(Action("双测评", page_url("suggestions:second-ratings"), icon="star", more=True))
            found.append(Action("代表来信", page_url("suggestions:letters"), icon="inbox", more=True))
        if holds(self.request.user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER):
            found.append(Action("催办和督办", page_url("suggestions:supervisions"), icon="flag"))
            book = "政府台账" if holds(self.request.user, Role.GOVERNMENT) else "办理情况汇总表"
            found.append(Action(book, page_url("suggestions:ledger"), icon="file-text"))
        if holds(self.request.user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER):
            found.append(Action("分类统计", page_url("suggestions:spread"), icon="chart-bar", more=True))
            found.append(Action("承办单位评价", page_url("suggestions:ranking"), icon="chart-bar", more=True))
            found.append(Action("评优", page_url("suggestions:commendations"), icon="star", more=True))
            found.append(Action("办理会议", page_url("suggestions:meetings"), icon="users", more=True))
        if holds(self.request.user, Role.COMMITTEE, Role.GOVERNMENT):
            found.append(Action("批量文书", page_url("suggestions:documents"), icon="printer", more=True))
        return found
