"""Short messages to people without an account, such as voters who asked to be told; by the gateway of SMS_GATEWAY.

Like the letters of the outbox: owed in the caller's transaction, once per key, tried again later and later.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from notices.channels import ChannelDown
from notices.chores import BACKOFF, CLAIM, LEASE, MOST_REFUSALS
from notices.models import DeliveryState, Text


class Message(NamedTuple):
    """key: once and for all; body: one short message."""

    key: str
    phone: str
    body: str


def texts_in_use() -> bool:
    """Is there a way to send short messages at all? Forms offer it only then."""
    return bool(settings.SMS_GATEWAY) and "sms" in settings.NOTICE_CHANNELS


def text_many(messages: Iterable[Message]) -> int:
    """Owe each telephone its message; a key owed once is not owed again. Returns how many were asked for."""
    rows = [Text(key=m.key, phone=m.phone, body=m.body[:200]) for m in messages if m.phone]
    Text.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_texts(today: date) -> str:
    """Send what waits; today does not matter. A gateway that is down loses nothing."""
    if not texts_in_use():
        return "没有配置短信网关。"
    sent = failed = 0
    gateway = import_string(settings.SMS_GATEWAY)
    while batch := _claim():
        for row in batch:
            try:
                gateway(row.phone, row.body, f"text-{row.pk}")
            except ChannelDown as error:
                _later(row, str(error), refused=False)
                return f"发出{sent}条；短信网关不通（{str(error)[:80]}），稍后重试。"
            except Exception as error:  # one that is refused must not stop the others
                failed += _later(row, f"{type(error).__name__}: {error}", refused=True)
            else:
                sent += 1
                _end(row, DeliveryState.SENT, sent_at=timezone.now(), error="")
    return f"发出{sent}条" + (f"；{failed}条被拒收，不再重试" if failed else "") + "。"


@transaction.atomic
def _claim() -> list[Text]:
    """Some waiting ones, taken so that no other worker takes them while the lease lasts."""
    now = timezone.now()
    rows = Text.objects.filter(state=DeliveryState.WAITING, next_at__lte=now).order_by("next_at")
    found = list(rows.select_for_update(skip_locked=True)[:CLAIM])
    Text.objects.filter(pk__in=[row.pk for row in found]).update(next_at=now + LEASE)
    return found


def _later(row: Text, error: str, refused: bool) -> bool:
    """Try again later, or give it up when it was refused too often; True when given up."""
    tries = row.tries + 1
    if refused and tries >= MOST_REFUSALS:
        _end(row, DeliveryState.FAILED, error=error[:200])
        return True
    wait = timedelta(minutes=BACKOFF[min(row.tries, len(BACKOFF) - 1)])
    Text.objects.filter(pk=row.pk).update(
        tries=tries if refused else row.tries, next_at=timezone.now() + wait, error=error[:200]
    )
    return False


def _end(row: Text, state: str, **fields: object) -> None:
    Text.objects.filter(pk=row.pk).update(state=state, phone="", tries=row.tries + 1, **fields)
