"""How micro-wishes and project proposals move.

Wish: applied ─ accept → open ─ claim → claimed ─ fulfil → done ─ visit → closed; decline, give_up and again lead back.
Idea: received ─ keep → kept, or decline → declined; kept ─ choose → chosen ─ finish → done, or lose → lost;
reconsider leads back. The vote itself is the congress's: what it came to is written down here.
"""

from typing import Any

from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.posts import acting_post, holds
from offices.scope import scope_of
from stations.actors import is_committee, is_station, station_people
from stations.choices import IdeaState, Verdict, WishState
from stations.models import Idea, Stationing, Wish
from workflow.transitions import Lifecycle, Refused, Step, Transition

S, I = WishState, IdeaState  # noqa: E741


def _put(step: Step, **values: Any) -> None:
    for name, value in values.items():
        setattr(step.subject, name, value)
    step.subject.save(update_fields=list(values))


def _reasoned(step: Step) -> None:
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")


def is_local_deputy(wish: Wish, user: Any) -> bool:
    """A deputy stationed there today, or the one who claimed it."""
    if not holds(user, Role.DEPUTY):
        return False
    mine = scope_of(user).ids("deputy")
    here = Stationing.objects.in_force(timezone.localdate()).filter(station=wish.station_id, deputy__in=mine)
    return wish.deputy_id in mine or here.exists()


def is_claimer(wish: Wish, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and wish.deputy_id in scope_of(user).ids("deputy")


def claimer(wish: Wish) -> list[Any]:
    deputy = wish.deputy or getattr(wish, "deputy_left", None)
    return [deputy.user] if deputy and deputy.user_id else []


def _claimed(step: Step) -> None:
    """By the deputy himself."""
    mine = Deputy._base_manager.get(user=acting_post(step.actor).principal.user_id)
    _put(step, deputy=mine, claimed_on=timezone.localdate())


def _claimed_for(step: Step) -> None:
    """By the station for a deputy of its own who said yes."""
    here = Stationing.objects.in_force(timezone.localdate()).filter(station=step.subject.station_id)
    if not here.filter(deputy=step.subject.deputy_id).exists():
        raise Refused("只能由本站的进站代表认领。", "deputy")
    _put(step, claimed_on=timezone.localdate())


def _given_up(step: Step) -> None:
    _reasoned(step)
    step.subject.deputy_left = step.subject.deputy
    _put(step, deputy=None, claimed_on=None)


def _visited(step: Step) -> None:
    if step.data["verdict"] == Verdict.DISSATISFIED:
        raise Refused("申请人不满意的，请选择“继续办理”，写明还差什么。", "verdict")


def _voted(step: Step) -> None:
    """The votes are those of one count, held not before the proposal was kept."""
    data, today = step.data, timezone.localdate()
    if not step.subject.received_on <= data["voted_on"] <= today:
        raise Refused("票决日期应在提出之后，且不晚于今天。", "voted_on")
    if data["votes"] > data["valid"]:
        raise Refused("得票不能多于收回的有效票。", "votes")
    _put(step, ballots=data["valid"], ayes=data["votes"])


def _tracked(step: Step) -> None:
    if not step.data["progress"].strip():
        raise Refused("请写明进展。", "progress")
    step.event.note = step.data["progress"]
    step.event.save(update_fields=["note"])


def _done(step: Step) -> None:
    if not step.subject.voted_on <= step.data["done_on"] <= timezone.localdate():
        raise Refused("办成日期应在票决之后，且不晚于今天。", "done_on")


VOTE = ("meeting", "voted_on", "valid", "votes")

# fmt: off
WISH = Lifecycle(
    name="微心愿",
    model=Wish,
    states=WishState,
    transitions=(
        Transition("accept", "采纳并公布", (S.APPLIED,), S.OPEN, ("station",), ("title", "text"), style="primary",
                   help="公布后，进站代表可以认领。公布内容不要写姓名、电话和门牌号。"),
        Transition("decline", "不采纳", (S.APPLIED, S.OPEN), S.DECLINED, ("station",), then=_reasoned, style="danger",
                   help="须写明理由，申请人凭回执码可以看到。"),
        Transition("claim", "认领", (S.OPEN,), S.CLAIMED, ("deputy",), tells=("station",), then=_claimed, style="primary",
                   confirm="认领后，请与联络站联系了解情况并帮助实现。确定认领吗？"),
        Transition("claim_for", "登记代表认领", (S.OPEN,), S.CLAIMED, ("station",), ("deputy",), tells=("claimer",),
                   then=_claimed_for, help="代表口头认领的，由联络站代为登记。"),
        Transition("give_up", "退回认领", (S.CLAIMED,), S.OPEN, ("claimer", "station"), tells=("station", "claimer"),
                   then=_given_up, help="不能完成的，写明理由退回，由其他代表认领。"),
        Transition("fulfil", "已完成", (S.CLAIMED,), S.DONE, ("claimer", "station"), ("result", "done_on"),
                   tells=("station",), style="primary"),
        Transition("visit", "回访", (S.DONE,), S.CLOSED, ("station",), ("verdict", "words?"), tells=("claimer",),
                   then=_visited, style="primary", help="问问申请人是否满意，记下原话。"),
        Transition("again", "继续办理", (S.DONE,), S.CLAIMED, ("station",), tells=("claimer",), then=_reasoned,
                   help="回访时申请人认为还没有实现的，写明还差什么。"),
    ),
    actors={"station": is_station, "deputy": is_local_deputy, "claimer": is_claimer},
    people={"station": station_people, "claimer": claimer},
)
IDEA = Lifecycle(
    name="民生实事项目建议",
    model=Idea,
    states=IdeaState,
    transitions=(
        Transition("keep", "列入备选", (I.RECEIVED,), I.KEPT, ("committee",), tells=("station",), style="primary",
                   help="列入备选项目，供初定候选项目时研究。"),
        Transition("decline", "不列入", (I.RECEIVED, I.KEPT), I.DECLINED, ("committee",), tells=("station",), then=_reasoned),
        Transition("choose", "登记票决列入", (I.KEPT,), I.CHOSEN, ("committee",), VOTE, tells=("station",), then=_voted,
                   style="primary", help="人民代表大会票决后，按公布的结果登记。"),
        Transition("lose", "登记票决未列入", (I.KEPT,), I.LOST, ("committee",), VOTE, tells=("station",), then=_voted),
        Transition("track", "登记进展", (I.CHOSEN,), None, ("committee",), ("progress",), tells=("station",), then=_tracked,
                   adds=True, help="提出人凭回执码可以看到，不写个人信息。"),
        Transition("finish", "登记办成", (I.CHOSEN,), I.DONE, ("committee",), ("result", "done_on"), tells=("station",),
                   then=_done, style="primary"),
        Transition("reconsider", "重新筛选", (I.KEPT, I.DECLINED, I.LOST), I.RECEIVED, ("committee",), then=_reasoned),
    ),
    actors={"committee": is_committee},
    people={"station": station_people},
)
# fmt: on
