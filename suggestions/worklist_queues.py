"""Cards of the first page that several desks have: queues with their first rows, and how long they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from pages.cards import Card, CardRow
from pages.framed import first_keys_then_rows
from pages.paging import capped_count
from suggestions.choices import AssignmentState, ExtensionState, SuggestionState
from suggestions.models import Assignment, Extension, Suggestion, SuggestionClock, Transfer

S = SuggestionState
SHOWN, CAP = 5, 1000


def listed(query: str) -> str:
    return f"{reverse('suggestions:list')}?{query}"


def card(key: str, title: str, rows: QuerySet, row: Callable[[Any], CardRow], url: str, **more: Any) -> Card:
    """The first rows of a queue, and how long it is."""
    found = first_keys_then_rows(rows, SHOWN + 1)
    count, capped = (len(found), False) if len(found) <= SHOWN else capped_count(rows, CAP)
    return Card(f"suggestions-{key}", title, [row(one) for one in found[:SHOWN]], count, capped, url, **more)


def line(row: Suggestion, note: str = "", due_on: date | None = None, urgent: bool = False) -> CardRow:
    label = f"第{row.number}号 {row.title}" if row.number else row.title
    return CardRow(label, row.get_absolute_url(), note, due_on, urgent)


def transfer_card(user: Any, key: str, title: str, state: str, **where: Any) -> Card:
    """First-tier dispatches in one state, the limits of passing on that end first on top."""
    limit = SuggestionClock.objects.visible_to(user).ticking().filter(
        rule="transfer", subject=OuterRef("suggestion"), office=OuterRef("office")
    )  # fmt: skip
    rows = Transfer.objects.visible_to(user).filter(state=state, suggestion__state=S.DISPATCHED, **where)
    rows = rows.annotate(by=Subquery(limit.order_by("due_on").values("due_on")[:1])).select_related(
        "suggestion__deputy"
    )
    url = f"{reverse('suggestions:transfers')}?state={state}"
    return card(key, title, rows.order_by(F("by").asc(nulls_last=True), "pk"),
                lambda t: line(t.suggestion, f"{t.suggestion.deputy}代表", t.by), url, tone="orange")  # fmt: skip


def redispatch_card(user: Any, **where: Any) -> Card:
    """The parts that were handed back and wait for another unit."""
    rows = SuggestionClock.objects.visible_to(user).ticking().filter(rule="redispatch", **where)
    rows = rows.select_related("subject", "assignment__office").order_by("due_on", "pk")
    return card("redispatch", "待改交", rows, lambda c: line(c.subject, f"{c.assignment.office}已退办", c.due_on),
                listed("state=dispatched"), tone="orange")  # fmt: skip


def handed_back_card(user: Any, **where: Any) -> Card:
    """Units' requests to hand back, waiting for the dispatcher's answer."""
    rows = Assignment.objects.visible_to(user).filter(state=AssignmentState.HANDED_BACK, **where)
    rows = rows.select_related("suggestion", "office").order_by("pk")
    url = f"{reverse('suggestions:assignments')}?state=handed_back"
    return card("handed-back", "退办申请待答复", rows, lambda a: line(a.suggestion, f"{a.office}申请退办"), url,
                tone="red")  # fmt: skip


def extensions_card(user: Any, **where: Any) -> Card:
    """Units' requests for more time, waiting for the dispatcher's answer."""
    rows = Extension.objects.visible_to(user).filter(
        state=ExtensionState.ASKED, suggestion__state=S.DISPATCHED, **where
    )
    rows = rows.select_related("suggestion", "assignment__office").order_by("pk")
    return card("extensions", "延期申请待答复", rows,
                lambda e: line(e.suggestion, f"{e.assignment.office}申请延期", e.suggestion.due_on),
                listed("state=dispatched&sort=due_on"), tone="orange")  # fmt: skip
