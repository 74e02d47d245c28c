"""The only way to tell somebody something."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from notices.arrays import as_array
from notices.channels import channels_in_use
from notices.models import Delivery, Digest, Notice


class Message(NamedTuple):
    """A notice to be owed, for post_many. key: unique per recipient."""

    recipient_id: int
    kind: str
    key: str
    title: str
    body: str = ""
    url: str = ""


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

    kind: "<subject>.<what>", key: unique per recipient. An urgent one goes
    out at once, the others with the morning digest. Returns how many were asked for.
    """
    people = {user.pk: user for user in users}
    rows = [
        Notice(recipient=user, kind=kind, key=key, title=title[:200], body=body, url=url, urgent=urgent)
        for user in people.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if urgent:
        found = Notice.objects.filter(key=key, recipient__in=people, urgent=True, deliveries=None)
        deliver_soon(found.select_related("recipient"))
    return len(rows)


def deliver_soon(things: Iterable[Notice | Digest]) -> int:
    """Owe each notice or digest a delivery by every channel that reaches its recipient."""
    rows = [
        Delivery(channel=channel.name, **{"digest" if isinstance(thing, Digest) else "notice": thing})
        for thing in things
        for channel in channels_in_use()
        if thing.recipient.is_active and channel.reaches(thing.recipient)
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


_COLUMNS = ("recipient_id", "kind", "key", "title", "body", "url")
_TYPES = ("bigint", "text", "text", "text", "text", "text")


def owing(found: str, sure: bool = False) -> str:
    """The statement that owes every notice a SELECT of recipient_id, kind, key, title, body, url finds.

    For notices composed of rows that are all in the database; it takes one parameter before those of the SELECT, the
    moment. The same promise as post: a key told once is not told again. sure: none was told before, and none is found
    twice; the statement fails where this is wrong, and costs a quarter less where it is right.
    """
    columns = ", ".join(_COLUMNS)
    return (
        f"INSERT INTO {Notice._meta.db_table} ({columns}, urgent, created_at)"
        " SELECT recipient_id, kind, key, CASE WHEN octet_length(title) > 200 THEN left(title, 200) ELSE title END,"
        f" body, url, false, %s FROM ({found}) AS m({columns})"
        + ("" if sure else " ON CONFLICT (recipient_id, key) DO NOTHING")
    )


def post_many(messages: Sequence[Message]) -> int:
    """Owe thousands of different notices in one statement, in the caller's transaction.

    The same promise as post: a key told once is not told again. Returns how many are new.
    """
    if not messages:
        return 0
    columns = [as_array(column) for column in zip(*messages, strict=True)]
    arrays = ", ".join(f"%s::{kind}[]" for kind in _TYPES)
    with connection.cursor() as cursor:
        cursor.execute(owing(f"SELECT * FROM unnest({arrays})"), [timezone.now(), *columns])
        return cursor.rowcount
