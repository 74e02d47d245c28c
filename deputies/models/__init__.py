from deputies.models.congress import OWN_LEVEL, Delegation, Session, Term
from deputies.models.deputies import Deputy, Mandate, MandateEvent
from deputies.models.groups import Group, GroupMember
from deputies.models.imports import Import, ImportRow, Upload

__all__ = (
    "OWN_LEVEL", "Delegation", "Deputy", "Group", "GroupMember", "Import", "ImportRow", "Mandate",
    "MandateEvent", "Session", "Term", "Upload",
)  # fmt: skip
