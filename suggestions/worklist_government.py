"""What waits for a government office: what it passes on, reviews, decides, and closes beside the congress office."""

from typing import Any

from django.db.models import F
from django.urls import reverse

from offices.limits import setting
from offices.models import Area
from offices.posts import acting_post
from pages.queues import Queue
from suggestions.choices import AssignmentState, TransferState
from suggestions.closing import government_open
from suggestions.desk import SECOND, seconds
from suggestions.models import Assignment, Suggestion, Transfer
from suggestions.rounds import running_until
from suggestions.worklist_queues import (
    extensions_queue,
    handed_back_queue,
    line,
    listed,
    queue,
    redispatch_queue,
    transfer_queue,
)


def government_queues(user: Any) -> list[Queue]:
    """The queues of the government office one acts for."""
    post = acting_post(user).principal
    office = post.office_id
    waiting = Transfer.objects.visible_to(user).filter(office=office)
    parts = Assignment.objects.visible_to(user, own=True)
    sent = parts.filter(state=AssignmentState.SENT, office__coordinator=office)
    sent = sent.select_related("suggestion", "office").order_by("sent_on", "pk")
    url = f"{reverse('suggestions:assignments')}?state=sent"
    second = seconds(Suggestion.objects.visible_to(user), office)
    second = second.select_related("deputy").annotate(by=running_until("second_review"))
    return [
        transfer_queue(waiting, "transfers", "待转交承办单位", TransferState.WAITING),
        queue("second", "待复审", second.order_by(F("by").asc(nulls_last=True), "pk"),
             lambda s: line(s, f"{s.deputy}代表", s.by), listed(f"government_wait={SECOND}"), tone="orange"),
        handed_back_queue(parts.filter(office__coordinator=office)),
        redispatch_queue(user),
        extensions_queue(user),
        *_to_close(user, post.area, office),
        queue("unsigned", "所属单位待签收", sent, lambda a: line(a.suggestion, str(a.office)), url, dear=True),
    ]  # fmt: skip


def _to_close(user: Any, area: Area, office: int) -> list[Queue]:
    """Answered, and closed only when this office closes it too (双销号); none where the area does not ask for it."""
    if not setting("double_close", area).flag:
        return []
    rows = government_open(Suggestion.objects.visible_in(area, user), office).select_related("deputy")
    return [queue("government-close", "待政府办公室销号", rows.order_by("replied_on", "pk"),
                 lambda s: line(s, f"{s.deputy}代表"), listed("sealed=no"), tone="orange")]  # fmt: skip
