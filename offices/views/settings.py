"""/offices/settings/: the dated settings in force, their history, and new values."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import AdminKind
from offices.catalogue import CATALOGUE, Key
from offices.changes import area_of, may_set, set_setting, withdraw
from offices.choices import Role
from offices.doors import only
from offices.forms.attempt import attempt
from offices.forms.settings import SettingForm
from offices.menu import address
from offices.models import Setting
from offices.standing import groups, history, in_force
from pages.lists import Action, Crumb

WHOSE = (AdminKind.SECURITY, AdminKind.SYSTEM, Role.COMMITTEE, Role.LEADER)


@only(*WHOSE)
def settings(request: HttpRequest) -> HttpResponse:
    """Every setting of the acting area: what holds, since when, by whose rule."""
    area = area_of(request.user)
    note = f"{area}适用的参数。" if area else "适用于全部区域的默认值；各区域可以设置自己的值。"
    pages = (("提醒阶梯", "workflow:ladder"), ("时限计算", "workflow:deadline"))
    actions = [Action(label, url) for label, name in pages if (url := address(name))]
    context = {
        "title": "参数",
        "note": note,
        "groups": groups(area, request.user),
        "area": area,
        "actions": actions,
    }
    return render(request, "offices/settings.html", context)


def known(key: str) -> Key:
    if key not in CATALOGUE:
        raise Http404
    return CATALOGUE[key]


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb("参数", reverse("offices:settings")), *more]


def change_url(key: Key) -> str:
    """Where a new value is entered: for a time limit the page that first shows what would move."""
    return (key.limit and address("workflow:limit", key.key)) or reverse(
        "offices:setting_new", args=[key.key]
    )


@only(*WHOSE)
def setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: every value that holds or held in the area, and those that will."""
    row = known(key)
    area = area_of(request.user)
    can = may_set(request.user, row)
    actions = [Action("设置新值", change_url(row), "primary", "plus")] if can else []
    context = {"title": row.label, "note": row.help, "rows": history(row, area), "area": area, "can": can}
    return render(request, "offices/setting.html", context | {"actions": actions, "crumbs": crumbs()})


@only(*WHOSE)
def setting_new(request: HttpRequest, key: str) -> HttpResponse:
    """A new dated value; the old ones stay as they are."""
    row, area = known(key), area_of(request.user)
    if not may_set(request.user, row):
        raise PermissionDenied
    form = SettingForm(request.POST or None, key=row, now=in_force(row, area))
    back = reverse("offices:setting", args=[key])
    asked = request.method == "POST" and form.is_valid()
    if asked and attempt(form, set_setting, request.user, key, **form.cleaned_data, area=area):
        messages.success(request, f"已设置“{row.label}”的新值。")
        return redirect(back)
    context = {"title": f"设置新值：{row.label}", "form": form, "back": back}
    context["intro"] = f"适用于{area}及其下级区域。" if area else "适用于没有自己设置的全部区域。"
    return render(request, "pages/form.html", context | {"crumbs": crumbs(Crumb(row.label, back))})


@only(*WHOSE)
@require_POST
def setting_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a value that has not begun."""
    row = get_object_or_404(Setting, pk=pk)
    try:
        withdraw(request.user, row)
        messages.success(request, "已撤回尚未生效的值。")
    except ValidationError as no:
        messages.error(request, no.messages[0])
    return redirect("offices:setting", row.key)
