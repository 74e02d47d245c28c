"""What is done by the clock: the morning digest, and carrying messages out of the house."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from notices.channels import ChannelDown, Rejected, known_channels
from notices.letters import letter_of
from notices.models import Delivery, DeliveryState, Digest, Notice
from notices.outbox import deliver_soon

BATCH = 500
CLAIM = 50
LEASE = timedelta(minutes=5)  # a worker that dies holds what it claimed no longer than this
BACKOFF = (1, 5, 30, 120, 360, 720, 1440)  # minutes
MOST_REFUSALS = len(BACKOFF)

# the calendar of working days; the workflow room, which keeps it, puts it here
WORKDAY: list[Callable[[date], bool]] = []


def digest(today: date) -> str:
    """One list per person and morning of what is unread and was not in a list before; on working days."""
    if not all(is_workday(today) for is_workday in WORKDAY):
        return "今天不是工作日，不发晨报。"
    lists = notices = 0
    while people := _undigested(today):
        with transaction.atomic():
            made, told = _digest(people, today)
        lists, notices = lists + made, notices + told
    return f"发出{lists}份晨报，含{notices}条通知。" if lists else "没有需要发出的晨报。"


def _undigested(today: date) -> list[int]:
    """Some people with unread notices in no list, who have no list of today yet."""
    rows = Notice.objects.filter(digest=None, read_at=None).exclude(recipient__digests__on=today)
    return list(rows.order_by("recipient").values_list("recipient", flat=True).distinct()[:BATCH])


def _digest(people: list[int], today: date) -> tuple[int, int]:
    Digest.objects.bulk_create([Digest(recipient_id=p, on=today) for p in people], ignore_conflicts=True)
    made = list(
        Digest.objects.filter(on=today, recipient__in=people, notices=None).select_related("recipient")
    )
    mine = Digest.objects.filter(on=today, recipient=OuterRef("recipient"))
    rows = Notice.objects.filter(digest=None, read_at=None, recipient__in=[one.recipient_id for one in made])
    notices = rows.update(digest=Subquery(mine.values("pk")[:1]))
    deliver_soon(made)
    return len(made), notices


def deliver(today: date) -> str:
    """Send what waits; what does not get out is tried again later and later. today does not matter."""
    sent = failed = 0
    down: dict[str, str] = {}
    while batch := _claim(exclude=set(down)):
        for row in batch:
            if row.channel in down:
                _release(row)
                continue
            state = _send(row, down)
            sent, failed = sent + (state == DeliveryState.SENT), failed + (state == DeliveryState.FAILED)
    words = [f"发出{sent}条"] if sent else []
    words += [f"{failed}条被拒收，不再重试"] if failed else []
    words += [f"{known_channels()[name].label}不通（{error[:80]}），稍后重试" for name, error in down.items()]
    return "；".join(words) + "。" if words else "没有待发送的消息。"


@transaction.atomic
def _claim(exclude: set[str]) -> list[Delivery]:
    """Some waiting deliveries, taken so that no other worker takes them while the lease lasts."""
    now = timezone.now()
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=now).exclude(channel__in=exclude)
    rows = list(rows.order_by("next_at").select_for_update(skip_locked=True)[:CLAIM])
    pks = [row.pk for row in rows]
    Delivery.objects.filter(pk__in=pks).update(next_at=now + LEASE)
    found = Delivery.objects.filter(pk__in=pks).order_by("pk")
    return list(
        found.select_related("notice__recipient", "digest__recipient").prefetch_related("digest__notices")
    )


def _send(row: Delivery, down: dict[str, str]) -> str:
    """Try one delivery and write down what came of it; the state it is left in."""
    try:
        known_channels()[row.channel].send(letter_of(row))
    except ChannelDown as error:
        down[row.channel] = str(error)
        return _later(row, str(error), refused=False)
    except Rejected as error:
        return _later(row, str(error), refused=True)
    except Exception as error:  # a poison row must not stop the others
        return _later(row, f"{type(error).__name__}: {error}", refused=True)
    done = {"state": DeliveryState.SENT, "sent_at": timezone.now(), "error": "", "tries": row.tries + 1}
    Delivery.objects.filter(pk=row.pk).update(**done)
    return DeliveryState.SENT


def _later(row: Delivery, error: str, refused: bool) -> str:
    """Try again, later and later; give up only on what is refused again and again."""
    wait = BACKOFF[min(row.tries, len(BACKOFF) - 1)]
    refusals = row.refusals + refused
    state = DeliveryState.FAILED if refusals >= MOST_REFUSALS else DeliveryState.WAITING
    Delivery.objects.filter(pk=row.pk).update(
        state=state,
        tries=row.tries + 1,
        refusals=refusals,
        error=error[:1000],
        next_at=timezone.now() + timedelta(minutes=wait),
    )
    return state


def _release(row: Delivery) -> None:
    """Let go of a claimed row whose channel turned out to be down."""
    soon = timezone.now() + timedelta(minutes=BACKOFF[0])
    Delivery.objects.filter(pk=row.pk).update(next_at=soon)


def waiting_since() -> datetime | None:
    """The oldest moment for which a message waits; None when all is out. For health and figures."""
    row = Delivery.objects.filter(state=DeliveryState.WAITING).order_by("next_at").first()
    return row.next_at if row else None
