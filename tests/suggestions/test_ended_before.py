"""Limits that stopped before a reason was kept get the one that would have been noted, or a neutral word."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from suggestions.chores import settle_feedback
from suggestions.models import SuggestionClock, SuggestionEvent
from suggestions.promise_lifecycle import PROMISE
from tests.suggestions.settings import rule
from tests.suggestions.units import answered, lead_part, step, today
from workflow.lifecycle import perform

PAST = import_module("suggestions.migrations.0045_ended_before")


def tell_the_past():
    PAST.tell_the_past(None, SimpleNamespace(connection=connection))


def noted() -> dict[int, str]:
    return dict(SuggestionClock.objects.values_list("pk", "ended"))


def forgotten_and_told_again() -> tuple[dict[int, str], dict[int, str]]:
    """The reasons as the steps noted them, and as they are told afterwards."""
    as_it_happened = noted()
    SuggestionClock.objects.update(ended="")
    tell_the_past()
    return as_it_happened, noted()


def withdrawn(way):
    way.take(way.submitted(), "withdraw", way.cast.chen, note="x")


def returned_and_registered_as_another(way):
    way.take(way.submitted(), "return", way.cast.zhou, note="请补充依据")
    way.registered()


def undispatched(way):
    way.take(way.dispatched(), "undispatch", way.cast.zhou, note="交办有误")


def ended(way):
    rule(way.cast.city, "withdraw_dispatched", "yes", "switch")
    row = way.dispatched(co=[way.cast.transport])
    step(way.part(row), "receive", way.cast.sun)
    way.take(row, "end", way.cast.chen, note="不再需要办理")


def handed_back(way):
    way.handed_back(way.dispatched(), way.cast.education)


def extended(way):
    way.take(way.dispatched(), "extend", way.cast.zhou, months=6, note="涉及面广")


def no_longer_checked(way):
    rule(way.cast.city, "monthly_checks", "key", "choice")
    row = way.take(way.dispatched(), "mark", way.cast.zhou, key=True, note="x")
    way.take(row, "mark", way.cast.zhou, key=False)


def replied(way):
    part = lead_part(way.cast)
    answered(part, way.cast.sun, way.cast.zheng)


def handled_again(way):
    way.rated(way.replied(), way.cast.chen, "dissatisfied", "没有解决")


FLOWS = {
    withdrawn: {"已撤回"}, returned_and_registered_as_another: {"已退回"}, undispatched: {"已收回"}, ended: {"已终止"},
    handed_back: {"已退办"}, extended: {"已延期"}, no_longer_checked: {"不再要求"}, replied: set(), handled_again: {"已重新办理"},
}  # fmt: skip


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_what_is_told_afterwards_is_what_was_noted(way, flow):
    flow(way)
    as_it_happened, afterwards = forgotten_and_told_again()
    assert afterwards == as_it_happened and set(as_it_happened.values()) - {""} == FLOWS[flow]


def test_a_promise_that_was_given_another_day_or_given_up(way):
    part = lead_part(way.cast)
    answered(part, way.cast.sun, way.cast.zheng)
    far = today() + timedelta(days=60)
    promise = part.promises.create(
        suggestion=part.suggestion, office=part.office, order=1, what="增设信号灯", due_on=far, first_due_on=far,
        who="李科长", proof="照片",
    )  # fmt: skip
    perform(PROMISE, promise.pk, "make", None)
    perform(
        PROMISE, promise.pk, "explain", way.cast.sun, note="管线未迁", due_on=today() + timedelta(days=90)
    )
    as_it_happened, afterwards = forgotten_and_told_again()
    assert afterwards == as_it_happened and "已改期" in afterwards.values()


def test_a_window_that_the_calendar_ended_was_met_with_silence(way):
    row = way.replied()
    row.clocks.filter(rule="feedback").update(due_on=today() - timedelta(days=1))
    settle_feedback(today())
    as_it_happened, afterwards = forgotten_and_told_again()
    assert afterwards == as_it_happened and "逾期未反馈" in afterwards.values()


def test_of_two_limits_of_one_day_nobody_can_say_which_was_kept(way):
    """Sent back and submitted again and registered, all on one day; a day apart it can be said."""
    row = way.take(way.submitted(), "return", way.cast.zhou, note="请补充依据")
    row = way.take(row, "submit", way.cast.chen, declared=True)
    way.take(row, "register", way.cast.zhou)
    first, second = row.clocks.filter(rule="acceptance").order_by("pk")
    _, afterwards = forgotten_and_told_again()
    assert afterwards[first.pk] == afterwards[second.pk] == "已停止"
    SuggestionClock.objects.filter(pk=first.pk).update(stopped_on=today() - timedelta(days=1))
    for event in SuggestionEvent.objects.filter(action="return"):
        SuggestionEvent.objects.filter(pk=event.pk).update(at=event.at - timedelta(days=1))
    _, afterwards = forgotten_and_told_again()
    assert (afterwards[first.pk], afterwards[second.pk]) == ("已退回", "")


def test_what_is_noted_already_stays_and_a_second_run_changes_nothing(way):
    withdrawn(way)
    handed_back(way)
    before = noted()
    tell_the_past()
    tell_the_past()
    assert noted() == before


def test_the_end_of_a_supervision_is_no_end_of_the_handling(way):
    row = way.replied()
    supervision = row.supervisions.create(area=row.area, kind="committee", state="served", created_on=today())
    SuggestionEvent.objects.create(subject=row, supervision=supervision, action="end", after="ended")
    assert not any(forgotten_and_told_again()[1].values())
