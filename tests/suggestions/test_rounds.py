"""Replying, rating, handling again, closing; and what the voters behind it hear."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from deputies.models import Mandate
from notices.models import Notice
from offices.limits import forget_settings
from offices.models import Setting
from stations.choices import OpinionState
from suggestions.choices import Grade
from suggestions.chores import settle_feedback
from suggestions.closing import closable
from suggestions.drafting import start_from
from suggestions.models import Suggestion
from workflow.transitions import OutOfStep, Refused


def rules(row) -> dict:
    return {clock.rule: clock for clock in row.clocks.open()}


def test_a_reply_ends_every_limit_of_the_units_and_starts_the_deputies(way):
    row = way.replied(co=[way.cast.transport], joint=True)
    assert row.replied_on == timezone.localdate() and row.result_class.code == "A"
    assert set(rules(row)) == {"feedback", "publish"} and rules(row)["feedback"].person == way.cast.chen
    told = Notice.objects.filter(kind="suggestion.reply").values_list("recipient__username", flat=True)
    assert sorted(told) == ["chen", "zhao", "zhou"]


def test_of_separate_replies_the_least_class_counts(way):
    cast = way.cast
    row = way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.transport])
    way.reply_row(way.part(row), code="A")
    way.reply_row(way.part(row, cast.transport), code="C")
    assert way.take(row, "reply").result_class.code == "C"


def test_each_signing_deputy_rates_for_himself_and_once(way):
    cast, row = way.cast, way.replied(joint=True)
    way.rated(row, cast.chen)
    with pytest.raises(OutOfStep, match="已经评价"):
        way.rated(row, cast.chen)
    assert "feedback" in rules(row)
    row = way.rated(row, cast.zhao, Grade.BASICALLY)
    assert row.state == "replied" and row.ratings.count() == 2 and set(rules(row)) == {"publish"}


@pytest.mark.parametrize("grades", [("dissatisfied", "satisfied"), ("satisfied", "dissatisfied")])
def test_dissatisfied_gives_its_reason(way, grades):
    row = way.replied()
    attitude, result = grades
    with pytest.raises(Refused) as refused:
        way.take(row, "rate", way.cast.chen, attitude=attitude, result=result, reason=" ")
    assert refused.value.field == "reason"


def test_dissatisfied_with_the_attitude_alone_is_no_new_round(way):
    row = way.take(
        way.replied(),
        "rate",
        way.cast.chen,
        attitude="dissatisfied",
        result="satisfied",
        reason="电话一直没人接",
    )
    assert (row.state, row.round) == ("replied", 1)


def test_dissatisfied_begins_a_round_of_its_own_beside_the_first(way):
    cast, row = way.cast, way.replied(co=[way.cast.transport], joint=True)
    row = way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
    assert row.state == "replied", "the other deputy is heard first"
    row = way.rated(row, cast.zhao)
    assert (row.state, row.round, row.replied_on) == ("dispatched", 2, None)
    assert sorted(row.assignments.filter(round=2).values_list("office__code", "role")) == [
        ("CB001", "lead"), ("CB002", "co"),
    ]  # fmt: skip
    assert row.replies.get().assignment.round == 1
    assert rules(row)["rehandle"].office == cast.education and row.due_on == rules(row)["rehandle"].due_on
    told = Notice.objects.filter(kind="suggestion.rehandle").values_list("recipient__username", flat=True)
    assert {"sun", "zheng", "he", "zhou"} <= set(told)
    with pytest.raises(OutOfStep, match="重新办理不能延长"):
        way.take(row, "extend", cast.zhou, note="x")


def test_the_second_round_is_rated_anew_and_closed(way):
    cast, row = way.cast, way.rated(way.replied(), way.cast.chen, Grade.DISSATISFIED, "没有解决")
    way.reply_row(way.part(row), code="B")
    row = way.take(row, "reply")
    assert row.result_class.code == "B"
    row = way.rated(row, cast.chen)
    assert row.ratings.count() == 2
    assert way.take(row, "close", cast.zhou).closed_on == timezone.localdate()


def test_it_is_not_closed_while_deputies_may_still_rate(way):
    row = way.replied(joint=True)
    way.rated(row, way.cast.chen)
    with pytest.raises(OutOfStep, match="还有1位代表未评价"):
        way.take(row, "close", way.cast.zhou)
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate())
    with pytest.raises(OutOfStep):
        way.take(row, "close", way.cast.zhou)
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    assert way.take(row, "close", way.cast.zhou).state == "closed"


def test_an_area_may_wait_until_every_deputy_has_spoken(way):
    Setting.objects.create(
        key="silence",
        area=way.cast.city,
        value="remind",
        unit="choice",
        source="测试",
        valid_from="2024-01-01",
    )
    forget_settings()
    row = way.replied(joint=True)
    way.rated(row, way.cast.chen)
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(OutOfStep, match="继续提醒"):
        way.take(row, "close", way.cast.zhou)
    assert not closable(Suggestion.objects.all(), timezone.localdate(), way.cast.city).exists()
    # nobody waits for ever for who has left the congress
    mine = Mandate.objects.filter(deputy=way.cast.zhao_deputy)
    mine.update(state="ended", basis="died", ends_on=timezone.localdate())
    assert closable(Suggestion.objects.all(), timezone.localdate(), way.cast.city).get() == row
    mine.update(basis="expired")
    assert not closable(Suggestion.objects.all(), timezone.localdate(), way.cast.city).exists()
    way.rated(row, way.cast.zhao)
    assert closable(Suggestion.objects.all(), timezone.localdate(), way.cast.city).get() == row
    assert way.take(row, "close", way.cast.zhou).state == "closed"


def test_it_may_be_closed_after_the_window_was_settled_by_the_clock(way):
    row = way.replied(joint=True)
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    settle_feedback(timezone.localdate())
    assert closable(Suggestion.objects.all(), timezone.localdate(), way.cast.city).get() == row
    assert way.take(row, "close", way.cast.zhou).state == "closed"


def test_silence_does_not_hide_a_verdict_already_given(way):
    row = way.replied(joint=True)
    way.rated(row, way.cast.chen, Grade.DISSATISFIED, "没有解决")
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(OutOfStep, match="不满意"):
        way.take(row, "close", way.cast.zhou)
    assert way.take(row, "rehandle").round == 2


def test_nobody_is_dissatisfied_so_nothing_is_handled_again(way):
    with pytest.raises(OutOfStep, match="没有代表"):
        way.take(way.replied(), "rehandle")


# --- the voters' opinions


@pytest.fixture
def carrying(way):
    """A suggestion made of an opinion, ready to be submitted."""
    cast = way.cast
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy)
    row, fresh = start_from(opinion, cast.chen_deputy, cast.chen)
    assert fresh
    type(row).objects.filter(pk=row.pk).update(
        analysis="信号配时不合理", proposal="增设信号灯", consent="full"
    )
    return row, opinion


def test_closing_answers_the_opinion_so_that_its_voters_can_be_told(way, carrying):
    row, opinion = carrying
    for action, user, data in (
        ("submit", "chen", {"declared": True}), ("register", "zhou", {}), ("dispatch", "zhou", {"lead": "education"}),
    ):  # fmt: skip
        data = {k: getattr(way.cast, v) if v == "education" else v for k, v in data.items()}
        row = way.take(row, action, getattr(way.cast, user), **data)
    way.reply_row(way.part(row))
    way.rated(way.take(row, "reply"), way.cast.chen)
    way.take(row, "close", way.cast.zhou)
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.ANSWERED
    assert "已增设信号灯" in opinion.answer and "第1号建议" in opinion.answer
    assert opinion.matters.get().told_on is None


@pytest.mark.parametrize("how", ["withdraw", "decline"])
def test_when_it_comes_to_nothing_the_opinion_is_free_again(way, carrying, how):
    row, opinion = carrying
    way.take(row, "submit", way.cast.chen, declared=True)
    if how == "withdraw":
        way.take(row, "withdraw", way.cast.chen, note="已另行解决")
    else:
        way.take(row, "decline", way.cast.zhou, decline_reason="empty", note="没有具体建议")
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.OPENED and not row.lineage.exists()
    event = opinion.events.get(action="drop")
    assert event.actor is None and event.note


def test_a_second_click_finds_the_first_ones_draft(way, carrying):
    row, opinion = carrying
    again, fresh = start_from(opinion, way.cast.chen_deputy, way.cast.chen)
    assert again == row and not fresh


def test_an_opinion_offered_to_somebody_else_makes_no_draft(way):
    cast = way.cast
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy)
    with pytest.raises(PermissionDenied):
        start_from(opinion, cast.zhao_deputy, cast.zhao)
    assert not opinion.events.exists()


def test_an_opinion_taken_back_makes_no_draft(way):
    cast = way.cast
    opinion = cast.opinion(state=OpinionState.OPENED, deputy=cast.chen_deputy)
    with pytest.raises(OutOfStep):
        start_from(opinion, cast.chen_deputy, cast.chen)
    assert not cast.chen_deputy.suggestions.exists()


def test_perform_leaves_the_row_as_the_database_has_it(way):
    row = way.rated(way.replied(), way.cast.chen, Grade.DISSATISFIED, "没有解决")
    fresh = type(row).objects.get(pk=row.pk)
    assert (row.state, row.round, row.due_on) == (fresh.state, fresh.round, fresh.due_on)
