"""Every arrow of every table of this room, taken from every state it starts in, by somebody who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from deputies.models import Deputy, Mandate, Term
from suggestions.choices import Grade
from suggestions.models import (
    Assignment,
    Extension,
    MeetingItem,
    NoticeReceipt,
    Objection,
    Publication,
    Reply,
    ResultClass,
    SecondRating,
    Signature,
    Suggestion,
    SuggestionClock,
    Supervision,
)
from tests.house.walking import walk
from tests.suggestions.rules import rule
from tests.suggestions.test_every_arrow import SUBJECTS, TABLES

today = timezone.localdate
PART = {"situation": "情况。", "analysis": "", "proposal": "建议。"}


def in_days(days: int) -> Any:
    return today() + timedelta(days=days)


# --- what a step needs besides the state of its row


def change(model: type, **fields: Any) -> Callable:
    """The row itself, or what leads to the world's case, is as the step needs it."""

    def arrange(w: Any, row: Any) -> None:
        where = {"pk": row.pk} if isinstance(row, model) else {"pk": row.suggestion_id}
        model._base_manager.filter(**where).update(**fields)

    return arrange


def ruled(key: str, value: str) -> Callable:
    return lambda w, row: rule(w.city, key, value)


def both(*deeds: Callable) -> Callable:
    def arrange(w: Any, row: Any) -> None:
        for deed in deeds:
            deed(w, row)

    return arrange


def written(**fields: Any) -> Callable:
    """The unit has written its reply, the head has signed it."""

    def arrange(w: Any, row: Assignment) -> None:
        Reply.objects.create(**{
            "suggestion": row.suggestion, "assignment": row, "office": row.office, "text": "已办。", "contact_person": "孙",
            "contact_phone": "1", "drafted_by": w.sun, "signed_by": w.zheng, "signed_on": today(),
            "result_class": ResultClass.objects.get(area=None, code="A"), **fields,
        })  # fmt: skip

    return arrange


def answered(w: Any, row: Suggestion) -> None:
    row.replied_on = today()
    row.save(update_fields=["replied_on"])
    row.signatures.filter(deputy=w.zhao_deputy).delete()
    row.contacts.update(state="confirmed")
    row.clocks.filter(rule="feedback").delete()


def asked_again(w: Any, row: Suggestion) -> None:
    for one in row.signatures.all():
        SecondRating.objects.create(suggestion=row, signature=one, round=1, asked_on=today())


def objected(w: Any, row: Suggestion) -> None:
    Objection.objects.create(suggestion=row, deputy=w.chen_deputy, round=1, reason="不合适")


def handed_back(w: Any, row: Suggestion) -> None:
    Assignment.objects.filter(pk=w.part.pk).update(state="revoked")
    SuggestionClock.objects.create(
        subject=row,
        assignment=w.part,
        rule="redispatch",
        office=w.committee,
        started_on=today(),
        due_on=in_days(5),
        sheet={},
    )


def paused(w: Any, row: Suggestion) -> None:
    rule(w.city, "pause_allowed", "yes")
    row.clocks.filter(pk=w.clock.pk).update(
        paused_on=today(), pauses=[{"from": today().isoformat(), "to": None, "reason": "灾害"}]
    )


def bad(w: Any, row: Suggestion) -> None:
    row.ratings.create(
        signature=w.signature, round=row.round, attitude="satisfied", result="dissatisfied", reason="没有解决"
    )


def twice(w: Any, row: Suggestion) -> None:
    row.assignments.update(round=2)
    Suggestion.objects.filter(pk=row.pk).update(round=2)
    row.round = 2
    bad(w, row)


def coordinating(w: Any, row: Suggestion) -> None:
    twice(w, row)
    row.coordinations.create(round=2, way="coordinate", opened_on=today())


def term_over(w: Any, row: Suggestion) -> None:
    Term.objects.filter(pk=row.term_id).update(ends_on=in_days(-1))
    term = Term.objects.create(
        area=w.city, level=row.term.level, number=row.term.number + 1, starts_on=today()
    )
    Mandate.objects.create(
        deputy=w.zhao_deputy, term=term, level=term.level, certificate="ZH-18", starts_on=today()
    )


def grouped(w: Any, row: Suggestion) -> None:
    w.together.members.create(suggestion=row, joined_at=timezone.now(), joined_by=w.zhou)


def dispatched_by_batch(w: Any, row: Any) -> None:
    """The batch's one suggestion has gone to its unit."""
    Suggestion.objects.filter(pk=w.batched.pk).update(state="dispatched")
    Assignment.objects.create(
        suggestion=w.batched, office=w.education, dispatcher=w.committee, role="lead", sent_on=today()
    )
    row.items.update(result="sent")


def mark_stale(w: Any, row: Any) -> None:
    row.items.all().delete()


def with_plan(w: Any, row: Any) -> None:
    row.items.create(who="李科长", what="现场督查", due_on=in_days(5))


def kept_promise(w: Any, row: Any) -> None:
    written(sent_on=today())(w, w.part)


def explained(w: Any, row: Any) -> None:
    row.events.create(action="explain", before="open", after="open", note="情况变化", actor=w.sun)


def public(w: Any, row: Suggestion) -> None:
    Publication.objects.create(suggestion=row, scope="full", published_on=today(), published_by=w.zhou)


def with_scan(w: Any, row: Suggestion) -> None:
    row.attachments.update(scan=True)
    Suggestion.objects.filter(pk=row.pk).update(entered_by=w.zhou)


def deputies_free(w: Any, row: Suggestion) -> None:
    row.signatures.filter(deputy=w.zhao_deputy).delete()


def co_unit(w: Any, row: Assignment) -> None:
    """The part is a co-unit's; another one leads."""
    row.suggestion.assignments.exclude(pk=row.pk).update(role="separate")
    Assignment.objects.filter(pk=row.pk).update(role="co")
    Assignment.objects.create(
        suggestion=row.suggestion,
        office=w.housing,
        dispatcher=w.committee,
        role="lead",
        sent_on=today(),
        state="received",
    )


def alone_answering(w: Any, row: Assignment) -> None:
    row.suggestion.assignments.exclude(pk=row.pk).delete()


AT_DEPUTIES, UNDER_REVIEW = change(Suggestion, state="draft"), change(Suggestion, state="submitted")
ASKED = both(UNDER_REVIEW, change(Signature, withdrawal="asked"))
JOINTLY = both(ruled("withdraw_joint", "all"), ruled("withdraw_dispatched", "yes"))
REFERENCE = change(Suggestion, reference_only=True)


def no_extension(w: Any, row: Any) -> None:
    Extension.objects.all().delete()


def asked_to_withdraw(w: Any, row: Suggestion) -> None:
    JOINTLY(w, row)
    row.signatures.filter(role="co").update(withdrawal="asked")


def without_account(w: Any, row: Any) -> None:
    """The deputy whose word it is has none."""
    Deputy.objects.filter(pk=row.deputy_id).update(user=None)


def no_contacts(w: Any, row: Any) -> None:
    row.contacts.all().delete()


def got_notice(w: Any, row: Any) -> None:
    NoticeReceipt.objects.get_or_create(supervision=row, office=w.education)


def voted_down(w: Any, row: Any) -> None:
    MeetingItem.objects.filter(suggestion=row).update(verdict="dissatisfied")


ARRANGE: dict[str, Callable] = {
    "Signature.confirm": AT_DEPUTIES, "Signature.refuse": AT_DEPUTIES, "Signature.reopen": AT_DEPUTIES,
    "Signature.leave": UNDER_REVIEW, "Signature.accept": UNDER_REVIEW,
    "Signature.agree_withdrawal": ASKED, "Signature.refuse_withdrawal": ASKED,
    "Signature.note_agreement": both(ASKED, without_account), "Signature.note_refusal": both(ASKED, without_account),
    "Suggestion.note_withdrawal": without_account,
    "Assignment.hand_back": no_contacts, "Assignment.give_opinion": co_unit, "Assignment.return_opinion": co_unit,
    "Assignment.note_use": REFERENCE, "Assignment.keep": both(REFERENCE, ruled("reference_only", "file")),
    "Assignment.ask_extension": no_extension, "Assignment.draft_reply": alone_answering,
    "Assignment.state_extension": both(no_extension, ruled("extension_approval", "no")),
    "Assignment.check_reply": written(check_asked_on=today()),
    "Assignment.send_back": written(check_asked_on=today()),
    "Assignment.send_reply": both(alone_answering, written()),
    "Suggestion.invite": deputies_free, "Suggestion.stand": with_scan, "Suggestion.discard": with_scan,
    "Suggestion.ask_withdrawal": JOINTLY, "Suggestion.drop_withdrawal": asked_to_withdraw,
    "Suggestion.end": ruled("withdraw_dispatched", "yes"),
    "Suggestion.ask_to_join": both(deputies_free, change(Suggestion, open_to_co=True)),
    "Suggestion.forward": ruled("review_desks", "two"),
    "Suggestion.endorse": lambda w, row: change(Suggestion, second_desk=w.government)(w, row),
    "Suggestion.disagree": lambda w, row: change(Suggestion, second_desk=w.government)(w, row),
    "Suggestion.dispatch": lambda w, row: row.assignments.all().delete(),
    "Suggestion.undispatch": lambda w, row: row.assignments.update(state="sent"),
    "Suggestion.redispatch": handed_back, "Suggestion.leave_group": grouped, "Suggestion.undo_join": grouped,
    "Suggestion.dissolve_group": grouped, "Suggestion.answer_objection": objected, "Suggestion.extend": no_extension,
    "Suggestion.pause": ruled("pause_allowed", "yes"), "Suggestion.resume": paused,
    "Suggestion.supervise": lambda w, row: asked_again(w, row) or row.second_ratings.update(
        attitude="satisfied", result="dissatisfied", reason="没有落实", at=timezone.now()),
    "Suggestion.escalate": change(Suggestion, due_on=in_days(-20)), "Suggestion.close": answered,
    "Suggestion.take_down": public, "Suggestion.carry": term_over,
    "Suggestion.end_with_term": both(term_over, ruled("carry_over", "no")), "Suggestion.rehandle": bad,
    "Suggestion.coordinate": twice, "Suggestion.conclude": coordinating,
    "Suggestion.government_close": ruled("double_close", "yes"), "Suggestion.want_reply": REFERENCE,
    "Suggestion.rate_again_by_link": asked_again, "Suggestion.rate_again": asked_again,
    "Batch.gather": mark_stale, "Batch.propose": lambda w, row: row.items.update(lead=None),
    "Batch.undo": dispatched_by_batch, "Promise.make": kept_promise, "Promise.release": explained,
    "Contact.vouch_contact": ruled("contacts_confirmed", "yes"),
    "Suggestion.redress": voted_down, "Supervision.sign_notice": got_notice,
    "Supervision.attend": lambda w, row: change(Supervision, charged=w.gao)(w, row),
    "Supervision.serve": with_plan, "Supervision.finish_item": with_plan,
}  # fmt: skip
DATA = {
    "deputies": lambda w: [w.zhao_deputy],
    "signature": lambda w: Signature.objects.get(suggestion=w.case, deputy=w.zhao_deputy), "declared": lambda w: True,
    "parts": lambda w: [PART | {"title": f"关于第{n}件事的建议"} for n in (1, 2)],
    "decline_reason": lambda w: "personal", "dispatch.lead": lambda w: w.education, "group": lambda w: w.together,
    "assignment": lambda w: w.part, "redispatch.office": lambda w: w.housing, "undone": lambda w: False,
    "objection": lambda w: w.case.objections.first(), "answer": lambda w: "已研究。", "clock": lambda w: w.clock,
    "manner": lambda w: "leader", "supervise.leader": lambda w: "市长", "aim": lambda w: "按期办结。",
    "checker": lambda w: "周文静", "finding": lambda w: "正在办理。",
    "headline": lambda w: "标题", "digest": lambda w: "摘要。",
    "recipients": lambda w: "市委书记", "office": lambda w: w.education, "key": lambda w: True,
    "heir": lambda w: w.zhao_deputy,
    "on": lambda w: today(), "people": lambda w: "李科长", "record": lambda w: "已协调。",
    "conclude.outcome": lambda w: "keep",
    "attitude": lambda w: Grade.SATISFIED, "result": lambda w: Grade.SATISFIED,
    "end.result": lambda w: "已按期办结。",
    "proposed_office": lambda w: w.transport, "successor": lambda w: w.housing,
    "opinion": lambda w: "同意增设信号灯两处。",
    "stage": lambda w: "after", "way": lambda w: "meeting", "content": lambda w: "听取意见。", "months": lambda w: 5,
    "done": lambda w: "已现场踏勘。", "text": lambda w: "已增设信号灯。",
    "result_class": lambda w: ResultClass.objects.get(area=None, code="A"),
    "contact_person": lambda w: "孙丽娟", "contact_phone": lambda w: "0599-2600001", "place": lambda w: "会议室",
    "points": lambda w: "答复要点。", "letter_number": lambda w: f"云教函〔{today().year}〕88号",
    "letter_on": lambda w: today(), "said": lambda w: "同意。",
    "used": lambda w: "已列入研究范围。", "words": lambda w: "请抓紧。", "leader": lambda w: "市长",
    "due_on": lambda w: in_days(120),
    "further": lambda w: "inspect",
    "dispute_contact.objection": lambda w: "没有见面。", "word": lambda w: "属实。", "report": lambda w: "已完成。",
    "proposed": lambda w: ResultClass.objects.get(area=None, code="A"), "look_answer.agreed": lambda w: True,
    "who": lambda w: "李科长", "what": lambda w: "现场督查", "by_day": lambda w: in_days(10),
    "item": lambda w: w.supervised.items.first(), "outcome": lambda w: "已完成。",
    "forward.lead": lambda w: w.education, "escalate.office": lambda w: w.education,
}  # fmt: skip


@pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: f"{one.model.__name__}-{len(one.transitions)}")
def test_every_arrow_leads_where_it_says(world, lifecycle):
    row = getattr(world, SUBJECTS[lifecycle.model.__name__])
    assert walk(world, lifecycle, row, DATA, ARRANGE) == {}
