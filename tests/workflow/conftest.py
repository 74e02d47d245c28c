"""A small world of clocks: suggestions at 教育局 with a limit that runs."""

from datetime import date

import pytest

from suggestions.models import SuggestionClock
from workflow import calendar
from workflow.calendar import legal_calendar
from workflow.deadlines import compute
from workflow.rules import rule_of


@pytest.fixture(autouse=True)
def a_fresh_calendar():
    """What one test loads, the next must not find in memory."""
    calendar._forget()
    yield
    calendar._forget()


@pytest.fixture
def clock(cast):
    """A maker of clocks on a new suggestion, held by 教育局 and due on a day."""

    def make(due_on: date, office=None, **fields) -> SuggestionClock:
        started = fields.pop("started_on", date(2026, 9, 1))
        rule = fields.pop("rule", "reply")
        sheet = compute(rule_of(rule, cast.city, started), started, legal_calendar())
        return SuggestionClock.objects.create(
            **{
                "subject": fields.pop("subject", None) or cast.suggestion(),
                "rule": rule,
                "office": office or (None if fields.get("person") else cast.education),
                "started_on": started,
                "due_on": due_on,
                "sheet": sheet.as_json(),
                **fields,
            }
        )

    return make
