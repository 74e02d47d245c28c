"""Which of an area's standards are in use for which tiers: adopting a pattern, taking a set up again, its tiers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from offices.epoch import changed
from offices.models import Area
from stations.models import StandardItem, StandardSet, Tier


@transaction.atomic
def adopt(
    actor: Any, pattern: StandardSet, area: Any, tiers: Iterable[Tier] = (), name: str = ""
) -> StandardSet:
    """Make a pattern the area's own set, in use from now on for these tiers (none: for all that have no other)."""
    own = StandardSet._base_manager.create(
        area=area, name=name or pattern.name, source=pattern.source, note=pattern.note, name_rule=pattern.name_rule,
        in_use=True,
    )  # fmt: skip
    own.tiers.set(tiers)
    StandardItem._base_manager.bulk_create(
        StandardItem(set=own, order=one.order, title=one.title, detail=one.detail, fact=one.fact)
        for one in pattern.items.filter(active=True)
    )
    data = {"from": pattern.pk, "area": area.pk, "tiers": [tier.name for tier in own.tiers.all()]}
    enter(EntryKind.DEED, "采用建设标准", actor, subject=own, data=data)
    make_room(own)
    return own


@transaction.atomic
def take_up(actor: Any, row: StandardSet) -> list[str]:
    """Put one of the area's own sets in use again; returns what make_room says."""
    row.in_use = True
    row.save(update_fields=["in_use"])
    enter(EntryKind.DEED, "启用建设标准", actor, subject=row)
    return make_room(row)


@transaction.atomic
def make_room(row: StandardSet) -> list[str]:
    """A set in use has its tiers for itself: the area's other sets give them up, and are out of use without any.

    Returns a sentence for each set that changed. The area's row is locked, so that two offices do not cross.
    """
    Area._base_manager.select_for_update().get(pk=row.area_id)
    changed()  # items and tiers are written past their models
    mine, said = set(row.tiers.values_list("pk", flat=True)), []
    others = StandardSet._base_manager.filter(area=row.area_id, in_use=True).exclude(pk=row.pk)
    for other in others.prefetch_related("tiers"):
        theirs = {tier.pk for tier in other.tiers.all()}
        if theirs <= mine and bool(theirs) == bool(mine):
            StandardSet._base_manager.filter(pk=other.pk).update(in_use=False)
            said.append(f"原标准“{other}”停用")
        elif lost := theirs & mine:
            other.tiers.remove(*lost)
            names = "、".join(tier.name for tier in other.tiers.all())
            said.append(f"“{other}”今后只适用于{names}")
    return said


def reach_words(row: StandardSet, rows: Iterable[StandardSet]) -> str:
    """For whom a set is, beside the area's other sets (tiers prefetched)."""
    named = "、".join(tier.name for tier in row.tiers.all())
    if named:
        return f"适用层级：{named}"
    others = any(one.in_use and one.area_id == row.area_id and one.tiers.all() for one in rows if one != row)
    return "适用于没有另定标准的层级" if others else "适用于全部层级"
