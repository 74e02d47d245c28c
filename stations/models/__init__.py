from stations.models.activities import Activity, ActivityPhoto, Participation
from stations.models.appraisals import (
    Appraisal,
    AppraisalClock,
    AppraisalEvent,
    AppraisalEvidence,
    AppraisalGroup,
    AppraisalItem,
    AppraisalReminder,
    AppraisalRound,
    AppraisalScore,
    RoundEvent,
)
from stations.models.bookings import KEPT, Booking, BookingEvent
from stations.models.codes import DeputyCode, StationCode
from stations.models.contacts import VoterContact
from stations.models.echoes import Echo
from stations.models.files import OpinionFile
from stations.models.frequency import FrequencyRule
from stations.models.funds import FundEntry
from stations.models.grids import Grid, GridDeputy
from stations.models.guides import Guide
from stations.models.honours import Honour
from stations.models.labels import Brand, Label
from stations.models.links import ContactLink, LinkMember, LinkRecord
from stations.models.numbers import Series, next_number, next_numbers
from stations.models.observations import FollowUp, Observation
from stations.models.opinions import Opinion, OpinionClock, OpinionEvent, OpinionReminder
from stations.models.orders import Order
from stations.models.owed import FrequencyClock, FrequencyReminder, LinkClock, LinkReminder
from stations.models.planning import Absence, DayRule
from stations.models.plates import Candidate, PlateEvent, PlateGroup, PlateRound, Showing
from stations.models.pledges import Pledge
from stations.models.receptions import Reception, ReceptionEvent, RosterEntry
from stations.models.reviews import DeputyReview
from stations.models.scrutiny import Scrutiny, ScrutinyEvent, ScrutinyRecord
from stations.models.standards import StandardCheck, StandardItem, StandardPhoto, StandardSet
from stations.models.stations import Staff, Station, Stationing, StationKind, Tier
from stations.models.themes import Theme, ThemeEvent, ThemeOpinion
from stations.models.visits import Matter, Visit, new_receipt, spaced
from stations.models.walls import BoardPhoto, RuleDocument
from stations.models.wishes import Idea, IdeaEvent, Wish, WishEvent

__all__ = (
    "Absence",
    "Activity",
    "ActivityPhoto",
    "KEPT",
    "BoardPhoto",
    "Booking",
    "BookingEvent",
    "Brand",
    "DayRule",
    "DeputyCode",
    "DeputyReview",
    "Echo",
    "FollowUp",
    "FrequencyClock",
    "FrequencyReminder",
    "FrequencyRule",
    "FundEntry",
    "Grid",
    "GridDeputy",
    "Guide",
    "Idea",
    "IdeaEvent",
    "Label",
    "LinkClock",
    "LinkMember",
    "LinkRecord",
    "LinkReminder",
    "Matter",
    "Observation",
    "Opinion",
    "OpinionClock",
    "OpinionEvent",
    "OpinionFile",
    "OpinionReminder",
    "Order",
    "Participation",
    "Pledge",
    "Reception",
    "ReceptionEvent",
    "RosterEntry",
    "RuleDocument",
    "Scrutiny",
    "ScrutinyEvent",
    "ScrutinyRecord",
    "Series",
    "Showing",
    "Staff",
    "StandardCheck",
    "StandardItem",
    "StandardPhoto",
    "StandardSet",
    "Station",
    "StationCode",
    "StationKind",
    "Stationing",
    "Theme",
    "ThemeEvent",
    "ThemeOpinion",
    "Tier",
    "Visit",
    "VoterContact",
    "Wish",
    "WishEvent",
    "new_receipt",
    "next_number",
    "next_numbers",
    "spaced",
    "Appraisal",
    "AppraisalClock",
    "AppraisalEvent",
    "AppraisalEvidence",
    "AppraisalGroup",
    "AppraisalItem",
    "AppraisalReminder",
    "AppraisalRound",
    "AppraisalScore",
    "Honour",
    "RoundEvent",
    "Candidate",
    "ContactLink",
    "PlateEvent",
    "PlateGroup",
    "PlateRound",
)
