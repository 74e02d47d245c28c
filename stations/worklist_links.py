"""Cards of who is to be contacted, who is behind with it, and what is to be supervised (seed rows RD-03, XR-05)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from pages.cards import CardRow
from pages.queues import Queue
from stations.linking import behind, due_on, overdue
from stations.models import ContactLink, LinkMember, Scrutiny
from stations.scrutiny_lifecycle import OPEN

NEAR = dt.timedelta(days=30)


def link_queues(user: Any) -> list[Queue]:
    """The deputy's own overdue contacts; the office's members who are behind. Not shown while there are none."""
    if role_of(user) == Role.DEPUTY:
        return [*_mine(user), *_scrutinies(user, "待开展的监督事项", timezone.localdate() + NEAR, "")]
    if role_of(user) == Role.COMMITTEE:
        return [
            *_behind(user),
            *_scrutinies(user, "超过计划日期的监督事项", timezone.localdate(), "?late=yes"),
        ]
    return []


def _scrutinies(user: Any, title: str, until: dt.date, query: str) -> list[Queue]:
    """What is to be supervised by a day and is not done; a deputy's own."""
    rows = Scrutiny.objects.visible_to(user).filter(state__in=OPEN, due_on__lt=until).order_by("due_on", "pk")
    return [_queue("scrutiny", title, rows, _scrutiny, f"{reverse('stations:scrutinies')}{query}")]


def _scrutiny(row: Scrutiny) -> CardRow:
    return CardRow(row.title, row.get_absolute_url(), f"{row.year}年", row.due_on)


def _mine(user: Any) -> list[Queue]:
    rows = overdue(ContactLink.objects.visible_to(user), timezone.localdate())
    rows = rows.select_related("member__area", "deputy", "station").order_by("since", "pk")
    return [_queue("links", "到期应联系", rows, _link, f"{reverse('stations:link_targets')}?late=yes")]


def _link(row: ContactLink) -> CardRow:
    return CardRow(row.whom, row.get_absolute_url(), f"联系{row.get_kind_display()}", due_on(row))


def _behind(user: Any) -> list[Queue]:
    rows = behind(LinkMember.objects.visible_to(user), timezone.localdate())
    rows = rows.select_related("deputy").order_by("-quiet", "-lacking", "pk")
    return [
        _queue("behind", "联系代表未落实的组成人员", rows, _member, f"{reverse('stations:links')}?behind=yes")
    ]


def _member(row: Any) -> CardRow:
    said = [f"还差{row.lacking}个联系对象"] if row.lacking else []
    said += [f"{row.quiet}个到期未联系"] if row.quiet else []
    return CardRow(
        row.deputy.name, f"{reverse('stations:link_targets')}?member={row.pk}&now=yes", "，".join(said)
    )


def _queue(key: str, title: str, rows: QuerySet, row: Callable[[Any], CardRow], url: str) -> Queue:
    """Not shown while nothing waits."""
    return Queue(f"stations-{key}", title, rows, row, url, "orange", rare=True)
