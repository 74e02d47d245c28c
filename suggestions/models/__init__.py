from suggestions.models.assignments import Assignment, AssignmentEvent, Contact
from suggestions.models.attachments import Attachment
from suggestions.models.batches import Batch, BatchEvent, BatchItem
from suggestions.models.clocks import SuggestionClock, SuggestionReminder
from suggestions.models.commendations import Commendation, Nominee
from suggestions.models.documents import DocumentNumber
from suggestions.models.extensions import Extension
from suggestions.models.fulfilments import Fulfilment
from suggestions.models.groups import HandlingGroup, Membership
from suggestions.models.holdings import Holding
from suggestions.models.lookbacks import LookBack, LookBackItem
from suggestions.models.meetings import HandlingMeeting, MeetingBallot, MeetingItem
from suggestions.models.monthly import MonthlyCheck
from suggestions.models.objections import Objection
from suggestions.models.progress import ProgressReport
from suggestions.models.promise_orders import PromiseOrder
from suggestions.models.promises import FaceReply, Promise, PromiseEvent
from suggestions.models.publications import Publication
from suggestions.models.ratings import Coordination, RatingLink
from suggestions.models.replies import Rating, Reply, ResultClass
from suggestions.models.reviews import Review, Version
from suggestions.models.second_ratings import SecondRating
from suggestions.models.serials import PaperSeries
from suggestions.models.signatures import Lineage, Signature
from suggestions.models.suggestions import NumberSeries, Suggestion, SuggestionEvent
from suggestions.models.supervision import (
    CategoryCommittee,
    Escalation,
    NoticeReceipt,
    PlanItem,
    Supervision,
    Team,
)
from suggestions.models.surveys import SurveyReply
from suggestions.models.telling import VoterTold
from suggestions.models.transfers import Transfer
from suggestions.models.urges import Urge
from suggestions.models.voices import Instruction, Voice
from suggestions.models.wordlists import WordList

__all__ = (
    "Assignment",
    "AssignmentEvent",
    "Attachment",
    "Batch",
    "BatchEvent",
    "BatchItem",
    "CategoryCommittee",
    "Contact",
    "Coordination",
    "DocumentNumber",
    "Escalation",
    "Extension",
    "FaceReply",
    "Fulfilment",
    "HandlingGroup",
    "HandlingMeeting",
    "Commendation",
    "Holding",
    "Instruction",
    "Lineage",
    "LookBack",
    "LookBackItem",
    "MeetingBallot",
    "MeetingItem",
    "Membership",
    "MonthlyCheck",
    "Nominee",
    "NoticeReceipt",
    "NumberSeries",
    "Objection",
    "PaperSeries",
    "PlanItem",
    "ProgressReport",
    "Promise",
    "PromiseEvent",
    "PromiseOrder",
    "Publication",
    "Rating",
    "RatingLink",
    "Reply",
    "ResultClass",
    "Review",
    "SecondRating",
    "Signature",
    "Suggestion",
    "SuggestionClock",
    "SuggestionEvent",
    "SuggestionReminder",
    "Supervision",
    "SurveyReply",
    "Team",
    "Transfer",
    "Urge",
    "Version",
    "Voice",
    "VoterTold",
    "WordList",
)
