"""The registry's list and page with the stations of each deputy; mounted before the registry's own."""

import datetime as dt
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from deputies.filters import DeputyFilters
from deputies.models import Deputy
from deputies.views.deputies import DeputyPage, case_of
from deputies.views.lists import DeputyList
from offices.scope import by_place
from pages.beside import still
from pages.casefile import Fact, Offer, Part
from pages.columns import Column
from pages.dates import cn_date
from stations.filters import station_filter
from stations.models import Station, Stationing
from stations.views.codes import reads

STATIONS = Column(
    "stations",
    "联络站",
    lambda d: "、".join([row.station.name for row in d.here]),
    width=28,
    link=lambda d: first_page(d),
)


def first_page(deputy: Deputy) -> str | None:
    """The page of the first station; deputy.here is prefetched by the list."""
    return deputy.here[0].station.get_absolute_url() if deputy.here else None


class StationedFilters(DeputyFilters):
    """The registry's filters, and the station with all below it."""

    station = station_filter()
    stationed = django_filters.ChoiceFilter(
        label="编组", choices=(("yes", "已进站"), ("no", "未编组")), method="is_stationed"
    )

    def in_station(self, queryset: QuerySet, name: str, station: Station) -> QuerySet:
        there = running(self.request.user).filter(station__path__startswith=station.path)
        return queryset.filter(Exists(there.filter(deputy=OuterRef("pk"))))

    def is_stationed(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        there = Exists(running(self.request.user).filter(deputy=OuterRef("pk")))
        return queryset.filter(there if value == "yes" else ~there)


def running(user: Any) -> QuerySet:
    """The assignments of today that this person may know of."""
    return Stationing.objects.visible_to(user).in_force(timezone.localdate())


def _here(user: Any) -> Prefetch:
    """A deputy's stations of today."""
    return still("stationings", running(user).select_related("station").order_by("pk"), "here")


class StationedList(DeputyList):
    """The registry with its stations."""

    filters = StationedFilters
    columns = (*DeputyList.columns[:-1], STATIONS, DeputyList.columns[-1])

    def rows(self) -> QuerySet:
        user = self.request.user
        here = by_place(user, ("stationings", timezone.localdate()), lambda: _here(user))
        return super().rows().prefetch_related(here)


class StationedPage(DeputyPage):
    """A deputy's page with the stations he belongs to and belonged to."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = case_of(self.row, request.user)
        rows = Stationing.objects.visible_to(request.user).filter(deputy=self.row).select_related("station")
        facts = [
            Fact(span(row.starts_on, row.ends_on), row.station, row.station.get_absolute_url())
            for row in rows.order_by("-starts_on", "-pk")
        ]
        part = Part("联络站", facts=facts, text="" if facts else "还没有编入联络站。")
        code = [Offer("代表码", reverse("stations:deputy_code", args=(self.row.pk,)))]
        offers = [*case.offers, *(code if reads(request.user, self.row) else [])]
        case = replace(case, parts=[*case.parts, part], offers=offers)
        return render(request, "deputies/deputy.html", {"case": case})


def span(starts_on: dt.date, ends_on: dt.date | None) -> str:
    return f"{cn_date(starts_on)}至{cn_date(ends_on)}" if ends_on else f"{cn_date(starts_on)}起"
