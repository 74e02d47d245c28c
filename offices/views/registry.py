"""/offices/offices/: the register of units and congress organs (columns of domain rule 104)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import AdminKind
from offices.choices import Role
from offices.doors import Only, only
from offices.filters import OfficeFilters
from offices.forms.places import OfficeForm
from offices.models import Office
from offices.places import holders_of, save_office, switch_office
from pages.casefile import Fact
from pages.columns import Badge, Column
from pages.lists import Action, Crumb, Empty, ListPage, SavedView

SYSTEM, SECURITY = AdminKind.SYSTEM, AdminKind.SECURITY
LIST = "offices:offices"


def in_use(office: Office) -> Badge:
    return Badge("在用", "green") if office.active else Badge("停用", "grey")


class OfficeList(Only, ListPage):
    """Every office; the committee's office reads it, the system administrator keeps it."""

    whose = (SYSTEM, SECURITY, Role.COMMITTEE)
    title, model, filters, search, search_hint = "机构", Office, OfficeFilters, True, "名称、编号或负责人"
    export_name = "承办单位信息表"
    columns = (
        Column("code", "单位编号", sort="code", width=12),
        Column("kind", "单位类别", "get_kind_display", width=20),
        Column(
            "name", "单位名称", link=lambda o: reverse("offices:office", args=[o.pk]), sort="name", width=30
        ),
        Column("area", "行政区域", "area.name", width=14),
        Column("address", "单位地址", width=30),
        Column("head", "负责人", width=12),
        Column("phone", "办公电话", width=16),
        Column("coordinator", "统筹机构", "coordinator.name", shown=False, width=24),
        Column("letter_mark", "发文代字", shown=False, width=12),
        Column("active", "状态", in_use, kind="badge"),
    )
    order = ("code",)
    views = (SavedView("全部"), SavedView("承办单位", "kind=unit"), SavedView("停用", "active=0"))
    empty = Empty("没有这样的机构", "换一个名称或编号试试。")

    def rows(self):
        return Office.objects.select_related("area", "coordinator")

    def actions(self) -> list[Action]:
        can = self.request.user.admin_kind == SYSTEM
        return [Action("新增机构", reverse("offices:office_new"), "primary", "plus")] if can else []


@only(SYSTEM, SECURITY, Role.COMMITTEE)
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """One office: its words and who holds posts in it."""
    row = get_object_or_404(Office.objects.select_related("area", "coordinator"), pk=pk)
    names = ("code", "kind", "area", "coordinator", "head", "phone", "address", "letter_mark")
    facts = [
        Fact(Office._meta.get_field(name).verbose_name, getattr(row, name))
        for name in names
        if name != "kind"
    ]
    facts.insert(1, Fact("类别", row.get_kind_display()))
    facts.append(Fact("状态", in_use(row).label))
    context = {"title": row.name, "facts": facts, "posts": holders_of(row), "crumbs": crumbs()}
    return render(request, "offices/office.html", context | {"actions": actions(request.user, row)})


def actions(actor, row: Office) -> list[Action]:
    if actor.admin_kind != SYSTEM:
        return []
    url = reverse("offices:office_switch", args=[row.pk])
    question = f"{'停用' if row.active else '启用'}{row.name}？停用后不能再交办给该机构，已有的办理不受影响。"
    switch = Action("停用" if row.active else "启用", url, method="post", confirm=question)
    return [Action("修改", reverse("offices:office_edit", args=[row.pk]), "primary", "edit"), switch]


def crumbs() -> list[Crumb]:
    return [Crumb("机构", reverse(LIST))]


@only(SYSTEM)
def office_form(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new office, or a change of one."""
    row = get_object_or_404(Office, pk=pk) if pk else None
    form = OfficeForm(request.POST or None, instance=row)
    back = reverse("offices:office", args=[pk]) if pk else reverse(LIST)
    if request.method == "POST" and form.is_valid():
        saved = save_office(request.user, form)
        messages.success(request, f"已保存{saved}。")
        return redirect("offices:office", saved.pk)
    title = f"修改{Office.objects.get(pk=pk)}" if pk else "新增机构"
    context = {"title": title, "form": form, "back": back, "crumbs": crumbs()}
    return render(request, "pages/form.html", context)


@only(SYSTEM)
def office_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use or back into it."""
    row = get_object_or_404(Office, pk=pk)
    if request.method == "POST":
        try:
            row = switch_office(request.user, row)
            messages.success(request, f"{row}已{'启用' if row.active else '停用'}。")
        except ValidationError as no:
            messages.error(request, no.messages[0])
    return redirect("offices:office", pk)
