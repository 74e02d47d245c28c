"""The list of reception days, planning one, its page and its steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offices.posts import holds
from pages.actions import Crumb
from pages.addresses import page_url
from pages.links import LOOK, PLACE
from pages.lists import Action, Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, is_station, staffs, station_of
from stations.choices import ReceptionState
from stations.counts import with_day
from stations.filters import AHEAD, ReceptionFilters
from stations.forms.receptions import RECEPTION_FORMS, PlanForm
from stations.models import Reception, next_number
from stations.reception_lifecycle import RECEPTION
from stations.roster import put_on_duty
from stations.tables import RECEPTION_COLUMNS
from stations.views.effects import effects, open_still, reception_of
from stations.views.planning import PLANNERS
from stations.views.reception_case import reception_case
from workflow.lifecycle import begin
from workflow.transitions import Refused
from workflow.views import StepView


class ReceptionList(ListPage):
    """The reception days: from today on, the nearest first; what is past stands in a tab of its own.

    Whoever filters without saying when looks at all days.
    """

    title, model, filters = "接待日", Reception, ReceptionFilters
    columns = RECEPTION_COLUMNS
    order = ("-on",)
    views = (
        SavedView("今天起", "when=coming"), SavedView("今天", "when=today"), SavedView("待公告", "when=unpublished"),
        SavedView("我的", "mine=yes&when=coming"), SavedView("逾期未归档", "when=late"), SavedView("已过", "when=past"),
        SavedView("全部", "when=all"),
    )  # fmt: skip
    empty = Empty("今天起没有接待日", "由联络站安排接待日，公告后接待选民；以前的在“已过”中。")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        asked = request.GET.copy()
        if not asked.get("when"):
            said = {name for name in asked if name not in (*PLACE, *LOOK) and asked[name]}
            asked["when"] = "all" if said else "coming"
            request.GET = asked
        super().setup(request, *args, **kwargs)

    def usual_sort(self) -> str:
        return "on" if self.request.GET["when"] in AHEAD else "-on"

    def rows(self) -> QuerySet:
        return with_day(super().rows())

    def actions(self) -> list[Action]:
        found = [
            Action("接待台账", page_url("stations:ledger"), icon="book"),
            Action("代表接待次数", page_url("stations:quotas"), icon="users"),
        ]
        if holds(self.request.user, *PLANNERS):
            found.append(Action("年度计划", page_url("stations:plan"), icon="calendar-event"))
        if holds(self.request.user, *STATION_ROLES):
            found.append(Action("预约", page_url("stations:bookings"), icon="list-check"))
            found.append(Action("安排接待日", page_url("stations:reception_new"), "primary", "plus"))
        return found


@login_required
def new_reception(request: HttpRequest) -> HttpResponse:
    """Plan a reception day at one's own station."""
    if not holds(request.user, *STATION_ROLES):
        raise PermissionDenied
    initial = {
        "station": request.GET.get("station") or station_of(request.user),
        "starts_at": "09:00",
        "ends_at": "11:00",
    }
    form = PlanForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reception = _plan(request.user, form)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, f"已安排{reception}。{form.doubts()}下一步：发布公告。")
            return redirect(reception)
    crumbs = [Crumb("接待日", page_url("stations:receptions")), Crumb("安排接待日")]
    context = {"title": "安排接待日", "form": form, "back": page_url("stations:receptions"), "crumbs": crumbs}
    return render(request, "pages/form.html", context)


@transaction.atomic
def _plan(user: Any, form: PlanForm) -> Reception:
    reception = form.save(commit=False)
    if not staffs(user, reception.station_id):
        raise PermissionDenied
    reception.area = reception.station.area
    reception.number = next_number(Reception, "JD", reception.station.code, reception.on.year)
    reception.save()
    put_on_duty(reception, form.cleaned_data["deputies"])
    begin(RECEPTION, reception, user)
    return reception


@login_required
def reception_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one reception day."""
    reception = reception_of(request, pk)
    staff = is_station(reception, request.user)
    context = {
        "case": reception_case(reception, request.user), "reception": reception, "staff": staff,
        "keeps": staff and reception.state in (ReceptionState.PUBLISHED, ReceptionState.OPEN),
    }  # fmt: skip
    return render(request, "stations/reception.html", context)


class ReceptionStep(StepView):
    """One step of a reception day."""

    lifecycle, forms = RECEPTION, RECEPTION_FORMS

    def get_subject(self) -> Reception:
        return reception_of(self.request, self.kwargs["pk"])

    @property
    def template_name(self) -> str:
        """The roster is changed in sight of the quotas, a day ended in sight of what is still open."""
        own = {"roster": "stations/roster_step.html", "close": "stations/close_step.html"}
        return own.get(self.action, "workflow/step.html")

    def extra(self, subject: Reception) -> dict[str, Any]:
        if self.action == "close":
            return open_still(self.request.user, subject) | {"reception": subject}
        if self.action != "roster":
            return {}
        chosen = subject.roster.values_list("deputy", flat=True)
        return {"effect": effects(self.request.user, subject, set(chosen)), "reception": subject}

    def done(self, step: Any, subject: Reception) -> HttpResponse:
        """The day that begins leads straight to its desk."""
        if step.action == "start":
            return redirect("stations:desk", pk=subject.pk)
        return super().done(step, subject)
