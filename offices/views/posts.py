"""/offices/posts/: the security administrator gives posts and ends them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import AdminKind
from offices.appointing import end, grant, substitute
from offices.choices import Role
from offices.doors import Only, only
from offices.filters import PostFilters
from offices.forms.attempt import attempt
from offices.forms.posts import EndForm, GrantForm, SubstituteForm
from offices.models import Post
from offices.posts import colleagues_of
from pages.casefile import Fact
from pages.columns import Badge, Column
from pages.lists import Action, Crumb, Empty, ListPage, SavedView

SYSTEM, SECURITY = AdminKind.SYSTEM, AdminKind.SECURITY
LIST = "offices:posts"


def state_of(post: Post) -> Badge:
    today = timezone.localdate()
    if post.starts_on > today:
        return Badge("未开始", "blue")
    if post.ends_on and post.ends_on < today:
        return Badge("已结束", "grey")
    return Badge("代理中", "orange") if post.stands_in_for_id else Badge("在任", "green")


class PostList(Only, ListPage):
    """All posts, substitutions among them."""

    whose = (SECURITY, SYSTEM)
    title, model, filters, search, search_hint = "任职", Post, PostFilters, True, "姓名、机构或职务"
    columns = (
        Column("user", "人员", "user.name", link=lambda p: reverse("offices:post", args=[p.pk]), width=12),
        Column("role", "岗位", "get_role_display", width=18),
        Column("office", "机构", "office.name", width=28),
        Column("area", "行政区域", "area.name", width=14),
        Column("title", "职务", width=16),
        Column("starts_on", "任职自", kind="date", sort="starts_on", width=14),
        Column("ends_on", "任职至", kind="date", sort="ends_on", width=14),
        Column("stands_in_for", "代理何人", "principal_name", width=12),
        Column("state", "状态", state_of, kind="badge"),
    )
    order = ("-starts_on",)
    views = (SavedView("全部"), SavedView("在任", "held=now"), SavedView("已结束", "held=ended"))
    empty = Empty("没有这样的任职", "换一个姓名或机构试试。")

    def rows(self):
        return Post.objects.select_related("user", "office", "area", "stands_in_for__user")

    def actions(self) -> list[Action]:
        can = self.request.user.admin_kind == SECURITY
        return [Action("任命", reverse("offices:post_new"), "primary", "plus")] if can else []


def read(pk: int) -> Post:
    return get_object_or_404(
        Post.objects.select_related("user", "office", "area", "stands_in_for__user"), pk=pk
    )


@only(SECURITY, SYSTEM)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    row = read(pk)
    facts = [
        Fact("人员", row.user.name, reverse("offices:user", args=[row.user_id])),
        Fact("岗位", row.get_role_display()),
        Fact("机构", row.office or "—"),
        Fact("行政区域", row.area),
        Fact("任职自", row.starts_on),
        Fact("任职至", row.ends_on or "长期"),
        Fact("状态", state_of(row).label),
        Fact("代理何人", row.principal_name or "—"),
    ]
    substitutes = [
        (one, state_of(one)) for one in row.substitutes.select_related("user").order_by("-starts_on")
    ]
    context = {"title": f"{row.user.name}：{row}", "facts": facts, "substitutes": substitutes}
    context |= {"actions": actions(request.user, row), "crumbs": crumbs()}
    return render(request, "offices/post.html", context)


def actions(actor, row: Post) -> list[Action]:
    over = row.ends_on and row.ends_on < timezone.localdate()
    if actor.admin_kind != SECURITY or over:
        return []
    found = [Action("终止任职", reverse("offices:post_end", args=[row.pk]), "danger", "x")]
    if row.stands_in_for_id is None and row.role != Role.DEPUTY:
        found.insert(0, Action("安排代理", reverse("offices:post_substitute", args=[row.pk]), icon="replace"))
    return found


def crumbs() -> list[Crumb]:
    return [Crumb("任职", reverse(LIST))]


@only(SECURITY)
def post_new(request: HttpRequest) -> HttpResponse:
    """Give somebody a post."""
    form = GrantForm(request.POST or None, initial={"user": request.GET.get("user")})
    if request.method == "POST" and form.is_valid():
        row = attempt(form, grant, request.user, **form.cleaned_data)
        if row:
            messages.success(request, f"已任命{row.user.name}为{row}。")
            return redirect("offices:post", row.pk)
    intro = "联络员、站长和代表任命后，还须在联络站或代表名册中与本人账号关联。"
    context = {"title": "任命", "form": form, "intro": intro, "back": reverse(LIST), "crumbs": crumbs()}
    return render(request, "pages/form.html", context)


@only(SECURITY)
def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = read(pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    back = reverse("offices:post", args=[pk])
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, end, request.user, row, **form.cleaned_data)
    ):
        messages.success(request, "任职已终止。")
        return redirect(back)
    context = {"title": f"终止{row.user.name}的任职", "intro": str(row), "form": form, "back": back}
    return render(request, "pages/form.html", context | {"crumbs": crumbs()})


@only(SECURITY)
def post_substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a substitute for somebody who cannot do it himself."""
    row = read(pk)
    people = colleagues_of(request.user)
    form = SubstituteForm(request.POST or None, posts=[row], colleagues=people)
    back = reverse("offices:post", args=[pk])
    if request.method == "POST" and form.is_valid():
        named = attempt(form, substitute, request.user, **form.cleaned_data)
        if named:
            messages.success(request, f"{named.user.name}将代理{row}。")
            return redirect(back)
    context = {"title": f"为{row.user.name}安排代理", "form": form, "back": back, "crumbs": crumbs()}
    return render(request, "pages/form.html", context)
