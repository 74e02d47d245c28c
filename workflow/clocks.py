"""Starting, stopping and pausing the clocks of a subject."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from offices.models import Office
from workflow.calendar import Calendar, legal_calendar
from workflow.deadlines import Pause, Rule, Sheet, compute
from workflow.models import Clock
from workflow.rules import rule_of
from workflow.transitions import Refused, Step

Holder = Office | User | None


@dataclass(frozen=True)
class Clockwork:
    """The clocks of one kind of subject.

    model: the concrete clock. holders: rule code -> who must act on this
    subject (an office, a person, nobody). area: the area whose limits hold.
    A lifecycle names it as `clocks`; the same methods serve a step's `then`.
    """

    model: type[Clock]
    holders: Mapping[str, Callable[[Any], Holder]] = field(default_factory=dict)
    area: Callable[[Any], Any] = lambda subject: subject.area

    def turn(self, step: Step) -> None:
        """What perform does with a step: stop what it stops, start what it starts, today."""
        if step.transition.stops:
            self.stop(step.subject, *step.transition.stops)
        if step.transition.voids:
            self.stop(step.subject, *step.transition.voids, ended=step.transition.ended)
        for code in step.transition.starts:
            self.start(step.subject, code)

    def start(
        self,
        subject: Any,
        code: str,
        on: date | None = None,
        office: Office | None = None,
        person: User | None = None,
        rule: Rule | None = None,
        **extra: Any,
    ) -> Clock:
        """Start the limit on a day (today by default) and keep its sheet.

        office or person overrule the holder declared, rule the limit in force;
        extra are further fields of the clock, such as assignment=row. Raises
        LookupError when the limit is not set.
        """
        on = on or timezone.localdate()
        if office is None and person is None and code in self.holders:
            holder = self.holders[code](subject)
            office, person = (holder, None) if isinstance(holder, Office) else (None, holder)
        sheet = compute(rule or rule_of(code, self.area(subject), on), on, legal_calendar())
        return self.model._base_manager.create(
            subject=subject,
            rule=code,
            office=office,
            person=person,
            started_on=on,
            due_on=sheet.due_on,
            provisional=sheet.provisional,
            sheet=sheet.as_json(),
            **extra,
        )

    def stop(self, subject: Any, *codes: str, on: date | None = None, ended: str = "", **extra: Any) -> int:
        """Stop the running clocks of these rules (all rules when none is named); how many there were.

        ended: why they stop, where what they asked for was not done.
        """
        running = self.model._base_manager.filter(subject=subject, stopped_on__isnull=True, **extra)
        if codes:
            running = running.filter(rule__in=codes)
        return running.update(stopped_on=on or timezone.localdate(), ended=ended)

    def pause(self, clock: Clock, reason: str, on: date | None = None) -> Clock:
        """Let the clock stand still from a day on. Raises Refused when it is stopped or stands already."""
        on = on or timezone.localdate()
        clock = self._locked(clock)
        if clock.stopped_on or clock.paused_on:
            raise Refused("时限已停止，不能中止。" if clock.stopped_on else "时限已处于中止状态。")
        clock.paused_on = on
        clock.pauses = [*clock.pauses, {"from": on.isoformat(), "to": None, "reason": reason}]
        clock.save(update_fields=("paused_on", "pauses"))
        return clock

    def resume(self, clock: Clock, on: date | None = None) -> Clock:
        """Let the clock run again from a day on; its due day moves by the days it stood. Raises Refused."""
        on = on or timezone.localdate()
        clock = self._locked(clock)
        if clock.paused_on is None or clock.stopped_on:
            raise Refused("时限未处于中止状态。")
        if on < clock.paused_on:
            raise Refused("恢复日期不能早于中止日期。", "on")
        clock.pauses = [*clock.pauses[:-1], {**clock.pauses[-1], "to": on.isoformat()}]
        clock.paused_on = None
        reckon(clock, rule_kept(clock), legal_calendar())
        clock.save(update_fields=("paused_on", "pauses", "due_on", "provisional", "sheet"))
        return clock

    def _locked(self, clock: Clock) -> Clock:
        return self.model._base_manager.select_for_update(of=("self",)).get(pk=clock.pk)


def clock_models() -> list[type[Clock]]:
    """Every concrete clock table of the house."""
    return sorted((m for m in Clock.__subclasses__() if not m._meta.abstract), key=lambda m: m._meta.label)


def pauses_of(clock: Clock) -> list[Pause]:
    """The pauses of a clock as the reckoning reads them."""
    return [
        Pause(date.fromisoformat(p["from"]), date.fromisoformat(p["to"]) if p["to"] else None, p["reason"])
        for p in clock.pauses
    ]


def rule_kept(clock: Clock) -> Rule:
    """The rule and version the clock was started under."""
    return Sheet.from_json(clock.sheet).rule


def reckon(clock: Clock, rule: Rule, calendar: Calendar) -> Sheet:
    """Reckon the clock anew, on the row in memory only."""
    sheet = compute(rule, clock.started_on, calendar, pauses_of(clock))
    clock.due_on, clock.provisional, clock.sheet = sheet.due_on, sheet.provisional, sheet.as_json()
    return sheet
