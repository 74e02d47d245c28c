"""What each step of a promise writes besides its state."""

from django.utils import timezone

from pages.dates import cn_date, why_not_ahead
from suggestions import promise_clock
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.fulfilling import note_fulfilment
from suggestions.models import Promise
from suggestions.rating_again import after_promise
from workflow.transitions import Refused, Step


def made(step: Step) -> None:
    """Given with the letter, or at a meeting: from its day on the clock runs."""
    promise = step.subject
    given = promise.meeting.on if promise.meeting else promise.assignment.reply.sent_on
    promise.made_on = given or timezone.localdate()
    promise.save(update_fields=["made_on"])
    promise_clock.start(promise, promise.made_on)
    note_fulfilment(promise.suggestion_id)


def reported(step: Step) -> None:
    """The unit says it is done, and shows it."""
    promise = step.subject
    if not promise.report.strip():
        raise Refused("请写明落实情况。", "report")
    if file := step.data.get("evidence"):
        promise.evidence_name = file.name[-200:]
    promise.reported_on = timezone.localdate()
    promise.save(update_fields=["evidence_name", "reported_on"])


def explained(step: Step) -> None:
    """In writing, with another day (北京 art. 26, 上海 art. 22); the first day stays to be seen."""
    needs_reason(step)
    promise, today = step.subject, timezone.localdate()
    if why := why_not_ahead(promise.due_on):
        raise Refused(f"新的完成时限{why}", "due_on")
    remark(step, f"新的完成时限：{cn_date(promise.due_on)}。")
    promise_clock.stop(promise, today, "已改期")
    promise_clock.start(promise, today)


def kept(step: Step) -> None:
    """With the deputy's own word."""
    promise = step.subject
    if not promise.word.strip():
        raise Refused("请写明代表的意见。", "word")
    _settle(promise)


def wrong_again(step: Step) -> None:
    needs_reason(step)


def never_explained(promise: Promise) -> str:
    """Why its tracking may not be ended: the unit has explained nothing (domain rule 41)."""
    return "" if promise.events.filter(action="explain").exists() else "承办单位还没有书面说明情况变化。"


def released(step: Step) -> None:
    needs_reason(step)
    _settle(step.subject, "不再跟踪")


def _settle(promise: Promise, ended: str = "") -> None:
    today = timezone.localdate()
    promise.settled_on = today
    promise.save(update_fields=["settled_on"])
    promise_clock.stop(promise, today, ended)
    note_fulfilment(promise.suggestion_id)
    after_promise(promise)
