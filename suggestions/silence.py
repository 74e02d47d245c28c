"""Co-units that have not given their opinion: what the lead unit's reply must then say (domain rules 16, 35)."""

from datetime import date

from django.utils import timezone

from offices.limits import setting
from offices.models import Area, Office
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.clockwork import ASSIGNMENT_CLOCKS
from suggestions.deeds.remarks import needs_reason
from suggestions.dues import OPEN_PARTS, with_due
from suggestions.models import Assignment
from workflow.transitions import Step

KEY = "co_silence"
BLOCK, STATE, FREE = "block", "state", "free"


def way_of(area: Area) -> str:
    """What the area asks while a co-unit is silent and in time: wait, say so with a reason, or nothing."""
    return setting(KEY, area).value


def silent_in_time(assignment: Assignment, today: date | None = None) -> list[Office]:
    """The co-units of the same round that still owe their opinion and are not late."""
    rows = with_due(Assignment._base_manager.all()).filter(
        suggestion=assignment.suggestion_id, round=assignment.round, role=AssignmentRole.CO, state__in=OPEN_PARTS,
    )  # fmt: skip
    today = today or timezone.localdate()
    waiting = rows.exclude(due__lt=today).select_related("office").order_by("pk")
    return [part.office for part in waiting]


def _names(offices: list[Office]) -> str:
    return "、".join(office.name for office in offices)


def why_not_drafted(assignment: Assignment, co_note: str) -> str:
    """Why the draft must say something of the silent co-units, or ""."""
    if way_of(assignment.suggestion.area) != STATE or co_note.strip():
        return ""
    silent = silent_in_time(assignment)
    return f"{_names(silent)}尚未提出会办意见：请等其提出，或在这里说明理由。" if silent else ""


def why_not_sent(assignment: Assignment) -> str:
    """Why the reply may not leave while co-units are silent and in time, or ""."""
    way = way_of(assignment.suggestion.area)
    if assignment.role == AssignmentRole.CO or way == FREE:
        return ""
    stated = way == STATE and assignment.reply.co_note.strip()
    silent = [] if stated else silent_in_time(assignment)
    if not silent:
        return ""
    ending = "须等其提出或逾期后才能答复。" if way == BLOCK else "请等其提出，或撤回签发后在答复中说明理由。"
    return f"{_names(silent)}的会办意见尚在期限内：{ending}"


# --- sending an empty opinion back


def not_an_opinion(assignment: Assignment) -> str:
    if assignment.role != AssignmentRole.CO or assignment.state != AssignmentState.DONE:
        return "没有可以退回的会办意见。"
    return ""


def send_back(step: Step) -> None:
    """The co-unit does it anew within the days of 重庆 art. 20; what it wrote stays before its eyes."""
    needs_reason(step)
    ASSIGNMENT_CLOCKS.start(step.subject, "opinion_redo")
