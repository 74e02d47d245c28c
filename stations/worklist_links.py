"""Cards of who is to be contacted, who is behind with it, and what is to be supervised (seed rows RD-03, XR-05)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from pages.cards import Card, CardRow
from pages.paging import capped_count
from stations.linking import behind, due_on, overdue
from stations.models import ContactLink, LinkMember, Scrutiny
from stations.scrutiny_lifecycle import OPEN

SHOWN, CAP = 5, 1000
NEAR = dt.timedelta(days=30)


def link_cards(user: Any) -> list[Card]:
    """The deputy's own overdue contacts; the office's members who are behind. None when there are none."""
    if role_of(user) == Role.DEPUTY:
        return [*_mine(user), *_scrutinies(user, "待开展的监督事项", timezone.localdate() + NEAR, "")]
    if role_of(user) == Role.COMMITTEE:
        return [
            *_behind(user),
            *_scrutinies(user, "超过计划日期的监督事项", timezone.localdate(), "?late=yes"),
        ]
    return []


def _scrutinies(user: Any, title: str, until: dt.date, query: str) -> list[Card]:
    """What is to be supervised by a day and is not done; a deputy's own."""
    rows = Scrutiny.objects.visible_to(user).filter(state__in=OPEN, due_on__lt=until).order_by("due_on", "pk")
    lines = [
        CardRow(row.title, row.get_absolute_url(), f"{row.year}年", row.due_on) for row in rows[: SHOWN + 1]
    ]
    return _card("scrutiny", title, rows, lines, f"{reverse('stations:scrutinies')}{query}")


def _mine(user: Any) -> list[Card]:
    rows = overdue(ContactLink.objects.visible_to(user), timezone.localdate())
    found = list(
        rows.select_related("member__area", "deputy", "station").order_by("since", "pk")[: SHOWN + 1]
    )
    lines = [
        CardRow(row.whom, row.get_absolute_url(), f"联系{row.get_kind_display()}", due_on(row))
        for row in found
    ]
    return _card("links", "到期应联系", rows, lines, f"{reverse('stations:link_targets')}?late=yes")


def _behind(user: Any) -> list[Card]:
    rows = behind(LinkMember.objects.visible_to(user), timezone.localdate())
    lines = [
        CardRow(row.deputy.name, f"{reverse('stations:link_targets')}?member={row.pk}&now=yes", _why(row))
        for row in rows.select_related("deputy").order_by("-quiet", "-lacking", "pk")[: SHOWN + 1]
    ]
    return _card("behind", "联系代表未落实的组成人员", rows, lines, f"{reverse('stations:links')}?behind=yes")


def _why(row: Any) -> str:
    said = [f"还差{row.lacking}个联系对象"] if row.lacking else []
    return "，".join([*said, *([f"{row.quiet}个到期未联系"] if row.quiet else [])])


def _card(key: str, title: str, rows: Any, lines: list[CardRow], url: str) -> list[Card]:
    if not lines:
        return []
    count, capped = (len(lines), False) if len(lines) <= SHOWN else capped_count(rows, CAP)
    return [Card(f"stations-{key}", title, lines[:SHOWN], count, capped, url, tone="orange")]
