"""What hangs on a station's wall: the rule documents, the boards, and the deputies' photos."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb
from pages.columns import Badge, Column
from pages.files import serve
from pages.lists import Empty
from stations.actors import runs, staffs
from stations.choices import ReceptionState
from stations.forms.walls import BoardPhotoForm, DocumentForm, StartForm
from stations.models import BoardPhoto, Reception, RuleDocument, Staff, Station, Stationing
from stations.tables import own_page
from stations.views.building import HOME, BuildingList, may_read
from stations.views.standards import checked_station
from stations.walls import board_of, documents_of, set_photo, start_list, withdraw, year_of

SIZES = {"a3": "A3", "a4": "A4"}
LISTED = Crumb("上墙制度", "/building/documents/")
MOST = 200  # deputies on one board


def document_badge(row: RuleDocument) -> Badge:
    if row.withdrawn_on:
        return Badge("已停用", "grey")
    return Badge("可上墙", "green") if row.text else Badge("待填写内容", "orange")


class DocumentList(BuildingList):
    """The rules of one's area and of those above and below."""

    title, model = "上墙制度", RuleDocument
    columns = (
        Column("title", "制度名称", link=own_page, sort="title", width=30), Column("area", "行政区域", "area.name"),
        Column("state", "状态", document_badge, kind="badge"), Column("adopted_by", "制定机关", width=30),
        Column("adopted_on", "通过日期", kind="date", sort="adopted_on"),
        Column("changed_at", "修改时间", kind="datetime", shown=False),
    )  # fmt: skip
    order = ("order",)
    note = "上级区域的制度，下级各站也可以打印上墙。"
    empty = Empty("还没有制度", "由人大代表工作机构先建立基本制度的目录，再填写内容。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("area")

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [
            Action("按清单建立", reverse("stations:documents_start"), icon="list"),
            Action("新增制度", reverse("stations:document_new"), "primary", "plus"),
        ]


def own_area(request: HttpRequest) -> Any:
    """The area whose rules this person writes; 403 for everybody but the committee's office."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    return acting_post(request.user).principal.area


@login_required
def start_documents(request: HttpRequest) -> HttpResponse:
    """Begin with the titles of a list."""
    area, form = own_area(request), StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = start_list(request.user, area, form.cleaned_data["which"])
        messages.success(request, f"已建立{made}项，请逐项填写内容。" if made else "这些制度都已经有了。")
        return redirect("stations:documents")
    intro = "只建立目录（接待流程附一份草稿），内容由本区域按正式文件填写；已有的同名制度不会重复。"
    context = {
        "title": "按清单建立制度",
        "form": form,
        "intro": intro,
        "back": LISTED.url,
        "crumbs": [HOME, LISTED],
    }
    return render(request, "pages/form.html", context)


def document_of(request: HttpRequest, pk: int) -> RuleDocument:
    may_read(request.user)
    return get_object_or_404(RuleDocument.objects.visible_to(request.user).select_related("area"), pk=pk)


@login_required
def edit_document(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a rule, or change it."""
    row = document_of(request, pk) if pk else None
    if row and not runs(request.user, row.area_id):
        raise PermissionDenied
    area = row.area if row else own_area(request)
    form = DocumentForm(request.POST or None, instance=row, area=area)
    if request.method == "POST" and form.is_valid():
        form.instance.changed_by, form.instance.changed_at = request.user, timezone.now()
        saved = form.save()
        enter(EntryKind.DEED, "修改上墙制度", request.user, subject=saved, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return redirect(saved)
    back = row.get_absolute_url() if row else LISTED.url
    context = {
        "title": "修改制度" if row else "新增制度",
        "form": form,
        "back": back,
        "crumbs": [HOME, LISTED],
    }
    return render(request, "pages/form.html", context)


def sheet_size(request: HttpRequest) -> str:
    """a3 or a4, as asked for by ?size=; a3 unless said otherwise."""
    return size if (size := request.GET.get("size", "")) in SIZES else "a3"


def sheet(request: HttpRequest, template: str, title: str, back: str, **more: Any) -> HttpResponse:
    """A page that prints as wall sheets of the size asked for."""
    context = {"title": title, "back": back, "size": sheet_size(request), "sizes": SIZES.items()}
    return render(request, f"stations/{template}.html", context | more)


@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule as it hangs on the wall, with what may be done with it."""
    row = document_of(request, pk)
    keeps = runs(request.user, row.area_id) and not row.withdrawn_on
    return sheet(request, "wall_document", row.title, LISTED.url, rows=[row], keeps=keeps, document=row,
                 crumbs=[HOME, LISTED, Crumb(row.title)])  # fmt: skip


@login_required
@require_POST
def withdraw_document(request: HttpRequest, pk: int) -> HttpResponse:
    row = document_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    if not row.withdrawn_on:
        withdraw(request.user, row)
        messages.success(request, f"“{row}”已停用，不再列入上墙制度。")
    return redirect("stations:documents")


def on_board(request: HttpRequest, station: Station) -> list[Deputy]:
    """The deputies stationed there today, by name."""
    here = Stationing.objects.visible_to(request.user).in_force(timezone.localdate()).filter(station=station)
    rows = Deputy.objects.visible_to(request.user).filter(pk__in=here.values("deputy"))
    return list(rows.defer("grams").order_by("sort_key", "pk")[:MOST])


@login_required
def wall_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """All rules that hang at a station, a sheet each."""
    station = checked_station(request, pk)
    return sheet(request, "wall_document", f"{station}：上墙制度", station.get_absolute_url(),
                 rows=documents_of(station), station=station)  # fmt: skip


@login_required
def wall_deputies(request: HttpRequest, pk: int) -> HttpResponse:
    """代表公示: name, photo, unit and post of every deputy of the station, as the area makes them public."""
    station = checked_station(request, pk)
    shown = board_of(station, on_board(request, station))
    writes = staffs(request.user, pk) or runs(request.user, station.area_id)
    return sheet(request, "wall_deputies", f"{station}：代表公示", station.get_absolute_url(), station=station,
                 shown=shown, writes=writes)  # fmt: skip


@login_required
def wall_structure(request: HttpRequest, pk: int) -> HttpResponse:
    """组织机构: who heads and staffs the station, its groups, the stations below."""
    station = checked_station(request, pk)
    staff = Staff.objects.visible_to(request.user).in_force(timezone.localdate()).filter(station=station)
    duties: dict[str, list[str]] = {}
    for row in sorted(staff.select_related("post__user"), key=lambda row: (DUTIES.index(row.duty), row.pk)):
        duties.setdefault(row.get_duty_display(), []).append(row.post.user.name)
    below = (
        Station.objects.visible_to(request.user)
        .in_use()
        .filter(path__startswith=station.path, depth=station.depth + 1)
    )
    return sheet(request, "wall_structure", f"{station}：组织机构", station.get_absolute_url(), station=station,
                 duties=duties.items(), groups=station.groups.filter(active=True), below=below,
                 deputies=on_board(request, station))  # fmt: skip


DUTIES = ("head", "deputy_head", "clerk")


@login_required
def wall_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """接待日安排: the days of this year with the deputies on duty."""
    station, span = checked_station(request, pk), year_of(timezone.localdate())
    rows = Reception.objects.visible_to(request.user).filter(station=station, on__range=span)
    rows = (
        rows.exclude(state=ReceptionState.CANCELLED).prefetch_related("roster__deputy").order_by("on", "pk")
    )
    return sheet(request, "wall_schedule", f"{station}：接待日安排", station.get_absolute_url(), station=station,
                 rows=rows, year=span[0].year)  # fmt: skip


def board_deputy(request: HttpRequest, pk: int, deputy: int) -> tuple[Station, Deputy]:
    """A station this person works for and a deputy on its board; 404 unseen, 403 somebody else's station."""
    station = checked_station(request, pk)
    if not (staffs(request.user, pk) or runs(request.user, station.area_id)):
        raise PermissionDenied
    for one in on_board(request, station):
        if one.pk == deputy:
            return station, one
    raise Http404


@login_required
def add_board_photo(request: HttpRequest, pk: int, deputy: int) -> HttpResponse:
    """A deputy's photo for the board."""
    station, person = board_deputy(request, pk, deputy)
    form = BoardPhotoForm(request.POST or None, request.FILES or None)
    back = reverse("stations:wall_deputies", args=(pk,))
    if request.method == "POST" and form.is_valid():
        set_photo(request.user, person, form.cleaned_data["file"])
        messages.success(request, f"已更换{person}的公示照片。")
        return redirect(back)
    context = {"title": f"{person}：公示照片", "form": form, "intro": str(station), "back": back}
    return render(request, "pages/form.html", context)


@login_required
def board_photo(request: HttpRequest, pk: int) -> FileResponse:
    row = get_object_or_404(BoardPhoto.objects.visible_to(request.user), pk=pk)
    return serve(row.file, "photo.jpg", inline=True)
