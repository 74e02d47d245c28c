"""Sealing: the chore that chains what has been entered since the last time.

Writers take no lock and know nothing of the chain. An entry whose number is
low but whose transaction was long is sealed by a later run, at its own place.
"""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from journal.chain import FIELDS, GENESIS, digest
from journal.models import Entry, Link

BATCH = 5000
LOCK = 0x6A6F75726E616C  # "journal"
BUSY = (0, -1)


def seal(today: date) -> str:
    """Chain every entry that is in no link yet, batch by batch.

    Runs alone: a second run at the same time leaves at once.
    """
    at, after, count = timezone.now(), None, 0
    while found := _batch(at, after):
        if found == BUSY:
            return "另一个进程正在封存，本次跳过。"
        after, sealed = found
        count += sealed
    return f"封存{count}条日志。" if count else "没有需要封存的日志。"


@transaction.atomic
def _batch(at: datetime, after: int | None) -> tuple[int, int] | None:
    """Chain one batch of entries with ids above `after`.

    at: one moment for the whole run, so that runs can be told apart.
    Returns (the last id, how many); None when nothing waits; BUSY.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return BUSY
    waiting = Entry.objects.unsealed().order_by("pk").values_list(*FIELDS)
    rows = list((waiting.filter(pk__gt=after) if after is not None else waiting)[:BATCH])
    if not rows:
        return None
    last = Link.objects.order_by("-position").first()
    taken, before = (last.position, last.digest) if last else (0, GENESIS)
    links = []
    for position, values in enumerate(rows, taken + 1):
        before = digest(before, position, values)
        links.append(Link(position=position, entry_id=values[0], digest=before, sealed_at=at))
    Link.objects.bulk_create(links)
    return rows[-1][0], len(rows)
