"""Where the records of observation points stand."""

from django.db.models import QuerySet
from django.utils import timezone

STANDS = (("open", "跟踪中"), ("due", "到期应跟踪"), ("closed", "已结束"), ("linked", "已形成群众意见"))


def at_stage(rows: QuerySet, value: str) -> QuerySet:
    """Records by where they stand; worklist and tabs use the same words."""
    return {
        "open": rows.filter(closed_on=None), "closed": rows.exclude(closed_on=None),
        "due": rows.filter(closed_on=None, next_on__lte=timezone.localdate()),
        "linked": rows.exclude(opinion=None),
    }[value]  # fmt: skip
