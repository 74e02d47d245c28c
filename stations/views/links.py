"""Who keeps contact with whom (点对点联系、三联系): who is behind, the links, and the book of contacts."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.filters import Few
from offices.models import Area
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.addresses import page_url, row_url
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet
from pages.lists import Empty, ListPage, SavedView
from pages.paging import Page
from stations.choices import LinkKind, LinkRank, LinkWay
from stations.filters import YES_NO, area_filter
from stations.linking import behind, count_contacts, count_links, due_on, overdue, with_last, with_links
from stations.models import ContactLink, LinkMember, LinkRecord

READERS = (Role.COMMITTEE, Role.LEADER, Role.DEPUTY)
NOW = (("yes", "联系中"), ("no", "已结束"))


class LinkPage(ListPage):
    """Read by the congress's office and its leaders; a deputy reads his own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not holds(request.user, *READERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def exporting(self) -> bool:
        """A file of all rows has the database count them; a page counts beside the rows it shows."""
        return self.request.GET.get("export") == "xlsx"

    def crumbs(self) -> list[Crumb]:
        home = Crumb("联络站", reverse("stations:stations"))
        first = Crumb(MemberList.title, reverse("stations:links"))
        return [home, Crumb(self.title)] if isinstance(self, MemberList) else [home, first, Crumb(self.title)]


class InArea(FilterSet):
    place = "area"

    def in_area(self, rows: QuerySet, name: str, area: Area) -> QuerySet:
        return rows.filter(**{f"{self.place}__path__startswith": area.path})


class MemberFilters(InArea):
    behind = django_filters.ChoiceFilter(
        label="落实情况",
        choices=(("yes", "未落实"), ("no", "已落实")),
        method="is_behind",
        empty_label="全部",
    )
    rank = django_filters.ChoiceFilter(label="身份", choices=LinkRank.choices, empty_label="全部")
    now = django_filters.ChoiceFilter(
        label="状态", choices=(("yes", "在任"), ("no", "已结束")), method="in_office", empty_label="全部"
    )
    area = area_filter()

    def is_behind(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        late = behind(LinkMember.objects.visible_to(self.request.user), timezone.localdate()).values("pk")
        here = rows.filter(ends_on=None)
        return here.filter(pk__in=late) if value == "yes" else here.exclude(pk__in=late)

    def in_office(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ends_on__isnull=value == "yes")


def standing(row: Any) -> Badge:
    """Whether a member keeps contact with as many, and as often, as he is to."""
    if row.ends_on:
        return Badge("已结束", "grey")
    said = [f"还差{row.lacking}个"] if row.lacking else []
    said += [f"{row.quiet}个到期未联系"] if row.quiet else []
    return Badge("，".join(said), "orange") if said else Badge("已落实", "green")


END = Column("end", "操作", lambda m: "" if m.ends_on else "结束",
             link=lambda m: row_url("stations:link_member_end", m.pk), export=False)  # fmt: skip


class MemberList(LinkPage):
    """Members beside their quota; who is behind has a view of his own."""

    title, model, filters = "组成人员联系代表", LinkMember, MemberFilters
    columns = (
        Column("deputy", "联系人", "deputy.name", width=14,
               link=lambda m: f"{page_url('stations:link_targets')}?member={m.pk}&now=yes"),
        Column("rank", "身份", "get_rank_display", width=20), Column("area", "行政区域", "area.name"),
        Column("needed", "应联系（每类）", kind="number"), Column("deputies", "联系代表", kind="number"),
        Column("stations", "联系家站", kind="number"), Column("firms", "联系企业", kind="number"),
        Column("contacts", "本年联系（次）", kind="number"), Column("state", "落实情况", standing, kind="badge"),
        Column("starts_on", "自", kind="date", sort="starts_on", shown=False), Column("ends_on", "至", kind="date", shown=False),
    )  # fmt: skip
    order = ("-starts_on",)
    views = (SavedView("在任", "now=yes"), SavedView("未落实", "behind=yes"), SavedView("全部"))
    note = "常委会组成人员只看联系代表的人数；主席团成员看代表、家站、企业三类。到期未联系的逐级提醒；人数和间隔在“参数”中设定。"
    empty = Empty("名单还是空的", "由人大工作机构登记常委会组成人员、主席团成员和他们的联系对象。")

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("deputy", "area")
        return with_links(rows, timezone.localdate()) if self.exporting else rows

    def page(self) -> Page:
        """Counted for the members shown alone."""
        page = super().page()
        count_links(page.rows, timezone.localdate())
        return page

    def get_columns(self) -> tuple[Column, ...]:
        return (*self.columns, END) if holds(self.request.user, Role.COMMITTEE) else self.columns

    def actions(self) -> list[Action]:
        found = [
            Action("联系对象", reverse("stations:link_targets"), icon="list"),
            Action("联系记录", reverse("stations:link_records"), icon="book"),
            Action("监督事项", reverse("stations:scrutinies"), icon="eye"),
        ]
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("登记联系对象", reverse("stations:link_new"), icon="plus"))
            found.append(Action("登记组成人员", reverse("stations:link_member_new"), "primary", "plus"))
        return found


class TargetFilters(InArea):
    place = "member__area"
    late = django_filters.ChoiceFilter(
        label="到期未联系", choices=YES_NO, method="is_late", empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(label="联系对象", choices=LinkKind.choices, empty_label="全部")
    now = django_filters.ChoiceFilter(label="状态", choices=NOW, method="running", empty_label="全部")
    member = Few(
        label="联系人", queryset=lambda request: LinkMember.objects.visible_to(request.user).select_related("deputy"),
        empty_label="全部",
    )  # fmt: skip
    area = area_filter()

    def is_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        late = overdue(ContactLink.objects.visible_to(self.request.user), timezone.localdate()).values("pk")
        return rows.filter(pk__in=late) if value == "yes" else rows.exclude(pk__in=late)

    def running(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ends_on__isnull=value == "yes")


def link_badge(row: Any) -> Badge:
    if row.ends_on or row.member.ends_on:
        return Badge("已结束", "grey")
    return Badge("到期未联系", "orange") if row.since < row.oldest else Badge("联系中", "green")


class TargetList(LinkPage):
    """The deputies, stations and enterprises with whom contact is kept."""

    title, model, filters = "联系对象", ContactLink, TargetFilters
    columns = (
        Column("whom", "联系对象", link=lambda r: r.get_absolute_url(), width=30),
        Column("kind", "类别", "get_kind_display"), Column("member", "联系人", "member.deputy.name", width=14),
        Column("contacts", "本年联系（次）", kind="number"), Column("last_on", "最近联系", kind="date"),
        Column("due", "下次最迟", lambda r: None if r.ends_on else due_on(r), kind="date"),
        Column("state", "状态", link_badge, kind="badge"), Column("starts_on", "自", kind="date", sort="starts_on"),
        Column("ends_on", "至", kind="date", shown=False),
    )  # fmt: skip
    order = ("-starts_on",)
    views = (SavedView("联系中", "now=yes"), SavedView("到期未联系", "late=yes"), SavedView("全部"))
    empty = Empty("还没有联系对象", "先登记组成人员，再为每人登记联系的代表、家站或企业。")

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("member__deputy", "member__area", "deputy", "station")
        return with_last(rows, timezone.localdate()) if self.exporting else rows

    def page(self) -> Page:
        """Counted for the links shown alone."""
        page = super().page()
        count_contacts(page.rows, timezone.localdate())
        return page


class RecordFilters(InArea):
    place = "link__member__area"
    on = DayRange(label="联系日期")
    way = django_filters.ChoiceFilter(label="联系方式", choices=LinkWay.choices, empty_label="全部")
    kind = django_filters.ChoiceFilter(
        label="联系对象", choices=LinkKind.choices, field_name="link__kind", empty_label="全部"
    )
    issue = django_filters.ChoiceFilter(
        label="发现问题", choices=(("yes", "有"), ("no", "没有")), method="found_some", empty_label="全部"
    )
    area = area_filter()

    def found_some(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.exclude(issue="") if value == "yes" else rows.filter(issue="")


class RecordList(LinkPage):
    """Every contact: the book of the year, to print or to hand in."""

    title, model, filters = "联系记录", LinkRecord, RecordFilters
    columns = (
        Column("on", "联系日期", kind="date", sort="on"), Column("member", "联系人", "link.member.deputy.name", width=14),
        Column("whom", "联系对象", "link.whom", link=lambda r: r.link.get_absolute_url(), width=30),
        Column("way", "联系方式", lambda r: r.get_way_display()), Column("place", "联系地点", width=24),
        Column("content", "联系内容", width=50), Column("issue", "发现的问题及转交处理", width=50),
    )  # fmt: skip
    order = ("-on",)
    views = (SavedView("全部"), SavedView("发现问题的", "issue=yes"))
    empty = Empty("还没有联系记录", "打开联系对象，点“登记一次联系”。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("link__member__deputy", "link__deputy", "link__station")
