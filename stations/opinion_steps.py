"""What the steps between taking in and sending on write: 研判, 批办, 交办单, 热线, 并入."""

from typing import Any

from django.db import OperationalError
from django.utils import timezone

from offices.limits import setting
from stations.actors import is_approver
from stations.choices import WAITING, OpinionState, Route
from stations.models import Opinion
from workflow.lifecycle import mark
from workflow.transitions import Refused, Step

HOTLINE = "12345热线"
MUST_APPROVE = "本地规定转办前须经批办，请先报请批办。"


def put(step: Step, **values: Any) -> None:
    """Write further fields of the opinion, never its state."""
    for name, value in values.items():
        setattr(step.subject, name, value)
    step.subject.save(update_fields=list(values))


def needs_approval(opinion: Opinion) -> bool:
    """Does the area want what is sent on to be approved first, and was this one not?"""
    return opinion.approved_on is None and setting("opinion_approval", opinion.area).flag


def why_not_sent(opinion: Opinion) -> str:
    return MUST_APPROVE if needs_approval(opinion) else ""


def triaged(step: Step) -> None:
    if not step.subject.level:
        raise Refused("请选择在哪个层面解决。", "level")


def approved(step: Step) -> None:
    put(step, approved_on=timezone.localdate())


def ordered(step: Step) -> None:
    """Sent to a unit on an order together with others; an order of an approver is the approval."""
    if not is_approver(step.subject, step.actor) and needs_approval(step.subject):
        raise Refused(MUST_APPROVE)
    put(step, route=Route.OFFICE, receiver="", referred_on=timezone.localdate(), answered_on=None)


def numbered(step: Step) -> None:
    """The hotline's own number, known to one opinion alone."""
    number = step.data.get("outside", "").strip()
    if not number:
        return
    if Opinion._base_manager.filter(outside_number=number).exclude(pk=step.subject.pk).exists():
        raise Refused(f"工单号{number}已登记在另一件意见上。", "outside")
    put(step, outside_number=number)


def hotline_answered(step: Step) -> None:
    numbered(step)
    put(step, answered_on=timezone.localdate())


def not_hotline(opinion: Opinion) -> str:
    return "" if opinion.route == Route.HOTLINE else "这件意见没有转往12345热线。"


BEGINNING = 40  # characters of an opinion that tell in another's history which it was
MERGEABLE = (*WAITING, OpinionState.SUGGESTED)


def merged(step: Step) -> None:
    """Every voter goes along with his matter, in his own words; the files stay where they were."""
    opinion = step.subject
    try:  # two may merge the same two opinions the other way round
        into = Opinion._base_manager.select_for_update(of=("self",), nowait=True).get(pk=step.data["into"].pk)
    except OperationalError:
        raise Refused("要并入的意见正由他人办理，请稍后再试。", "into") from None
    if into.pk == opinion.pk or into.station_id != opinion.station_id or into.state not in MERGEABLE:
        raise Refused("只能并入本站另一件尚未答复的意见。", "into")
    if opinion.confidential != into.confidential:
        raise Refused("保密的意见不能与不保密的合并。", "into")
    moved = opinion.matters.filter(merged_from=None).update(opinion=into, merged_from=opinion)
    # what had come to this one before goes along, and still knows where it came from
    further = opinion.matters.update(opinion=into)
    Opinion._base_manager.filter(merged_into=opinion).update(merged_into=into)
    put(step, merged_into=into)
    about = (opinion.summary or opinion.text)[:BEGINNING]
    words = f"{opinion.number}并入本件，其{moved + further}件选民事项一并办理：{about}"
    mark(step.lifecycle, into, "absorb", step.actor, note=words)


def parted(step: Step) -> None:
    """Every voter comes back. Not once one of them was told by the other opinion's answer."""
    opinion = step.subject
    moved = opinion.matters_moved.all()
    if moved.filter(told_on__isnull=False).exists():
        raise Refused("已按并入的意见告知选民，不能再分开。")
    number = moved.update(opinion=opinion, merged_from=None)
    into = opinion.merged_into
    put(step, merged_into=None)
    if into:
        mark(
            step.lifecycle,
            into,
            "release",
            step.actor,
            note=f"{opinion.number}从本件分出，其{number}件选民事项另行办理。",
        )
