"""Voters who asked for it hear of a suggestion's milestones by short message. By the clock."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from notices.models import DeliveryState, Text
from notices.texting import Message, text_many, texts_in_use
from stations.choices import TellWay
from suggestions.models import VoterTold
from suggestions.telling import tell, words_of
from workflow.transitions import OutOfStep

LOOK_BACK = timedelta(days=3)  # what is older has been told by hand, or waits for it
SENT_WITHIN = timedelta(days=14)
PREFIX = "milestone:"


def text_milestones(today: date) -> str:
    """One message per voter and milestone, to those who agreed; told is what the gateway took, not what was meant."""
    if not texts_in_use():
        return "没有配置短信网关。"
    told = note_sent()
    return f"应告知{text_many(_messages(today))}条，已送达登记{told}条。"


def _messages(today: date) -> Iterator[Message]:
    rows = VoterTold._base_manager.filter(pk__in=VoterTold.objects.waiting().values("pk"))
    rows = rows.filter(
        matter__visit__sms=True, matter__visit__forgotten_on=None, reached_on__gte=today - LOOK_BACK
    )
    rows = rows.exclude(matter__visit__phone_digest="").select_related(
        "matter__visit", "suggestion__lead_office"
    )
    for row in rows.defer("suggestion__grams").iterator(chunk_size=500):
        visit = row.matter.visit
        words = words_of(row.suggestion, row.milestone)
        yield Message(f"{PREFIX}{row.pk}", visit.phone, f"{words}可凭回执码{visit.receipt}查看。")


def note_sent() -> int:
    """Whose message has left has been told."""
    sent = Text.objects.filter(
        key__startswith=PREFIX, state=DeliveryState.SENT, sent_at__gte=timezone.now() - SENT_WITHIN
    )
    days = {int(key.removeprefix(PREFIX)): at for key, at in sent.values_list("key", "sent_at")}
    told = 0
    for row in VoterTold.objects.filter(pk__in=days, told_on=None).order_by("pk"):
        try:
            told += bool(tell(row, TellWay.SMS, None, timezone.localdate(days[row.pk])))
        except OutOfStep:  # a later one took it along
            continue
    return told
