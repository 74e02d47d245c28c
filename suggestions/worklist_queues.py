"""Queues of the first page that several desks have."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.urls import reverse

from offices.posts import role_of
from pages.cards import CardRow
from pages.queues import Queue
from suggestions.choices import AssignmentState, SuggestionState
from suggestions.desk import EXTENSION, FIELDS, REDISPATCH, extensions, redispatches
from suggestions.models import Suggestion
from suggestions.rounds import running_until

S = SuggestionState


def listed(query: str) -> str:
    return f"{reverse('suggestions:list')}?{query}"


def queue(
    key: str, title: str, rows: QuerySet, row: Callable[[Any], CardRow], url: str, **more: Any
) -> Queue:
    return Queue(f"suggestions-{key}", title, rows, row, url, **more)


def line(row: Suggestion, note: str = "", due_on: date | None = None, urgent: bool = False) -> CardRow:
    return CardRow(f"{row.called} {row.title}".strip(), row.get_absolute_url(), note, due_on, urgent)


def transfer_queue(rows: QuerySet, key: str, title: str, state: str) -> Queue:
    """First-tier dispatches in one state, the limits of passing on that end first on top."""
    rows = rows.filter(state=state, suggestion__state=S.DISPATCHED).select_related("suggestion__deputy")
    rows = rows.annotate(by=running_until("transfer", "suggestion", office=OuterRef("office")))
    url = f"{reverse('suggestions:transfers')}?state={state}"
    return queue(key, title, rows.order_by(F("by").asc(nulls_last=True), "pk"),
                lambda t: line(t.suggestion, f"{t.suggestion.deputy}代表", t.by), url, tone="orange")  # fmt: skip


def redispatch_queue(user: Any) -> Queue:
    """The parts that were handed back and wait for another unit."""
    rows = redispatches(user).select_related("subject", "assignment__office").order_by("due_on", "pk")
    return queue(REDISPATCH, "待改交", rows, lambda c: line(c.subject, f"{c.assignment.office}已退办", c.due_on),
                listed(f"{FIELDS[role_of(user)]}={REDISPATCH}"), tone="orange")  # fmt: skip


def handed_back_queue(rows: QuerySet) -> Queue:
    """Units' requests to hand back, waiting for the dispatcher's answer."""
    rows = rows.filter(state=AssignmentState.HANDED_BACK)
    rows = rows.select_related("suggestion", "office").order_by("pk")
    url = f"{reverse('suggestions:assignments')}?state=handed_back"
    return queue("handed-back", "退办申请待答复", rows, lambda a: line(a.suggestion, f"{a.office}申请退办"), url,
                tone="red")  # fmt: skip


def extensions_queue(user: Any) -> Queue:
    """Units' requests for more time, waiting for the dispatcher's answer."""
    rows = extensions(user).select_related("suggestion", "assignment__office").order_by("pk")
    return queue("extensions", "延期申请待答复", rows,
                lambda e: line(e.suggestion, f"{e.assignment.office}申请延期", e.suggestion.due_on),
                listed(f"{FIELDS[role_of(user)]}={EXTENSION}&sort=due_on"), tone="orange")  # fmt: skip
