"""Words and small marks for templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pages import dates, masks
from pages.actions import Action
from pages.buttons import bulk_html, buttons_html, tabs_html
from pages.cards import due_html
from pages.columns import Badge
from pages.icons import drawing
from pages.sections import clocks_html, facts_html, papers_html, people_html, timeline_html, track_html
from pages.sizes import size_words

register = template.Library()

register.filter("cn_date", dates.cn_date)
register.filter("cn_datetime", dates.cn_datetime)
register.filter("tentative", dates.tentative)
register.filter("days_left", dates.days_left)
register.filter("urgency", dates.urgency)
register.filter("mask_phone", masks.mask_phone)
register.filter("mask_name", masks.mask_name)
register.filter("tabs", tabs_html)
register.filter("bulk", bulk_html)
register.filter("size_words", size_words)
register.filter("facts", facts_html)
register.filter("track", track_html)
register.filter("timeline", timeline_html)
register.filter("clocks", clocks_html)
register.filter("people", people_html)
register.filter("papers", papers_html)
register.simple_tag(due_html, name="due")


@register.simple_tag(takes_context=True)
def buttons(context: template.Context, actions: Iterable[Action] | None) -> SafeString:
    """The buttons beside a title."""
    return buttons_html(tuple(actions or ()), lambda: CsrfTokenNode().render(context))


@register.simple_tag
def badge(label: Any, colour: str = "grey") -> SafeString:
    """A short word on a coloured ground."""
    return (label if isinstance(label, Badge) else Badge(str(label), colour)).html()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon of templates/pages/icons; decoration unless it has a label."""
    if not name:
        return mark_safe("")
    told = format_html('<span class="visually-hidden">{}</span>', label) if label else ""
    return mark_safe(drawing(name) + told)
