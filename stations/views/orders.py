"""Orders: choosing opinions and units, looking at the effect, sending, and the paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from offices.choices import Role
from offices.models import Office
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.asked import keys, whole
from pages.columns import Column
from pages.lists import Action, Empty, ListPage
from stations.forms.fields import offices_for
from stations.forms.orders import OrderForm
from stations.models import Opinion, Order
from stations.orders import by_unit, due_if_sent, may_send, send, waiting_for
from stations.tables import headline, own_page

SHOWN = 100
PREFIX = "unit-"


class OrderList(ListPage):
    """The orders sent."""

    title, model = "交办单", Order
    columns = (
        Column("number", "编号", link=own_page, width=26), Column("station", "联络站", "station.name", width=30),
        Column("area", "行政区域", "area.name"), Column("sent_on", "交办日期", kind="date", sort="sent_on"),
        Column("count", "件数", "count", kind="number"), Column("units", "单位数", "units", kind="number"),
        Column("sent_by", "交办人", "sent_by.name"),
    )  # fmt: skip
    order = ("-sent_on",)
    empty = Empty("还没有交办单", "把待处理的群众意见一次交给多个单位，会生成一张交办单。")

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("station", "area", "sent_by")
        own = acting_post(self.request.user)
        if own and holds(self.request.user, Role.HANDLER, Role.UNIT_HEAD):
            mine = Q(opinions__office=own.principal.office_id)
            return rows.annotate(count=Count("opinions", filter=mine, distinct=True), units=Value(1))
        return rows.annotate(count=Count("opinions"), units=Count("opinions__office", distinct=True))

    def actions(self) -> list[Action]:
        return (
            [Action("批量交办", reverse("stations:order_new"), "primary", "plus")]
            if may_send(self.request.user)
            else []
        )


@login_required
def new_order(request: HttpRequest) -> HttpResponse:
    """Tick opinions, say to which unit, as often as wanted; look at the effect; send."""
    user, action = request.user, request.POST.get("action", "")
    if not may_send(user):
        raise PermissionDenied
    rows = list(waiting_for(user)[:SHOWN])
    form = OrderForm(request.POST or None, user=user)
    chosen = _chosen(request, rows, user)
    if request.method == "POST" and form.is_valid():
        if action == "assign":
            _assign(request, form, rows, chosen)
        elif not chosen:
            form.add_error(None, "请先勾选意见、选择单位，再点“交给这个单位”。")
        elif action == "send":
            return _send(request, chosen, form.cleaned_data["requirement"])
    preview = action == "preview" and chosen and form.is_valid()
    lines = [
        (row, headline(row), chosen.get(row), due_if_sent(row) if preview and row in chosen else None)
        for row in rows
    ]
    crumbs = [Crumb("交办单", reverse("stations:orders")), Crumb("批量交办")]
    context = {"title": "批量交办", "form": form, "lines": lines, "chosen": len(chosen), "crumbs": crumbs, "preview": preview,
               "groups": by_unit(_as_sent(chosen)) if preview else []}  # fmt: skip
    return render(request, "stations/order_new.html", context)


def _chosen(request: HttpRequest, rows: list[Opinion], user: Any) -> dict[Opinion, Office]:
    """What was chosen on the page before: opinion → unit."""
    wanted = {row: request.POST.get(f"{PREFIX}{row.pk}", "") for row in rows}
    found = set(keys(wanted.values()))
    units = offices_for(user.acting.principal.area).in_bulk(found) if found else {}
    return {row: units[whole(key)] for row, key in wanted.items() if whole(key) in units}


def _assign(
    request: HttpRequest, form: OrderForm, rows: list[Opinion], chosen: dict[Opinion, Office]
) -> None:
    """The ticked ones go to the unit named; without a unit they are taken off again."""
    ticked = set(request.POST.getlist("pick"))
    office = form.cleaned_data["office"]
    picked = [row for row in rows if str(row.pk) in ticked]
    if not picked:
        form.add_error(None, "请先勾选要交办的意见。")
    elif office is None:
        form.add_error("office", "请选择单位。")
    else:
        chosen.update(dict.fromkeys(picked, office))


def _as_sent(chosen: dict[Opinion, Office]) -> list[Opinion]:
    """The opinions with their units, in memory only, for the preview."""
    for opinion, office in chosen.items():
        opinion.office = office
    return list(chosen)


def _send(request: HttpRequest, chosen: dict[Opinion, Office], requirement: str) -> HttpResponse:
    sent = send(request.user, chosen, requirement)
    for opinion, why in sent.failed:
        messages.warning(request, f"{opinion.number}没有交办：{why}")
    if sent.order is None:
        return redirect("stations:order_new")
    messages.success(request, f"已交办{len(sent.done)}件，交办单{sent.order.number}。请打印送达。")
    return redirect(sent.order)


@login_required
def order_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper, a sheet for each unit, ready to print and sign for; a unit reads its own sheet."""
    order = get_object_or_404(
        Order.objects.visible_to(request.user).select_related("station", "area", "sent_by"), pk=pk
    )
    rows = (
        Opinion.objects.visible_to(request.user)
        .filter(order=order)
        .select_related("office", "category", "station")
    )
    groups = by_unit(list(rows.defer("grams").order_by("pk")))
    context = {"title": f"交办单{order.number}", "order": order, "groups": groups}
    return render(request, "stations/order.html", context | {"count": sum(len(found) for _, found in groups)})
