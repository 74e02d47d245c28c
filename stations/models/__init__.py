from stations.models.numbers import Series, next_number, next_numbers
from stations.models.opinions import Opinion, OpinionClock, OpinionEvent, OpinionReminder
from stations.models.planning import Absence, DayRule
from stations.models.receptions import Reception, ReceptionEvent, RosterEntry
from stations.models.stations import Staff, Station, Stationing, StationKind, Tier
from stations.models.visits import Matter, Visit

__all__ = (
    "Absence",
    "DayRule",
    "Matter",
    "Opinion",
    "OpinionClock",
    "OpinionEvent",
    "OpinionReminder",
    "Reception",
    "ReceptionEvent",
    "RosterEntry",
    "Series",
    "Staff",
    "Station",
    "StationKind",
    "Stationing",
    "Tier",
    "Visit",
    "next_number",
    "next_numbers",
)
