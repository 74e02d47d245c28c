"""The demo people have read what came to them, but for the last few: as on an ordinary morning."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from notices.models import Notice

FEW = 4  # unread
APART = timedelta(hours=5)  # between one notice and the one before


def build(users: Iterable[User]) -> None:
    """Spread each person's notices backwards from now; the newest of each kind are the last to be read."""
    now = timezone.now()
    for user in users:
        rows = list(Notice.objects.filter(recipient=user).order_by("-pk"))
        newest = {row.kind: row for row in reversed(rows)}
        first = sorted(newest.values(), key=lambda row: -row.pk)[:FEW]
        rows = [*first, *(row for row in rows if row not in first)]
        for place, row in enumerate(rows):
            row.created_at = now - APART * place
            row.read_at = row.created_at + APART / 10 if place >= len(first) else None
        Notice.objects.bulk_update(rows, ["created_at", "read_at"], batch_size=500)
