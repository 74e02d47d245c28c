"""What every page of the portal has: no sign-in, reading only, a minute in caches, a menu, pages of twenty."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from offices.models import Area
from pages.actions import Crumb, MenuItem
from pages.links import Link
from pages.paging import BadToken, Keyset
from portal.published import areas_with_stations, station_words

PER_PAGE = 20
SECONDS = 60
AREAS_KEPT = 600  # seconds

MENU = (
    ("首页", "portal:home", "home"),
    ("联络站", "portal:stations", "building-community"),
    ("查进展", "portal:follow", "search"),
    ("回音壁", "portal:echo", "message-circle"),
    ("微心愿", "portal:wishes", "heart"),
    ("建议公开", "portal:suggestions", "file-text"),
)


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody: GET and HEAD, kept by browsers and proxies for a minute."""
    return wraps(view)(login_not_required(cache_control(public=True, max_age=SECONDS)(require_safe(view))))


def public_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody that asks for something or shows what is one person's: never kept by anyone."""
    asked = require_http_methods(["GET", "HEAD", "POST"])(view)
    return wraps(view)(login_not_required(never_cache(sensitive_post_parameters()(asked))))


def frame(request: HttpRequest, title: str, *trail: Crumb) -> dict[str, Any]:
    """Title, menu and the way back."""
    menu = [MenuItem(label, reverse(name), icon) for label, name, icon in MENU]
    home = menu[0].url
    here = next((u for u in (i.url for i in menu[1:]) if request.path.startswith(u)), "")
    here = home if request.path == home else here
    shown = [MenuItem(item.label, item.url, item.icon, item.url == here) for item in menu]
    crumbs = [Crumb("首页", reverse("portal:home")), *trail, Crumb(title)] if trail else []
    return {"title": title, "public_menu": shown, "crumbs": crumbs}


def paged(request: HttpRequest, rows: QuerySet, sort: str) -> dict[str, Any]:
    """Twenty rows, and the addresses of the pages beside them; never a count of all."""
    keyset, asked, link = Keyset(rows, sort, PER_PAGE), request.GET, Link(request.path, request.GET)
    try:
        page = keyset.page(asked.get("after"), asked.get("before"))
    except BadToken:
        page = keyset.page()
    return {
        "rows": page.rows,
        "before": link.but(before=page.before) if page.before else "",
        "after": link.but(after=page.after) if page.after else "",
    }


def words_in_use() -> dict[str, list[tuple[int, str]]]:
    """The brands and platform functions of stations, looked up once in ten minutes."""
    today = timezone.localdate()
    key = f"portal:words:{today:%Y%m%d}"
    kept = cache.get(key)
    if kept is None:
        kept = station_words(today)
        cache.set(key, kept, AREAS_KEPT)
    return kept


def areas() -> list[tuple[Area, int]]:
    """The areas with stations, looked up once in ten minutes."""
    today = timezone.localdate()
    key = f"portal:areas:{today:%Y%m%d}"
    kept = cache.get(key)
    if kept is None:
        kept = areas_with_stations(today)
        cache.set(key, kept, AREAS_KEPT)
    return kept
