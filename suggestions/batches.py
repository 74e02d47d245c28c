"""Rules of batches: which suggestions they gather, by when they are dispatched, what a dispatch would do."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from offices.limits import setting
from offices.models import Area, Office
from suggestions.assigning import Plan
from suggestions.choices import AssignmentState, BatchState, SuggestionState
from suggestions.models import Assignment, Batch, BatchItem, Suggestion, SuggestionClock
from suggestions.proposing import propose
from workflow.transitions import Refused

BATCHING, COLLECT, CYCLE = "batching", "batch_collect", "batch_cycle"
MOST = 200  # items of one batch; what does not fit waits for the next one


def collects_every(area: Area) -> int:
    """After how many days registered suggestions are gathered again (一周一汇总)."""
    return setting(COLLECT, area).number


def dispatches_every(area: Area) -> int:
    """How many days lie between two dispatches (半月一交办)."""
    return setting(CYCLE, area).number


def is_batching(area: Area) -> bool:
    """Does the area dispatch by batches, so that they are gathered by themselves?"""
    return setting(BATCHING, area).flag


def open_batch(area: Area) -> Batch | None:
    return Batch._base_manager.filter(area=area, state=BatchState.GATHERING).first()


def new_batch(area: Area, today: date) -> Batch:
    """The area's next batch; the area's row stays locked until the transaction ends, so numbers have no gaps."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if known := open_batch(area):
        return known
    last = Batch._base_manager.filter(area=area, year=today.year).aggregate(n=Max("serial"))["n"] or 0
    return Batch.objects.create(
        area=area, year=today.year, serial=last + 1, opened_on=today, gathered_on=today,
        due_on=_next_dispatch(area, today),
    )  # fmt: skip


def _next_dispatch(area: Area, today: date) -> date:
    """One cycle after the last batch left, and never before today."""
    last = Batch._base_manager.filter(area=area, sent_on__isnull=False).aggregate(on=Max("sent_on"))["on"]
    return max(today, (last or today) + timedelta(days=dispatches_every(area)))


def waiting_for_batch(area: Area) -> Any:
    """Registered suggestions of the area that no open batch holds."""
    rows = Suggestion._base_manager.filter(area=area, state=SuggestionState.REGISTERED)
    return rows.exclude(batch_items__batch__state=BatchState.GATHERING)


def gather(batch: Batch, today: date) -> int:
    """Put what is registered by now into the batch, oldest first; how many there were."""
    room = MOST - batch.items.count()
    rows = list(waiting_for_batch(batch.area).order_by("registered_on", "pk")[: max(room, 0)])
    BatchItem.objects.bulk_create(BatchItem(batch=batch, suggestion=row) for row in rows)
    batch.gathered_on = today
    batch.due_on = max(today, min([batch.due_on, *_own_limits(batch)]))
    batch.save(update_fields=["gathered_on", "due_on"])
    return len(rows)


def _own_limits(batch: Batch) -> Iterable[date]:
    """No item may wait past its own limit of dispatch (domain rule 10)."""
    clocks = SuggestionClock._base_manager.filter(
        rule="dispatch", stopped_on__isnull=True, subject__batch_items__batch=batch
    )
    return clocks.order_by("due_on").values_list("due_on", flat=True)[:1]


def items_of(batch: Batch) -> list[BatchItem]:
    """The items with all that pages and papers read; a fixed number of queries."""
    rows = batch.items.select_related("suggestion__deputy", "suggestion__category", "lead")
    rows = rows.defer("suggestion__grams", "suggestion__deputy__grams", "suggestion__deputy__phone")
    return list(rows.prefetch_related("co", "separate").order_by("suggestion__number", "pk"))


def plan_of(item: BatchItem) -> Plan:
    return Plan(item.lead, tuple(item.co.all()), tuple(item.separate.all()))


def why_not_sent(item: BatchItem) -> str:
    """Why this item would not leave now, or ""."""
    if item.suggestion.state != SuggestionState.REGISTERED:
        return f"当前为“{item.suggestion.get_state_display()}”"
    plan = plan_of(item)
    if not plan.parts():
        return "尚未确定承办单位"
    try:
        plan.check(item.batch.area)
    except Refused as no:
        return str(no)
    return ""


@dataclass
class Effect:
    """What the dispatch of a batch would do: how many leave, to whom, and what stays behind and why."""

    leaving: int = 0
    units: dict[Office, Counter] = field(default_factory=lambda: defaultdict(Counter))
    staying: list[tuple[BatchItem, str]] = field(default_factory=list)

    @property
    def by_unit(self) -> list[tuple[Office, str]]:
        """(unit, 主办3件、协办1件), those with most first."""
        rows = sorted(self.units.items(), key=lambda one: (-one[1].total(), one[0].pk))
        return [(office, "、".join(f"{role}{n}件" for role, n in count.items())) for office, count in rows]


def effect_of(batch: Batch) -> Effect:
    """Nothing is written."""
    effect = Effect()
    for item in items_of(batch):
        if why := why_not_sent(item):
            effect.staying.append((item, why))
            continue
        effect.leaving += 1
        for _, office, role in plan_of(item).parts():
            effect.units[office][role.label] += 1
    return effect


def take_proposals(batch: Batch, user: Any) -> int:
    """Give each item without a plan the likeliest unit; how many got one. The clerk looks at each before it leaves."""
    filled = 0
    for item in items_of(batch):
        if not plan_of(item).parts() and item.suggestion.state == SuggestionState.REGISTERED:
            best = next((one for one in propose(item.suggestion, user) if one.likely), None)
            if best:
                item.lead = best.office
                item.save(update_fields=["lead"])
                filled += 1
    return filled


def signing(batch: Batch) -> dict[int, tuple[int, int]]:
    """How many units of each suggestion have signed for it, and how many there are (送达签收)."""
    parts = Assignment._base_manager.filter(suggestion__batch_items__batch=batch)
    counts: dict[int, tuple[int, int]] = {}
    rows = parts.exclude(state=AssignmentState.REVOKED).values_list("pk", "suggestion_id", "received_on")
    for _, suggestion, received_on in rows.distinct().order_by():
        signed, of = counts.get(suggestion, (0, 0))
        counts[suggestion] = (signed + (received_on is not None), of + 1)
    return counts
