"""The yearly review of deputies at their stations: the list, and one sheet a station and year."""

import datetime as dt
from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.columns import Column
from pages.filters import Year
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, runs, staffs, station_of
from stations.deputy_year import TALLIES, note_reviews, stationed, tallies
from stations.filters import Placed, area_filter, station_filter
from stations.forms.reviews import ReviewForm, ReviewOfForm
from stations.models import DeputyReview, Station

KEEPERS = (*STATION_ROLES, Role.COMMITTEE)
FIRST_YEAR = 2000


class ReviewFilters(Placed):
    year = Year(label="年度")
    grade = django_filters.CharFilter(label="等次", field_name="grade__name")
    area = area_filter()
    station = station_filter()


class ReviewList(ListPage):
    """The results of every year; a deputy reads his own."""

    title, model, filters = "代表履职考评", DeputyReview, ReviewFilters
    columns = (
        Column("deputy", "代表", "deputy.name", width=12),
        Column("employer", "工作单位及职务", "deputy.employer", width=28, shown=False),
        Column("station", "联络站", "station.name", width=36), Column("year", "年度", kind="number", sort="year"),
        Column("grade", "考评等次", "grade.name"), Column("words", "考评意见", width=50),
        Column("recorded_by", "登记人", "recorded_by.name", shown=False),
        Column("recorded_at", "登记时间", kind="datetime", shown=False),
    )  # fmt: skip
    order = ("-year",)
    views = (SavedView("全部"),)
    note = "年底由联络站登记，自动填入“代表履职考评登记表”。"
    empty = Empty("还没有履职考评", "年底按站登记每位代表的等次和意见。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("deputy", "station", "grade", "recorded_by")

    def actions(self) -> list[Action]:
        if not holds(self.request.user, *KEEPERS):
            return []
        return [Action("登记考评", reverse("stations:review_of"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", reverse("stations:stations")), Crumb(self.title)]


def _crumbs(word: str) -> list[Crumb]:
    return [Crumb("代表履职考评", reverse("stations:reviews")), Crumb(word)]


@login_required
def review_of(request: HttpRequest) -> HttpResponse:
    """Which station, which year; the clerk's own station is chosen already."""
    user = request.user
    if not holds(user, *KEEPERS):
        raise PermissionDenied
    form = ReviewOfForm(
        request.GET if "station" in request.GET else None, user=user, initial={"station": station_of(user)}
    )
    if form.is_bound and form.is_valid():
        return redirect("stations:review", form.cleaned_data["station"].pk, form.cleaned_data["year"])
    context = {
        "title": "登记履职考评",
        "form": form,
        "crumbs": _crumbs("登记考评"),
        "back": reverse("stations:reviews"),
    }
    return render(request, "stations/review_of.html", context)


@login_required
def review(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What each deputy did in the year beside the grade he gets; saved all at once, as often as wanted."""
    user = request.user
    station = get_object_or_404(Station.objects.visible_to(user).select_related("area"), pk=pk)
    if not (staffs(user, pk) or runs(user, station.area_id)):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        return redirect("stations:review_of")
    deputies = stationed(user, station, year)
    held = {row.deputy_id: row for row in
            DeputyReview.objects.visible_to(user).filter(station=station, year=year).select_related("grade")}  # fmt: skip
    form = ReviewForm(request.POST or None, station=station, deputies=deputies, held=held)
    if request.method == "POST" and form.is_valid():
        done = note_reviews(user, station, year, form.given())
        messages.success(request, f"已保存{done}位代表的考评。" if done else "没有改动。")
        return redirect("stations:review", pk, year)
    context = {"title": f"{station}{year}年代表履职考评", "form": form, "heads": [label for _, label in TALLIES],
               "lines": _lines(user, form, year), "crumbs": _crumbs(f"{year}年"), "station": station}  # fmt: skip
    return render(request, "stations/review.html", context)


def _lines(user: Any, form: ReviewForm, year: int) -> list[dict[str, Any]]:
    """One a deputy: the counts in the order of TALLIES, and the two fields."""
    counted = tallies(user, dt.date(year, 1, 1), min(dt.date(year, 12, 31), timezone.localdate()))
    return [
        {
            "deputy": one, "counts": [(label, counted[key].get(one.pk, 0)) for key, label in TALLIES],
            "grade": form[f"grade_{one.pk}"], "words": form[f"words_{one.pk}"],
        }
        for one in form.deputies
    ]  # fmt: skip
