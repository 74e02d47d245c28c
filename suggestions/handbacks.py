"""Rules of handing back (退办): within its days, in writing, before work has begun (domain rule 13)."""

from datetime import date

from django.utils import timezone

from offices.limits import setting
from offices.models import Area
from pages.dates import cn_date
from suggestions.models import Assignment, Transfer

RULE = "hand_back"
FLAG = "hand_back_flag"


def days_until(assignment: Assignment) -> date | None:
    """The last day on which the unit may hand the suggestion back; None where no limit runs."""
    clocks = assignment.suggestion.clocks.all()  # as the case page fetched them
    own = [clock for clock in clocks if clock.rule == RULE and clock.assignment_id == assignment.pk]
    return max((clock.due_on for clock in own), default=None)


def too_many(area: Area) -> int:
    """At how many hand-backs the congress office must step in."""
    try:
        return setting(FLAG, area).number
    except LookupError:
        return 3


def why_not_returned(transfer: Transfer, today: date | None = None) -> str:
    """Why a government office may not give the dispatch back (any more), or ""."""
    clocks = transfer.suggestion.clocks.all()
    own = [
        c for c in clocks if c.rule == RULE and c.assignment_id is None and c.office_id == transfer.office_id
    ]
    last = max(own, key=lambda clock: clock.pk, default=None)
    if last and last.due_on < (today or timezone.localdate()):
        return f"退回期限已于{cn_date(last.due_on)}届满，不能再申请退回。"
    return "交办机构已答复不同意退回，不能再次申请。" if last and last.stopped_on else ""


def why_not_handed_back(assignment: Assignment, today: date | None = None) -> str:
    """Why the unit may not hand it back (any more), or ""."""
    last = days_until(assignment)
    if last is not None and last < (today or timezone.localdate()):
        return f"退办期限已于{cn_date(last)}届满，不能再申请退办。"
    if assignment.contacts.all():  # as the case page fetched them
        return "已与代表面商，不能再申请退办。"
    if hasattr(assignment, "reply"):
        return "已拟写答复，不能再申请退办。"
    if assignment.events.filter(action="refuse_hand_back").exists():
        return "交办机构已答复不同意退办，不能再次申请。"
    return ""
