"""仅供参考、不需书面答复 (domain rule 95): what a deputy's mark changes in the handling.

By the area's rule the units say within the limit of the reply how they made use of it, without letter, promise or
verdict; or they only sign for it and no limit runs (参考件, 重庆 art. 13); or it is answered like any other. The lead
deputy may ask for a written reply after all.
"""

from offices.limits import setting
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment, Suggestion

KEY = "reference_only"
NOTE, FILE, REPLY = "note", "file", "reply"
WAITS = "已作参考，待办结"
MARK = "代表注明仅供工作参考，不需书面答复"


def way_of(suggestion: Suggestion) -> str:
    """How this one is handled; like any other unless its deputy marked it. The rule is that of the day of dispatch."""
    if not suggestion.reference_only:
        return REPLY
    return setting(KEY, suggestion.area, suggestion.dispatched_on).value


def unwritten(suggestion: Suggestion) -> bool:
    return way_of(suggestion) != REPLY


def no_limit(suggestion: Suggestion) -> bool:
    return way_of(suggestion) == FILE


def noted(suggestion: Suggestion) -> bool:
    """Was it made use of and not answered? Then nobody is asked for a verdict."""
    return bool(suggestion.reference_only and suggestion.replied_on and suggestion.result_class_id is None)


def answering(suggestion: Suggestion) -> list[Assignment]:
    """The present parts of the units that would answer."""
    rows = suggestion.assignments.filter(round=suggestion.round).exclude(role=AssignmentRole.CO)
    return list(rows.exclude(state=AssignmentState.REVOKED).select_related("office").order_by("pk"))


def why_not_noted(assignment: Assignment) -> str:
    """Why the unit cannot end its part without a written reply, or ""."""
    if way_of(assignment.suggestion) == NOTE:
        return ""
    return "这件建议须书面答复代表。"


def why_not_kept(assignment: Assignment) -> str:
    return "" if no_limit(assignment.suggestion) else "这件建议须反馈办理情况。"


def why_not_wanted(suggestion: Suggestion) -> str:
    """Why the deputy cannot ask for a written reply now, or ""."""
    if not suggestion.reference_only or (suggestion.replied_on and suggestion.result_class_id):
        return "这件建议本来就书面答复。"
    if suggestion.replied_on is None and any(part.used_on for part in answering(suggestion)):
        return "有单位已经反馈参考情况，请在各单位都反馈后再提出。"
    return ""
