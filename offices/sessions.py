"""Two gates behind the door: who was away too long leaves, who must change his password does that first."""

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from accounts.middleware import PUBLIC, page_of
from accounts.retyping import keep
from accounts.views import FORCED
from accounts.witness import address_of
from journal.book import enter
from offices.house import house
from offices.passwords import must_change
from pages.addresses import page_url

SEEN = "seen"  # key of the session
STEP = 60  # seconds between two notes of having been seen: a page must not cost a write
Answer = Callable[[HttpRequest], HttpResponse]


class IdleMiddleware:
    """Signs out who did nothing for longer than the setting idle_minutes (domain rule 106).

    A request with the header X-Poll comes from a page that refreshes itself and is not an act of the person.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PUBLIC) or not request.user.is_authenticated:
            return self.get_response(request)
        now, seen = time.time(), request.session.get(SEEN)
        if seen and now - seen > house("idle_minutes") * 60:
            return self._leave(request)
        if "X-Poll" not in request.headers and (not seen or now - seen >= STEP):
            request.session[SEEN] = int(now)
        return self.get_response(request)

    def _leave(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        enter("sign_in", "超时退出", user, subject=user, address=address_of(request))
        page = page_of(request)
        logout(request)
        keep(request, user.pk, page)
        return turn(request, page_url("accounts:sign_in") + "?" + urlencode({"why": "idle", "next": page}))


class PasswordMiddleware:
    """Until a password that must be changed is changed, every page leads to the page that changes it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user, path = request.user, request.path_info
        if not user.is_authenticated or path.startswith(PUBLIC):
            return self.get_response(request)
        why = must_change(user)
        if why != request.session.get(FORCED, ""):
            request.session[FORCED] = why
        change = page_url("accounts:password")
        if not why or path in (change, page_url("accounts:sign_out")):
            return self.get_response(request)
        return turn(request, change)


def turn(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the whole page elsewhere, also when only a fragment was asked for."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
