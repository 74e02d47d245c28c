"""Before a reply leaves: the dispatcher's check, the meeting, two signatures, the area's number format, the addressees."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from notices.models import Notice
from suggestions.casefile.reading import case_rows, happened
from suggestions.choices import AssignmentState
from suggestions.documents.catalogue import DOCUMENTS
from suggestions.documents.pieces import Desk
from suggestions.models import Assignment, FaceReply, Reply, ResultClass
from suggestions.replies import check_letter_number, next_letter_number
from tests.suggestions.rules import rule
from tests.suggestions.units import answered, contact, days_ago, draft, drafted, lead_part, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused

A = AssignmentState
MET = {
    "place": "清河街道",
    "people": "李科长",
    "deputies": "陈建国",
    "points": "已增设信号灯。",
    "said": "同意。",
}


@pytest.fixture
@stands
def signed(cast):
    part = lead_part(cast)
    drafted(part, cast.sun)
    return step(part, "sign_reply", cast.zheng)


def send(part, cast, number=""):
    number = number or f"云教函〔{today().year}〕1号"
    return step(part, "send_reply", cast.sun, letter_number=number, letter_on=today())


class TestTheDispatchersCheck:
    @pytest.fixture
    def waiting(self, cast):
        rule(cast.city, "reply_check", "yes")
        part = lead_part(cast)
        drafted(part, cast.sun)
        return step(part, "sign_reply", cast.zheng)

    def test_a_reply_waits_for_it_where_the_area_says_so(self, cast, waiting):
        assert Notice.objects.filter(recipient=cast.zhou, kind="assignment.check").count() == 1
        assert Reply.objects.visible_to(cast.zhou).count() == 1
        with pytest.raises(OutOfStep, match="审核通过后才能发出"):
            send(waiting, cast)
        step(waiting, "check_reply", cast.zhou)
        assert send(waiting, cast).state == A.DONE
        assert Reply.objects.get().checked_by == cast.zhou

    def test_sent_back_it_is_drafted_and_signed_anew(self, cast, waiting):
        with pytest.raises(Refused, match="审核意见"):
            step(waiting, "send_back", cast.zhou)
        assert step(waiting, "send_back", cast.wu, "请补充时间表").state == A.RECEIVED
        assert Reply.objects.get().signed_on is None
        draft(waiting, cast.sun)
        step(waiting, "sign_reply", cast.zheng)
        with pytest.raises(OutOfStep):
            send(waiting, cast)

    def test_only_the_dispatcher_checks_and_only_once(self, cast, waiting):
        for who in (cast.sun, cast.zheng, cast.chen, cast.tang):
            with pytest.raises(PermissionDenied):
                step(waiting, "check_reply", who)
        step(waiting, "check_reply", cast.zhou)
        with pytest.raises(OutOfStep, match="已经审核通过"):
            step(waiting, "check_reply", cast.zhou)

    def test_elsewhere_there_is_nothing_to_check_and_nobody_reads_it_early(self, cast, signed):
        with pytest.raises(OutOfStep, match="不须审核"):
            step(signed, "check_reply", cast.zhou)
        assert not Reply.objects.visible_to(cast.zhou).exists()
        assert send(signed, cast).state == A.DONE

    def test_before_it_is_signed_there_is_no_such_step(self, cast):
        part = lead_part(cast)
        with pytest.raises(OutOfStep):
            step(part, "check_reply", cast.zhou)


class TestFaceToFace:
    def test_both_the_meeting_and_the_letter_where_the_area_wants_both(self, cast, signed):
        rule(cast.city, "face_reply", "yes")
        with pytest.raises(OutOfStep, match="双重反馈"):
            send(signed, cast)
        step(signed, "record_face_reply", cast.sun, on=today(), **MET)
        assert send(signed, cast).state == A.DONE

    def test_the_record_is_printed_as_it_was_taken_down(self, cast, signed):
        step(signed, "record_face_reply", cast.sun, on=today(), **MET)
        seen = case_rows(cast.sun).get(pk=signed.suggestion_id)
        piece = DOCUMENTS["face-reply"].pieces(Desk(cast.sun, seen, happened(seen, inside=False)))[0]
        facts = piece.facts()
        assert (facts["place"], facts["opinion"], facts["on"]) == ("清河街道", "同意。", today())

    def test_it_is_recorded_once_by_the_unit_on_a_day_that_can_be(self, cast, signed):
        with pytest.raises(Refused):
            step(signed, "record_face_reply", cast.sun, on=today() + timedelta(days=1), **MET)
        for who in (cast.chen, cast.zhou, cast.he):
            with pytest.raises(PermissionDenied):
                step(signed, "record_face_reply", who, on=today(), **MET)
        step(signed, "record_face_reply", cast.sun, on=today(), **MET)
        with pytest.raises(OutOfStep, match="已登记过"):
            step(signed, "record_face_reply", cast.sun, on=today(), **MET)
        assert FaceReply.objects.count() == 1


def test_a_reply_leaves_the_day_of_dispatch_and_the_opinions_as_they_were(cast, signed):
    Assignment.objects.filter(pk=signed.pk).update(sent_on=days_ago(9))
    step(signed, "record_face_reply", cast.sun, on=today(), **MET)
    part = send(signed, cast)
    assert (part.sent_on, Reply.objects.get().sent_on) == (days_ago(9), today())
    assert (part.opinion, FaceReply.objects.get().opinion) == ("", "同意。")


class TestTwoSignatures:
    def test_whoever_drafted_it_does_not_sign_it_where_two_must(self, cast):
        rule(cast.city, "two_signatures", "yes")
        part = lead_part(cast)
        drafted(part, cast.zheng)
        with pytest.raises(Refused, match="双签字"):
            step(part, "sign_reply", cast.zheng)


class TestLetterNumbers:
    def test_the_area_says_how_they_look(self, cast):
        rule(cast.city, "unit_letter", "{mark}[{year}]第{number}号")
        assert next_letter_number(cast.education) == f"云教函[{today().year}]第1号"

    def test_another_shape_than_the_areas_is_refused_with_an_example(self):
        layout = "{mark}〔{year}〕复字{number}号"
        assert (
            check_letter_number("云教函〔2026〕复字3号", range(2026, 2027), layout) == "云教函〔2026〕复字3号"
        )
        with pytest.raises(Refused, match="铜教函〔2026〕复字12号"):
            check_letter_number("云教函〔2026〕3号", range(2026, 2027), layout)

    def test_the_database_itself_keeps_them_apart(self, cast, signed):
        send(signed, cast)
        other = lead_part(cast)
        drafted(other, cast.sun)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(assignment=other).update(letter_number=f"云教函〔{today().year}〕1号")


class TestWhoIsAnswered:
    def told(self, cast, way, mode, **fields):
        if mode:
            rule(cast.city, "joint_reply", mode)
        part = way.part(way.dispatched(joint=True))
        step(part, "receive", cast.sun)
        contact(part, cast.sun)
        draft(part, cast.sun, **fields)
        step(part, "sign_reply", cast.zheng)
        send(part, cast)
        rows = Notice.objects.filter(kind="suggestion.reply", recipient__in=(cast.chen, cast.zhao))
        return sorted(rows.values_list("recipient__username", flat=True))

    @pytest.mark.parametrize(
        ("mode", "fields", "who"),
        [
            ("", {}, ["chen", "zhao"]), ("lead", {}, ["chen"]), ("consent", {}, ["chen", "zhao"]),
            ("consent", {"lead_relays": True}, ["chen"]),
        ],
    )  # fmt: skip
    def test_each_signer_or_the_lead_who_tells_the_others(self, cast, way, mode, fields, who):
        assert self.told(cast, way, mode, **fields) == who


def test_a_class_that_needs_none_goes_without_promises(cast):
    part = lead_part(cast)
    answered(part, cast.sun, cast.zheng)
    assert not part.promises.exists()
    assert [c.code for c in ResultClass.objects.filter(area=None, promises=True).order_by("code")] == [
        "B",
        "C",
    ]
