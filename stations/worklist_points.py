"""Cards of the first page besides reception days and opinions: frequencies whose period ends, points to look at again."""

import datetime as dt
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from pages.cards import Card, CardRow
from pages.queues import Queue, Waiting
from stations.frequency import concerned, is_near, rules_of, seen, some_near, span_of, with_done
from stations.models import Observation
from stations.observing import at_stage

WHOSE = (Role.CLERK, Role.STATION_HEAD, Role.COMMITTEE)


def queues(user: Any) -> list[Waiting]:
    """None for other roles."""
    if role_of(user) not in WHOSE:
        return []
    return [partial(_frequencies, user), _points(user)]


def _frequencies(user: Any) -> Card | None:
    rows, url = frequency_rows(user, timezone.localdate()), reverse("stations:frequency")
    return (
        Card("stations-frequency", "期末将至的活动频次", rows, len(rows), url=url, tone="orange")
        if rows
        else None
    )


def frequency_rows(user: Any, today: dt.date) -> list[CardRow]:
    """The rules that are not met though their period nears its end, with how many lack."""
    found = []
    for rule in rules_of(user) if some_near(today) else ():
        if not is_near(rule, rule.area, today):
            continue
        span = span_of(rule.period, today)
        rows = with_done(rule, concerned(rule, seen(user, rule.subject), today), span)
        if lacks := rows.filter(done__lt=rule.times).count():
            url = f"{reverse('stations:often', args=(rule.pk,))}?lacking=yes"
            found.append(CardRow(str(rule), url, f"{span.words}还有{lacks}个未达到", span.end))
    return found


def _points(user: Any) -> Queue:
    rows = (
        at_stage(Observation.objects.visible_to(user), "due")
        .select_related("station")
        .order_by("next_on", "pk")
    )
    url = f"{reverse('stations:observations')}?stage=due"
    return Queue("stations-follow", "到期应跟踪的观察监测", rows, _point, url, "orange", rare=True)


def _point(row: Observation) -> CardRow:
    return CardRow(row.title, row.get_absolute_url(), row.station.name, row.next_on)
