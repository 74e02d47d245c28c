"""Micro-wishes and project proposals: their lists, pages and steps."""

from typing import Any

import django_filters
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part, TrackStep
from pages.columns import Badge, Column
from pages.labels import label
from pages.lists import Action, Empty, ListPage, SavedView
from pages.masks import mask_name, mask_phone
from stations.actors import STATION_ROLES, is_station, staffs, station_of
from stations.choices import AT_STATION, IdeaState, WishState
from stations.filters import Placed, station_filter
from stations.forms.wishes import IDEA_FORMS, WISH_FORMS, NewWishForm
from stations.models import Idea, Visit, Wish
from stations.tables import own_page
from stations.wish_lifecycle import IDEA, WISH
from stations.wishes import take_wish
from workflow.views import StepView, offers, timeline

W = WishState
COLOURS = {
    W.APPLIED: "orange", W.OPEN: "blue", W.CLAIMED: "purple", W.DONE: "teal", W.CLOSED: "green", W.DECLINED: "grey",
    IdeaState.RECEIVED: "orange", IdeaState.KEPT: "blue", IdeaState.CHOSEN: "purple", IdeaState.LOST: "grey",
}  # fmt: skip
TRACK = ((W.APPLIED, "申请"), (W.OPEN, "公布"), (W.CLAIMED, "认领"), (W.DONE, "完成"), (W.CLOSED, "回访"))


def badge_of(row: Wish | Idea) -> Badge:
    return Badge(label(row, "state"), COLOURS.get(row.state, "grey"))


class WishFilters(Placed):
    state = django_filters.ChoiceFilter(label="状态", choices=WishState.choices, empty_label="全部")
    todo = django_filters.ChoiceFilter(
        label="待办", choices=(("1", "待公布、待回访"),), method="at_station", empty_label="全部"
    )
    station = station_filter()

    def at_station(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(state__in=AT_STATION)


class WishList(ListPage):
    """The micro-wishes; who wished is not among the columns."""

    title, model, filters = "微心愿", Wish, WishFilters
    columns = (
        Column("number", "编号", link=own_page, width=26), Column("title", "心愿", width=40),
        Column("station", "联络站", "station.name", width=30), Column("state", "状态", badge_of, kind="badge"),
        Column("deputy", "认领代表", "deputy.name"), Column("applied_on", "申请日期", kind="date", sort="applied_on"),
        Column("claimed_on", "认领日期", kind="date"), Column("done_on", "完成日期", kind="date"),
    )  # fmt: skip
    order = ("-applied_on",)
    views = (
        SavedView("全部"), SavedView("待公布", "state=applied"), SavedView("待认领", "state=open"),
        SavedView("已认领", "state=claimed"), SavedView("待回访", "state=done"),
    )  # fmt: skip
    empty = Empty("还没有微心愿", "群众在联络站或扫码提出的微心愿会出现在这里。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "deputy")

    def actions(self) -> list[Action]:
        found = [Action("民生实事项目建议", reverse("stations:ideas"), icon="list")]
        if holds(self.request.user, *STATION_ROLES):
            found.append(Action("登记微心愿", reverse("stations:wish_new"), "primary", "plus"))
        return found


class IdeaFilters(Placed):
    state = django_filters.ChoiceFilter(label="状态", choices=IdeaState.choices, empty_label="全部")
    station = station_filter()


class IdeaList(ListPage):
    """The proposals for livelihood projects, for the office that sifts them."""

    title, model, filters = "民生实事项目建议", Idea, IdeaFilters
    columns = (
        Column("number", "编号", link=own_page, width=26), Column("title", "项目名称", width=40),
        Column("place", "实施地点", width=24), Column("benefit", "受益群众", width=24),
        Column("station", "联络站", "station.name", width=30), Column("state", "状态", badge_of, kind="badge"),
        Column("received_on", "提出日期", kind="date", sort="received_on"),
        Column("voted_on", "票决日期", kind="date", shown=False), Column("ayes", "得票", kind="number", shown=False),
        Column("progress", "最近进展", shown=False, width=40), Column("result", "办成情况", shown=False, width=40),
        Column("text", "理由和内容", shown=False, width=50),
    )  # fmt: skip
    order = ("-received_on",)
    views = (SavedView("全部"), SavedView("待筛选", "state=received"), SavedView("列入备选", "state=kept"),
             SavedView("票决列入", "state=chosen"), SavedView("已办成", "state=done"))  # fmt: skip
    empty = Empty("还没有项目建议", "群众扫码提出的民生实事项目建议会出现在这里。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station")


@login_required
def new_wish(request: HttpRequest) -> HttpResponse:
    """A wish told at the station."""
    user = request.user
    if not holds(user, *STATION_ROLES):
        raise PermissionDenied
    form = NewWishForm(request.POST or None, user=user, initial={"station": station_of(user)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not staffs(user, data["station"].pk):
            raise PermissionDenied
        told = {"title": data["title"], "text": data["text"]}
        return redirect(take_wish(user, data["station"], form.voter(), data["token"], **told))
    crumbs = [Crumb("微心愿", reverse("stations:wishes")), Crumb("登记微心愿")]
    context = {"title": "登记微心愿", "form": form, "crumbs": crumbs, "back": reverse("stations:wishes")}
    return render(request, "pages/form.html", context)


def wish_of(request: HttpRequest, pk: int) -> Wish:
    return get_object_or_404(
        Wish.objects.visible_to(request.user).select_related("station", "deputy", "area"), pk=pk
    )


@login_required
def wish_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of a wish."""
    wish, user = wish_of(request, pk), request.user
    case = CaseFile(
        title=wish.title, number=wish.number, kind="微心愿", badges=[badge_of(wish)], track=_track(wish),
        summary=[
            Fact("联络站", wish.station), Fact("申请日期", wish.applied_on), *_voter(wish, user), Fact("认领代表", wish.deputy),
            Fact("认领日期", wish.claimed_on), Fact("完成日期", wish.done_on), Fact("回访评价", wish.get_verdict_display()),
        ],
        offers=offers(WISH, wish, user, WISH_FORMS), waiting="请查看办理情况。",
        parts=[Part(title, text=text) for title, text in (
            ("申请人原话", wish.told if is_station(wish, user) else ""), ("公布内容", wish.text),
            ("完成情况", wish.result), ("回访记录", wish.words),
        ) if text],
        timeline=timeline(wish, WISH), crumbs=[Crumb("微心愿", reverse("stations:wishes")), Crumb(wish.number)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _voter(row: Wish | Idea, user: Any) -> list[Fact]:
    """Who asked, masked, with the way to read it in full; nothing for who may not know."""
    visit = Visit.objects.visible_to(user).filter(pk=row.visit_id).first()
    if visit is None:
        return []
    url = reverse("stations:unmask", args=(visit.pk,)) if is_station(row, user) else ""
    return [
        Fact(
            "提出人",
            f"{mask_name(visit.voter_name)} {mask_phone(visit.phone) if visit.phone else ''}".strip(),
            url,
        )
    ]


def _track(wish: Wish) -> list[TrackStep]:
    if wish.state == W.DECLINED:
        return [TrackStep("申请", "done", on=wish.applied_on), TrackStep("未采纳", "now")]
    at = [state for state, _ in TRACK].index(W(wish.state))
    days = (wish.applied_on, None, wish.claimed_on, wish.done_on, None)
    over = wish.state == W.CLOSED
    return [
        TrackStep(label, "done" if i < at or over else "now" if i == at else "todo", on=days[i])
        for i, (_, label) in enumerate(TRACK)
    ]


class WishStep(StepView):
    lifecycle, forms = WISH, WISH_FORMS

    def get_subject(self) -> Wish:
        return wish_of(self.request, self.kwargs["pk"])


def idea_of(request: HttpRequest, pk: int) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(request.user).select_related("station", "area"), pk=pk)


@login_required
def idea_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of a proposal."""
    idea, user = idea_of(request, pk), request.user
    found: list[Offer] = offers(IDEA, idea, user, IDEA_FORMS)
    case = CaseFile(
        title=idea.title, number=idea.number, kind="民生实事项目建议", badges=[badge_of(idea)],
        summary=[
            Fact("联络站", idea.station), Fact("提出日期", idea.received_on), Fact("实施地点", idea.place),
            Fact("受益群众", idea.benefit), *_voter(idea, user), *_vote(idea),
        ],
        offers=found, waiting="由人大工作机构筛选，登记票决结果和进展。" if holds(user, *STATION_ROLES, Role.LEADER) else "",
        parts=[Part(title, text=text) for title, text in (
            ("理由和内容", idea.text), ("最近进展", idea.progress), ("办成情况", idea.result),
        ) if text],
        timeline=timeline(idea, IDEA),
        crumbs=[Crumb("民生实事项目建议", reverse("stations:ideas")), Crumb(idea.number)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _vote(idea: Idea) -> list[Fact]:
    """What the congress's vote came to, once there was one."""
    if idea.voted_on is None:
        return []
    found = [
        Fact("票决会议", idea.meeting), Fact("票决日期", idea.voted_on),
        Fact("得票", f"有效票{idea.ballots}张，得{idea.ayes}票"),
    ]  # fmt: skip
    return [*found, Fact("办成日期", idea.done_on)] if idea.done_on else found


class IdeaStep(StepView):
    lifecycle, forms = IDEA, IDEA_FORMS

    def get_subject(self) -> Idea:
        return idea_of(self.request, self.kwargs["pk"])
