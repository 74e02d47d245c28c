"""The auditor's verification of the journal: by hand, and every night."""

from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import transaction

from accounts.models import AdminKind, User
from journal.book import enter
from journal.models import Entry, Link
from journal.verifying import Report, verify
from notices.outbox import post

VERB = "核验日志"
KEY, PATIENCE = "journal:verifying", 120  # seconds without progress until a run counts as dead
AT_ONCE = 20_000  # links that a page may verify while its reader waits
TOLD = 20  # faults that are kept with the result


def run(actor: User | None = None) -> Report:
    """Walk the whole chain, tell how far it is, and enter what was found in the journal."""
    total = Link.objects.last_position()
    try:
        report = verify(lambda done: cache.set(KEY, {"done": done, "total": total}, PATIENCE))
    finally:
        cache.delete(KEY)
    record(report, actor)
    return report


@transaction.atomic
def record(report: Report, actor: User | None) -> None:
    """Keep the result as a row of the journal; a broken chain is told to every auditor at once."""
    data = {
        "count": report.count,
        "waiting": report.waiting,
        "head": report.head,
        "head_position": report.head_position,
        "fault_count": report.fault_count,
        "faults": [fault.words for fault in report.faults[:TOLD]],
    }
    entry = enter("deed", VERB, actor, label="日志封存链", data=data, success=report.whole)
    if not report.whole:
        post(
            User.objects.filter(admin_kind=AdminKind.AUDIT, is_active=True),
            kind="journal.broken",
            key=f"journal.broken:{entry.pk}",
            title=f"日志核验发现{report.fault_count}处损坏",
            body=report.faults[0].words,
            url="/reports/journal/verify/",
            urgent=True,
        )


def verify_nightly(today: date) -> str:
    """Chore: verify the whole chain."""
    report = run()
    if report.whole:
        return f"日志完好，核验{report.count}条。"
    return f"日志有{report.fault_count}处损坏，第一处：{report.faults[0].words}"


def progress() -> dict[str, Any] | None:
    """How far a verification in the background is: {"done", "total"}; None when none runs."""
    return cache.get(KEY)


def results(user: User, count: int = 10) -> list[Entry]:
    """The last verifications, newest first."""
    rows = Entry.objects.visible_to(user).filter(kind="deed", verb=VERB).select_related("actor")
    return list(rows.order_by("-pk")[:count])
