"""Voters who asked for it are told by SMS, and voters' data is forgotten in time. By the clock.

Told by SMS is what the gateway has taken, not what was meant; seen is what the voter has looked up himself.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from notices.models import DeliveryState, Text
from notices.texting import Message, text_many, texts_in_use
from offices.limits import setting
from offices.models import Area
from stations.choices import TO_TELL, IdeaState, OpinionState, TellWay, WishState
from stations.intake import tell
from stations.models import Matter, Opinion, OpinionEvent, OpinionFile, Visit
from stations.progress import WORDS
from workflow.transitions import OutOfStep, Refused

LOOK_BACK = dt.timedelta(days=3)
BATCH = 500
FORGOTTEN = "（已按期删除）"
WAITING_WISHES = (WishState.APPLIED, WishState.OPEN, WishState.CLAIMED, WishState.DONE)
TOLD = ("answer", "refer", "order", "hotline", "suggest", "refuse", "reply", "reopen")
OUTCOMES = ("answer", "hotline", "refuse", "reply", "report")
PREFIX, SENT_WITHIN = "opinion:", dt.timedelta(days=14)


def text_voters(today: dt.date) -> str:
    """One SMS per voter and milestone of the last days, to those who agreed; the words of the matter stay inside."""
    if not texts_in_use():
        return "没有配置短信网关。"
    told = note_sent()
    asked = Visit._base_manager.filter(sms=True, forgotten_on=None).exclude(phone_digest="")
    rows = Matter._base_manager.filter(
        visit__in=asked, opinion__events__at__gte=timezone.now() - LOOK_BACK, opinion__events__action__in=TOLD
    )
    values = rows.values_list(
        "pk", "visit__phone", "visit__receipt", "opinion__events__pk", "opinion__events__action"
    )
    messages = [
        Message(
            f"{PREFIX}{event}:{matter}",
            phone,
            f"您反映的事项（回执码{receipt}）{WORDS[action]}，可凭回执码查看。",
        )
        for matter, phone, receipt, event, action in values.iterator()
    ]
    return f"应告知{text_many(messages)}条，已送达登记{told}条。"


def note_sent() -> int:
    """Whose message about the outcome has left has been told of it; how many are new."""
    sent = Text.objects.filter(
        key__startswith=PREFIX, state=DeliveryState.SENT, sent_at__gte=timezone.now() - SENT_WITHIN
    )
    days = {}
    for key, at in sent.order_by("sent_at").values_list("key", "sent_at"):
        event, matter = map(int, key.removeprefix(PREFIX).split(":"))
        days[matter] = (event, at)
    last = OpinionEvent._base_manager.filter(subject=OuterRef("opinion"), action__in=(*OUTCOMES, "reopen"))
    rows = _untold().filter(pk__in=days).annotate(last=Subquery(last.order_by("-at", "-pk").values("pk")[:1]))
    return sum(
        _told(row, TellWay.SMS, timezone.localdate(days[row.pk][1]))
        for row in rows
        if row.last == days[row.pk][0]
    )


def seen(visit: int) -> int:
    """The voter has looked up by his receipt what came of his matters; how many outcomes were new to him."""
    today = timezone.localdate()
    known = Matter._base_manager.filter(visit=visit, opinion__state__in=(*TO_TELL, OpinionState.CLOSED))
    known.filter(told_how=TellWay.SMS).update(told_how=TellWay.WEB)
    return sum(_told(row, TellWay.WEB, today) for row in _untold().filter(visit=visit))


def _untold() -> QuerySet[Matter]:
    """The matters that have an outcome their voters have not heard."""
    rows = Matter._base_manager.filter(told_on=None, opinion__state__in=TO_TELL)
    return rows.select_related("opinion").defer("opinion__grams").order_by("pk")


def _told(matter: Matter, how: TellWay, on: dt.date) -> bool:
    try:
        tell(None, matter.opinion, matter, on, how)
    except (OutOfStep, Refused):
        return False  # somebody was faster
    return True


def forget_voters(today: dt.date) -> str:
    """Names, telephones, photos and voices of the web's voters go when their time is over (PIPL art. 19 and 47)."""
    count = 0
    for area in Area.objects.filter(stations__visits__consented_at__isnull=False).distinct():
        months = setting("voter_data_months", area, today).number
        count += _forget(area, months_before(today, months), today)
    return f"删除了{count}次网上反映的个人信息。"


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months ago, clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _forget(area: Area, before: dt.date, today: dt.date) -> int:
    """The visits of the area whose every opinion was closed before that day; in batches, each whole."""
    total = 0
    late = OpinionEvent._base_manager.filter(subject__matters__visit=OuterRef("pk"), at__date__gte=before)
    running = Opinion._base_manager.filter(matters__visit=OuterRef("pk")).exclude(state=OpinionState.CLOSED)
    due = Visit._base_manager.filter(area=area, consented_at__isnull=False, forgotten_on=None, on__lt=before)
    due = due.filter(~Exists(running), ~Exists(late)).exclude(wish__state__in=WAITING_WISHES)
    due = due.exclude(idea__state=IdeaState.RECEIVED).order_by("pk")
    while True:
        with transaction.atomic():
            keys = list(
                due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH]
            )
            if not keys:
                return total
            _forget_files(keys)
            Visit._base_manager.filter(pk__in=keys).update(
                voter_name=FORGOTTEN, phone="", phone_digest="", address="", sms=False, forgotten_on=today
            )
        total += len(keys)


def _forget_files(visits: list[int]) -> None:
    """Photos and voices go with their rows; the stored file goes once the transaction holds."""
    for row in OpinionFile._base_manager.filter(subject__matters__visit__in=visits).distinct():
        transaction.on_commit(lambda file=row.file: file.delete(save=False))
        row.delete()
