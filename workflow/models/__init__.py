from workflow.models.calendar import CalendarYear, DayKind, Workday
from workflow.models.clocks import Clock, ClockQuerySet
from workflow.models.events import Event
from workflow.models.ladder import Reminder, Rung, RungTo

__all__ = (
    "CalendarYear",
    "Clock",
    "ClockQuerySet",
    "DayKind",
    "Event",
    "Reminder",
    "Rung",
    "RungTo",
    "Workday",
)
