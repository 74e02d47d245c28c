"""The year's plan: looked at first, then made; and who has come how often."""

import datetime as dt
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.posts import holds
from offices.scope import scope_of
from pages.actions import Action, Crumb
from pages.addresses import page_url
from pages.asked import year as year_asked
from pages.columns import Column
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, station_of
from stations.counts import in_office
from stations.filters import QuotaFilters
from stations.forms.fields import deputies_for
from stations.forms.planning import PlanYearForm
from stations.models import DayRule, Station
from stations.plans import Plan, carry_out, draw_up
from stations.quotas import with_quota
from stations.rules import date_in_doubt
from stations.shortfall import shortfalls
from stations.tasks import plan_year
from stations.without_days import holdings
from workflow.calendar import legal_calendar

AT_ONCE = 120  # stations that a page plans itself; more are planned in the background
YEARS_END = 11  # from this month on next year is planned, too
SHOWN = 100  # days and deputies listed in a preview
PLANNERS = (*STATION_ROLES, Role.COMMITTEE)


def plannable(user: Any, station: Station | None) -> list[Station]:
    """The open stations with rules that this person may plan: below one, or all he is in charge of."""
    rows = Station.objects.visible_to(user).in_use().select_related("area")
    if holds(user, *STATION_ROLES):
        rows = rows.filter(pk__in=scope_of(user).ids("station"))
    if station:
        rows = rows.filter(path__startswith=station.path)
    return list(rows.order_by("path"))


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """GET shows the plan of a year; POST makes it. Many stations are planned in the background."""
    if not holds(request.user, *PLANNERS):
        raise PermissionDenied
    own = station_of(request.user)
    given = request.POST if request.method == "POST" else request.GET
    first = {"station": own.pk if own else "", "year": timezone.localdate().year}
    form = PlanYearForm(given if "year" in given else first, user=request.user)
    context = _frame(form)
    if form.is_valid():
        stations, year = plannable(request.user, form.cleaned_data["station"]), form.cleaned_data["year"]
        with_rules = _with_rules(request.user, stations)
        if request.method == "POST":
            return _make(request, stations, with_rules, year)
        context |= {"year": year, "stations": len(with_rules), "later": len(with_rules) > AT_ONCE}
        context |= {"holds": holdings(stations, with_rules)}
        if with_rules and not context["later"]:
            context |= _shown(request.user, stations, draw_up(stations, year))
    return render(request, "stations/plan.html", context)


def _with_rules(user: Any, stations: list[Station]) -> set[int]:
    rows = DayRule.objects.visible_to(user).filter(
        ends_on=None, station__in=[station.pk for station in stations]
    )
    return set(rows.values_list("station", flat=True))


def _frame(form: PlanYearForm) -> dict[str, Any]:
    crumbs = [Crumb("接待日", page_url("stations:receptions")), Crumb("年度计划")]
    return {"title": "接待日年度计划", "form": form, "crumbs": crumbs}


def _make(request: HttpRequest, stations: list[Station], with_rules: set[int], year: int) -> HttpResponse:
    if len(with_rules) > AT_ONCE:
        given = (request.user.pk, request.user.acting.pk, [station.pk for station in stations], year)
        transaction.on_commit(lambda: plan_year.delay(*given))
        messages.success(request, f"正在安排{len(with_rules)}个站点{year}年的接待日，完成后会发消息告知您。")
    else:
        made = carry_out(request.user, stations, year)
        today = timezone.localdate()
        late = today.month >= YEARS_END and year == today.year
        also = f"{year + 1}年的也可以现在生成：再打开“年度计划”，年度选{year + 1}年。" if late else ""
        if made.new:
            said = f"已安排{len(made.new)}次接待、{len(made.choices)}人次轮值。"
        else:
            said = "没有需要新安排的接待日，这一年的已经生成。"
        messages.success(request, f"{said}{also}")
    return redirect(f"{page_url('stations:receptions')}?when=upcoming&sort=on")


def _shown(user: Any, stations: list[Station], drawn: Plan) -> dict[str, Any]:
    """The days with their deputies and reasons, and what the plan does to each deputy's quota."""
    names = deputies_for(user).in_bulk({choice.deputy for choice in drawn.choices})
    on_duty: dict[int, list[tuple[str, str]]] = {}
    more: dict[int, int] = {}
    for choice in drawn.choices:
        name = names[choice.deputy].name if choice.deputy in names else "上级站代表"
        on_duty.setdefault(choice.key, []).append((name, choice.reason))
        more[choice.deputy] = more.get(choice.deputy, 0) + 1
    lines = [(day, on_duty.get(place, [])) for place, day in enumerate(drawn.new[:SHOWN])]
    pool = with_quota(deputies_for(user), drawn.year).order_by("-lacking_days", "sort_key", "pk")[:SHOWN]
    planned = Counter(day.rule.station_id for day in drawn.new)
    short = shortfalls(deputies_for(user), stations, drawn.year, more, planned)
    quotas = [(one, one.planned_days, one.planned_days + more.get(one.pk, 0)) for one in pool]
    return {
        "doubt": date_in_doubt(dt.date(drawn.year, 12, 31), legal_calendar()),
        "short": short[:SHOWN], "short_count": len(short), "plan": drawn, "lines": lines, "left_out": drawn.left_out[:SHOWN],
        "quotas": sorted(quotas, key=lambda row: row[2] - row[0].needed_days),
    }  # fmt: skip


class QuotaList(ListPage):
    """The deputies of the stations in sight and how often they receive voters in a year."""

    title, model, filters = "代表接待次数", Deputy, QuotaFilters
    columns = (
        Column("name", "姓名", link=Deputy.get_absolute_url, sort="sort_key", width=12),
        Column("employer", "工作单位及职务", width=30),
        Column("needed", "应接待", "needed_days", kind="number"),
        Column("planned", "已安排（含已到岗）", "planned_days", kind="number"),
        Column("attended", "已到岗", "attended_days", kind="number"),
        Column("lacking", "尚差", "lacking_days", kind="number"),
    )
    order = ("sort_key",)
    views = (SavedView("全部"), SavedView("次数不足", "lacking=yes"))
    empty = Empty("没有这样的代表", "各位代表的接待次数都已达到要求，或还没有代表编入站点。")
    note = "应接待次数按代表层级和本地规定；已安排的接待日取消或缺席的不计。"

    @property
    def year(self) -> int:
        """The year asked for, this year otherwise."""
        return year_asked(self.request.GET.get("year")) or timezone.localdate().year

    def rows(self) -> QuerySet:
        seen = Deputy.objects.visible_to(self.request.user)
        return with_quota(in_office(seen), self.year)

    def actions(self) -> list[Action]:
        found = [Action("代表请假", page_url("stations:absences"), icon="calendar")]
        if holds(self.request.user, *PLANNERS):
            found.append(Action("年度计划", page_url("stations:plan"), "primary", "calendar-event"))
        return found

    def crumbs(self) -> list[Crumb]:
        return [Crumb("接待日", page_url("stations:receptions")), Crumb(self.title)]
