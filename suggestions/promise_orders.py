"""Handing units what they promised at a meeting (专题询问 → 承诺 → 承诺交办清单 → 回头看, seed row TG-14)."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.models import Office
from suggestions import parties
from suggestions.choices import SerialKind
from suggestions.models import HandlingMeeting, Promise, PromiseOrder, Suggestion
from suggestions.serials import next_serial
from suggestions.signing_for import sign_for
from workflow.transitions import Refused


@transaction.atomic
def hand_over(meeting: HandlingMeeting, actor: Any) -> list[PromiseOrder]:
    """One numbered list for each unit of what is on none yet; the units are told. Raises Refused where nothing is left."""
    rows = Promise._base_manager.select_for_update(of=("self",)).filter(meeting=meeting, handed=None)
    by_unit: dict[Office, list[Promise]] = defaultdict(list)
    for row in rows.select_related("office").order_by("office", "pk"):
        by_unit[row.office].append(row)
    if not by_unit:
        raise Refused("会上承诺都已交办。" if meeting.promises.exists() else "还没有登记会上承诺。")
    today = timezone.localdate()
    first = next_serial(meeting.area, SerialKind.PROMISE, today.year, len(by_unit))
    made = []
    for serial, (office, promises) in enumerate(by_unit.items(), first):
        order = PromiseOrder.objects.create(
            meeting=meeting, area=meeting.area, office=office, year=today.year, number=serial, served_on=today,
            served_by=actor,
        )  # fmt: skip
        Promise._base_manager.filter(pk__in=[row.pk for row in promises]).update(handed=order)
        made.append(order)
        post(
            parties.holders_of(office.pk), kind="promise.order", key=f"promise.order:{order.pk}", title=f"{order}（{meeting}）",
            body="请签收。\n" + "\n".join(f"{row.what}（{row.due_on:%Y年%-m月%-d日}前）" for row in promises),
            url=meeting.get_absolute_url(),
        )  # fmt: skip
    enter(
        EntryKind.DEED, "交办会上承诺", actor, subject=meeting, data={"orders": [order.pk for order in made]}
    )
    return made


def orders_on(suggestion: Suggestion, user: Any) -> list[PromiseOrder]:
    """The lists that promises about this suggestion stand on, as this person may read them; asks only where there are any."""
    if not getattr(suggestion, "handed", True):
        return []
    rows = PromiseOrder.objects.visible_to(user).filter(promises__suggestion=suggestion).distinct()
    return list(rows.select_related("office", "area", "meeting__office", "signed_by").order_by("pk"))


def sign(order: PromiseOrder, actor: Any) -> None:
    """The unit signs for its list. Raises Refused."""
    rows = PromiseOrder._base_manager.filter(pk=order.pk)
    sign_for(rows, actor, "签收承诺事项交办清单", order.meeting, order=order.pk)
