"""What each step of an assignment writes besides its state, in the same transaction."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from notices.outbox import post
from offices.limits import setting
from pages.dates import cn_date
from suggestions import progress, silence
from suggestions.checking import UNSIGNED, checked_first, tell_checkers
from suggestions.choices import AssignmentRole, AssignmentState, ContactStage, ContactWay
from suggestions.clockwork import ASSIGNMENT_CLOCKS
from suggestions.contacts import check_day
from suggestions.handbacks import too_many
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, Contact, FaceReply, Reply, Suggestion
from suggestions.promising import draw_up, give_word
from suggestions.reference import unwritten
from suggestions.replies import (
    check_letter_free,
    check_letter_number,
    check_opinion,
    letter_format,
    result_classes,
)
from suggestions.roles import committee
from suggestions.transfers import still_owes
from workflow.lifecycle import perform
from workflow.transitions import Refused, Step

LEAST_WORDS = 5


def _demand_reason(step: Step, message: str) -> None:
    if not step.event.note.strip():
        raise Refused(message, "note")


def sign_for(step: Step) -> None:
    step.subject.received_on = timezone.localdate()
    step.subject.save(update_fields=["received_on"])
    progress.begin([step.subject])


def note_use(step: Step) -> None:
    """How the unit made use of what was given for reference; with the last one the suggestion has been attended to."""
    part, said = step.subject, step.data["used"].strip()
    if len(said) < LEAST_WORDS:
        raise Refused("请写明研究和采用的情况。", "used")
    part.used, part.used_on = said, timezone.localdate()
    part.save(update_fields=["used", "used_on"])
    _settle(part)


def keep(step: Step) -> None:
    """Signed for and kept for reference: nothing more is owed."""
    if step.subject.role != AssignmentRole.CO:
        _settle(step.subject)


def hand_back(step: Step) -> None:
    """In writing, with reasons; to the dispatcher only, never from unit to unit (domain rule 13)."""
    _demand_reason(step, "请书面说明退办理由。")
    if step.data.get("proposed_office") == step.subject.office:
        raise Refused("建议改交单位不能是本单位。", "proposed_office")
    _count(step)


def _count(step: Step) -> None:
    """Ping-pong is counted; the congress office is told at once when it is too much (a dated setting)."""
    suggestion = step.subject.suggestion
    Suggestion._base_manager.filter(pk=suggestion.pk).update(hand_backs=F("hand_backs") + 1)
    suggestion.refresh_from_db(fields=["hand_backs"])
    if suggestion.hand_backs >= too_many(suggestion.area):
        post(
            committee(suggestion),
            kind="suggestion.hand_backs",
            key=f"suggestion.hand_backs:{step.event.pk}",
            title=f"{suggestion}已第{suggestion.hand_backs}次申请退办，请协调确定承办单位",
            body=f"{step.subject.office}：{step.event.note.strip()}",
            url=suggestion.get_absolute_url(),
            urgent=True,
        )


def reassign(step: Step) -> None:
    """Agreed, and given to another unit at once; the suggestion's own step 改交 leaves its trace."""
    part, office = step.subject, step.data["successor"]
    ASSIGNMENT_CLOCKS.start(part, "redispatch")
    data = {"assignment": part, "office": office}
    try:
        perform(SUGGESTION, part.suggestion_id, "redispatch", step.actor, note=step.event.note, **data)
    except Refused as no:
        raise Refused(str(no), "successor") from no


def refuse_hand_back(step: Step) -> None:
    _demand_reason(step, "请说明不同意退办的理由。")
    assignment = step.subject
    if assignment.received_on is None:
        sign_for(step)


def give_opinion(step: Step) -> None:
    check_opinion(step.data["opinion"])
    step.subject.opinion_on = timezone.localdate()
    step.subject.save(update_fields=["opinion_on"])


def log_contact(step: Step) -> None:
    if step.subject.state == AssignmentState.DONE and step.data["stage"] != ContactStage.AFTER:
        raise Refused("答复发出后只登记办后面商。", "stage")
    check_day(step.data["on"], step.subject)
    Contact.objects.create(suggestion=step.subject.suggestion, assignment=step.subject, **step.data)


def draft(step: Step) -> None:
    assignment, data = step.subject, step.data
    if not data["text"].strip():
        raise Refused("请填写答复内容。", "text")
    if data["result_class"] not in result_classes(assignment.suggestion.area):
        raise Refused("该结果类别不在本区域现行方案之内，请重新选择。", "result_class")
    if why := silence.why_not_drafted(assignment, data.get("co_note", "")):
        raise Refused(why, "co_note")
    promised = data.pop("promises", None)
    draw_up(assignment, promised, needed=data["result_class"].promises)
    written = data | {"drafted_by": step.actor} | UNSIGNED
    Reply.objects.update_or_create(
        assignment=assignment,
        defaults=written,
        create_defaults=written | {"suggestion": assignment.suggestion},
    )


def return_draft(step: Step) -> None:
    _demand_reason(step, "请说明退回修改的理由。")


def sign(step: Step) -> None:
    """Signed by the head; where the area says so, it is then laid before the dispatcher (reply_check)."""
    today, part = timezone.localdate(), step.subject
    own = Reply.objects.filter(assignment=part, drafted_by=step.actor)
    if setting("two_signatures", part.suggestion.area).flag and own.exists():
        raise Refused("拟稿和签发须由两人分别完成（双签字）。")
    asked = today if checked_first(part) else None
    Reply.objects.filter(assignment=part).update(signed_by=step.actor, signed_on=today, check_asked_on=asked)
    if asked:
        tell_checkers(part)


def recall(step: Step) -> None:
    _demand_reason(step, "请说明撤回签发的理由。")
    Reply.objects.filter(assignment=step.subject).update(**UNSIGNED)


def check_reply(step: Step) -> None:
    Reply.objects.filter(assignment=step.subject).update(
        checked_by=step.actor, checked_on=timezone.localdate()
    )


def send_back(step: Step) -> None:
    """The dispatcher wants it changed before it leaves; the unit drafts and signs anew."""
    _demand_reason(step, "请说明审核意见。")
    Reply.objects.filter(assignment=step.subject).update(**UNSIGNED)


def record_face_reply(step: Step) -> None:
    """Once for each reply; the letter and the meeting may come in either order (domain rule 98).

    The meeting is the visit that follows the handling as well (办后), so nobody logs it twice.
    """
    data = dict(step.data)
    check_day(data["on"], step.subject)
    FaceReply.objects.create(
        suggestion=step.subject.suggestion, assignment=step.subject, recorded_by=step.actor,
        opinion=data.pop("said"), **data,
    )  # fmt: skip
    told = {name: data[name] for name in ("on", "place", "people")}
    met = step.subject.contacts.filter(stage=ContactStage.AFTER, on=data["on"]).exclude(way=ContactWay.PHONE)
    if not met.exists():
        Contact.objects.create(
            suggestion=step.subject.suggestion, assignment=step.subject, stage=ContactStage.AFTER,
            way=ContactWay.MEETING, content=f"当面答复：{data['points']}"[:5000], **told,
        )  # fmt: skip


def send(step: Step) -> None:
    """The reply leaves with its number; with the last one of the round the suggestion itself is answered."""
    reply = step.subject.reply
    sent_on = step.data["letter_on"]
    _check_sending(reply, sent_on)
    years = range(reply.signed_on.year, sent_on.year + 1)
    number = check_letter_number(step.data["letter_number"], years, letter_format(step.subject.office.area))
    check_letter_free(step.subject, number)
    Reply.objects.filter(pk=reply.pk).update(letter_number=number, sent_on=sent_on)
    give_word(step.subject)
    _settle(step.subject)


def _check_sending(reply: Reply, on: date) -> None:
    if on > timezone.localdate():
        raise Refused("发出日期不能晚于今天。", "letter_on")
    if on < reply.signed_on:
        raise Refused(f"发出日期不能早于签发日期（{cn_date(reply.signed_on)}）。", "letter_on")


def _settle(assignment: Assignment) -> None:
    """Take the suggestion's own step when no unit that answers is left.

    The suggestion's row is locked first, so that of two units that send at
    once the second one sees the first. A part taken back and not yet given
    to another unit still owes its answer.
    """
    suggestion = Suggestion._base_manager.select_for_update(of=("self",)).get(pk=assignment.suggestion_id)
    answering = suggestion.assignments.filter(round=assignment.round).exclude(role=AssignmentRole.CO)
    waiting = suggestion.clocks.open().filter(rule="redispatch", assignment__in=answering)
    left = answering.exclude(state__in=(AssignmentState.DONE, AssignmentState.REVOKED))
    if not left.exists() and not waiting.exists() and not still_owes(suggestion, assignment.round):
        written = suggestion.replies.filter(assignment__round=assignment.round, sent_on__isnull=False)
        spared = unwritten(suggestion) and not written.exists()
        perform(SUGGESTION, suggestion.pk, "refer" if spared else "reply", None)
