"""The one door: everything or nothing, only once, and only who may."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import F

from journal.models import Entry
from stations.models import Opinion, OpinionClock
from tests.workflow.moving import LIFECYCLE, TRACE
from workflow.lifecycle import OutOfStep, Refused, begin, ever_offers, offered, perform


@pytest.fixture
def opinion(cast) -> Opinion:
    TRACE.clear()
    return cast.opinion()


def answer(opinion, actor, **data):
    return perform(LIFECYCLE, opinion.pk, "answer", actor, **{"answer": "已增设信号灯", **data})


def test_a_step_writes_its_fields_its_event_and_the_journal(cast, opinion):
    done = answer(opinion, cast.lin, note="现场答复", summary="信号灯")
    assert (done.state, done.answer, done.summary) == ("answered", "已增设信号灯", "信号灯")
    event = opinion.events.get()
    assert (event.action, event.before, event.after, event.actor) == (
        "answer",
        "opened",
        "answered",
        cast.lin,
    )
    assert event.note == "现场答复"
    assert "联络员" in event.post
    assert event.data == {"answer": "已增设信号灯", "summary": "信号灯"}
    entry = Entry.objects.get(subject_type="stations.opinion", subject_id=opinion.pk)
    assert (entry.actor, entry.data["after"]) == (cast.lin, "answered")


def test_only_the_fields_the_step_names_are_taken_and_all_that_it_needs(cast, opinion):
    with pytest.raises(ValueError, match="answer takes"):
        answer(opinion, cast.lin, confidential=True)
    with pytest.raises(ValueError, match="answer takes"):
        perform(LIFECYCLE, opinion.pk, "answer", cast.lin)
    assert not opinion.events.exists()


def test_who_may_not_is_refused_whatever_the_state(cast, opinion):
    with pytest.raises(PermissionDenied):
        answer(opinion, cast.zhou)
    assert not ever_offers(LIFECYCLE, opinion, "answer", cast.zhou)
    assert ever_offers(LIFECYCLE, opinion, "reopen", cast.zhou)
    assert [t.action for t in offered(LIFECYCLE, opinion, cast.lin)] == ["answer", "refuse"]
    assert offered(LIFECYCLE, opinion, cast.zhou) == []


def test_a_guard_says_why_not_and_hides_the_button(cast, opinion):
    answer(opinion, cast.lin)
    opinion.refresh_from_db()
    assert offered(LIFECYCLE, opinion, cast.lin) == []
    with pytest.raises(OutOfStep, match="还没有摘要"):
        perform(LIFECYCLE, opinion.pk, "close", cast.lin)


def test_the_machine_takes_only_its_own_steps(cast, opinion):
    answer(opinion, cast.lin, summary="信号灯")
    with pytest.raises(PermissionDenied):
        perform(LIFECYCLE, opinion.pk, "reopen", None)
    assert perform(LIFECYCLE, opinion.pk, "close", None).state == "closed"
    assert opinion.events.get(action="close").actor is None


def test_a_refusal_late_in_the_step_leaves_nothing_behind(cast, opinion):
    entries = Entry.objects.count()
    with pytest.raises(Refused) as no:
        answer(opinion, cast.lin, answer="空话")
    assert no.value.field == "answer"
    opinion.refresh_from_db()
    assert (opinion.state, opinion.answer) == ("opened", "")
    assert not opinion.events.exists()
    assert Entry.objects.count() == entries


def test_steps_start_and_stop_clocks(cast, opinion):
    opinion.office = cast.transport
    opinion.save()
    answer(opinion, cast.lin)
    perform(LIFECYCLE, opinion.pk, "reopen", cast.zhou)
    clock = OpinionClock.objects.get(subject=opinion)
    assert (clock.rule, clock.office, clock.stopped_on) == ("opinion", cast.transport, None)
    answer(opinion, cast.lin)
    clock.refresh_from_db()
    assert clock.stopped_on is not None


def test_a_new_row_begins_with_an_event_of_its_own(cast, opinion):
    event = begin(LIFECYCLE, opinion, cast.lin, note="接待登记")
    assert (event.action, event.before, event.after) == ("create", "", "opened")


@pytest.mark.django_db(transaction=True)
def test_of_eight_simultaneous_clicks_one_wins_and_seven_are_told_who(cast, opinion):
    """Without the row lock every click would win: state, event and journal eight times over."""
    barrier, outcomes = threading.Barrier(8), []

    def click() -> None:
        try:
            barrier.wait()
            answer(opinion, cast.lin)
            outcomes.append("done")
        except OutOfStep as late:
            outcomes.append(str(late))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    late = [words for words in outcomes if words != "done"]
    assert len(late) == 7
    assert all(words.startswith("已由林晓燕于") and "处理（答复）" in words for words in late)
    assert opinion.events.count() == 1
    assert Entry.objects.filter(subject_type="stations.opinion", subject_id=opinion.pk).count() == 1


def test_who_was_faster_is_said_with_the_day(cast, opinion):
    answer(opinion, cast.lin)
    with pytest.raises(OutOfStep, match=rf"已由林晓燕于{date.today().month}月.+当前状态为"):
        answer(opinion, cast.lin)


def test_a_step_that_leaves_the_state_is_not_taken_twice_by_a_second_click(cast, opinion):
    perform(LIFECYCLE, opinion.pk, "refuse", cast.lin, note="不属受理范围")

    def visit(summary="路灯已亮", note="现场察看"):
        return perform(LIFECYCLE, opinion.pk, "visit", cast.lin, summary=summary, note=note)

    visit()
    with pytest.raises(OutOfStep, match="已由林晓燕.*（登记走访）"):
        visit()
    visit(summary="仍有一盏不亮")
    visit()  # not the last one any more: somebody means it
    assert [event.data["summary"] for event in opinion.events.filter(action="visit")] == [
        "路灯已亮", "仍有一盏不亮", "路灯已亮"
    ]  # fmt: skip
    opinion.events.update(at=F("at") - timedelta(minutes=2))
    visit()
    assert opinion.events.filter(action="visit").count() == 4
