"""Who called before: the earlier matters of a telephone, and the voter's data taken over when he agrees."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from journal.book import enter_reading
from pages.asked import whole
from pages.fields import normalise_phone
from stations.forms.desk import VisitForm
from stations.intake import earlier_visits
from stations.models import KEPT, Booking, Matter, Reception, Visit
from stations.views.desk import desk_day

LOOKED_AT = 20  # earlier visits of one telephone
PREFILLED = ("voter_name", "gender", "address", "constituency")
BOOKED = (*PREFILLED, "phone")  # what a booking does not hold is emptied


def _earlier(request: HttpRequest, reception: Reception) -> QuerySet:
    phone = normalise_phone(request.POST.get("phone", ""))
    keys = earlier_visits(reception.station, phone).values_list("pk", flat=True)[:LOOKED_AT]
    return Visit.objects.visible_to(request.user).filter(pk__in=list(keys)).order_by("-on", "-pk")


@login_required
@require_POST
def caller(request: HttpRequest, pk: int) -> HttpResponse:
    """Has this telephone been here before? A POST, so that no number stands in an address. The voter is masked."""
    reception = desk_day(request, pk)
    found = list(_earlier(request, reception))
    rows = Matter.objects.visible_to(request.user).filter(visit__in=found).select_related("opinion")
    context = {
        "count": len(found), "matters": list(rows.defer("opinion__grams").order_by("-pk")),
        "last": next((visit for visit in found if not visit.forgotten_on), None), "reception": reception,
    }  # fmt: skip
    return render(request, "stations/_caller.html", context)


@login_required
@never_cache
@require_POST
def prefill(request: HttpRequest, pk: int) -> HttpResponse:
    """The fields of the form as they were typed last time: a reading, entered in the journal before it is shown."""
    reception = desk_day(request, pk)
    with transaction.atomic():
        last = _earlier(request, reception).filter(forgotten_on=None).first()
        if last is None:
            raise Http404
        enter_reading(request.user, last, "来访选民登记信息", "接待台登记再次来访")
    return render(request, "stations/_prefill.html", {"fields": _filled(last)})


@login_required
@never_cache
@require_POST
def arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """Who had booked has come: his name and number into the form; a reading, entered in the journal first."""
    reception = desk_day(request, pk)
    rows = Booking.objects.visible_to(request.user).filter(reception=reception, state__in=KEPT)
    key = request.POST.get("booking", "")
    with transaction.atomic():
        row = get_object_or_404(rows, pk=whole(key) or 0)
        enter_reading(request.user, reception, "预约群众信息", "接待台登记预约来访")
    return render(request, "stations/_prefill.html", {"fields": _filled(row, BOOKED), "booked": row})


def _filled(row: Any, names: tuple[str, ...] = PREFILLED) -> list[Any]:
    """The form's own fields with the row's values, each to take the place of the one on the page."""
    form = VisitForm(initial={name: getattr(row, name, "") for name in names})
    for name in names:
        look = "form-select" if name == "gender" else "form-control"
        form.fields[name].widget.attrs |= {"hx-swap-oob": "true", "class": look}
    return [form[name] for name in names]
