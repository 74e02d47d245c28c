"""The lists of words of an area: which one holds, and making a list of one's own."""

from typing import Any

from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from offices.epoch import changed
from offices.models import Area
from offices.posts import acting_post
from stations.choices import LabelSort
from stations.models import Label

# function lists that the sources name: 福建 (seed row FJ-05) and 阳泉 (YQ-13)
FUNCTION_SETS = {
    "six": ("六大功能", ("调研视察", "联系群众", "政策宣传", "建言献策", "监督对接", "学习交流")),
    "five": ("五大功能", ("宣传站", "民意窗", "连心桥", "监督岗", "大课堂")),
}


def area_of(user: Any) -> Area:
    """The area that the person acts in."""
    return acting_post(user).principal.area


def own_list(area: Area, sort: str) -> bool:
    """Does the area keep a list of its own?"""
    return Label.objects.filter(area=area, sort=sort).exists()


@transaction.atomic
def make_own(user: Any, area: Area, sort: str, functions: str = "") -> int:
    """Give the area a list of its own: a copy of the one in force, or one of FUNCTION_SETS. How many words.

    A second call changes nothing: what the area has already stays.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    if own_list(area, sort):
        return 0
    if sort == LabelSort.FUNCTION and functions in FUNCTION_SETS:
        rows = [Label(name=name, order=place) for place, name in enumerate(FUNCTION_SETS[functions][1], 1)]
    else:
        rows = [
            Label(name=row.name, purpose=row.purpose, words=row.words, order=row.order)
            for row in Label.objects.used_in(area, sort)
        ]
    for row in rows:
        row.area, row.sort = area, sort
    Label.objects.bulk_create(rows)
    changed()
    label = LabelSort(sort).label
    enter(EntryKind.DEED, "改用本区域清单", user, label=label, data={"area": area.name, "words": len(rows)})
    return len(rows)
