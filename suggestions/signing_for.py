"""Signing for papers that no lifecycle moves: 通报, 问责通知书 (seed row CQ-01), 承诺事项交办清单 (TG-14)."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import acting_post
from workflow.transitions import Refused

UNIT = (Role.HANDLER, Role.UNIT_HEAD)


def served_on(row: Any, user: Any) -> bool:
    """Is this person of the unit that the paper was served on? row: SignedFor with an office."""
    post = acting_post(user)
    own = post.principal if post else None
    return own is not None and own.role in UNIT and own.office_id == row.office_id


@transaction.atomic
def sign_for(rows: QuerySet, actor: Any, verb: str, subject: Any, **data: Any) -> None:
    """The unit signs for its part of one paper, once. rows: what the paper says of it. Raises Refused."""
    waiting = [row for row in rows.select_for_update(of=("self",)).order_by("pk") if not row.signed_on]
    if not waiting:
        raise Refused("已经签收。")
    for row in waiting:
        row.sign(actor)
    enter(EntryKind.DEED, verb, actor, subject=subject, data=data)
