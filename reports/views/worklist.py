"""我的待办: the first page of everyone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.models import Post
from offices.posts import acting_post, holds
from offices.remembering import remembered
from offices.scope import scope_of
from pages.queues import Waiting, drawn
from reports.keeping import figures
from reports.welcome import administrator_cards
from stations import worklist as stations
from stations import worklist_points as points
from stations.actors import STATION_ROLES
from stations.firstday import staffs_none, still_to_prepare
from suggestions import worklist as suggestions
from suggestions import worklist_charged as charged
from suggestions import worklist_looks as looks
from suggestions import worklist_units as units

ROOMS = (charged, suggestions, units, looks, stations, points)
MOST = 100  # people whose queues a process remembers


@login_required
def worklist(request: HttpRequest) -> HttpResponse:
    user = request.user
    post = acting_post(user)
    cards = administrator_cards(user) if user.is_administrator else drawn(queues_of(user, post))
    note = str(post) if post else (user.get_admin_kind_display() if user.is_administrator else "")
    context = {
        "title": "我的待办",
        "figures": figures(user),
        "cards": sorted((card for card in cards if card.shown), key=lambda card: card.pressing),
        "quiet": [card for card in cards if not card.shown],
        "note": note,
        "help": reverse("stations:help") if holds(user, *STATION_ROLES) else "",
        "stationless": staffs_none(user),
        "preparing": still_to_prepare(user),
        "idle": not post and not user.is_administrator,
    }
    return render(request, "reports/worklist.html", context)


def queues_of(user: Any, post: Post | None) -> list[Waiting]:
    """What the rooms let wait for a person in this post; the rows are found anew whenever they are drawn.

    Declaring and writing them takes longer than asking them, so they are remembered with all that they are made of:
    who asks, in which post and within which reach, the day, and (with what is remembered at all) the settings.
    """
    if post is None:
        return []
    scope, own = scope_of(user), post.principal
    reach = tuple((kind, scope.ids(kind)) for kind in scope.kinds)
    place = (own.pk, own.role, own.area_id, own.office_id)
    known: dict[Any, list[Waiting]] = remembered("queues", dict)
    key = (user.pk, post.pk, place, reach, timezone.localdate())
    found = known.get(key)
    if found is None:
        if len(known) >= MOST:
            known.clear()
        found = known[key] = [queue for room in ROOMS for queue in room.queues(user)]
    return found
