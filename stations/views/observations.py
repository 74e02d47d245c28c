"""Observation, monitoring and legislative contact points: their records, what followed, what came of it."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.filters import Few
from offices.posts import holds
from pages.actions import Crumb
from pages.addresses import page_url
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge, Column
from pages.dates import today
from pages.filters import DayRange
from pages.lists import Action, Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, runs, staffs
from stations.counts import with_follow_ups
from stations.filters import Placed, area_filter, station_filter
from stations.forms.observations import FollowUpForm, LinkForm, ObservationForm, RaiseForm
from stations.models import FollowUp, Observation, Station, StationKind
from stations.observing import STANDS, at_stage, raise_opinion
from stations.tables import own_page
from workflow.transitions import OutOfStep

RECORDERS = (*STATION_ROLES, Role.COMMITTEE)


class ObservationFilters(Placed):
    stage = django_filters.ChoiceFilter(label="情况", choices=STANDS, method="of_stage", empty_label="全部")
    kind = Few(
        label="站点类型",
        queryset=StationKind.objects.filter(observes=True),
        field_name="station__kind",
        empty_label="全部",
    )
    station = station_filter()
    area = area_filter()
    on = DayRange(label="日期")

    def of_stage(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return at_stage(rows, value)


def stage_badge(row: Observation) -> Badge:
    if row.closed_on:
        return Badge("已结束", "green")
    if row.next_on and row.next_on <= today():
        return Badge("到期应跟踪", "red")
    return Badge("跟踪中", "blue")


class ObservationList(ListPage):
    """What the points saw."""

    title, model, filters, search = "观察监测记录", Observation, ObservationFilters, True
    search_hint = "事项、情况"
    columns = (
        Column("on", "日期", kind="date", sort="on"), Column("title", "事项", link=own_page, width=40),
        Column("station", "站点", "station.name", width=30), Column("kind", "类型", "station.kind.name", width=16),
        Column("deputy", "代表", "deputy.name"), Column("observer", "观察员", shown=False),
        Column("category", "类别", "category.name", joins=("category",), shown=False),
        Column("text", "情况", width=50, shown=False),
        Column("advice", "意见建议", width=40, shown=False), Column("follow_ups", "跟踪次数", "times", kind="number"),
        Column("next_on", "下次跟踪", kind="date", sort="next_on"), 
        Column("opinion", "群众意见", "opinion.number", joins=("opinion",), width=24, shown=False),
        Column("state", "情况", stage_badge, kind="badge"), Column("closed_on", "结束日期", kind="date", shown=False),
    )  # fmt: skip
    order = ("-on",)
    views = (SavedView("全部"), *(SavedView(label, f"stage={value}") for value, label in STANDS))
    empty = Empty("还没有记录", "观察点、监测点、立法联系点看到的情况在这里登记，并持续跟踪。")

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("station__kind", "deputy")
        return with_follow_ups(rows)

    def actions(self) -> list[Action]:
        allowed = holds(self.request.user, *RECORDERS)
        return [Action("登记", page_url("stations:observation_new"), "primary", "plus")] if allowed else []

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", page_url("stations:stations")), Crumb(self.title)]


def _row(request: HttpRequest, pk: int) -> Observation:
    rows = Observation.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("station__kind", "deputy", "category", "opinion", "recorded_by").defer(
            "opinion__grams"
        ),
        pk=pk,
    )


def _keeps(user: Any, row: Observation) -> bool:
    return staffs(user, row.station_id) or runs(user, row.area_id)


def _kept(request: HttpRequest, pk: int) -> Observation:
    row = _row(request, pk)
    if not _keeps(request.user, row):
        raise PermissionDenied
    return row


@login_required
def observation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: read, follow up, link, correct."""
    row, user = _row(request, pk), request.user
    forms, done = _act(request, row) if request.method == "POST" else (_forms(user, row), None)
    if done:
        return redirect(done)
    case = CaseFile(
        title=row.title, kind=f"{row.station.kind}记录", badges=[stage_badge(row)], summary=_facts(row, user),
        offers=_offers(row, user, forms) if _keeps(user, row) else [], waiting="记录由站点登记和跟踪。",
        parts=[
            Part("观察到的情况", text=row.text), *([Part("意见建议", text=row.advice)] if row.advice else []),
            Part("跟踪情况", template="stations/_follow_ups.html", data=_follow_ups(row, user)),
        ],
        crumbs=[Crumb("观察监测记录", page_url("stations:observations")), Crumb(row.title)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _facts(row: Observation, user: Any) -> list[Fact]:
    opinion = row.opinion
    station = Station.objects.visible_to(user).filter(pk=row.station_id).exists()
    seen = opinion and type(opinion).objects.visible_to(user).filter(pk=opinion.pk).exists()
    return [
        Fact("站点", row.station, row.station.get_absolute_url() if station else ""), Fact("日期", row.on),
        Fact("代表", row.deputy),
        Fact("观察员", row.observer), Fact("类别", row.category), Fact("下次跟踪", row.next_on),
        Fact("结束跟踪", row.closed_on), Fact("登记人", row.recorded_by),
        *([Fact("形成的群众意见", opinion, opinion.get_absolute_url() if seen else "")] if opinion else []),
    ]  # fmt: skip


def _follow_ups(row: Observation, user: Any) -> list[FollowUp]:
    rows = FollowUp.objects.visible_to(user).filter(observation=row).select_related("recorded_by")
    return list(rows.order_by("-on", "-pk"))


def _forms(user: Any, row: Observation, action: str = "", posted: Any = None) -> dict[str, Any]:
    """The small forms of the page by action; what was posted goes to its own."""
    made = {
        "follow": (FollowUpForm, {"row": row}),
        "raise": (RaiseForm, {"row": row}),
        "link": (LinkForm, {"user": user}),
    }
    return {key: form(posted if key == action else None, **more) for key, (form, more) in made.items()}


def _offers(row: Observation, user: Any, forms: dict[str, Any]) -> list[Offer]:
    here = row.get_absolute_url()
    found = [Offer("修改", reverse("stations:observation_edit", args=(row.pk,)))]
    if row.closed_on is None:
        found.insert(0, Offer("登记跟踪情况", here, "follow", forms["follow"], "primary"))
    if row.opinion_id is None and staffs(user, row.station_id):
        found.append(
            Offer(
                "转为群众意见", here, "raise", forms["raise"], note="按群众意见转办、答复，结果告知反映人。"
            )
        )
    if row.opinion_id is None:
        found.append(Offer("关联群众意见", here, "link", forms["link"]))
    return found


def _act(request: HttpRequest, row: Observation) -> tuple[dict[str, Any], Any]:
    """Take what was posted; the forms with their faults, and the row to go to once it is done."""
    user, action = request.user, request.POST.get("action", "")
    if not _keeps(user, row) or (action == "raise" and not staffs(user, row.station_id)):
        raise PermissionDenied
    forms = _forms(user, row, action, request.POST)
    free = row.closed_on is None if action == "follow" else row.opinion_id is None
    if action not in forms or not free or not forms[action].is_valid():
        return forms, None
    return forms, {"follow": _follow, "raise": _raise, "link": _link}[action](request, row, forms[action])


def _link(request: HttpRequest, row: Observation, form: LinkForm) -> Observation:
    with transaction.atomic():
        row.opinion = form.cleaned_data["number"]
        row.save(update_fields=["opinion"])
        enter(EntryKind.DEED, "关联群众意见", request.user, subject=row, data={"opinion": row.opinion.number})
    messages.success(request, "已关联。")
    return row


def _raise(request: HttpRequest, row: Observation, form: RaiseForm) -> Any:
    """To the new opinion, or back to the record when somebody was faster."""
    try:
        made = raise_opinion(request.user, row, form.voter(), form.cleaned_data["category"])
    except OutOfStep as late:
        messages.warning(request, str(late))
        return row
    messages.success(request, "已转为群众意见，请继续办理。")
    return made


@transaction.atomic
def _follow(request: HttpRequest, row: Observation, form: FollowUpForm) -> Observation:
    user, data = request.user, form.cleaned_data
    FollowUp.objects.visible_to(user).create(
        observation=row, on=data["on"], text=data["text"], recorded_by=user
    )
    row.next_on = data["next_on"]
    row.closed_on = data["on"] if data["close"] else None
    row.save(update_fields=["next_on", "closed_on"])
    enter(EntryKind.DEED, "登记跟踪情况", user, subject=row, data={"on": data["on"], "closed": data["close"]})
    messages.success(request, "已登记跟踪情况。")
    return row


def _form(request: HttpRequest, title: str, row: Observation | None) -> HttpResponse:
    first = {} if row else {"on": timezone.localdate(), "station": request.GET.get("station")}
    form = ObservationForm(request.POST or None, user=request.user, instance=row, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save(commit=False)
            saved.area, saved.recorded_by = saved.station.area, saved.recorded_by or request.user
            saved.save()
            enter(EntryKind.DEED, title, request.user, subject=saved, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return redirect(saved)
    back = row.get_absolute_url() if row else page_url("stations:observations")
    crumbs = [Crumb("观察监测记录", page_url("stations:observations")), Crumb(title)]
    context = {"title": title, "form": form, "back": back, "crumbs": crumbs}
    if not form.fields["station"].queryset.exists():
        context["intro"] = "您的范围内还没有观察点、监测点或立法联系点；请先由人大代表工作机构设立这类站点。"
    return render(request, "pages/form.html", context)


@login_required
def new_observation(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *RECORDERS):
        raise PermissionDenied
    return _form(request, "登记观察监测记录", None)


@login_required
def edit_observation(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, "修改观察监测记录", _kept(request, pk))
