"""Where the records of observation points stand, and making an opinion of one."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.models import Category
from stations.choices import Channel
from stations.intake import NewMatter, log_visit
from stations.models import Observation, Opinion
from workflow.transitions import OutOfStep

STANDS = (("open", "跟踪中"), ("due", "到期应跟踪"), ("closed", "已结束"), ("linked", "已形成群众意见"))


def at_stage(rows: QuerySet, value: str) -> QuerySet:
    """Records by where they stand; worklist and tabs use the same words."""
    return {
        "open": rows.filter(closed_on=None), "closed": rows.exclude(closed_on=None),
        "due": rows.filter(closed_on=None, next_on__lte=timezone.localdate()),
        "linked": rows.exclude(opinion=None),
    }[value]  # fmt: skip


@transaction.atomic
def raise_opinion(actor: Any, row: Observation, voter: dict[str, Any], category: Category) -> Opinion:
    """Make an opinion of what the point saw; who saw it is told what came of it, as every voter is.

    voter: voter_name, phone. Raises OutOfStep when the record has an opinion already.
    """
    row = Observation._base_manager.select_for_update(of=("self",)).select_related("station").get(pk=row.pk)
    if row.opinion_id:
        raise OutOfStep("这条记录已经形成群众意见。")
    text = f"{row.text}\n建议：{row.advice}" if row.advice else row.text
    matter = NewMatter(text, category, summary=row.title)
    logged = log_visit(actor, row.station, voter, [matter], on=row.on, channel=Channel.POINT)
    row.opinion = logged.visit.matters.get().opinion
    row.save(update_fields=["opinion"])
    enter(EntryKind.DEED, "转为群众意见", actor, subject=row, data={"opinion": row.opinion.number})
    return row.opinion
