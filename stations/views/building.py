"""The door of the station as an institution (建设考评): how many stations meet their standard, and the ways in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.cards import Figure
from pages.lists import ListPage
from stations.actors import STATION_ROLES
from stations.models import RuleDocument, Station
from stations.reaching import reaching

HOME = Crumb("建设考评", "/building/")
READERS = (*STATION_ROLES, Role.COMMITTEE, Role.LEADER)


def may_read(user: Any) -> None:
    """Stations, the congress's offices and leaders; raises PermissionDenied for everybody else."""
    if not holds(user, *READERS):
        raise PermissionDenied


class BuildingList(ListPage):
    """A list of this part: for those who may read it, one step from its door."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            may_read(request.user)
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        return [HOME, Crumb(self.title)]


def ways(user: Any) -> list[Action]:
    """The pages of this part that the person may open."""
    return [
        Action(
            "考评", reverse("stations:rounds"), icon="star", note="每年一次：自评、验收、评定、异议、生效"
        ),
        Action(
            "示范点评选", reverse("stations:plates_list"), icon="check", note="提名、验收评分、排名、授牌"
        ),
        Action(
            "星级和授牌", reverse("stations:honours"), icon="flag", note="现有的和已终止的，现有的向公众公布"
        ),
        Action(
            "代表履职考评", reverse("stations:reviews"), icon="users", note="年底按站登记每位代表的等次和意见"
        ),
        Action(
            "达标情况", reverse("stations:standings"), icon="list-check", note="哪些站还缺什么，登记各站清单"
        ),
        Action("建设标准", reverse("stations:sets"), icon="book", note="六有、八有、十有，按本地文件增减"),
        Action(
            "上墙制度", reverse("stations:documents"), icon="file-text", note="基本制度，打印成 A3、A4 上墙"
        ),
    ]


@login_required
def building(request: HttpRequest) -> HttpResponse:
    """Where the stations stand, in figures that open their rows."""
    may_read(request.user)
    rows, today = Station.objects.visible_to(request.user).in_use(), timezone.localdate()
    complete, lacking, without = (reaching(rows, one, today).count() for one in ("full", "lacking", "none"))
    listed, under = reverse("stations:standings"), complete + lacking
    papers = RuleDocument.objects.visible_to(request.user).on_wall().count()
    figures = [
        Figure("全部达标的站点", complete, f"{listed}?reach=full", f"共{under}个站点适用建设标准", "green"),
        Figure("尚有欠缺的站点", lacking, f"{listed}?reach=lacking", "至少一项尚未具备", "orange"),
        Figure("没有适用标准的站点", without, f"{listed}?reach=none", "本区域和上级都没有采用标准"),
        Figure("可上墙的制度", papers, reverse("stations:documents"), "已填写内容并在用"),
    ]
    context = {"title": "建设考评", "figures": figures, "ways": ways(request.user)}
    return render(request, "stations/building.html", context)
