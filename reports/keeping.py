"""Kept views: those of a list, how many rows each has, and telling their owners."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.test.client import RequestFactory
from django.urls import Resolver404, resolve

from accounts.models import User
from notices.outbox import post
from offices.posts import acting_post, holders, role_of
from offices.remembering import remembered
from pages.actions import SavedView
from pages.addresses import page_url
from pages.cards import Figure
from pages.lists import ListPage
from pages.paging import capped_count
from reports.models import KeptView

CAP, SHOWN = 1000, 8
DROPPED = ("after", "before", "export", "csrfmiddlewaretoken", "pick")


def of_list(request: HttpRequest) -> list[SavedView]:
    """The views kept of the list at this address."""
    if not request.user.is_authenticated:
        return []
    acting = acting_post(request.user)
    key = ("views", request.path, request.user.pk, acting.principal.area_id if acting else None)
    return remembered(key, lambda: _read(request))


def _read(request: HttpRequest) -> list[SavedView]:
    rows = KeptView.objects.visible_to(request.user).filter(path=request.path)
    return [SavedView(row.label, row.query) for row in rows]


def keep_url(request: HttpRequest) -> str:
    """Where to keep the list as it is filtered now."""
    if not request.user.is_authenticated or not acting_post(request.user):
        return ""
    query = tidy(request.GET)
    return (
        f"{page_url('reports:view-new')}?{urlencode({'path': request.path, 'query': query})}" if query else ""
    )


def tidy(query: QueryDict) -> str:
    """What a list is filtered and sorted by, without the place in it."""
    items = [
        (name, value) for name, values in query.lists() for value in values if value and name not in DROPPED
    ]
    return urlencode(items)


def list_at(path: str, query: str, user: Any) -> ListPage | None:
    """The list at an address as a person sees it; None where there is no such list."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kind = getattr(match.func, "view_class", None)
    if kind is None or not issubclass(kind, ListPage):
        return None
    request = RequestFactory().get(f"{path}?{query}")
    request.user = user
    page = kind()
    page.setup(request, *match.args, **match.kwargs)
    return page


def count_of(view: KeptView, user: Any) -> tuple[int, bool]:
    """How many rows the view has for a person, counted no further than the cap: the same rows as the list's."""
    page = list_at(view.path, view.query, user)
    return capped_count(page.found, CAP) if page else (0, False)


def figures(user: Any) -> list[Figure]:
    """The views that stand on one's worklist, each with its count."""
    acting = acting_post(user)
    key = ("views of worklist", user.pk, acting.principal.area_id if acting else None)
    rows = KeptView.objects.visible_to(user).filter(on_worklist=True)[:SHOWN]
    found = []
    for view in remembered(key, lambda: list(rows)):
        count, capped = count_of(view, user)
        late = view.alert_above is not None and count > view.alert_above
        found.append(
            Figure(view.label, f"{count}+" if capped else count, view.url, tone="red" if late else "blue")
        )
    return found


# --- the chore


def watch(today: date) -> str:
    """Tell of the views that have more rows than their owners want; once for each rise, in the morning list."""
    told = sum(_watched(view, today) for view in _watchable())
    return f"{told}个保存的视图超过提醒件数，已告知。" if told else "没有超过提醒件数的视图。"


def _watchable() -> Iterable[KeptView]:
    rows = KeptView.objects.filter(alert_above__isnull=False, owner__is_active=True)
    return rows.select_related("owner", "area").order_by("pk").iterator(200)


def _watched(view: KeptView, today: date) -> bool:
    """Was there something new to tell? What was told is kept, so a second run finds nothing."""
    count, capped = count_of(view, view.owner)
    above = count > view.alert_above
    fresh = above and (view.told is None or count > view.told)
    if fresh:
        words = f"{count}{'多' if capped else ''}件"
        post(
            _listeners(view),
            kind="view.alert",
            key=f"view:{view.pk}:{today:%Y%m%d}:{count}",
            title=f"“{view.label}”现有{words}，超过{view.alert_above}件",
            url=view.url,
        )
    KeptView.objects.filter(pk=view.pk).update(told=count if above else None)
    return fresh


def _listeners(view: KeptView) -> list[User]:
    """The owner; of a shared view everybody who holds the owner's role in the area."""
    role = role_of(view.owner)
    return [view.owner, *(holders((role,), area=view.area_id) if view.area_id and role else [])]
