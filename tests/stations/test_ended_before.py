"""Limits of opinions and appraisals that stopped before a reason was kept get the one that would have been noted."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from stations.models import AppraisalClock, OpinionClock, OpinionEvent
from stations.opinion_lifecycle import OPINION
from tests.stations.appraising import Taker, a_round, running
from workflow.lifecycle import perform

PAST = import_module("stations.migrations.0030_ended_before")


def forgotten_and_told_again(table) -> tuple[dict[int, str], dict[int, str]]:
    as_it_happened = dict(table.objects.values_list("pk", "ended"))
    table.objects.update(ended="")
    PAST.tell_the_past(None, SimpleNamespace(connection=connection))
    return as_it_happened, dict(table.objects.values_list("pk", "ended"))


@pytest.mark.parametrize(
    ("action", "who", "words"),
    [("recall", "lin", "已收回"), ("hand_back", "he", "已退回"), ("reply", "he", "")],
)
def test_an_opinion_taken_back_handed_back_or_answered(cast, log, action, who, words):
    sent = log("公交", "office", office=cast.transport)
    data = {"answer": "已增开班次"} if action == "reply" else {"note": "不属本单位职责"}
    perform(OPINION, sent.pk, action, getattr(cast, who), **data)
    as_it_happened, afterwards = forgotten_and_told_again(OpinionClock)
    assert list(afterwards.values()) == list(as_it_happened.values()) == [words]


def test_taken_back_and_answered_by_another_on_one_day_or_two(cast, log, today):
    sent = log("公交", "office", office=cast.transport)
    perform(OPINION, sent.pk, "recall", cast.lin, note="转错了")
    perform(OPINION, sent.pk, "refer", cast.lin, route="office", office=cast.education)
    perform(OPINION, sent.pk, "reply", cast.sun, answer="已增开班次")
    first = sent.clocks.order_by("pk").first()
    assert set(forgotten_and_told_again(OpinionClock)[1].values()) == {"已停止"}
    OpinionClock.objects.filter(pk=first.pk).update(stopped_on=today - timedelta(days=1))
    recall = OpinionEvent.objects.get(subject=sent, action="recall")
    OpinionEvent.objects.filter(pk=recall.pk).update(at=recall.at - timedelta(days=1))
    told = forgotten_and_told_again(OpinionClock)[1]
    assert told.pop(first.pk) == "已收回" and set(told.values()) == {""}


@pytest.mark.parametrize("accepts", [True, False])
def test_a_result_agreed_to_was_kept_and_one_that_time_ran_out_on_was_not(cast, today, accepts):
    take = Taker(cast, running(cast, a_round(cast, today)))
    (take.accepted if accepts else take.decided)("1", "excellent", 5)
    AppraisalClock.objects.open().update(due_on=today - timedelta(days=1))
    take("confirm", None)
    as_it_happened, afterwards = forgotten_and_told_again(AppraisalClock)
    assert list(afterwards.values()) == list(as_it_happened.values()) == ["" if accepts else "期限已过"]
