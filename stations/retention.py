"""Project proposals that came to nothing are forgotten in time: who proposed, and what. By the clock."""

import datetime as dt

from django.db import transaction

from offices.limits import setting
from offices.models import Area
from stations.choices import IdeaState
from stations.models import Idea, Visit
from stations.telling import BATCH, FORGOTTEN, months_before

KEPT = (IdeaState.KEPT, IdeaState.CHOSEN, IdeaState.DONE)  # what the congress works on


def forget_ideas(today: dt.date) -> str:
    """Proposals not taken in go after the area's months; number, title and state stay for the figures (PIPL art. 19)."""
    count = 0
    for area in Area.objects.filter(stations__ideas__isnull=False).distinct():
        months = setting("idea_months", area, today).number
        count += _forget(area, months_before(today, months), today)
    return f"删除了{count}件民生实事项目建议的内容。"


def _forget(area: Area, before: dt.date, today: dt.date) -> int:
    """In batches, each whole."""
    total = 0
    due = Idea._base_manager.filter(area=area, received_on__lt=before).exclude(state__in=KEPT)
    due = due.exclude(text=FORGOTTEN).order_by("pk")
    while True:
        with transaction.atomic():
            rows = list(
                due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", "visit")[:BATCH]
            )
            if not rows:
                return total
            Idea._base_manager.filter(pk__in=[pk for pk, _ in rows]).update(
                text=FORGOTTEN, place="", benefit=""
            )
            Visit._base_manager.filter(pk__in=[visit for _, visit in rows]).update(
                voter_name=FORGOTTEN, phone="", phone_digest="", address="", sms=False, forgotten_on=today
            )
        total += len(rows)
