"""Deadline sheets for the demo's clocks, reckoned once for each rule and day."""

from datetime import date

from offices.models import Area
from workflow.calendar import legal_calendar
from workflow.deadlines import Sheet, compute
from workflow.rules import rule_of


class Sheets:
    def __init__(self) -> None:
        self.calendar = legal_calendar()
        self.known: dict[tuple[str, int, date], Sheet] = {}

    def of(self, code: str, area: Area, start: date) -> Sheet:
        found = self.known.get((code, area.pk, start))
        if found is None:
            found = compute(rule_of(code, area, start), start, self.calendar)
            self.known[code, area.pk, start] = found
        return found
