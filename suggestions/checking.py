"""What may stand between a signed reply and its leaving: the dispatcher's check, the reply face to face."""

from notices.outbox import post
from offices.limits import setting
from suggestions import parties
from suggestions.choices import AssignmentRole
from suggestions.models import Assignment
from suggestions.reference import noted

UNSIGNED = {
    "signed_by": None,
    "signed_on": None,
    "check_asked_on": None,
    "checked_by": None,
    "checked_on": None,
}


def checked_first(part: Assignment) -> bool:
    """Does the area want the dispatcher to check replies before they leave (reply_check)?"""
    return setting("reply_check", part.suggestion.area).flag


def tell_checkers(part: Assignment) -> None:
    """Lay the signed reply before whoever dispatched the part."""
    post(
        parties.dispatchers(part), kind="assignment.check",
        key=f"assignment.check:{part.pk}:{part.events.latest('pk').pk}",
        title=f"{part.suggestion}：{part.office}的答复待审核", url=part.get_absolute_url(),
    )  # fmt: skip


def why_not_checked(part: Assignment) -> str:
    """Why the dispatcher has nothing to check, or ""."""
    reply = part.reply
    if reply.check_asked_on is None:
        return "本区域的答复不须审核。"
    return "答复已经审核通过。" if reply.checked_on else ""


def why_unchecked(part: Assignment) -> str:
    """Why the reply must still wait for the dispatcher, or ""."""
    waits = part.reply.check_asked_on and not part.reply.checked_on
    return "须经交办机构审核通过后才能发出。" if waits else ""


def why_not_met(part: Assignment) -> str:
    """双重反馈: both the meeting and the letter, where the area asks for both (seed row XR-13)."""
    if hasattr(part, "face_reply") or not setting("face_reply", part.suggestion.area).flag:
        return ""
    return "本区域要求“双重反馈”：请先登记当面答复。"


def why_not_face_to_face(part: Assignment) -> str:
    """Why a reply face to face cannot be recorded (any more), or ""."""
    if part.role == AssignmentRole.CO:
        return "协办单位不单独答复代表。"
    if noted(part.suggestion):
        return "代表注明仅供参考，不需答复。"
    return "已登记过当面答复。" if hasattr(part, "face_reply") else ""
