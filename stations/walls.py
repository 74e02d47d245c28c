"""What a station hangs on its wall: which documents, and what the boards show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from deputies.choices import Level, MandateState
from deputies.models import Deputy, Mandate
from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from offices.models import Area
from stations.models import BoardPhoto, RuleDocument, Station
from stations.models.handed import line_of

# the six basic rules as two places list them: titles only, the texts are the area's own to write
LISTS = {
    "six": (
        "六项基本制度（参见枣阳）",
        ("代表活动制度", "代表学习制度", "接待选民制度", "联系选民制度", "向选民述职制度", "履职考评制度"),
    ),
    "systems": (
        "六项制度（参见大连）",
        ("日常活动制度", "学习培训制度", "联系群众制度", "视察调研制度", "代表述职制度", "工作评议制度"),
    ),
    "posted": ("职责和流程（参见铜官）", ("联络站工作职责", "代表接待选民流程")),
}
# a first text where a source prints one: the flow in three phases as it hangs on walls (domain rule 71)
DRAFTS = {
    "代表接待选民流程": (
        "接待前：确定接待日和接待代表，提前三日公告时间、地点和接待代表。\n"
        "接待中：代表佩戴代表证，听取意见，逐件登记，解释说明，分类提出拟办意见。\n"
        "接待后：研究办理方案，转交有关单位，督办催办，把结果反馈代表和选民，归档并报县（区）人大常委会。"
    )
}


@transaction.atomic
def start_list(actor: Any, area: Area, which: str) -> int:
    """Make the documents of a list that the area does not have yet, mostly without text; how many."""
    there = set(
        RuleDocument._base_manager.filter(area=area, withdrawn_on=None).values_list("title", flat=True)
    )
    titles = [title for title in LISTS[which][1] if title not in there]
    RuleDocument._base_manager.bulk_create(
        RuleDocument(area=area, order=order, title=title, text=DRAFTS.get(title, ""), changed_by=actor)
        for order, title in enumerate(titles, len(there) + 1)
    )
    enter(EntryKind.DEED, "建立上墙制度", actor, label=str(area), data={"titles": titles})
    return len(titles)


@transaction.atomic
def withdraw(actor: Any, row: RuleDocument) -> None:
    """Take a document out of use; it stays in the list of those withdrawn."""
    row.withdrawn_on, row.changed_by, row.changed_at = timezone.localdate(), actor, timezone.now()
    row.save(update_fields=["withdrawn_on", "changed_by", "changed_at"])
    enter(EntryKind.DEED, "停用上墙制度", actor, subject=row)


def documents_of(station: Station) -> list[RuleDocument]:
    """The documents that hang at a station: its area's and those of the areas above, the nearest first.

    Those of another tier (运行办法 of each tier, seed row TL-05) hang elsewhere.
    """
    rows = RuleDocument.objects.on_wall().filter(area__path__in=line_of(station.area))
    rows = rows.filter(Q(tier=None) | Q(tier=station.tier_id))
    return sorted(rows.select_related("area"), key=lambda row: (-len(row.area.path), row.order, row.pk))


@dataclass(frozen=True)
class Shown:
    """A deputy as the board shows him: only what the area's settings make public (seed row ZY-05)."""

    deputy: Deputy
    levels: str
    employer: str
    phone: str
    photo: BoardPhoto | None


def board_of(station: Station, deputies: list[Deputy]) -> list[Shown]:
    """The board of a station's deputies, in the order given; telephones only where the area makes them public."""
    keys = [one.pk for one in deputies]
    photos = {row.deputy_id: row for row in BoardPhoto._base_manager.filter(deputy__in=keys)}
    held: dict[int, set[str]] = {}
    standing = Mandate._base_manager.filter(deputy__in=keys, state=MandateState.ACTIVE)
    for deputy, level in standing.values_list("deputy", "level"):
        held.setdefault(deputy, set()).add(level)
    employers = setting("public_employer", station.area).flag
    phones = setting("public_phone", station.area).flag
    return [
        Shown(
            one, "、".join(level.label for level in Level if level.value in held.get(one.pk, ())),
            one.employer if employers else "", one.phone if phones else "", photos.get(one.pk),
        )
        for one in deputies
    ]  # fmt: skip


@transaction.atomic
def set_photo(actor: Any, deputy: Deputy, file: Any) -> BoardPhoto:
    """Give the board a deputy's photo; the former one is taken away with its file. Entered in the journal."""
    old = BoardPhoto._base_manager.filter(deputy=deputy).first()
    if old:
        storage, name = old.file.storage, old.file.name
        old.delete()
        transaction.on_commit(lambda: storage.delete(name))
    row = BoardPhoto._base_manager.create(deputy=deputy, file=file, sent_by=actor)
    enter(EntryKind.DEED, "上传公示照片", actor, subject=deputy)
    return row


def year_of(today: dt.date) -> tuple[dt.date, dt.date]:
    return dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
