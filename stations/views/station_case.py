"""What the page of one station shows."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge
from stations.actors import STATION_ROLES, runs, staffs
from stations.counts import with_deputies
from stations.filters import when
from stations.grades import TOLD_STATES, HonourKind
from stations.grouping import members_outside
from stations.models import (
    Activity,
    Appraisal,
    DayRule,
    Guide,
    Honour,
    Opinion,
    Reception,
    Staff,
    Station,
    Stationing,
)
from stations.rounds import joinable
from stations.staffing import likely_heads
from stations.standards import standings
from stations.tables import headline, opinion_badge, reception_badge, use_badge
from stations.views.building import READERS
from stations.views.honours import COLOURS as HONOUR_COLOURS

SHOWN = 100  # deputies listed on the page; the list has them all


def station_case(station: Station, user: Any) -> CaseFile:
    """The whole page as a case file."""
    today = timezone.localdate()
    manages = runs(user, station.area_id) and not station.closed_on
    return CaseFile(
        title=station.name,
        number=station.code,
        kind=f"{station.tier}·{station.kind}",
        badges=_badges(station),
        summary=_facts(station, user),
        offers=_offers(station, user, manages),
        waiting="您可以查看本站情况。",
        parts=[part for part in (
            _staff(station, user, today, manages), _rules(station, user), _building(station, user),
            _deputies(station, user, today, manages), _past(station, user),
            _groups(station), _receptions(station, user, today), _activities(station, user),
            _opinions(station, user), _children(station, user, today),
        ) if part],
        crumbs=[Crumb("联络站", reverse("stations:stations")), Crumb(station.name)],
    )  # fmt: skip


def _badges(station: Station) -> list[Badge]:
    found = [use_badge(station)]
    if station.mobile:
        found.append(Badge("流动站点", "purple"))
    if station.online:
        found.append(Badge("网上接待", "teal"))
    held = station.honours.in_force().order_by("granted_on", "pk")
    found += [Badge(honour.name, HONOUR_COLOURS[HonourKind(honour.kind)]) for honour in held]
    found += [Badge(brand.name, "blue") for brand in station.brands.filter(ended_on=None).order_by("pk")]
    return found + [Badge(label.name, "grey") for label in station.labels.all()]


def _facts(station: Station, user: Any) -> list[Fact]:
    above = Station.objects.visible_to(user).filter(path=station.path[: -Station.steplen]).first()
    guides = (
        Guide.objects.visible_to(user)
        .filter(station=station, ends_on=None)
        .values_list("leader__name", flat=True)
    )
    return [
        *([Fact("上级站点", above, above.get_absolute_url())] if above else []),
        *([Fact("联系领导", "、".join(guides))] if guides else []),
        Fact("行政区域", station.area), Fact("依托", station.host), Fact("地址", station.address),
        Fact("办公电话", station.phone), Fact("开放时间", station.hours), Fact("设立日期", station.opened_on),
        *([Fact("撤销日期", station.closed_on)] if station.closed_on else []),
    ]  # fmt: skip


def _offers(station: Station, user: Any, manages: bool) -> list[Offer]:
    def to(label: str, name: str, style: str = "secondary") -> Offer:
        return Offer(label, reverse(f"stations:{name}", args=(station.pk,)), style=style)

    found = []
    if station.closed_on and runs(user, station.area_id):
        found.append(to("恢复站点", "station_restore"))
    if staffs(user, station.pk) and not station.closed_on:
        found.append(
            Offer("安排接待日", f"{reverse('stations:reception_new')}?station={station.pk}", style="primary")
        )
        found += [to("修改开放信息", "station_edit"), to("站码", "station_code")]
        year = timezone.localdate().year
        plan = f"{reverse('stations:plan')}?station={station.pk}&year={year}"
        found += [to("制定接待日规则", "rule_new"), Offer("年度计划", plan)]
        found.append(Offer("代表履职考评", reverse("stations:review", args=(station.pk, year))))
        found.append(Offer("代表承诺", f"{reverse('stations:pledges')}?station={station.pk}"))
    if manages:
        found += [
            to("编入代表", "stationing_new", "primary"), to("任命工作人员", "staff_new"), to("修改", "station_edit"),
            to("站码", "station_code"),
            Offer("设立下级站点", f"{reverse('stations:station_new')}?parent={station.pk}"),
            *_outside(station, user), *_joining(station, user), to("移动", "station_move"), to("撤销", "station_close", "danger"),
        ]  # fmt: skip
    return found


def _outside(station: Station, user: Any) -> list[Offer]:
    """The deputies of the station's groups who are not assigned to it, if there are some."""
    number = members_outside(station, user, timezone.localdate()).count()
    url = reverse("stations:group_deputies", args=(station.pk,))
    return [Offer(f"编入小组代表（{number}人）", url)] if number else []


def _joining(station: Station, user: Any) -> list[Offer]:
    """Into the appraisal that runs, for a station founded after it was opened."""
    row = joinable(station)
    if row is None or not runs(user, row.area_id):
        return []
    return [Offer("加入正在进行的考评", reverse("stations:round_do", args=(row.pk, "join")))]


def _staff(station: Station, user: Any, today: dt.date, manages: bool) -> Part:
    rows = Staff.objects.visible_to(user).in_force(today).filter(station=station).select_related("post__user")
    rows = sorted(rows, key=lambda row: (row.duty != "head", row.duty != "deputy_head", row.pk))
    has_head = any(row.duty == "head" for row in rows)
    hint = "、".join(likely_heads(station)) if manages and not has_head else ""
    note = f"尚未任命站长；可考虑：{hint}" if hint else ""
    return Part(
        "工作人员", template="stations/_staff.html", data={"rows": rows, "manages": manages}, note=note
    )


def _deputies(station: Station, user: Any, today: dt.date, manages: bool) -> Part:
    all_rows = Stationing.objects.visible_to(user).filter(station=station).select_related("deputy")
    here = list(all_rows.in_force(today).order_by("deputy__sort_key", "pk")[: SHOWN + 1])
    left = list(all_rows.filter(ends_on__lt=today).order_by("-ends_on", "-pk")[:30])
    data = {
        "rows": here[:SHOWN],
        "more": len(here) > SHOWN,
        "left": left,
        "manages": manages,
        "station": station,
    }
    return Part("进站代表", template="stations/_deputies.html", data=data)


def _rules(station: Station, user: Any) -> Part:
    """When the station receives voters, and for its staff the ways to change it."""
    rows = list(DayRule.objects.visible_to(user).filter(station=station, ends_on=None).order_by("pk"))
    data = {"rows": rows, "keeps": staffs(user, station.pk) and not station.closed_on, "station": station}
    return Part("接待日规则", template="stations/_rules.html", data=data)


def _building(station: Station, user: Any) -> Part | None:
    """How far the standard is met, and the sheets for the wall; nothing for deputies."""
    if station.closed_on or not holds(user, *STATION_ROLES, Role.COMMITTEE, Role.LEADER):
        return None
    standing = standings([station])[station.pk]
    return Part(
        "建设考评", template="stations/_building.html", data={"station": station, "standing": standing}
    )


def _past(station: Station, user: Any) -> Part | None:
    """Stars, plates and their loss, and the results of every year's appraisal; for those who read such lists."""
    if not holds(user, *READERS):
        return None
    results = Appraisal.objects.visible_to(user).filter(station=station, state__in=TOLD_STATES)
    data = {
        "honours": list(Honour.objects.visible_to(user).filter(station=station).order_by("-granted_on", "-pk")),
        "results": list(results.select_related("round").order_by("-round__year", "-pk")), "station": station,
    }  # fmt: skip
    if not data["honours"] and not data["results"]:
        return None
    return Part("星级、授牌和历年考评", template="stations/_honours.html", data=data)


def _groups(station: Station) -> Part | None:
    names = "、".join(group.name for group in station.groups.all())
    return Part("代表小组", text=names) if names else None


def _receptions(station: Station, user: Any, today: dt.date) -> Part:
    days = Reception.objects.visible_to(user).filter(station=station).select_related("station")
    rows = list(when(days, "upcoming", today).order_by("on", "pk")[:5])
    lines = [
        (row, f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M} {row.place}", reception_badge(row)) for row in rows
    ]
    return Part("近期接待日", template="stations/_rows.html", data={
        "rows": [(row.on, row.get_absolute_url(), note, badge) for row, note, badge in lines],
        "empty": "近期没有安排接待日。", "all": f"{reverse('stations:receptions')}?station={station.pk}",
    })  # fmt: skip


def _activities(station: Station, user: Any) -> Part:
    done = (
        Activity.objects.visible_to(user)
        .filter(station=station)
        .select_related("kind")
        .order_by("-on", "-pk")
    )
    return Part("最近的活动", template="stations/_rows.html", data={
        "rows": [(row.on, row.get_absolute_url(), row.theme, Badge(row.kind.name, "blue")) for row in done[:5]],
        "empty": "还没有活动；开展后在“活动”中登记。", "all": f"{reverse('stations:activities')}?station={station.pk}",
    })  # fmt: skip


def _opinions(station: Station, user: Any) -> Part:
    rows = (
        Opinion.objects.visible_to(user)
        .filter(station=station)
        .defer("grams")
        .order_by("-opened_on", "-pk")[:5]
    )
    return Part("最近的群众意见", template="stations/_rows.html", data={
        "rows": [
            (row.number, row.get_absolute_url(), headline(row), opinion_badge(row)) for row in rows
        ],
        "empty": "还没有群众意见。", "all": f"{reverse('stations:opinions')}?station={station.pk}",
    })  # fmt: skip


def _children(station: Station, user: Any, today: dt.date) -> Part | None:
    below = Station.objects.visible_to(user).filter(path__startswith=station.path, depth=station.depth + 1)
    rows = list(with_deputies(below.select_related("tier"), today).order_by("path")[:200])
    if not rows:
        return None
    return Part(f"下级站点（{len(rows)}个）", template="stations/_rows.html", data={
        "rows": [(row.name, row.get_absolute_url(), f"{row.tier}·代表{row.deputy_count}人", use_badge(row)) for row in rows],
    })  # fmt: skip
