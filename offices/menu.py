"""The main menu and the bar on top: what a person's role gives him to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from accounts.models import AdminKind
from offices.choices import Role
from offices.house import house
from pages.actions import Action, Crumb, MenuItem

STATION = (Role.CLERK, Role.STATION_HEAD)
CONGRESS = (Role.COMMITTEE, Role.LEADER)
UNITS = (Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD)
EVERYBODY = tuple(Role)


@dataclass(frozen=True)
class Entry:
    """One line of the menu: words, URL name, icon, and whose it is (roles or kinds of administrator).

    rare: stands under 更多 where the menu would not fit in one line.
    """

    label: str
    name: str
    icon: str
    whose: tuple[str, ...]
    rare: bool = False


MOST = 10  # entries in one line of a desk's screen
MENU = (
    Entry("我的待办", "reports:worklist", "inbox", EVERYBODY),
    Entry("联络站", "stations:stations", "building-community", (*STATION, *CONGRESS, Role.DEPUTY)),
    Entry("建设考评", "stations:building", "star", (*STATION, *CONGRESS), rare=True),
    Entry("接待日", "stations:receptions", "calendar-event", (*STATION, *CONGRESS, Role.DEPUTY)),
    Entry("群众意见", "stations:opinions", "message-circle", EVERYBODY),
    Entry("微心愿", "stations:wishes", "heart", (*STATION, Role.COMMITTEE, Role.DEPUTY), rare=True),
    Entry("民生实事建议", "stations:ideas", "list", (*STATION, Role.COMMITTEE), rare=True),
    Entry("活动", "stations:activities", "calendar-event", (*STATION, *CONGRESS, Role.DEPUTY)),
    Entry("代表", "deputies:deputies", "users", (*STATION, *CONGRESS)),
    Entry(
        "代表建议",
        "suggestions:list",
        "file-text",
        (*STATION, *CONGRESS, Role.GOVERNMENT, Role.DEPUTY),
    ),
    Entry("建议承办", "suggestions:assignments", "list-check", (Role.COMMITTEE, *UNITS)),
    Entry("承诺台账", "suggestions:promises", "list-check", (*CONGRESS, *UNITS, Role.DEPUTY)),
    Entry("告知群众", "suggestions:telling", "message", STATION),
    Entry("统计报表", "reports:dashboard", "chart-bar", (*STATION, *CONGRESS, *UNITS)),
    Entry("成套台账", "reports:sets", "book", (*STATION, *CONGRESS), rare=True),
    Entry("使用帮助", "stations:help", "info-circle", STATION, rare=True),
    Entry("账号", "offices:users", "user", (AdminKind.SYSTEM, AdminKind.SECURITY)),
    Entry("任职", "offices:posts", "id", (AdminKind.SECURITY,)),
    Entry("锁定的登录", "offices:locks", "lock", (AdminKind.SECURITY,)),
    Entry("行政区域", "offices:areas", "map-pin", (AdminKind.SYSTEM, AdminKind.SECURITY)),
    Entry(
        "机构",
        "offices:offices",
        "building",
        (AdminKind.SYSTEM, AdminKind.SECURITY, Role.COMMITTEE),
        rare=True,
    ),
    Entry("类别", "offices:categories", "list", (AdminKind.SYSTEM,)),
    Entry("工作日历", "workflow:calendar", "calendar", (Role.COMMITTEE, AdminKind.SYSTEM), rare=True),
    Entry(
        "参数", "offices:settings", "settings", (*CONGRESS, AdminKind.SECURITY, AdminKind.SYSTEM), rare=True
    ),
    Entry("日志", "reports:journal", "history", (AdminKind.AUDIT,)),
    Entry("日志核验", "reports:verify", "shield", (AdminKind.AUDIT,)),
)
LINKS = (
    ("代理安排", "offices:substitutes", "replace", "get"),
    ("保存的视图", "reports:views", "star", "get"),
    ("修改密码", "accounts:password", "key", "get"),
    ("退出登录", "accounts:sign_out", "logout", "post"),
)


def bar(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: menu, menu_rest, account_links, posts_template, idle_seconds (see base.html)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not hasattr(user, "acting_posts"):
        return {}
    links = [
        Action(label, url, icon=icon, method=method)
        for label, name, icon, method in LINKS
        if (url := address(name))
        and not (user.is_administrator and name in ("offices:substitutes", "reports:views"))
    ]
    menu = menu_of(user, request.path)
    return {
        "menu": [item for item in menu if not item.rare],
        "menu_rest": [item for item in menu if item.rare],
        "account_links": links,
        "posts_template": "offices/_posts.html",
        "idle_seconds": house("idle_minutes") * 60,
    }


def menu_of(user: Any, path: str) -> list[MenuItem]:
    """The entries of the person's role; pages that are not there yet are left out."""
    whose = user.admin_kind or (user.acting.role if user.acting else "")
    found = [(entry, url) for entry in MENU if whose in entry.whose and (url := address(entry.name))]
    here = nearest(path, (url for _, url in found))
    full = len(found) > MOST
    return [MenuItem(entry.label, url, entry.icon, url == here, full and entry.rare) for entry, url in found]


def way_to(user: Any, path: str) -> list[Crumb]:
    """The entry of the person's menu that a page belongs to, as the first step of the way back to it."""
    if not hasattr(user, "acting_posts"):
        return []
    return [Crumb(item.label, item.url) for item in menu_of(user, path) if item.active and item.url != "/"]


def nearest(path: str, urls: Iterable[str]) -> str:
    """The entry a page belongs to: the longest address that its own begins with."""
    return max(
        (url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default=""
    )


def address(name: str, *args: Any) -> str:
    """The URL of a name, or "" while nobody serves it."""
    return _address(name, args, get_script_prefix(), settings.ROOT_URLCONF)


@lru_cache(1000)
def _address(name: str, args: tuple[Any, ...], prefix: str, addresses: str) -> str:
    """Every page asks for some twenty of them. addresses: the module that serves them."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
