"""Suggestions brought to a point of their handling by the real steps."""

from datetime import date, timedelta

from django.utils import timezone

from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, ResultClass
from workflow.lifecycle import perform

REPLY = {
    "text": "经研究，已在人民路增设信号灯两处。",
    "contact_person": "孙丽娟",
    "contact_phone": "0599-2600001",
    "co_note": "已与协办单位电话沟通。",
}


def today() -> date:
    return timezone.localdate()


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def dispatched(cast, lead=None, co=(), separate=(), **fields):
    """A suggestion of chen's, submitted, registered and dispatched to its units; answers its assignments by office."""
    row = cast.suggestion(**fields)
    perform(SUGGESTION, row.pk, "submit", cast.chen, declared=True)
    perform(SUGGESTION, row.pk, "register", cast.zhou)
    plan = {"separate": list(separate)} if separate else {"lead": lead or cast.education, "co": list(co)}
    perform(SUGGESTION, row.pk, "dispatch", cast.zhou, **plan)
    return {a.office: a for a in Assignment.objects.filter(suggestion=row)}


def lead_part(cast, **fields) -> Assignment:
    return dispatched(cast, **fields)[cast.education]


def step(assignment, action, actor, note="", **data):
    return perform(ASSIGNMENT, assignment.pk, action, actor, note=note, **data)


def contact(assignment, actor, stage="before", **fields):
    data = {
        "stage": stage,
        "way": "meeting",
        "on": today(),
        "people": "李科长",
        "content": "听取代表意见。",
    } | fields
    return step(assignment, "log_contact", actor, **data)


def draft(assignment, actor, **fields):
    data = REPLY | {"result_class": ResultClass.objects.get(area=None, code="A")} | fields
    return step(assignment, "draft_reply", actor, **data)


def drafted(assignment, handler) -> None:
    step(assignment, "receive", handler)
    contact(assignment, handler)
    draft(assignment, handler)


def answered(assignment, handler, head, number="云教函〔2026〕1号") -> None:
    """Everything from signing for it to the letter that leaves."""
    drafted(assignment, handler)
    step(assignment, "sign_reply", head)
    step(assignment, "send_reply", handler, letter_number=number, letter_on=today())
