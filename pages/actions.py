"""What a page may offer: buttons, ready-made views of a list, menu entries, crumbs."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["primary", "secondary", "danger", "link"]


@dataclass(frozen=True)
class Action:
    """A button. method "post" sends a form with a CSRF token; confirm asks first; more puts it under 更多."""

    label: str
    url: str
    style: Style = "secondary"
    icon: str = ""
    method: Literal["get", "post"] = "get"
    confirm: str = ""
    note: str = ""
    more: bool = False


@dataclass(frozen=True)
class Empty:
    """What a list says when it has no rows."""

    title: str = "没有记录"
    text: str = "换一个筛选条件试试。"
    action: Action | None = None


@dataclass(frozen=True)
class SavedView:
    """A tab above a list: a name and the query string it stands for, such as "state=open&sort=due"."""

    label: str
    query_string: str = ""


@dataclass(frozen=True)
class MenuItem:
    """An entry of the main menu; `icon` is a file name in templates/pages/icons. rare: under 更多."""

    label: str
    url: str
    icon: str = ""
    active: bool = False
    rare: bool = False


@dataclass(frozen=True)
class Crumb:
    """A step of the way back, outermost first."""

    label: str
    url: str = ""
