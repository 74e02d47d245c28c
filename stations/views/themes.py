"""Groups' themes: found among the opinions, handed over, worked on, and what came of them."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from deputies.models import Group
from offices.filters import categories
from pages.actions import Crumb
from pages.asked import keys
from pages.casefile import CaseFile, Fact, Offer, Part, TrackStep
from pages.columns import Badge, Column
from pages.filters import DayRange, Pick
from pages.labels import label
from pages.lists import Action, Empty, ListPage, SavedView
from stations.choices import UNAPPROVED, OpinionState, ThemeState
from stations.filters import Placed, station_filter
from stations.forms.themes import THEME_FORMS, ClusterForm, ThemeForm
from stations.guiding import leaders, waiting_for
from stations.models import Opinion, Theme, ThemeOpinion
from stations.tables import headline, opinion_badge, own_page
from stations.theme_lifecycle import THEME
from stations.themes import clusters, may_propose, propose
from workflow.views import StepView, offers, timeline

S = ThemeState
COLOURS = {
    S.CHECKING: "purple",
    S.RETURNED: "red",
    S.PROPOSED: "orange",
    S.TAKEN: "blue",
    S.DONE: "green",
    S.DECLINED: "red",
    S.WITHDRAWN: "grey",
}
MOST = 60  # opinions that a theme may stand on


def theme_badge(row: Theme) -> Badge:
    return Badge(label(row, "state"), COLOURS[S(row.state)])


class ThemeFilters(Placed):
    state = django_filters.ChoiceFilter(label="状态", choices=ThemeState.choices, empty_label="全部")
    group = Pick(label="代表小组", queryset=lambda request: Group.objects.visible_to(request.user),
                 options="stations:group-options")  # fmt: skip
    category = django_filters.ChoiceFilter(label="类别", choices=categories, empty_label="全部")
    station = station_filter()
    mine = django_filters.ChoiceFilter(
        label="范围", choices=(("yes", "待我审定"),), method="of_mine", empty_label="全部"
    )
    proposed_on = DayRange(label="提出日期")

    def of_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return waiting_for(self.request.user, rows)


class ThemeList(ListPage):
    """The themes handed to groups, with what came of them."""

    title, model, filters = "小组议题", Theme, ThemeFilters
    columns = (
        Column("number", "编号", link=own_page, width=26), Column("title", "议题", link=own_page, width=40),
        Column("group", "代表小组", "group.name", width=24), Column("category", "类别", "category.name"),
        Column("station", "联络站", "station.name", width=30, shown=False),
        Column("count", "所据意见", "count", kind="number"), Column("state", "状态", theme_badge, kind="badge"),
        Column("proposed_on", "提出日期", kind="date", sort="proposed_on"),
        Column("approved_on", "审定日期", kind="date", shown=False),
        Column("taken_on", "承接日期", kind="date"),
        Column("done_on", "完成日期", kind="date"), Column("done", "开展的工作", shown=False, width=50),
        Column("outcome", "成果", width=50),
    )  # fmt: skip
    order = ("-proposed_on",)
    views = (
        SavedView("全部"), SavedView("待审定", "state=checking"), SavedView("待承接", "state=proposed"),
        SavedView("进行中", "state=taken"),
        SavedView("已完成", "state=done"),
    )  # fmt: skip
    empty = Empty(
        "还没有小组议题", "从群众反映较多的事情中提出议题，交给代表小组研究，小组的工作和成果会记在这里。"
    )

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("group", "category", "station")
        return rows.annotate(count=Count("links"))

    def actions(self) -> list[Action]:
        if not may_propose(self.request.user):
            return []
        return [Action("提出议题", reverse("stations:theme_find"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("群众意见", reverse("stations:opinions")), Crumb(self.title)]


def _trail(word: str) -> list[Crumb]:
    return [Crumb("小组议题", reverse("stations:themes")), Crumb(word)]


@login_required
def theme_find(request: HttpRequest) -> HttpResponse:
    """Look for what several voters say alike."""
    if not may_propose(request.user):
        raise PermissionDenied
    form = ClusterForm(request.GET or None, user=request.user, initial={"months": 3})
    found = clusters(request.user, form.cleaned_data["category"], form.since) if form.is_valid() else []
    lines = [
        (headline(one.head), len(one.rows), [headline(row) for row in one.rows[:5]],
         "&".join(f"opinion={key}" for key in one.keys[:MOST]))
        for one in found
    ]  # fmt: skip
    context = {
        "title": "提出小组议题",
        "form": form,
        "lines": lines,
        "looked": form.is_bound and form.is_valid(),
    }
    return render(request, "stations/theme_find.html", context | {"crumbs": _trail("提出议题")})


@login_required
def new_theme(request: HttpRequest) -> HttpResponse:
    """Word the theme, choose the group, hand it over."""
    user = request.user
    if not may_propose(user):
        raise PermissionDenied
    form = ThemeForm(request.POST or None, user=user, keys=keys(request.GET.getlist("opinion")[:MOST]))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        rows = list(data["opinions"])
        told = {"title": data["title"], "reason": data["reason"], "category": rows[0].category}
        theme = propose(user, data["group"], rows, **told)
        waits = theme.state == S.CHECKING
        said = "请联系领导审定，同意后交给" if waits else "已交给小组，并通知了小组代表："
        messages.success(request, f"{said}{theme.group}。")
        return redirect(theme)
    context = {
        "title": "提出小组议题",
        "form": form,
        "back": reverse("stations:theme_find"),
        "crumbs": _trail("提出议题"),
    }
    return render(request, "pages/form.html", context)


def theme_of(request: HttpRequest, pk: int) -> Theme:
    rows = Theme.objects.visible_to(request.user).select_related("group", "station", "area", "category")
    return get_object_or_404(rows, pk=pk)


@login_required
def theme_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of a theme."""
    theme, user = theme_of(request, pk), request.user
    seen = Group.objects.visible_to(user).filter(pk=theme.group_id).exists()
    case = CaseFile(
        title=theme.title, number=theme.number, kind="小组议题", badges=[theme_badge(theme)], track=_track(theme),
        summary=[
            Fact("代表小组", theme.group, theme.group.get_absolute_url() if seen else ""), Fact("类别", theme.category),
            Fact("提出单位", theme.station or theme.area), Fact("提出日期", theme.proposed_on),
            *([Fact("审定领导", "、".join(one.name for one in leaders(theme)))] if theme.state in UNAPPROVED else []),
            Fact("承接日期", theme.taken_on), Fact("完成日期", theme.done_on),
        ],
        offers=_offers(theme, user), waiting="现在没有需要您办理的。",
        parts=[
            Part("提出理由", text=theme.reason),
            *(Part(title, text=text) for title, text in (("开展的工作", theme.done), ("成果", theme.outcome)) if text),
            _opinions(theme, user),
        ],
        timeline=timeline(theme, THEME), crumbs=_trail(theme.number),
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _offers(theme: Theme, user: Any) -> list[Offer]:
    """The draft is made in the room above, on a page of its own."""
    found = []
    open_still = theme.opinions.filter(state__in=(OpinionState.OPENED, OpinionState.OFFERED)).exists()
    for one in offers(THEME, theme, user, THEME_FORMS):
        if one.action != "draft":
            found.append(one)
        elif open_still and (url := draft_url(theme)):
            found.append(Offer(one.label, url, note="所据意见中还没有处理的，一并作为建议的来源。"))
    return found


def draft_url(theme: Theme) -> str:
    """The page of the room above where a suggestion is made of it; "" while nobody serves it."""
    try:
        return reverse("suggestions:from-theme", args=(theme.pk,))
    except NoReverseMatch:
        return ""


def _opinions(theme: Theme, user: Any) -> Part:
    """What the voters said; who they are is nobody's business here. A link for who may open the case file."""
    links = ThemeOpinion.objects.visible_to(user).filter(theme=theme).select_related("opinion")
    rows = [link.opinion for link in links.defer("opinion__grams").order_by("pk")[:MOST]]
    seen = set(
        Opinion.objects.visible_to(user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    lines = [(row, row.get_absolute_url() if row.pk in seen else "", opinion_badge(row)) for row in rows]
    return Part(
        "所据群众意见", template="stations/_theme_opinions.html", data=lines, note=f"共{len(lines)}件"
    )


def _track(theme: Theme) -> list[TrackStep]:
    if theme.state in (S.DECLINED, S.WITHDRAWN):
        return [TrackStep("提出", "done", on=theme.proposed_on), TrackStep(theme.get_state_display(), "now")]
    way = [("提出", theme.proposed_on), ("承接", theme.taken_on), ("成果", theme.done_on)]
    checked = theme.state in UNAPPROVED or theme.approved_on
    if checked:
        way.insert(1, ("审定", theme.approved_on))
    at = {S.CHECKING: 1, S.RETURNED: 1, S.PROPOSED: 1, S.TAKEN: 2, S.DONE: 3}[S(theme.state)]
    at += bool(theme.approved_on)
    return [
        TrackStep(label, "done" if i < at else "now" if i == at else "todo", on=on)
        for i, (label, on) in enumerate(way)
    ]


class ThemeStep(StepView):
    lifecycle, forms = THEME, THEME_FORMS

    def get_subject(self) -> Theme:
        return theme_of(self.request, self.kwargs["pk"])
