"""Which stations have stars or a plate: the public list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.actions import Crumb
from portal.forms.search import PlaceForm
from portal.published import below, honours_in_force
from portal.views.door import areas, frame, paged, public_page


@public_page
def honours(request: HttpRequest) -> HttpResponse:
    """Stars and plates in force, the newest first."""
    form = PlaceForm(areas(), request.GET)
    form.fields.pop("q")
    trail = Crumb("联络站", reverse("portal:stations"))
    rows = below(honours_in_force(), form.place)
    context = (
        frame(request, "星级联络站和示范点", trail) | paged(request, rows, "-granted_on") | {"form": form}
    )
    return render(request, "portal/honours.html", context)
