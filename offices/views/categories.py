"""/offices/categories/: the categories of matters and suggestions, everywhere and of one area."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import AdminKind
from offices.choices import Role
from offices.doors import Only, only
from offices.forms.places import CategoryForm
from offices.models import Category
from offices.places import save_category
from pages.columns import Badge, Column
from pages.lists import Action, Crumb, Empty, ListPage

SYSTEM = AdminKind.SYSTEM
LIST = "offices:categories"


class CategoryList(Only, ListPage):
    """Every category; the committee's office reads the list, the system administrator keeps it."""

    whose = (SYSTEM, AdminKind.SECURITY, Role.COMMITTEE)
    title, model = "类别", Category
    note = "群众意见和代表建议的类别。停用的类别不能再选，已用它的记录不变。"
    columns = (
        Column("order", "次序", kind="number", sort="order", width=8),
        Column(
            "name",
            "名称",
            link=lambda c: reverse("offices:category_edit", args=[c.pk]),
            sort="name",
            width=24,
        ),
        Column("code", "代码", sort="code", width=12),
        Column("area", "适用区域", lambda c: c.area.name if c.area else "全部", width=16),
        Column(
            "active",
            "状态",
            lambda c: Badge(*(("在用", "green") if c.active else ("停用", "grey"))),
            kind="badge",
        ),
    )
    order = ("order",)
    empty = Empty("还没有类别", "先新增类别，才能登记群众意见和代表建议。")

    def rows(self):
        return Category.objects.select_related("area")

    def get_columns(self) -> tuple[Column, ...]:
        if self.request.user.admin_kind == SYSTEM:
            return self.columns
        return tuple(
            Column("name", "名称", sort="name", width=24) if c.name == "name" else c for c in self.columns
        )

    def actions(self) -> list[Action]:
        can = self.request.user.admin_kind == SYSTEM
        return [Action("新增类别", reverse("offices:category_new"), "primary", "plus")] if can else []


@only(SYSTEM)
def category_form(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new category, or a change of one."""
    row = get_object_or_404(Category, pk=pk) if pk else None
    form = CategoryForm(request.POST or None, instance=row)
    back = reverse(LIST)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"已保存类别“{save_category(request.user, form)}”。")
        return redirect(back)
    context = {"title": "修改类别" if pk else "新增类别", "form": form, "back": back}
    return render(request, "pages/form.html", context | {"crumbs": [Crumb("类别", back)]})
