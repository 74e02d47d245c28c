"""A small world of clocks: suggestions at 教育局 with a limit that runs."""

from datetime import date

import pytest

from offices.choices import Unit
from offices.limits import forget_settings
from offices.models import Setting
from suggestions.models import SuggestionClock
from workflow import calendar
from workflow.calendar import legal_calendar
from workflow.deadlines import compute
from workflow.rules import ROLL, rule_of


@pytest.fixture(autouse=True)
def a_fresh_calendar():
    """What one test loads, the next must not find in memory."""
    calendar._forget()
    yield
    calendar._forget()


@pytest.fixture(autouse=True)
def rolling(request):
    """This place lets a period end on the next working day (民法典第二百零三条); the house's default does not."""
    if "db" in request.fixturenames and request.path.name != "test_strict_months.py":
        request.getfixturevalue("db")
        Setting.objects.create(
            key=ROLL, value="yes", unit=Unit.SWITCH, source="民法典第二百零三条", valid_from=date(2000, 1, 2)
        )
        forget_settings()


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
