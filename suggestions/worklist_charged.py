"""Queues of who leads (what he supervises, the 《代表之声》 that waits for his word), and of a unit that answers for delay."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.cards import CardRow
from pages.queues import Queue
from suggestions.charging import charged_with, part_of
from suggestions.models import Escalation, Instruction, PromiseOrder, Supervision, Voice
from suggestions.worklist_queues import queue


def queues(user: Any) -> list[Queue]:
    """Not shown while nothing waits: not every leader or committee is charged with something."""
    if holds(user, Role.HANDLER, Role.UNIT_HEAD):
        return [_measures(user), _orders(user)]
    if not holds(user, Role.LEADER, Role.COMMITTEE, Role.GOVERNMENT):
        return []
    return [_supervised(user), *([_voices(user)] if holds(user, Role.LEADER) else [])]


def _supervised(user: Any) -> Queue:
    rows = charged_with(user).annotate(left=Count("items", filter=Q(items__done_on__isnull=True)))
    rows = rows.select_related("suggestion").order_by(F("due_on").asc(nulls_last=True), "pk")

    def line(row: Supervision) -> CardRow:
        left = f"方案还有{row.left}项" if row.left else row.get_state_display()
        note = f"{part_of(row, user)} · {left}"
        return CardRow(f"{row.suggestion} {row.suggestion.title}", row.get_absolute_url(), note, row.due_on)

    url = f"{reverse('suggestions:supervisions')}?mine=1"
    return queue("charged", "由我督办、领办的建议", rows, line, url, tone="orange", rare=True)


def _measures(user: Any) -> Queue:
    """通报 and 问责通知书 that the unit has not signed for (seed row CQ-01)."""
    own = acting_post(user).principal.office_id
    rows = Escalation.objects.visible_to(user).filter(office=own, number__isnull=False, signed_on=None)

    def line(row: Escalation) -> CardRow:
        label = f"{row.suggestion} {row.suggestion.title}"
        return CardRow(label, row.suggestion.get_absolute_url(), f"{row.paper}，请签收", None, True)

    url = reverse("suggestions:assignments")
    rows = rows.select_related("suggestion").order_by("pk")
    return queue("measures", "待签收的通报、问责", rows, line, url, tone="red", rare=True)


def _orders(user: Any) -> Queue:
    """承诺事项交办清单 that the unit has not signed for (seed row TG-14)."""
    own = acting_post(user).principal.office_id
    rows = PromiseOrder.objects.visible_to(user).filter(office=own, signed_on=None).select_related("meeting")

    def line(row: PromiseOrder) -> CardRow:
        return CardRow(str(row), row.meeting.get_absolute_url(), f"{row.meeting}，请签收", None, True)

    url = reverse("suggestions:meetings")
    return queue("orders", "待签收的承诺交办清单", rows.order_by("pk"), line, url, tone="red", rare=True)


def _voices(user: Any) -> Queue:
    own = acting_post(user).principal.user_id
    said = Instruction._base_manager.filter(voice=OuterRef("pk"), recorded_by=own)
    rows = Voice.objects.visible_to(user).filter(~Exists(said), readers=own).select_related("suggestion")

    def line(row: Voice) -> CardRow:
        return CardRow(f"{row} {row.headline}", row.get_absolute_url(), f"{row.suggestion}，请阅示")

    url = f"{reverse('suggestions:voices')}?mine=1"
    return queue("voices", "《代表之声》待阅示", rows.order_by("-pk"), line, url, tone="orange", rare=True)
