"""The voters on deputies' lists: list, form; and which deputies have too few."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.limits import Limit, setting
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.addresses import page_url, row_url
from pages.columns import Badge, Column, without_links
from pages.filters import Pick
from pages.lists import Action, Empty, ListPage, SavedView
from pages.masks import mask_name
from stations.actors import STATION_ROLES, runs, staffs, station_of
from stations.counts import with_contacts
from stations.filters import Placed, station_filter
from stations.forms.contacts import ContactForm
from stations.forms.fields import deputies_for
from stations.models import Station, Stationing, VoterContact

KEEPERS = (*STATION_ROLES, Role.COMMITTEE, Role.DEPUTY)


def contacts_least(user: Any) -> Limit:
    """How many voters a deputy of the person's area is to keep contact with."""
    post = acting_post(user)
    return setting("contacts_min", post.principal.area if post else None)


class ContactFilters(Placed):
    now = django_filters.ChoiceFilter(
        label="状态", choices=(("yes", "联系中"), ("no", "已结束")), method="is_now", empty_label="全部"
    )
    deputy = Pick(label="代表", queryset=lambda request: Deputy.objects.visible_to(request.user),
                  options="stations:deputy-options")  # fmt: skip
    station = station_filter()

    def is_now(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ends_on__isnull=value == "yes")


class ContactList(ListPage):
    """Names and phones are masked; the station opens a row to read them, and the journal keeps that."""

    title, model, filters = "代表联系选民名单", VoterContact, ContactFilters
    columns = (
        Column("deputy", "代表", "deputy.name", width=14),
        Column("name", "选民（户主）", lambda row: mask_name(row.name),
               link=lambda row: row_url("stations:contact", row.pk)),
        Column("phone", "联系电话", kind="masked", shown=False),
        Column("station", "联络站", "station.name", width=30),
        Column("starts_on", "联系自", kind="date", sort="starts_on"), Column("ends_on", "联系至", kind="date"),
        Column("remark", "备注", shown=False),
    )  # fmt: skip
    order = ("-starts_on",)
    views = (SavedView("全部"), SavedView("联系中", "now=yes"), SavedView("已结束", "now=no"))
    empty = Empty("名单还是空的", "为每名代表登记固定联系的选民或户，花名册从这里生成。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("deputy", "station")

    def get_columns(self) -> tuple[Column, ...]:
        """A row opens for those who keep it; leaders read the list."""
        return self.columns if holds(self.request.user, *KEEPERS) else without_links(self.columns, "name")

    def actions(self) -> list[Action]:
        found = [Action("各代表联系人数", reverse("stations:contact_counts"), icon="users")]
        if holds(self.request.user, *KEEPERS):
            found.append(Action("登记联系选民", reverse("stations:contact_new"), "primary", "plus"))
        return found


class CountFilters(Placed):
    """Deputies by how many voters they keep contact with."""

    lacking = django_filters.ChoiceFilter(
        label="人数", choices=(("yes", "不足"), ("no", "已达到")), method="is_lacking", empty_label="全部"
    )
    station = station_filter()

    def is_lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        least = contacts_least(self.request.user).number
        return (
            rows.filter(contact_count__lt=least) if value == "yes" else rows.filter(contact_count__gte=least)
        )

    def in_station(self, rows: QuerySet, name: str, station: Station) -> QuerySet:
        below = Station.objects.visible_to(self.request.user).filter(path__startswith=station.path)
        there = Stationing.objects.visible_to(self.request.user).in_force(timezone.localdate())
        return rows.filter(pk__in=there.filter(station__in=below.values("pk")).values("deputy"))


class ContactCounts(ListPage):
    """Each stationed deputy with the number of voters on his list, against the area's least number."""

    title, model, filters = "各代表联系选民人数", Deputy, CountFilters
    order = ("sort_key",)
    views = (SavedView("全部"), SavedView("人数不足", "lacking=yes"))
    empty = Empty("没有代表", "代表编入联络站后在这里统计。")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        limit = contacts_least(request.user)
        self.least = limit.number
        self.note = f"每名代表联系{limit.number}人（户）以上。依据：{limit.source}。"

    def get_columns(self) -> tuple[Column, ...]:
        def badge(row: Any) -> Badge:
            lack = self.least - row.contact_count
            return Badge(f"还差{lack}人", "orange") if lack > 0 else Badge("已达到", "green")

        return (
            Column("name", "代表", link=lambda d: f"{page_url('stations:contacts')}?deputy={d.pk}&now=yes",
                   sort="sort_key"),
            Column("employer", "工作单位及职务", width=30),
            Column("contacts", "联系选民", "contact_count", kind="number"),
            Column("state", "情况", badge, kind="badge"),
        )  # fmt: skip

    def rows(self) -> QuerySet:
        return with_contacts(deputies_for(self.request.user), timezone.localdate())

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表联系选民名单", reverse("stations:contacts")), Crumb(self.title)]


def _keeps(user: Any, row: VoterContact) -> bool:
    own = holds(user, Role.DEPUTY) and row.deputy.user_id == user.pk
    return own or staffs(user, row.station_id) or runs(user, row.station.area_id)


@login_required
def new_contact(request: HttpRequest) -> HttpResponse:
    """A voter on a deputy's list."""
    user = request.user
    if not holds(user, *KEEPERS):
        raise PermissionDenied
    if holds(user, Role.DEPUTY) and not deputies_for(user).filter(user=user).exists():
        raise PermissionDenied
    return _page(request, "登记联系选民", None)


@login_required
def edit_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The row in full, to correct or end it; who opened it stands in the journal."""
    rows = VoterContact.objects.visible_to(request.user).select_related("deputy", "station")
    row = get_object_or_404(rows, pk=pk)
    if not _keeps(request.user, row):
        raise PermissionDenied
    if request.method == "GET":
        enter(EntryKind.READING, "查看联系选民信息", request.user, subject=row)
    return _page(request, "联系选民", row)


def _page(request: HttpRequest, title: str, row: VoterContact | None) -> HttpResponse:
    user = request.user
    first = {} if row else {"station": station_of(user)}
    form = ContactForm(request.POST or None, user=user, instance=row, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save(commit=False)
            saved.recorded_by = saved.recorded_by or user
            saved.save()
            data = {"deputy": saved.deputy.name, "fields": form.changed_data}
            enter(EntryKind.DEED, "登记联系选民", user, subject=saved, data=data)
        messages.success(request, "已保存。")
        return redirect("stations:contacts")
    back = reverse("stations:contacts")
    crumbs = [Crumb("代表联系选民名单", back), Crumb(title)]
    return render(request, "pages/form.html", {"title": title, "form": form, "back": back, "crumbs": crumbs})
