"""Whether stations and groups did what the rules of frequency ask: the period, what was done, who lacks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from deputies.models import Group
from offices.limits import setting
from offices.models import Area
from offices.posts import acting_post
from offices.remembering import remembered
from offices.scope import scope_of
from stations.choices import ANY_ACTIVITY, RECEPTIONS, Period, ReceptionState, RuleSubject
from stations.models import Activity, FrequencyRule, Reception, Station

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12}


@dataclass(frozen=True)
class Span:
    """A period of a rule: its first and last day."""

    start: dt.date
    end: dt.date

    def left(self, today: dt.date) -> int:
        """Days until it is over, today counted."""
        return (self.end - today).days + 1

    @property
    def words(self) -> str:
        """2026年11月, 2026年第4季度, 2026年下半年, 2026年."""
        year, first = self.start.year, self.start.month
        return {
            1: f"{year}年{first}月", 3: f"{year}年第{(first + 2) // 3}季度",
            6: f"{year}年{'上' if first == 1 else '下'}半年", 12: f"{year}年",
        }[self.end.month - first + 1]  # fmt: skip


def span_of(period: str, day: dt.date) -> Span:
    """The period of that kind in which the day lies."""
    months = MONTHS[Period(period)]
    first = (day.month - 1) // months * months + 1
    start = day.replace(month=first, day=1)
    after = (
        start.replace(year=start.year + 1, month=1)
        if first + months > 12
        else start.replace(month=first + months)
    )
    return Span(start, after - dt.timedelta(days=1))


def span_before(period: str, day: dt.date) -> Span:
    """The one before the period in which the day lies."""
    return span_of(period, span_of(period, day).start - dt.timedelta(days=1))


def rules_for(areas: frozenset[int] | set[int], path: str, on: dt.date) -> list[FrequencyRule]:
    """The rules in force that may concern somebody within these areas; path: of the topmost one."""
    step = Area.steplen
    above = [path[:end] for end in range(step, len(path) + 1, step)]
    near = Q(area=None) | Q(area__in=areas) | Q(area__path__in=above)
    rows = FrequencyRule.objects.in_force(on).filter(near).select_related("area").prefetch_related("tiers")
    return list(rows.order_by("subject", "counted", "area__path", "pk"))


def concerned(rule: FrequencyRule, rows: QuerySet, on: dt.date) -> QuerySet:
    """Of these stations or groups those whom the rule concerns: not where a nearer area has its own on the same thing."""
    nearer = FrequencyRule.objects.in_force(on).filter(subject=rule.subject, counted=rule.counted)
    if rule.area:
        rows = rows.filter(area__path__startswith=rule.area.path)
        nearer = nearer.filter(area__path__startswith=rule.area.path).exclude(area=rule.area)
    else:
        nearer = nearer.exclude(area=None)
    for path in nearer.values_list("area__path", flat=True):
        rows = rows.exclude(area__path__startswith=path)
    if rule.subject == RuleSubject.STATION and (tiers := [tier.pk for tier in rule.tiers.all()]):
        rows = rows.filter(tier__in=tiers)
    return rows


def with_done(rule: FrequencyRule, rows: QuerySet, span: Span, name: str = "done") -> QuerySet:
    """The rows with how often they did it in the period."""
    if rule.counted == RECEPTIONS:
        held = Reception._base_manager.filter(state__in=(ReceptionState.OPEN, ReceptionState.CLOSED))
    else:
        held = Activity._base_manager.all()
        if rule.counted != ANY_ACTIVITY:
            held = held.filter(kind__purpose=rule.counted)
    held = held.filter(on__range=(span.start, span.end), **{rule.subject: OuterRef("pk")})
    counted = held.order_by().values(rule.subject).annotate(n=Count("pk")).values("n")
    return rows.annotate(**{name: Coalesce(Subquery(counted, output_field=IntegerField()), 0)})


def lacking(rule: FrequencyRule, rows: QuerySet, span: Span) -> QuerySet:
    """Of these rows those that did less in the period than the rule asks, with how often they did it."""
    return with_done(rule, rows, span).filter(done__lt=rule.times)


def open_rows(rule: FrequencyRule, on: dt.date) -> QuerySet:
    """All stations in use, or all active groups, whom the rule concerns; for chores."""
    if rule.subject == RuleSubject.GROUP:
        return concerned(rule, Group._base_manager.filter(active=True), on)
    return concerned(rule, Station._base_manager.filter(closed_on=None), on)


def warn_days(area: Area | None, on: dt.date) -> int:
    """How many days before a period ends who still lacks is reminded."""
    return setting("frequency_warn", area, on).number


def is_near(rule: FrequencyRule, area: Area | None, today: dt.date) -> bool:
    return span_of(rule.period, today).left(today) <= warn_days(area, today)


def seen(user: Any, subject: str) -> QuerySet:
    """The stations in use, or the active groups, in sight."""
    if subject == RuleSubject.GROUP:
        return Group.objects.visible_to(user).filter(active=True)
    return Station.objects.visible_to(user).in_use()


def rules_of(user: Any) -> list[FrequencyRule]:
    """The rules that may concern somebody in the person's sight."""
    post = acting_post(user)
    if post is None:
        return []
    areas = scope_of(user).ids("area")
    for subject in RuleSubject.values:
        areas |= frozenset(seen(user, subject).order_by().values_list("area", flat=True).distinct())
    return rules_for(areas, post.principal.area.path, timezone.localdate())


def some_near(today: dt.date) -> bool:
    """Does the period of any rule in force, whomever it concerns, near its end? Asked at every first page."""
    rules = remembered(
        ("frequency rules", today), lambda: [*FrequencyRule.objects.in_force(today).select_related("area")]
    )
    return any(is_near(rule, rule.area, today) for rule in rules)
