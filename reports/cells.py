"""One cell of a figure: what narrows its rows, and in what words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import DateTimeField, F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from offices.models import Area, Office
from pages.asked import whole
from pages.dates import cn_date
from reports.figures import Figure, overdue_rows
from stations.choices import TellWay
from stations.models import Station

# labels that no field holds: the rows of each
DERIVED = {
    "told": {
        "told": Q(told_on__isnull=False) & ~Q(told_how__in=(TellWay.SMS, TellWay.WEB)),
        "texted": Q(told_on__isnull=False, told_how=TellWay.SMS), "seen": Q(told_on__isnull=False, told_how=TellWay.WEB),
        "untold": Q(told_on=None),
    },
    "in_time": {
        "in_time": Q(told_on__lte=F("due_on")), "late": Q(told_on__gt=F("due_on")), "waiting": Q(told_on=None),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Narrowing:
    """What an address asks of a figure's rows; nonsense in it is left out."""

    labels: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    office: int | None = None
    station: int | None = None
    area: int | None = None
    late: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "Narrowing":
        return cls(
            labels=tuple(label for text in query.getlist("label") if (label := text.replace("\x00", ""))),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            office=whole(query.get("office", "")),
            station=whole(query.get("station", "")),
            area=whole(query.get("area", "")),
            late=query.get("late") == "1",
        )

    def apply(self, figure: Figure, user: Any) -> QuerySet:
        rows = overdue_rows(user, timezone.localdate()) if self.late else figure.rows(user)
        if self.labels:
            rows = rows.filter(reduce(or_, (_labelled(figure, label) for label in self.labels)))
        for place in ("office", "station", "area"):
            key = getattr(self, place)
            if key is not None and place in figure.paths:
                rows = rows.filter(**{figure.paths[place]: key})
        return rows.filter(_within(figure, self.since, self.until))

    def words(self, figure: Figure, user: Any) -> list[str]:
        """The narrowing as a person says it."""
        told = []
        if self.since and self.until:
            told.append(f"{cn_date(self.since)}至{cn_date(self.until - timedelta(days=1))}")
        if self.labels:
            words = figure.labels()
            told.append("、".join(words.get(label, label) for label in self.labels))
        if self.office and (office := Office.objects.filter(pk=self.office).first()):
            told.append(str(office))
        if self.area and (area := Area.objects.filter(pk=self.area).first()):
            told.append(str(area))
        if self.station and (station := Station.objects.visible_to(user).filter(pk=self.station).first()):
            told.append(str(station))
        return [*told, "已超过答复期限"] if self.late else told


def _labelled(figure: Figure, label: str) -> Q:
    if figure.label in DERIVED:
        return DERIVED[figure.label].get(label, Q(pk__in=()))
    if not figure.label:
        return Q()
    field = figure.model._meta.get_field(figure.label)
    if field.is_relation and whole(label) is None:
        return Q(pk__in=())
    return Q(**{figure.label: label})


def _within(figure: Figure, since: date | None, until: date | None) -> Q:
    field = figure.model._meta
    for name in figure.on.split("__"):
        last = field.get_field(name)
        field = last.related_model._meta if last.is_relation else field
    moments = isinstance(last, DateTimeField)
    within = Q()
    if since:
        within &= Q(**{f"{figure.on}__gte": _start(since) if moments else since})
    if until:
        within &= Q(**{f"{figure.on}__lt": _start(until) if moments else until})
    return within


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
