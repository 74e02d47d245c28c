"""The legal calendar: looking at a year, loading one, and the preview of what would move."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pages import asked
from pages.actions import Action, Crumb
from workflow.calendar import legal_calendar
from workflow.exports import year_sheet
from workflow.forms import DayForm, YearForm
from workflow.keepers import keeps_calendar
from workflow.loading import Plan, put_in_force
from workflow.models import CalendarYear
from workflow.moves import calendar_change, stamp, would_move
from workflow.previews import page_of
from workflow.yearview import months

KEPT = "calendar_plan"


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """One year, month by month; everybody may look."""
    today = timezone.localdate()
    year = asked.year(request.GET.get("year")) or today.year
    known = legal_calendar()
    if request.GET.get("export") == "xlsx":
        return year_sheet(request, known, year)
    rows = CalendarYear.objects.in_bulk()
    actions = [
        Action("时限计算", reverse("workflow:deadline"), icon="clock"),
        Action("导出本年", f"?year={year}&export=xlsx", icon="download"),
    ]
    if keeps_calendar(request.user):
        actions.append(Action("更改一天", reverse("workflow:calendar_day"), icon="edit"))
        load = f"{reverse('workflow:calendar_load')}?year={year}"
        actions.append(Action("载入年度日历", load, "primary", "upload"))
    context = {
        "title": f"{year}年工作日历",
        "year": year,
        "record": rows.get(year),
        "years": sorted({*rows, year, year - 1, year + 1}, reverse=True),
        "months": months(known, year, today),
        "specials": [(d, s) for d, s in sorted(known.specials.items()) if d.year == year],
        "workdays": sum(month.workdays for month in months(known, year, today)),
        "actions": actions,
    }
    return render(request, "workflow/calendar.html", context)


@login_required
def load(request: HttpRequest) -> HttpResponse:
    """Upload a year; a file without faults leads to the preview."""
    _only_keepers(request)
    initial = {"year": asked.year(request.GET.get("year")) or timezone.localdate().year + 1}
    form = YearForm(request.POST or None, request.FILES or None, initial=initial)
    return _plan(request, form, "载入年度日历")


@login_required
def day(request: HttpRequest) -> HttpResponse:
    """Tell one day differently, by way of the same preview."""
    _only_keepers(request)
    form = DayForm(request.POST or None, calendar=legal_calendar(), initial={"day": request.GET.get("day")})
    return _plan(request, form, "更改一天")


@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """What the year would change and which clocks would move; POST puts it in force."""
    _only_keepers(request)
    if KEPT not in request.session:
        messages.info(request, "没有待确认的日历，请先上传。")
        return redirect("workflow:calendar")
    plan = Plan.from_json(request.session[KEPT])
    known = legal_calendar()
    change = calendar_change(known.with_year(plan.year, plan.days, plan.confirmed), plan.year)
    moves = would_move(change)
    if request.method == "POST":
        if request.POST.get("seen") == stamp(moves):
            return _confirm(request, plan)
        messages.warning(request, "预览之后情况有变化，请再核对一次。")
    days = {d: (known.why(d), change.calendar.why(d)) for d in sorted({*known.specials, *plan.days})}
    context = {
        "title": f"确认{plan.year}年工作日历",
        "plan": plan,
        "differences": [(d, *why) for d, why in days.items() if d.year == plan.year and why[0] != why[1]],
        "crumbs": [Crumb("工作日历", reverse("workflow:calendar"))],
        **page_of(request, moves),
    }
    return render(request, "workflow/calendar_preview.html", context)


def _only_keepers(request: HttpRequest) -> None:
    if not keeps_calendar(request.user):
        raise PermissionDenied


def _plan(request: HttpRequest, form: YearForm | DayForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = form.plan.as_json()
        return redirect("workflow:calendar_preview")
    back = reverse("workflow:calendar")
    context = {"title": title, "form": form, "back": back, "crumbs": [Crumb("工作日历", back)]}
    return render(request, "pages/form.html", context)


def _confirm(request: HttpRequest, plan: Plan) -> HttpResponse:
    moved = put_in_force(plan, request.user)
    del request.session[KEPT]
    messages.success(request, f"{plan.year}年工作日历已生效，{len(moved)}个时限的到期日随之变动。")
    return redirect(f"{reverse('workflow:calendar')}?year={plan.year}")
