"""What a step on a reception day meets, shown while it is being made: quotas of a roster, open ends of a day."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from deputies.models import Deputy
from pages.asked import keys
from stations.actors import is_station
from stations.choices import OpinionState
from stations.forms.fields import deputies_for
from stations.models import Absence, Opinion, Reception, RosterEntry
from stations.quotas import with_quota
from stations.roster import clashes
from stations.tables import headline


def reception_of(request: HttpRequest, pk: int) -> Reception:
    """A reception day in sight, or 404."""
    return get_object_or_404(
        Reception.objects.visible_to(request.user).select_related("station", "area"), pk=pk
    )


def effects(user: Any, reception: Reception, chosen: set[int]) -> dict[str, Any]:
    """quotas of whoever comes or goes (Deputy, before, after); doubts: clashes and leave, in sentences."""
    there = set(
        RosterEntry.objects.visible_to(user).filter(reception=reception).values_list("deputy", flat=True)
    )
    rows = with_quota(deputies_for(user).filter(pk__in=chosen | there), reception.on.year)
    quotas = []
    for one in rows.order_by("sort_key", "pk"):
        change = (one.pk in chosen) - (one.pk in there)
        quotas.append((one, one.planned_days, one.planned_days + change))
    people = Deputy.objects.visible_to(user).filter(pk__in=chosen)
    away = Absence.objects.visible_to(user).filter(
        deputy__in=chosen, starts_on__lte=reception.on, ends_on__gte=reception.on
    )
    doubts = clashes(people, reception.on, reception, (reception.starts_at, reception.ends_at))
    doubts += [f"{row.deputy}当日请假（{row.reason}）" for row in away.select_related("deputy").distinct()]
    return {"quotas": quotas, "doubts": doubts}


@login_required
@require_POST
def roster_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the deputies chosen in the form just now."""
    reception = reception_of(request, pk)
    if not is_station(reception, request.user):
        raise PermissionDenied
    chosen = set(keys(request.POST.getlist("deputies")))
    return render(request, "stations/_effect.html", effects(request.user, reception, chosen))


def open_still(user: Any, reception: Reception) -> dict[str, Any]:
    """What keeps a day from being archived, for the page that ends it: deputies not marked, matters not dealt with."""
    roster = RosterEntry.objects.visible_to(user).filter(reception=reception, attended=None)
    rows = Opinion.objects.visible_to(user).filter(
        matters__visit__reception=reception, state=OpinionState.OPENED
    )
    return {
        "absent": list(roster.order_by("pk").values_list("deputy__name", flat=True)),
        "open_rows": [
            (headline(row), row.get_absolute_url()) for row in rows.defer("grams").order_by("pk").distinct()
        ],
        "desk": reverse("stations:desk", args=(reception.pk,)),
    }
