"""/accounts/users/: the register of accounts, for the system and the security administrator."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.models import AdminKind, User
from offices.doors import Only, only
from offices.filters import UserFilters
from offices.forms.people import AccountForm, AccountWordsForm
from offices.models import Post
from offices.people import (
    change_account,
    create_account,
    disable,
    enable,
    may_switch,
    open_posts,
    reset_password,
)
from pages.casefile import Fact
from pages.columns import Badge, Column
from pages.lists import Action, Crumb, Empty, ListPage, SavedView

SYSTEM, SECURITY = AdminKind.SYSTEM, AdminKind.SECURITY
LIST = "offices:users"
AT_ONCE = timedelta(minutes=1)  # an account and its first password are made together


def state_of(user: User) -> Badge:
    if not user.is_active:
        return Badge("停用", "grey")
    return Badge("待改密码", "orange") if user.must_change_password else Badge("启用", "green")


class UserList(Only, ListPage):
    """All accounts."""

    whose = (SYSTEM, SECURITY)
    title, model, filters, search, search_hint = "账号", User, UserFilters, True, "姓名或登录名"
    columns = (
        Column(
            "username",
            "登录名",
            link=lambda u: reverse("offices:user", args=[u.pk]),
            sort="username",
            width=16,
        ),
        Column("name", "姓名", sort="name", width=12),
        Column("kind", "类别", "get_admin_kind_display", width=12),
        Column("state", "状态", state_of, kind="badge"),
        Column("posts", "在任岗位", lambda u: "、".join(str(post) for post in u.held), width=40),
        Column("email", "电子邮箱", shown=False, width=24),
        Column("last_login", "上次登录", kind="datetime", sort="last_login", width=18),
        Column("created_at", "建立时间", kind="datetime", sort="created_at", shown=False, width=18),
    )
    order = ("username",)
    views = (
        SavedView("全部"),
        SavedView("业务用户", "admin_kind=business"),
        SavedView("停用", "is_active=0"),
    )
    empty = Empty("没有这样的账号", "换一个姓名或登录名试试。")

    def rows(self):
        return super().rows().prefetch_related(Post.held_today())

    def actions(self) -> list[Action]:
        can = self.request.user.admin_kind == SYSTEM
        return [Action("建立账号", reverse("offices:user_new"), "primary", "plus")] if can else []


@only(SYSTEM, SECURITY)
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its words, its posts, what may be done with it."""
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    posts = Post.objects.filter(user=row).select_related("area", "office", "stands_in_for__user")
    facts = [
        Fact("登录名", row.username),
        Fact("类别", row.get_admin_kind_display()),
        Fact("电子邮箱", row.email),
        Fact("状态", state_of(row).label),
        Fact("密码修改时间", _changed(row)),
        Fact("上次登录", row.last_login),
    ]
    context = {"title": row.name, "row": row, "facts": facts, "posts": posts.order_by("-starts_on", "pk")}
    context |= {"actions": actions(request.user, row), "crumbs": crumbs()}
    return render(request, "offices/user.html", context)


def _changed(row: User) -> Any:
    """When the person last set a password of his own, in words where he never did."""
    if row.must_change_password:
        return "初始密码，尚未修改"
    return "从未修改" if row.password_changed_at - row.created_at < AT_ONCE else row.password_changed_at


def actions(actor: User, row: User) -> list[Action]:
    """What this administrator may do with the account."""
    found = []
    if actor.admin_kind == SYSTEM:
        found.append(Action("修改", reverse("offices:user_edit", args=[row.pk]), icon="edit"))
        if actor.pk != row.pk:
            found.append(Action("重置密码", reverse("offices:user_reset", args=[row.pk]), icon="key"))
    if actor.admin_kind == SECURITY and not row.is_administrator and row.is_active:
        url = reverse("offices:post_new") + f"?user={row.pk}"
        found.append(Action("任命", url, "primary", "plus"))
    if not may_switch(actor, row) and (actor.admin_kind == SYSTEM or row.is_administrator):
        label, style, icon = ("停用", "danger", "x") if row.is_active else ("启用", "primary", "check")
        found.append(Action(label, reverse("offices:user_switch", args=[row.pk]), style, icon))
    return found


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb("账号", reverse(LIST)), *more]


@only(SYSTEM)
@never_cache
def user_new(request: HttpRequest) -> HttpResponse:
    """Make an account and show its first password, once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row, password = create_account(request.user, **form.cleaned_data)
        return handover(request, row, password, "账号已建立")
    context = {"title": "建立账号", "form": form, "back": reverse(LIST), "crumbs": crumbs()}
    return render(request, "pages/form.html", context)


def handover(request: HttpRequest, row: User, password: str, title: str) -> HttpResponse:
    """The slip with the first password. It is kept nowhere; who closes the page resets it again."""
    context = {"title": title, "row": row, "password": password, "crumbs": crumbs()}
    response = render(request, "offices/handover.html", context)
    response["Cache-Control"] = "no-store"
    return response


@only(SYSTEM)
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = AccountWordsForm(request.POST or None, instance=row)
    back = reverse("offices:user", args=[pk])
    if request.method == "POST" and form.is_valid():
        change_account(request.user, User.objects.visible_to(request.user).get(pk=pk), **form.cleaned_data)
        messages.success(request, "账号已修改。")
        return redirect(back)
    context = {"title": f"修改账号 {row.username}", "form": form, "back": back, "crumbs": crumbs()}
    return render(request, "pages/form.html", context)


@only(SYSTEM, SECURITY)
def user_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close an account, after a question that names the posts that end with it."""
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if request.user.admin_kind == SECURITY and not row.is_administrator:
        raise PermissionDenied
    back = reverse("offices:user", args=[pk])
    if why := may_switch(request.user, row):
        messages.error(request, why)
        return redirect(back)
    if request.method == "POST":
        switch(request, row)
        return redirect(back)
    return render(request, "pages/confirm.html", switch_question(row) | {"back": back, "crumbs": crumbs()})


def switch(request: HttpRequest, row: User) -> None:
    """What was confirmed; or, when somebody was faster, a word about it."""
    closing = request.POST.get("action") == "disable"
    if (disable if closing else enable)(request.user, row):
        messages.success(request, f"{row.name}的账号已{'停用' if closing else '启用'}。")
    else:
        messages.warning(request, f"{row.name}的账号此前已{'停用' if closing else '启用'}。")


def switch_question(row: User) -> dict:
    """The question before an account is opened or closed."""
    if not row.is_active:
        question = "启用后此人可以登录；原有任职已结束，须由安全管理员重新任命。"
        return {"title": f"启用{row.name}的账号", "question": question, "label": "启用", "action": "enable"}
    posts = open_posts(row)
    question = "停用后此人立即不能登录。"
    question += f"以下{len(posts)}个任职（及其代理）将同时终止，请先确认未办结的工作已移交：" if posts else ""
    facts = [Fact(post.get_role_display(), str(post)) for post in posts]
    title = f"停用{row.name}的账号"
    return {
        "title": title,
        "question": question,
        "label": "停用",
        "style": "danger",
        "action": "disable",
        "facts": facts,
    }


@only(SYSTEM)
@never_cache
def user_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password, after a question."""
    row = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    back = reverse("offices:user", args=[pk])
    if row.pk == request.user.pk:
        messages.error(request, "请用“修改密码”修改自己的密码。")
        return redirect(back)
    if request.method == "POST":
        return handover(request, row, reset_password(request.user, row), "密码已重置")
    question = f"将为{row.name}（{row.username}）生成新的初始密码，原密码立即失效，此人须在下次登录时修改。"
    context = {
        "title": "重置密码",
        "question": question,
        "label": "重置密码",
        "style": "danger",
        "back": back,
    }
    return render(request, "pages/confirm.html", context | {"crumbs": crumbs()})
