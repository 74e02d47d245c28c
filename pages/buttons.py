"""The buttons beside a title and the tabs above a list as HTML.

Written as strings and kept: most pages of a kind offer the same ones to everybody of a role.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from pages.actions import Action
from pages.escaping import escape
from pages.icons import drawing

if TYPE_CHECKING:
    from pages.links import Tab


def buttons_html(actions: tuple[Action, ...], token: Callable[[], str]) -> SafeString:
    """The buttons that stand open, and those that wait under 更多. token: the hidden field of a form that posts."""
    found = [
        _form(one, token()) if one.method == "post" else _link(one, f"btn btn-{one.style}")
        for one in actions
        if not one.more
    ]
    return mark_safe("".join([*found, _folded(tuple([one for one in actions if one.more]))]))


@lru_cache(maxsize=1000)
def _link(action: Action, css: str) -> str:
    words = f"{drawing(action.icon)}{escape(action.label)}"
    return f'<a class="{css}" href="{escape(action.url)}">{words}</a>\n'


@lru_cache(maxsize=500)
def _folded(actions: tuple[Action, ...]) -> str:
    if not actions:
        return ""
    inside = "".join([_link(one, "dropdown-item") for one in actions])
    return (
        f'<details class="popdown"><summary class="btn btn-secondary">更多{drawing("chevron-down")}</summary>'
        f'<div class="popdown-menu">{inside}</div></details>'
    )


def _form(action: Action, token: str) -> str:
    asks = f' data-confirm="{escape(action.confirm)}"' if action.confirm else ""
    words = f"{drawing(action.icon)}{escape(action.label)}"
    return (
        f'<form method="post" action="{escape(action.url)}" data-once{asks}>{token}'
        f'<button class="btn btn-{action.style}" type="submit">{words}</button></form>'
    )


@lru_cache(maxsize=500)
def bulk_html(actions: tuple[Action, ...]) -> SafeString:
    """The buttons that send the rows ticked somewhere."""
    return mark_safe(
        "".join(
            [
                f'<button class="btn btn-secondary btn-sm" type="submit" formaction="{escape(one.url)}">'
                f"{drawing(one.icon)}{escape(one.label)}</button>"
                for one in actions
            ]
        )
    )


@lru_cache(maxsize=500)
def tabs_html(tabs: tuple["Tab", ...]) -> SafeString:
    """The views of a list; nothing where there are none."""
    if not tabs:
        return SafeString("")
    return mark_safe(f'<nav class="tabs" aria-label="常用视图">{"".join([_tab(one) for one in tabs])}</nav>')


def _tab(tab: "Tab") -> str:
    here = ' class="active" aria-current="page"' if tab.active else ""
    return f'<a href="{escape(tab.url)}"{here}>{escape(tab.label)}</a>'
