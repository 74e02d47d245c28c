"""The cards of a unit under supervision, and of the visits that follow its replies (三见面)."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse

from offices.models import Area
from pages.cards import CardRow
from pages.dates import cn_date
from pages.queues import Queue
from suggestions.choices import (
    AssignmentRole,
    AssignmentState,
    ContactStage,
    SuggestionState,
    SupervisionState,
)
from suggestions.contacts import THREE_CLOSE, contacts_needed, counting
from suggestions.models import Assignment, Contact, NoticeReceipt, Supervision
from suggestions.worklist_queues import queue

ANSWERING = ~Q(role=AssignmentRole.CO) & ~Q(state=AssignmentState.REVOKED)


def supervised_queue(user: Any, office: int) -> Queue:
    """Notices that the unit has not signed for, and plans with lines still to be done, the nearest day first."""
    own = Assignment._base_manager.filter(
        ANSWERING, suggestion=OuterRef("suggestion"), round=OuterRef("suggestion__round"), office=office
    )
    to_do = Q(items__done_on__isnull=True)
    rows = Supervision.objects.visible_to(user).filter(Exists(own), state=SupervisionState.SERVED)
    rows = rows.annotate(left=Count("items", filter=to_do), next=Min("items__due_on", filter=to_do))
    unsigned = NoticeReceipt._base_manager.filter(supervision=OuterRef("pk"), office=office, signed_on=None)
    rows = rows.annotate(to_sign=Exists(unsigned)).filter(Q(to_sign=True) | Q(left__gt=0))
    rows = rows.select_related("suggestion").order_by("-to_sign", F("next").asc(nulls_last=True), "pk")
    url = f"{reverse('suggestions:supervisions')}?state=served"
    return queue("supervised", "督办事项", rows, _supervised, url, tone="orange")


def _supervised(row: Supervision) -> CardRow:
    told = f"方案还有{row.left}项未完成" if row.left else ""
    note = "请签收督办通知单" if row.to_sign else told
    return CardRow(str(row), row.get_absolute_url(), note, row.next or row.due_on, row.to_sign)


def visits_queue(user: Any, office: int, area: Area) -> list[Queue]:
    """Answered ones that cannot be closed before the unit has met the deputy once more; where the area asks for it."""
    if contacts_needed(area) != THREE_CLOSE:
        return []
    met = Contact._base_manager.filter(
        assignment=OuterRef("pk"), stage=ContactStage.AFTER, state__in=counting(area)
    )
    rows = Assignment.objects.visible_to(user, own=True).filter(
        ANSWERING, ~Exists(met), office=office, state=AssignmentState.DONE, round=F("suggestion__round"),
        suggestion__state=SuggestionState.REPLIED,
    )  # fmt: skip
    rows = rows.select_related("suggestion__deputy").order_by("pk")
    url = f"{reverse('suggestions:assignments')}?state=done"
    return [queue("visits", "办后待见面", rows, _visit, url, tone="blue")]


def _visit(part: Assignment) -> CardRow:
    row = part.suggestion
    since: date | None = row.replied_on
    note = f"{row.deputy}代表，{cn_date(since)}答复" if since else f"{row.deputy}代表"
    return CardRow(f"{row.called} {row.title}", part.get_absolute_url(), note)
