"""The lists: deputies, terms, delegations, groups."""

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from deputies.choices import MandateState
from deputies.filters import DelegationFilters, DeputyFilters, GroupFilters, TermFilters
from deputies.lifecycle import is_registrar
from deputies.models import Delegation, Deputy, Group, GroupMember, Mandate, Session, Term
from deputies.reach import terms_reached
from deputies.tables import (
    DELEGATION_COLUMNS,
    DEPUTY_COLUMNS,
    GROUP_COLUMNS,
    TERM_COLUMNS,
    delegation_column,
)
from offices.scope import by_place
from pages.actions import Action, Crumb, Empty, SavedView
from pages.addresses import page_url
from pages.beside import still
from pages.columns import Column
from pages.lists import ListPage


def _beside(user: Any, terms: bool) -> tuple[Prefetch, Prefetch]:
    """What hangs on a deputy as far as this person sees it: his mandates, with their terms if wanted, and his groups."""
    mandates = Mandate.objects.visible_to(user).exclude(state=MandateState.ENDED)
    mandates = mandates.select_related("delegation")
    if terms:
        mandates = mandates.select_related("term__area")
    else:
        mandates = mandates.only(
            "deputy", "level", "state", "constituency", "certificate", "delegation__name"
        )
    members = GroupMember.objects.visible_to(user).filter(ends_on__isnull=True)
    members = members.select_related("group").only("deputy", "duty", "group__name")
    return still("mandates", mandates, "held"), still("memberships", members, "present")


class DeputyList(ListPage):
    """The registry. Rooms above may subclass it and add columns and filters of their own."""

    title, model, filters, search = "代表", Deputy, DeputyFilters, True
    search_hint = "姓名、编号、单位或专长"
    columns = DEPUTY_COLUMNS
    order = ("sort_key",)
    views = (
        SavedView("全部"),
        SavedView("在任", "state=active"),
        SavedView("全国", "level=nation&state=active"),
        SavedView("省级", "level=province&state=active"),
        SavedView("市级", "level=city&state=active"),
        SavedView("县级", "level=county&state=active"),
        SavedView("乡级", "level=town&state=active"),
        SavedView("暂停", "state=suspended"),
        SavedView("未入小组", "state=active&grouped=0"),
    )
    empty = Empty("还没有代表", "由人大代表工作机构登记或导入。")

    def rows(self) -> QuerySet:
        user, terms = self.request.user, any(column.name == "terms" for column in self.chosen)
        beside = by_place(user, ("deputies", terms), lambda: _beside(user, terms))
        return super().rows().select_related("area").prefetch_related(*beside)

    def actions(self) -> list[Action]:
        places = [
            Action("代表小组", page_url("deputies:groups"), icon="users"),
            Action("代表团", page_url("deputies:delegations"), icon="flag"),
            Action("届次", page_url("deputies:terms"), icon="calendar"),
        ]
        if not is_registrar(self.request.user):
            return places
        return [
            Action("登记代表", page_url("deputies:new"), "primary", "plus"),
            Action("导入", page_url("deputies:import"), icon="upload"),
            Action("导出登记表", page_url("deputies:export"), icon="download"),
            *places,
        ]


class TermList(ListPage):
    title, model, filters = "届次", Term, TermFilters
    columns = TERM_COLUMNS
    order = ("-starts_on",)
    empty = Empty("还没有届次", "先登记届次，再登记代表。")
    note = "各级人民代表大会的届和次会议。一届从第一次会议开始，到下一届第一次会议为止。"

    def rows(self) -> QuerySet:
        sessions = Session.objects.filter(term=OuterRef("pk"))
        mandates = Mandate.objects.visible_to(self.request.user).filter(term=OuterRef("pk"), state="active")
        return terms_reached(self.request.user).annotate(
            session_count=_counted(sessions), mandate_count=_counted(mandates)
        )

    def actions(self) -> list[Action]:
        if not is_registrar(self.request.user):
            return []
        return [Action("登记届次", page_url("deputies:term-new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表", page_url("deputies:deputies")), Crumb("届次")]


def _counted(rows: QuerySet) -> Coalesce:
    """How many rows of a term, counted apart from the other counts."""
    counts = rows.order_by().values("term").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)


class DelegationList(ListPage):
    title, model, filters = "代表团", Delegation, DelegationFilters
    order = ("sort_key",)
    empty = Empty("还没有代表团", "可以在这里建立，也可以随代表登记表导入。")

    def rows(self) -> QuerySet:
        current = ~Q(mandates__state=MandateState.ENDED)
        rows = super().rows().select_related("term__area", "head")
        return rows.annotate(size=Count("mandates", filter=current))

    def get_columns(self) -> tuple[Column, ...]:
        return (delegation_column(is_registrar(self.request.user)), *DELEGATION_COLUMNS)

    def actions(self) -> list[Action]:
        if not is_registrar(self.request.user):
            return []
        return [Action("建立代表团", page_url("deputies:delegation-new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表", page_url("deputies:deputies")), Crumb("代表团")]


class GroupList(ListPage):
    title, model, filters = "代表小组", Group, GroupFilters
    columns = GROUP_COLUMNS
    order = ("sort_key",)
    views = (SavedView("全部"), SavedView("在用", "active=1"), SavedView("停用", "active=0"))
    empty = Empty("还没有代表小组", "可以在这里建立，也可以随代表登记表导入。")

    def rows(self) -> QuerySet:
        members = GroupMember.objects.visible_to(self.request.user).filter(ends_on__isnull=True)
        current = Prefetch("members", members.select_related("deputy"), to_attr="current")
        return super().rows().select_related("area").prefetch_related(current)

    def actions(self) -> list[Action]:
        if not is_registrar(self.request.user):
            return []
        return [Action("建立小组", page_url("deputies:group-new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表", page_url("deputies:deputies")), Crumb("代表小组")]
