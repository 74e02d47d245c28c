"""A station's rules of reception days: listed, made, changed with a look at what would move, ended."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from stations.actors import staffs
from stations.forms.planning import DayRuleForm
from stations.models import DayRule, Station
from stations.redrawing import redraw, to_redraw
from stations.replanning import Outcome, apply, end, shifts

ROSTERING = {"on_duty", "theme"}  # what of a rule decides who comes


def staffed(request: HttpRequest, pk: int) -> Station:
    """An open station in sight that this person staffs; 404 invisible or closed, 403 somebody else's."""
    rows = Station.objects.visible_to(request.user).in_use().select_related("area")
    station = get_object_or_404(rows, pk=pk)
    if not staffs(request.user, station.pk):
        raise PermissionDenied
    return station


def rule_of(request: HttpRequest, pk: int) -> DayRule:
    """A rule of a station that this person staffs, not yet ended."""
    rows = DayRule.objects.visible_to(request.user).filter(station__closed_on=None, ends_on=None)
    rule = get_object_or_404(rows.select_related("station__area"), pk=pk)
    if not staffs(request.user, rule.station_id):
        raise PermissionDenied
    return rule


def _page(request: HttpRequest, title: str, station: Station, form: Any, **more: Any) -> HttpResponse:
    plan = f"{reverse('stations:plan')}?station={station.pk}"
    crumbs = [
        Crumb("联络站", reverse("stations:stations")),
        Crumb(station.name, station.get_absolute_url()),
        Crumb(title),
    ]
    context = {
        "title": title,
        "form": form,
        "back": station.get_absolute_url(),
        "crumbs": crumbs,
        "plan": plan,
    }
    return render(request, "stations/rule.html", context | more)


@login_required
def new_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """A further rule of a station; the year's plan is the next step."""
    station = staffed(request, pk)
    form = DayRuleForm(
        request.POST or None, station=station, initial={"starts_at": "09:00", "ends_at": "11:00"}
    )
    if request.method == "POST" and form.is_valid():
        rule = form.save()
        enter(EntryKind.DEED, "制定接待日规则", request.user, subject=station, data={"rule": rule.pk})
        messages.success(request, f"已制定接待日规则：{rule}。下一步：生成年度计划。")
        return redirect(f"{reverse('stations:plan')}?station={station.pk}&year={timezone.localdate().year}")
    return _page(request, "制定接待日规则", station, form)


@login_required
def edit_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule; what it moves is shown first and done on confirmation."""
    rule = rule_of(request, pk)
    form = DayRuleForm(request.POST or None, station=rule.station, instance=rule)
    if request.method == "POST" and form.is_valid():
        moving = shifts(form.instance)
        if not moving or request.POST.get("sure"):
            _tell(request, apply(request.user, form.instance))
            if ROSTERING & set(form.changed_data) and to_redraw(rule).exists():
                return redirect("stations:rule_redraw", rule.pk)
            return redirect(rule.station)
        return _page(request, "修改接待日规则", rule.station, form, rule=rule, moving=moving)
    return _page(request, "修改接待日规则", rule.station, form, rule=rule)


@login_required
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """End a rule today; the days it has planned ahead are cancelled."""
    rule = rule_of(request, pk)
    if request.method == "POST":
        _tell(request, end(request.user, rule, timezone.localdate()))
        return redirect(rule.station)
    rule.ends_on = timezone.localdate()
    gone = len(shifts(rule))
    question = f"停用“{rule}”？" + (f"今后已计划的{gone}次接待将取消，轮值代表会收到通知。" if gone else "")
    context = {"title": "停用接待日规则", "question": question, "label": "停用", "style": "danger"}
    return render(request, "pages/confirm.html", context | {"back": rule.station.get_absolute_url()})


@login_required
def redraw_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """After a change of how many come, or of who can: choose the deputies of the days still planned anew."""
    rule = rule_of(request, pk)
    if request.method == "POST":
        messages.success(request, f"已为{redraw(request.user, rule)}次接待重新安排轮值代表。")
        return redirect(f"{reverse('stations:receptions')}?when=upcoming&sort=on&station={rule.station_id}")
    count = to_redraw(rule).count()
    if not count:
        messages.warning(request, "没有可以重新安排的：接待日都已公告，或者轮值代表是手工调整的。")
        return redirect(rule.station)
    question = (
        f"“{rule}”已计划、尚未公告的{count}次接待，按每次{rule.on_duty}位重新安排轮值代表？"
        "已公告的和手工调整过的不变。"
    )
    context = {"title": "重新安排轮值", "question": question, "label": "重新安排轮值"}
    return render(request, "pages/confirm.html", context | {"back": rule.station.get_absolute_url()})


@login_required
def recheck_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """After the year's holidays are announced: which planned days move, and moving them."""
    rule = rule_of(request, pk)
    moving = shifts(rule)
    if request.method == "POST":
        _tell(request, apply(request.user, rule))
        return redirect(rule.station)
    context = {
        "title": "按最新放假安排核对",
        "rule": rule,
        "moving": moving,
        "back": rule.station.get_absolute_url(),
    }
    return render(request, "stations/recheck.html", context)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    said = [f"改期{outcome.moved}次"] * bool(outcome.moved) + [f"取消{outcome.cancelled}次"] * bool(
        outcome.cancelled
    )
    messages.success(request, "规则已保存" + (f"，{'、'.join(said)}。" if said else "。"))
    if outcome.failed:
        messages.warning(request, f"以下接待日没有变动，请逐个处理：{'；'.join(outcome.failed)}")
