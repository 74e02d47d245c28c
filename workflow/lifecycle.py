"""The one door through which a subject changes state."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from journal.book import enter, plain
from journal.models import EntryKind
from notices.outbox import post
from offices.posts import acting_post
from workflow.transitions import Lifecycle, OutOfStep, Refused, Step, Transition

JUST_NOW = timedelta(seconds=10)


def may(lifecycle: Lifecycle, transition: Transition, subject: Any, user: Any) -> bool:
    """May this user take this step on this subject (whatever its state)? None is the machine."""
    if user is None:
        return "clock" in transition.roles
    return any(lifecycle.actors[role](subject, user) for role in transition.roles if role != "clock")


def offered(lifecycle: Lifecycle, subject: Any, user: Any) -> list[Transition]:
    """The steps this user may take now. Buttons come from here and nowhere else."""
    return [
        t
        for t in lifecycle.transitions
        if subject.state in t.sources
        and may(lifecycle, t, subject, user)
        and not (t.when and t.when(subject))
    ]


def explained(lifecycle: Lifecycle, subject: Any, user: Any) -> list[tuple[Transition, str]]:
    """The steps that are this user's in this state but not possible yet, each with the reason worth telling."""
    mine = [
        t
        for t in lifecycle.transitions
        if t.explain and subject.state in t.sources and may(lifecycle, t, subject, user)
    ]
    return [(t, why) for t in mine if t.explain and (why := t.explain(subject))]


def ever_offers(lifecycle: Lifecycle, subject: Any, action: str, user: Any) -> bool:
    """Is the step this user's at all, in this state or another? Tells 403 from "somebody was faster"."""
    return any(may(lifecycle, t, subject, user) for t in lifecycle.named(action))


@transaction.atomic
def perform(lifecycle: Lifecycle, pk: int, action: str, actor: Any, /, *, note: str = "", **data: Any) -> Any:
    """Take one step; everything happens or nothing does. Returns the subject.

    actor None is the machine. data holds exactly the fields the step names;
    note is its reason or remark.
    Raises OutOfStep, PermissionDenied, Refused, or ValueError for wrong fields.
    """
    subject = lifecycle.model._base_manager.select_for_update(of=("self",)).get(pk=pk)
    transition = lifecycle.find(action, subject.state)
    if transition is None:
        raise OutOfStep(who_was_faster(lifecycle, subject))
    if not may(lifecycle, transition, subject, actor):
        raise PermissionDenied
    if transition.when and (why := transition.when(subject)):
        raise OutOfStep(why)
    if not transition.required <= set(data) <= transition.taken:
        raise ValueError(f"{action} takes {sorted(transition.needs)}, got {sorted(data)}")
    if transition.adds and _again(subject, action, actor, note, data):
        raise OutOfStep(who_was_faster(lifecycle, subject))

    step = Step(transition, subject, actor, data, before=subject.state, lifecycle=lifecycle)
    _write(step)
    _record(lifecycle, step, note)
    if transition.then:
        transition.then(step)
    if lifecycle.clocks:
        lifecycle.clocks.turn(step)
    _tell(lifecycle, step)
    if lifecycle.after:
        lifecycle.after(step)
    return subject


def _again(subject: Any, action: str, actor: Any, note: str, data: dict[str, Any]) -> bool:
    """Is it the very step that the same person took just now, sent a second time?

    Asked of steps that add something; of the others the state itself knows. Two files of the same name are not the same.
    """
    values = [one for value in data.values() for one in (value if isinstance(value, list) else [value])]
    if any(hasattr(one, "chunks") for one in values):
        return False
    last = subject.events.order_by("at", "pk").last()
    if last is None or timezone.now() - last.at > JUST_NOW:
        return False
    if (last.action, last.actor_id) != (action, actor and actor.pk):
        return False
    # a step may put facts before the note
    return last.note.endswith(note.strip()) and last.data == plain(data)


def _write(step: Step) -> None:
    subject, target = step.subject, step.transition.target
    fields = {f.name for f in subject._meta.concrete_fields} & step.data.keys()
    for name in fields:
        setattr(subject, name, step.data[name])
    if target is not None:
        subject.state = target
        fields.add("state")
    subject.save(update_fields=fields)


def _record(lifecycle: Lifecycle, step: Step, note: str) -> None:
    actor_post = acting_post(step.actor) if step.actor else None
    step.event = step.subject.events.create(
        action=step.transition.action,
        before=step.before,
        after=step.subject.state,
        actor=step.actor,
        post=str(actor_post) if actor_post else "",
        on_behalf_of=actor_post.principal_name if actor_post else "",
        note=note,
        data=plain(step.data),
    )
    enter(
        EntryKind.DEED,
        f"{lifecycle.name}：{step.transition.label}",
        step.actor,
        subject=step.subject,
        data={"before": step.before, "after": step.subject.state, "event": step.event.pk},
    )


def _tell(lifecycle: Lifecycle, step: Step) -> None:
    for name in step.transition.tells:
        users = [user for user in lifecycle.people[name](step.subject) if user and user != step.actor]
        post(
            users,
            kind=f"{step.subject._meta.model_name}.{step.transition.action}",
            key=f"{step.event._meta.label_lower}:{step.event.pk}:{name}",
            title=f"{step.subject}：{step.transition.label}",
            body=step.event.note,
            url=step.subject.get_absolute_url(),
        )


def who_was_faster(lifecycle: Lifecycle, subject: Any) -> str:
    """The sentence for somebody who came too late: who took which step, when, and what holds now.

    Steps of other lifecycles that are written into the same history did not change this state.
    """
    known = {"create": "新建"} | dict(lifecycle.marks) | {t.action: t.label for t in lifecycle.transitions}
    own = subject.events.filter(action__in=known)
    last = own.select_related("actor").order_by("at", "pk").last()
    state = lifecycle.states(subject.state).label
    if last is None:
        return f"当前状态为“{state}”，不能进行这一步。"
    who = last.actor.name if last.actor else "系统"
    when = timezone.localtime(last.at)
    return f"已由{who}于{when.month}月{when.day}日 {when:%H:%M}处理（{known[last.action]}），当前状态为“{state}”。"


def begin(
    lifecycle: Lifecycle, subject: models.Model, actor: Any, *, action: str = "create", note: str = ""
) -> Any:
    """Write the first event of a subject just created, and its journal row; call inside a transaction."""
    step = Step(Transition(action, "新建", (), None, ()), subject, actor, {}, before="")
    _record(lifecycle, step, note)
    return step.event


def mark(lifecycle: Lifecycle, subject: models.Model, action: str, actor: Any, *, note: str) -> Any:
    """Write into a subject's history, and the journal, what a step on another subject did to it; inside its transaction."""
    label = lifecycle.marks[action]
    step = Step(Transition(action, label, (), None, ()), subject, actor, {}, before=subject.state)  # type: ignore[attr-defined]
    _record(lifecycle, step, note)
    return step.event


__all__ = (
    "OutOfStep",
    "Refused",
    "begin",
    "ever_offers",
    "explained",
    "mark",
    "may",
    "offered",
    "perform",
    "who_was_faster",
)
