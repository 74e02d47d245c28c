"""我的待办: the first page of everyone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from offices.posts import acting_post, holds
from reports.keeping import figures
from reports.welcome import administrator_cards
from stations import worklist as stations
from stations import worklist_points as points
from stations.actors import STATION_ROLES
from suggestions import worklist as suggestions
from suggestions import worklist_looks as looks
from suggestions import worklist_units as units


@login_required
def worklist(request: HttpRequest) -> HttpResponse:
    user = request.user
    post = acting_post(user)
    if user.is_administrator:
        cards = administrator_cards(user)
    else:
        cards = [card for room in (suggestions, units, looks, stations, points) for card in room.cards(user)]
    note = str(post) if post else (user.get_admin_kind_display() if user.is_administrator else "")
    context = {
        "title": "我的待办",
        "figures": figures(user),
        "cards": sorted((card for card in cards if card.count), key=lambda card: card.pressing),
        "quiet": [card for card in cards if not card.count],
        "note": note,
        "help": reverse("stations:help") if holds(user, *STATION_ROLES) else "",
        "idle": not post and not user.is_administrator,
    }
    return render(request, "reports/worklist.html", context)
