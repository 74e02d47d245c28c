"""Limits in words."""

from django import template

from offices.catalogue import CATALOGUE
from offices.choices import StartEvent
from offices.limits import Limit
from workflow.calendar import due_words

register = template.Library()

register.filter("due_words", due_words)


@register.simple_tag
def limit_words(limit: Limit) -> str:
    """7工作日, 3月, 是."""
    return CATALOGUE[limit.key].words(limit.value, limit.unit)


@register.simple_tag
def limit_event(limit: Limit | None) -> str:
    """What starts the limit: 交办."""
    return StartEvent(limit.start_event).label if limit and limit.start_event else ""
