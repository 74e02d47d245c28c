"""How a matter of supervision moves: planned ─ record → running ─ finish → done; drop ends it, reopen leads back."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from offices.choices import Role
from offices.posts import holds
from offices.scope import scope_of
from stations.actors import runs
from stations.choices import ScrutinySource, ScrutinyState
from stations.hotline_figures import hotline_counts
from stations.models import Scrutiny
from stations.reasons import reasoned
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = ScrutinyState
OPEN = (S.PLANNED, S.RUNNING)
RECORD = ("on", "way", "content", "found", "led_to")


def is_office(row: Scrutiny, user: Any) -> bool:
    return runs(user, row.area_id)


def is_lead(row: Scrutiny, user: Any) -> bool:
    """A member who leads it."""
    return holds(user, Role.DEPUTY) and row.leads.filter(deputy__in=scope_of(user).ids("deputy")).exists()


def lead_people(row: Scrutiny) -> list[User]:
    rows = row.leads.filter(ends_on=None, deputy__user__is_active=True).select_related("deputy__user")
    return [one.deputy.user for one in rows.order_by("pk")]


def _recorded(step: Step) -> None:
    """One deed more; the figures of the hotline are kept as they are on the day they were looked at."""
    row, data = step.subject, step.data
    if data["on"] > timezone.localdate():
        raise Refused("不能晚于今天。", "on")
    figures = hotline_counts(row.area, timezone.localdate()) if row.source == ScrutinySource.HOTLINE else []
    row.records.create(**{name: data[name] for name in RECORD}, figures=figures, recorded_by=step.actor)


def _finished(step: Step) -> None:
    if not step.subject.records.exists():
        raise Refused("还没有开展记录，请先登记开展情况。")
    _put(step, timezone.localdate())


def _put(step: Step, on: dt.date | None) -> None:
    step.subject.done_on = on
    step.subject.save(update_fields=["done_on"])


def _again(step: Step) -> None:
    reasoned(step)
    _put(step, None)


# fmt: off
SCRUTINY = Lifecycle(
    name="监督事项",
    model=Scrutiny,
    states=ScrutinyState,
    transitions=(
        Transition("record", "登记开展情况", OPEN, S.RUNNING, ("office", "lead"), RECORD, then=_recorded, style="primary",
                   adds=True, help="视察、调研、听取汇报等，一次一记。"),
        Transition("finish", "登记监督结果", (S.RUNNING,), S.DONE, ("office",), ("outcome",), tells=("lead",), then=_finished,
                   help="写明提出了什么意见、办理得怎样。"),
        Transition("drop", "不再实施", OPEN, S.DROPPED, ("office",), tells=("lead",), then=reasoned, style="danger"),
        Transition("reopen", "重新开展", (S.DONE, S.DROPPED), S.RUNNING, ("office",), tells=("lead",), then=_again),
    ),
    actors={"office": is_office, "lead": is_lead},
    people={"lead": lead_people},
)
# fmt: on
