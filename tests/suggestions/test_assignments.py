"""The table of one unit's part: who may take which step, when, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import AssignmentState, SuggestionState
from suggestions.models import SuggestionClock
from tests.suggestions.units import (
    answered,
    contact,
    days_ago,
    dispatched,
    draft,
    drafted,
    lead_part,
    step,
    today,
)
from workflow.lifecycle import OutOfStep, Refused, explained, offered

A = AssignmentState


def actions(part, user) -> set[str]:
    part.refresh_from_db()
    return {t.action for t in offered(ASSIGNMENT, part, user)}


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def running(part) -> set[str]:
    return set(part.clocks.filter(stopped_on=None).values_list("rule", flat=True))


def hand_back_until(part, day) -> None:
    SuggestionClock.objects.filter(assignment=part, rule="hand_back").update(due_on=day)


class TestReceiving:
    def test_a_handler_or_the_head_of_the_unit_signs_for_it(self, cast):
        part = lead_part(cast)
        assert "receive" in actions(part, cast.sun)
        assert "receive" in actions(part, cast.zheng)
        part = step(part, "receive", cast.sun)
        assert (part.state, part.received_on) == (A.RECEIVED, today())

    @pytest.mark.parametrize("who", ["he", "zhou", "wu", "chen", "gao", "luo"])
    def test_nobody_else_signs_for_it(self, cast, who):
        part = lead_part(cast)
        assert actions(part, getattr(cast, who)) == set()
        with pytest.raises(PermissionDenied):
            step(part, "receive", getattr(cast, who))

    def test_the_second_click_is_told_who_was_faster(self, cast):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        with pytest.raises(OutOfStep, match="已由孙丽娟.*签收"):
            step(part, "receive", cast.zheng)

    def test_the_limits_of_a_unit_run_from_its_dispatch(self, cast):
        parts = dispatched(cast, co=[cast.transport])
        assert running(parts[cast.education]) == {"hand_back", "first_contact"}
        assert running(parts[cast.transport]) == {"hand_back", "co_opinion"}


class TestHandingBack:
    def test_it_goes_to_the_dispatcher_with_its_reason(self, cast):
        part = lead_part(cast)
        part = step(part, "hand_back", cast.sun, "属交通运输部门职责。", proposed_office=cast.transport)
        assert (part.state, part.proposed_office) == (A.HANDED_BACK, cast.transport)
        assert part.office == cast.education, "never from unit to unit"
        assert part.events.last().note == "属交通运输部门职责。"
        assert "assignment.hand_back" in told(cast.zhou)
        assert "assignment.hand_back" in told(cast.wu)

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_it_needs_a_written_reason(self, cast, reason):
        part = lead_part(cast)
        with pytest.raises(Refused, match="请书面说明退办理由") as no:
            step(part, "hand_back", cast.sun, reason)
        assert no.value.field == "note"
        part.refresh_from_db()
        assert part.state == A.SENT

    def test_the_last_day_still_counts_and_the_next_does_not(self, cast):
        part = lead_part(cast)
        hand_back_until(part, today())
        assert "hand_back" in actions(part, cast.sun)
        hand_back_until(part, days_ago(1))
        assert "hand_back" not in actions(part, cast.sun)
        with pytest.raises(OutOfStep, match="退办期限已于.*年.*月.*日届满"):
            step(part, "hand_back", cast.sun, "不属本单位职责。")

    def test_work_begun_is_not_handed_back(self, cast):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        assert "hand_back" in actions(part, cast.sun)
        contact(part, cast.sun)
        with pytest.raises(OutOfStep, match="已与代表面商"):
            step(part, "hand_back", cast.sun, "不属本单位职责。")

    def test_one_cannot_propose_oneself(self, cast):
        with pytest.raises(Refused) as no:
            step(lead_part(cast), "hand_back", cast.sun, "不属职责。", proposed_office=cast.education)
        assert no.value.field == "proposed_office"

    @pytest.mark.parametrize("who", ["zhou", "wu"])
    def test_the_committee_or_the_coordinating_government_office_agrees(self, cast, who):
        part = lead_part(cast)
        step(part, "hand_back", cast.sun, "不属本单位职责。")
        part = step(part, "agree_hand_back", getattr(cast, who))
        assert part.state == A.REVOKED
        assert running(part) == {"redispatch"}
        assert "assignment.agree_hand_back" in told(cast.sun)

    @pytest.mark.parametrize("who", ["sun", "he", "tang", "gao", "chen"])
    def test_nobody_else_decides(self, cast, who):
        part = lead_part(cast)
        step(part, "hand_back", cast.sun, "不属本单位职责。")
        with pytest.raises(PermissionDenied):
            step(part, "agree_hand_back", getattr(cast, who))

    def test_a_refusal_needs_a_reason_and_the_unit_goes_on(self, cast):
        part = lead_part(cast)
        step(part, "hand_back", cast.sun, "不属本单位职责。")
        with pytest.raises(Refused):
            step(part, "refuse_hand_back", cast.zhou)
        part = step(part, "refuse_hand_back", cast.zhou, "“三定”规定属你单位职责。")
        assert (part.state, part.received_on) == (A.RECEIVED, today())
        assert "assignment.refuse_hand_back" in told(cast.sun)
        with pytest.raises(OutOfStep, match="不同意退办"):
            step(part, "hand_back", cast.sun, "再次申请。")


class TestOpinionsOfCoUnits:
    @pytest.fixture
    def parts(self, cast):
        parts = dispatched(cast, co=[cast.transport])
        step(parts[cast.transport], "receive", cast.he)
        return parts

    def test_an_opinion_ends_the_part_and_tells_the_lead_unit(self, cast, parts):
        part = step(parts[cast.transport], "give_opinion", cast.he, opinion="我单位负责信号灯配时调整。")
        assert (part.state, part.opinion_on, running(part)) == (A.DONE, today(), set())
        assert "assignment.give_opinion" in told(cast.sun)
        assert "assignment.give_opinion" in told(cast.zheng)

    @pytest.mark.parametrize(
        "nothing", ["", " ", "无意见", "无意见。", " 无 意 见 ", "没有意见！", "我局无意见", "无"]
    )
    def test_an_opinion_that_says_nothing_is_refused(self, cast, parts, nothing):
        with pytest.raises(Refused, match="不能作为会办意见") as no:
            step(parts[cast.transport], "give_opinion", cast.he, opinion=nothing)
        assert no.value.field == "opinion"
        assert actions(parts[cast.transport], cast.he) >= {"give_opinion"}

    def test_a_co_unit_writes_no_reply_and_a_lead_unit_no_opinion(self, cast, parts):
        step(parts[cast.education], "receive", cast.sun)
        contact(parts[cast.education], cast.sun)
        contact(parts[cast.transport], cast.he)
        assert "draft_reply" not in actions(parts[cast.transport], cast.he)
        assert "give_opinion" not in actions(parts[cast.education], cast.sun)
        with pytest.raises(OutOfStep, match="协办单位不单独答复"):
            draft(parts[cast.transport], cast.he)


class TestSigning:
    @pytest.fixture
    def part(self, cast):
        part = lead_part(cast)
        drafted(part, cast.sun)
        return part

    def test_only_the_units_head_signs(self, cast, part):
        assert "sign_reply" not in actions(part, cast.sun)
        with pytest.raises(PermissionDenied):
            step(part, "sign_reply", cast.sun)
        part = step(part, "sign_reply", cast.zheng)
        assert (part.state, part.reply.signed_by, part.reply.signed_on) == (A.SIGNED, cast.zheng, today())
        assert part.reply.state == "signed"

    def test_a_returned_draft_is_mended_and_not_typed_again(self, cast, part):
        with pytest.raises(Refused):
            step(part, "return_draft", cast.zheng)
        step(part, "return_draft", cast.zheng, "请补充完成时限。")
        draft(part, cast.sun, text="已完成，时限为2026年12月。")
        part.refresh_from_db()
        assert (part.state, part.reply.text) == (A.DRAFTED, "已完成，时限为2026年12月。")

    def test_a_signature_is_recalled_with_a_reason_until_the_letter_leaves(self, cast, part):
        step(part, "sign_reply", cast.zheng)
        with pytest.raises(PermissionDenied):
            step(part, "recall", cast.sun, "有误。")
        with pytest.raises(Refused):
            step(part, "recall", cast.zheng)
        part = step(part, "recall", cast.zheng, "数字有误。")
        assert (part.state, part.reply.signed_by, part.reply.signed_on) == (A.RECEIVED, None, None)

    def test_nothing_is_recalled_once_sent(self, cast, part):
        step(part, "sign_reply", cast.zheng)
        step(part, "send_reply", cast.sun, letter_number="云教函〔2026〕1号", letter_on=today())
        with pytest.raises(OutOfStep):
            step(part, "recall", cast.zheng, "数字有误。")


class TestTheSuggestionIsAnswered:
    def test_when_its_lead_unit_has_sent_its_reply(self, cast):
        part = lead_part(cast)
        answered(part, cast.sun, cast.zheng)
        part.suggestion.refresh_from_db()
        assert part.suggestion.state == SuggestionState.REPLIED
        assert (part.suggestion.replied_on, part.suggestion.result_class.code) == (today(), "A")
        assert set(part.suggestion.clocks.open().values_list("rule", flat=True)) == {"feedback", "publish"}

    def test_of_separate_units_when_the_last_one_has(self, cast):
        cast.person("cao", "曹敏", "unit_head", area=cast.city, office=cast.transport)
        parts = dispatched(cast, separate=[cast.education, cast.transport])
        suggestion = parts[cast.education].suggestion
        answered(parts[cast.education], cast.sun, cast.zheng)
        suggestion.refresh_from_db()
        assert suggestion.state == SuggestionState.DISPATCHED
        answered(parts[cast.transport], cast.he, cast.cao, "云交函〔2026〕1号")
        suggestion.refresh_from_db()
        assert suggestion.state == SuggestionState.REPLIED

    def test_not_while_a_part_waits_for_another_unit(self, cast):
        parts = dispatched(cast, separate=[cast.education, cast.transport])
        step(parts[cast.transport], "hand_back", cast.he, "不属本单位职责。")
        step(parts[cast.transport], "agree_hand_back", cast.zhou)
        answered(parts[cast.education], cast.sun, cast.zheng)
        suggestion = parts[cast.education].suggestion
        suggestion.refresh_from_db()
        assert suggestion.state == SuggestionState.DISPATCHED

    def test_late_steps_of_a_co_unit_are_told_that_it_is_over(self, cast):
        parts = dispatched(cast, co=[cast.transport])
        answered(parts[cast.education], cast.sun, cast.zheng)
        assert actions(parts[cast.transport], cast.he) == set()
        with pytest.raises(OutOfStep, match="本次承办已经结束"):
            step(parts[cast.transport], "receive", cast.he)


def test_every_step_leaves_an_event_with_before_and_after(cast):
    part = lead_part(cast)
    answered(part, cast.sun, cast.zheng)
    path = [(e.action, e.before, e.after) for e in part.events.order_by("pk")]
    assert path == [
        ("send", "", "sent"), ("receive", "sent", "received"), ("log_contact", "received", "received"),
        ("draft_reply", "received", "drafted"), ("sign_reply", "drafted", "signed"), ("send_reply", "signed", "done"),
    ]  # fmt: skip


def test_the_days_of_handing_back_are_working_days_of_the_legal_calendar(cast):
    part = lead_part(cast)
    clock = part.clocks.get(rule="hand_back")
    assert clock.office == cast.education
    assert clock.due_on >= today() + timedelta(days=7)


class TestWhatStandsInTheWay:
    def blocked(self, part, user) -> dict[str, str]:
        part.refresh_from_db()
        return {t.action: why for t, why in explained(ASSIGNMENT, part, user)}

    def test_a_reply_that_cannot_be_drafted_yet_says_why_beside_the_buttons(self, cast):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        assert "请先登记至少一次面商" in self.blocked(part, cast.sun)["draft_reply"]
        assert self.blocked(part, cast.he) == {}
        contact(part, cast.sun)
        assert "draft_reply" not in self.blocked(part, cast.sun)

    def test_a_co_unit_is_not_told_of_a_reply_that_is_not_its(self, cast):
        part = dispatched(cast, co=[cast.transport])[cast.transport]
        step(part, "receive", cast.he)
        assert "draft_reply" not in self.blocked(part, cast.he)


class TestTakingBackADraft:
    @pytest.fixture
    def part(self, cast):
        part = lead_part(cast)
        drafted(part, cast.sun)
        return part

    def test_the_clerk_takes_it_back_before_it_is_signed_and_the_head_is_told(self, cast, part):
        part = step(part, "take_back", cast.sun)
        assert (part.state, part.reply.text) == (A.RECEIVED, "经研究，已在人民路增设信号灯两处。")
        assert "assignment.take_back" in told(cast.zheng)
        with pytest.raises(OutOfStep, match="已由孙丽娟"):
            step(part, "take_back", cast.sun)

    def test_nobody_else_takes_it_back_and_a_signed_one_stays(self, cast, part):
        for who in (cast.he, cast.zhou, cast.chen):
            with pytest.raises(PermissionDenied):
                step(part, "take_back", who)
        step(part, "sign_reply", cast.zheng)
        with pytest.raises(OutOfStep):
            step(part, "take_back", cast.sun)
