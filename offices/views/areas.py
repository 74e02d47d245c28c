"""/offices/areas/: the tree of areas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import AdminKind
from journal.book import enter
from offices.doors import only
from offices.forms.places import BELOW, AreaForm
from offices.models import Area
from offices.places import add_area
from pages.lists import Action, Crumb

SYSTEM, SECURITY = AdminKind.SYSTEM, AdminKind.SECURITY


@only(SYSTEM, SECURITY)
def areas(request: HttpRequest) -> HttpResponse:
    """The whole tree; each line leads to its change and to a new area below it."""
    may_edit = request.user.admin_kind == SYSTEM
    rows = [(area, bool(BELOW[area.kind])) for area in Area.objects.order_by("path")]
    actions = [Action("新增顶级区域", reverse("offices:area_new"), "primary", "plus")] if may_edit else []
    context = {"title": "行政区域", "rows": rows, "may_edit": may_edit, "actions": actions}
    context["note"] = "建议、意见和参数都归到行政区域；下级区域沿用上级的参数，直到设置自己的值。"
    return render(request, "offices/areas.html", context)


@only(SYSTEM)
def area_new(request: HttpRequest, parent: int | None = None) -> HttpResponse:
    above = get_object_or_404(Area, pk=parent) if parent else None
    form = AreaForm(request.POST or None, parent=above)
    if request.method == "POST" and form.is_valid():
        area = add_area(request.user, above, form.cleaned_data)
        messages.success(request, f"已新增{area}。")
        return redirect("offices:areas")
    title = f"在{above}下新增区域" if above else "新增顶级区域"
    return render(request, "pages/form.html", page(title, form))


@only(SYSTEM)
def area_edit(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(Area, pk=pk)
    form = AreaForm(request.POST or None, instance=area, parent=Area.objects.get_parent(area))
    if request.method == "POST" and form.is_valid():
        form.save()
        enter("account", "修改行政区域", request.user, subject=area, data={"fields": form.changed_data})
        messages.success(request, f"已修改{area}。")
        return redirect("offices:areas")
    return render(request, "pages/form.html", page(f"修改{area}", form))


def page(title: str, form: AreaForm) -> dict:
    back = reverse("offices:areas")
    return {"title": title, "form": form, "back": back, "crumbs": [Crumb("行政区域", back)]}
