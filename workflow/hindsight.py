"""Why limits stopped, told afterwards by the steps of the day on which they did. Plain SQL, for migrations."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

NEUTRAL = "已停止"  # nobody can tell any more whether what was asked for had been done
TELL = """
WITH told AS (
    SELECT c.id, (
        SELECT e.action FROM {events} e WHERE {that_day} AND e.action = ANY(%(steps)s) ORDER BY e.at, e.id LIMIT 1
    ) AS first, EXISTS (SELECT FROM {events} e WHERE {that_day} AND e.action = ANY(%(unsure)s))
        OR EXISTS (SELECT FROM {clocks} twin WHERE {twin} AND twin.id <> c.id) AS unclear
    FROM {clocks} c
    WHERE c.rule = ANY(%(rules)s) AND c.stopped_on IS NOT NULL AND c.ended = '' AND {only}
      AND EXISTS (SELECT FROM {events} e WHERE {that_day} AND e.action = ANY(%(undone)s))
      AND NOT EXISTS (SELECT FROM {clocks} twin WHERE {twin} AND twin.ended <> '')
)
UPDATE {clocks} c SET ended = CASE WHEN unclear THEN %(neutral)s ELSE %(why)s::jsonb ->> first END
FROM told WHERE c.id = told.id AND (unclear OR first = ANY(%(undone)s))
"""


@dataclass(frozen=True)
class Stops:
    """Which steps stop these rules. undone: step → why, where what they ask for is not done by it.

    done: steps that do it. unsure: steps after which they may have stopped or not, or run again.
    of: the clock's field that leads to whatever the events are of. same: the fields of which one such limit runs at a
    time, if they are others. only: which clocks, c, in SQL.
    """

    rules: Sequence[str]
    undone: Mapping[str, str]
    done: Sequence[str] = ()
    unsure: Sequence[str] = ()
    of: str = "subject"
    same: Sequence[str] = ()
    only: str = "TRUE"


def that_day(of: str = "subject") -> str:
    """Events, e, of the day on which a clock, c, stopped."""
    zone = timezone.get_default_timezone_name()
    return f"e.subject_id = c.{of}_id AND (e.at AT TIME ZONE '{zone}')::date = c.stopped_on"


def tell(cursor: Any, clocks: str, events: str, stops: Stops, which: str = "TRUE") -> int:
    """Note why the limits of these rules stopped undone, as far as it can be known; how many there were.

    clocks, events: the tables; which: the events, e, in SQL. The only limit to stop on a day was stopped by the first
    such step of the day; of several, or where steps are unsure, nobody can say more than that it stopped. Where a reason
    stands already for that day, it was noted as it happened, and is not looked at.
    """
    twin = [f"twin.{name}_id = c.{name}_id" for name in stops.same or (stops.of,)]
    twin += ["twin.rule = ANY(%(rules)s)", "twin.stopped_on = c.stopped_on"]
    statement = TELL.format(
        clocks=clocks, events=events, that_day=f"{that_day(stops.of)} AND {which}", twin=" AND ".join(twin),
        only=stops.only,
    )  # fmt: skip
    undone = list(stops.undone)
    values = {
        "rules": list(stops.rules), "undone": undone, "steps": [*undone, *stops.done], "unsure": list(stops.unsure),
        "neutral": NEUTRAL, "why": json.dumps(dict(stops.undone)),
    }  # fmt: skip
    cursor.execute(statement, values)
    return cursor.rowcount
