"""The only way to tell somebody something."""

from collections.abc import Iterable
from typing import Any

from notices.models import Notice


def post(
    users: Iterable[Any],
    *,
    kind: str,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    urgent: bool = False,
) -> int:
    """Owe each user one notice, in the caller's transaction; a second call with the same key does nothing.

    kind: "<subject>.<what>", key: unique per recipient. Returns how many were asked for.
    """
    rows = [
        Notice(recipient=user, kind=kind, key=key, title=title[:200], body=body, url=url, urgent=urgent)
        for user in {user.pk: user for user in users}.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
