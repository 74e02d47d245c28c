"""How a batch moves: gathered (汇总), dispatched (交办), and called back while no unit has signed (撤回).

汇总中 → 已交办. Each suggestion of it takes its own step; one that cannot stays behind with the reason.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post, holders
from suggestions.batches import (
    gather,
    items_of,
    new_batch,
    plan_of,
    take_proposals,
    waiting_for_batch,
    why_not_sent,
)
from suggestions.choices import BatchResult, BatchState
from suggestions.deeds.remarks import remark
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Batch, BatchItem
from workflow.lifecycle import begin, perform
from workflow.transitions import Lifecycle, OutOfStep, Refused, Step, Transition

B, R = BatchState, BatchResult


def is_committee(batch: Batch, user: Any) -> bool:
    """The congress organ of the batch's own area."""
    post = acting_post(user)
    principal = post.principal if post else None
    return principal is not None and principal.role == Role.COMMITTEE and principal.area_id == batch.area_id


def _nothing_waits(batch: Batch) -> str:
    return "" if waiting_for_batch(batch.area).exists() else "没有新的已立案建议可以汇总。"


def _nothing_leaves(batch: Batch) -> str:
    items = items_of(batch)
    if not items:
        return "批次里还没有建议，请先汇总。"
    return "" if any(not why_not_sent(item) for item in items) else "批次里的建议都还没有确定承办单位。"


def _nothing_left(batch: Batch) -> str:
    return "" if batch.items.filter(result=R.SENT).exists() else "本批没有可以撤回的交办。"


def _no_plan_missing(batch: Batch) -> str:
    missing = batch.items.filter(lead=None, co=None, separate=None, suggestion__state="registered")
    return "" if missing.exists() else "本批建议都已确定承办单位。"


def _gather(step: Step) -> None:
    remark(step, f"汇总{gather(step.subject, timezone.localdate())}件。")


def _propose(step: Step) -> None:
    remark(step, f"按往年近似建议为{take_proposals(step.subject, step.actor)}件推荐了主办单位。")


def send(step: Step) -> None:
    """Every item takes its own step 交办; the batch's row stays locked, so two people cannot dispatch it twice."""
    batch, words = step.subject, {"note": f"随{step.subject}交办。"}
    for item in items_of(batch):
        plan = plan_of(item)
        data = {"lead": plan.lead, "co": plan.co, "separate": plan.separate, "requirement": item.requirement}
        why = why_not_sent(item) or _tried(item, "dispatch", step.actor, words | data)
        _note(item, R.FAILED if why else R.SENT, why)
    batch.sent_on, batch.sent_by = timezone.localdate(), step.actor
    batch.save(update_fields=["sent_on", "sent_by"])
    _say(step, R.SENT, "交办")


def undo(step: Step) -> None:
    """Call back every item that no unit has signed for; the others stay with their units, and say why."""
    for item in items_of(step.subject):
        if item.result == R.SENT:
            why = _tried(
                item, "undispatch", step.actor, {"note": step.event.note or f"撤回{step.subject}的交办。"}
            )
            _note(item, R.SENT if why else R.UNDONE, why)
    _say(step, R.UNDONE, "撤回")


def _tried(item: BatchItem, action: str, actor: Any, data: dict[str, Any]) -> str:
    """Take the suggestion's own step, by itself: why it could not be, or ""."""
    try:
        with transaction.atomic():
            perform(SUGGESTION, item.suggestion_id, action, actor, **data)
    except (OutOfStep, Refused) as no:
        return str(no)
    except PermissionDenied:
        return "没有权限"
    return ""


def _note(item: BatchItem, result: str, why: str) -> None:
    item.result, item.why = result, why[:300]
    item.save(update_fields=["result", "why"])


def _say(step: Step, result: str, word: str) -> None:
    items = step.subject.items
    done, rest = items.filter(result=result).count(), items.exclude(why="").count()
    remark(step, f"{word}{done}件" + (f"，{rest}件未能{word}，原因见批次清单。" if rest else "。"))


BATCH = Lifecycle(
    name="交办批次",
    model=Batch,
    states=BatchState,
    transitions=(
        Transition("gather", "汇总新建议", (B.GATHERING,), None, ("committee", "clock"), when=_nothing_waits, then=_gather,
                   help="把已立案、还没有交办的建议收进本批。"),
        Transition("propose", "采用推荐单位", (B.GATHERING,), None, ("committee",), when=_no_plan_missing, then=_propose,
                   help="按往年近似建议，为还没有确定单位的建议填上主办单位，请逐件核对。"),
        Transition("send", "整批交办", (B.GATHERING,), B.SENT, ("committee",), when=_nothing_leaves, then=send,
                   style="primary", confirm="确定交办这一批吗？各单位会立即收到通知，期限从今天起算。"),
        Transition("undo", "撤回整批交办", (B.SENT,), None, ("committee",), when=_nothing_left, then=undo, style="danger",
                   confirm="确定撤回吗？没有单位签收的建议会回到待交办。",
                   help="只能撤回还没有单位签收的建议；撤回后可以重新汇总交办。"),
    ),
    actors={"committee": is_committee},
    people={"committee": lambda batch: holders((Role.COMMITTEE,), area=batch.area_id)},
)  # fmt: skip


@transaction.atomic
def open_next(area: Area, actor: Any, today: date) -> Batch:
    """The area's next batch with all that is registered; the one that is open already, where there is one."""
    batch = new_batch(area, today)
    if not batch.events.exists():
        begin(BATCH, batch, actor, note=f"汇总{gather(batch, today)}件。")
    return batch


def gather_again(batch: Batch) -> bool:
    """The machine puts in what is registered since; False where somebody was faster."""
    try:
        perform(BATCH, batch.pk, "gather", None)
    except OutOfStep:
        return False
    return True
