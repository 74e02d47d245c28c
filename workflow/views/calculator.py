"""A calculator: when would a limit end?"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflow.calendar import legal_calendar
from workflow.deadlines import BeyondCalendar, compute
from workflow.drawing import drawn
from workflow.forms import DeadlineForm
from workflow.rules import rule_of


@login_required
def calculator(request: HttpRequest) -> HttpResponse:
    """Rule, start day and area in; the sheet out. A GET, so that its address can be passed on."""
    asked = bool(request.GET)
    form = DeadlineForm(request.GET if asked else None)
    sheet = None
    if asked and form.is_valid():
        rule, area, start = (form.cleaned_data[name] for name in ("rule", "area", "start"))
        try:
            sheet = drawn(compute(rule_of(rule, area, start), start, legal_calendar()))
        except LookupError as missing:
            form.add_error("rule", str(missing))
        except BeyondCalendar as beyond:
            form.add_error("start", str(beyond))
    return render(request, "workflow/deadline.html", {"title": "时限计算", "form": form, "sheet": sheet})
