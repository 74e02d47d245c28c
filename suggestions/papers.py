"""Whose papers may be attached to a suggestion, when, and by whom they may be taken away again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from suggestions import parties, roles
from suggestions.choices import WRITABLE, AssignmentState
from suggestions.models import Assignment, Attachment, Suggestion
from workflow.transitions import OutOfStep, Refused

A = AssignmentState
MOST = 10  # of the deputy's own papers, and of each unit's
ADDING = (A.RECEIVED, A.DRAFTED, A.SIGNED)
TAKING_AWAY = (A.RECEIVED,)


def own_part(user: Any, suggestion: Suggestion) -> Assignment | None:
    """The part of the present round that this person's unit has."""
    return next((part for part in roles.assignments_of(suggestion) if parties.is_unit(part, user)), None)


def attaches(user: Any, suggestion: Suggestion) -> bool:
    """Is attaching this person's at all, now or at another time?"""
    return roles.writes(suggestion, user) or own_part(user, suggestion) is not None


def why_not_attached(user: Any, suggestion: Suggestion) -> str:
    """Why he may not attach now, or ""."""
    if roles.writes(suggestion, user):
        return "" if suggestion.state in WRITABLE else "建议已经提交，不能再添加或删除附件。"
    part = own_part(user, suggestion)
    if part is None:
        return "本单位没有承办这件建议。"
    return "" if part.state in ADDING else f"本单位承办当前为“{part.get_state_display()}”，不能添加附件。"


@transaction.atomic
def attach(user: Any, suggestion: Suggestion, upload: UploadedFile) -> Attachment:
    """Keep a checked file with the suggestion. Raises PermissionDenied, OutOfStep, Refused."""
    suggestion = Suggestion._base_manager.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if not attaches(user, suggestion):
        raise PermissionDenied
    if why := why_not_attached(user, suggestion):
        raise OutOfStep(why)
    part = None if roles.writes(suggestion, user) else own_part(user, suggestion)
    if suggestion.attachments.filter(assignment=part).count() >= MOST:
        raise Refused(f"附件最多{MOST}个，请先删除不需要的。", "file")
    row = Attachment.objects.create(
        suggestion=suggestion,
        assignment=part,
        file=upload,
        name=upload.name[-200:],
        size=upload.size,
        uploaded_by=user,
        scan=suggestion.entered_by_id is not None and roles.is_enterer(suggestion, user),
    )
    enter(EntryKind.DEED, "上传附件", user, subject=suggestion, data={"attachment": row.pk, "size": row.size})
    return row


def may_take_away(user: Any, row: Attachment) -> bool:
    """One's own, while what it belongs to is still being written."""
    if row.uploaded_by_id != user.pk:
        return False
    if row.assignment is None:
        return roles.writes(row.suggestion, user) and row.suggestion.state in WRITABLE
    return parties.is_unit(row.assignment, user) and row.assignment.state in TAKING_AWAY


@transaction.atomic
def take_away(user: Any, row: Attachment) -> None:
    """Delete the row, and its file once that holds. Raises PermissionDenied, OutOfStep."""
    suggestion = Suggestion._base_manager.select_for_update(of=("self",)).get(pk=row.suggestion_id)
    row = Attachment.objects.filter(pk=row.pk).select_related("suggestion__deputy", "assignment").first()
    if row is None:
        raise OutOfStep("附件已被删除。")
    if row.uploaded_by_id != user.pk:
        raise PermissionDenied
    if not may_take_away(user, row):
        raise OutOfStep("材料已经提交，附件不能再删除。")
    file = row.file
    enter(EntryKind.DEED, "删除附件", user, subject=suggestion, data={"attachment": row.pk, "size": row.size})
    row.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
