"""Deadline sheets for the demo's clocks, reckoned once for each rule and day."""

from datetime import date
from typing import Any

from offices.models import Area
from workflow.calendar import legal_calendar
from workflow.deadlines import Sheet, compute
from workflow.rules import read_book


class Sheets:
    """Sheets and their stored form, shared by all clocks that start on the same day."""

    def __init__(self) -> None:
        self.calendar, self.book = legal_calendar(), read_book()
        self.known: dict[tuple[str, str, date], tuple[Sheet, dict[str, Any]]] = {}

    def of(self, code: str, area: Area, start: date) -> Sheet:
        return self._both(code, area, start)[0]

    def stored(self, code: str, area: Area, start: date) -> dict[str, Any]:
        """The sheet as a clock keeps it: due_on, provisional and sheet."""
        sheet, stored = self._both(code, area, start)
        return {"due_on": sheet.due_on, "provisional": sheet.provisional, "sheet": stored}

    def _both(self, code: str, area: Area, start: date) -> tuple[Sheet, dict[str, Any]]:
        asked = (code, area.path, start)
        if asked not in self.known:
            sheet = compute(self.book.rule(code, area.path, start), start, self.calendar)
            self.known[asked] = (sheet, sheet.as_json())
        return self.known[asked]
