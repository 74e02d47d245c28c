"""Everything that happens by the clock, on one screen.

A chore is a function of a room, `function(today: date)`, that returns one sentence about what it did.
It may be run twice, late, or be killed half-way: the next run finishes and nobody is told twice.
By hand: `manage.py chore NAME [--today DATE]`.
"""

from dataclasses import dataclass

from celery.schedules import BaseSchedule, crontab, schedule


@dataclass(frozen=True)
class Chore:
    """One line of the schedule."""

    name: str
    function: str
    when: BaseSchedule
    sentence: str


# fmt: off
CHORES = (
    Chore("heartbeat", "liaison.health.beat", schedule(20), "每 20 秒:记下日程仍在走动"),
    Chore("seal", "journal.seals.seal", crontab(minute="*/10"), "每 10 分钟:封存新增日志"),
)
