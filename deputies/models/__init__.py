from deputies.models.congress import Delegation, Session, Term
from deputies.models.deputies import Deputy, Mandate
from deputies.models.groups import Group, GroupMember
from deputies.models.imports import Import, ImportRow

__all__ = (
    "Delegation", "Deputy", "Group", "GroupMember", "Import", "ImportRow", "Mandate", "Session", "Term",
)
