"""A limit that stands still: only where the area's rules know it, with its reason on the sheet."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from suggestions.chores import settle_feedback
from suggestions.clockwork import copy_due_days
from suggestions.closing import closable
from suggestions.models import Suggestion, SuggestionClock
from suggestions.rounds import feedback_over
from tests.suggestions.settings import rule
from tests.suggestions.units import days_ago, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused

WHY = "依据本市办法第二十条，等待省厅批复。"


@pytest.fixture
@stands
def case(way):
    rule(way.cast.city, "pause_allowed", "yes", "switch")
    return way.dispatched()


def clock_of(row, code="reply"):
    return row.clocks.get(rule=code)


def pause(way, row, note=WHY, who=None, code="reply"):
    return way.take(row, "pause", who or way.cast.zhou, note=note, clock=clock_of(row, code))


def test_it_stands_still_and_no_list_calls_it_late(way, case):
    row = pause(way, case)
    assert clock_of(row).paused_on == today() and row.due_on is None
    with pytest.raises(OutOfStep, match="没有中止的时限|没有正在计算"):
        way.take(
            row, "pause", way.cast.zhou, note=WHY, clock=clock_of(row)
        ) if not row.clocks.ticking() else (
            way.take(way.dispatched(), "resume", way.cast.zhou, clock=clock_of(row))
        )


def test_it_runs_again_and_its_day_moves_by_the_days_it_stood(way, case):
    due = case.due_on
    pause(way, case)
    SuggestionClock.objects.filter(subject=case, rule="reply").update(
        paused_on=days_ago(10), started_on=days_ago(20),
        pauses=[{"from": days_ago(10).isoformat(), "to": None, "reason": WHY}],
    )  # fmt: skip
    row = way.take(case, "resume", way.cast.zhou, clock=clock_of(case))
    clock = clock_of(row)
    assert clock.paused_on is None and row.due_on == clock.due_on
    assert any(WHY in step["what"] and "顺延10日" in step["what"] for step in clock.sheet["steps"])
    assert row.due_on >= due - timedelta(days=20) + timedelta(days=10)


@pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
def test_only_the_office_that_dispatched_it_lets_a_limit_stand_still(way, case, who):
    with pytest.raises(PermissionDenied):
        pause(way, case, who=getattr(way.cast, who))


def test_it_needs_its_reason_and_a_limit_of_its_own_that_runs(way, case):
    with pytest.raises(Refused, match="写明理由"):
        pause(way, case, note=" ")
    other = way.dispatched()
    with pytest.raises(Refused, match="该时限没有在计算") as no:
        way.take(case, "pause", way.cast.zhou, note=WHY, clock=clock_of(other))
    assert no.value.field == "clock"
    pause(way, case)
    with pytest.raises(Refused, match="没有在计算"):
        pause(way, case)


def test_an_area_whose_rules_do_not_know_it_does_not_offer_it(way):
    row = way.dispatched()
    with pytest.raises(OutOfStep, match="没有规定中止"):
        pause(way, row)


def test_a_window_to_rate_that_stands_still_is_not_over(way):
    rule(way.cast.city, "pause_allowed", "yes", "switch")
    row = way.replied(joint=True)
    way.rated(row, way.cast.chen)
    pause(way, row, code="feedback")
    row.clocks.filter(rule="feedback").update(due_on=days_ago(3))
    assert not feedback_over(Suggestion.objects.get(pk=row.pk))
    assert not closable(Suggestion.objects.all(), today(), way.cast.city).exists()
    settle_feedback(today())
    assert row.clocks.get(rule="feedback").stopped_on is None


def test_a_moved_limit_takes_the_suggestion_s_own_day_with_it(way):
    row = way.dispatched()
    SuggestionClock.objects.filter(subject=row, rule="reply").update(due_on=today() + timedelta(days=77))
    assert copy_due_days() == 1
    assert Suggestion.objects.get(pk=row.pk).due_on == today() + timedelta(days=77)
    assert copy_due_days() == 0


def test_who_pauses_a_limit_that_is_late_already_is_told_beside_it_that_it_stays_late(way, client, case):
    client.force_login(way.cast.zhou)
    url = reverse("suggestions:step", args=(case.pk, "pause"))
    assert "已超期" not in client.get(url).content.decode()
    SuggestionClock.objects.filter(subject=case, rule="reply").update(
        due_on=days_ago(3), started_on=days_ago(93)
    )
    page = client.get(url).content.decode()
    assert "已超期3天" in page and "已有的超期不因此消除" in page
    late = (today() - clock_of(case).due_on).days
    row = pause(way, case)
    assert "已超期" not in client.get(reverse("suggestions:step", args=(case.pk, "resume"))).content.decode()
    row = way.take(row, "resume", way.cast.zhou, clock=clock_of(row))
    assert late == 3 and (today() - row.due_on).days >= 1


def test_the_page_names_the_limits_and_the_sheet_tells_the_pause(way, client, case):
    client.force_login(way.cast.zhou)
    url = reverse("suggestions:step", args=(case.pk, "pause"))
    assert "答复期限" in client.get(url).content.decode()
    assert client.post(url, {"clock": clock_of(case).pk, "note": ""}).context["form"].errors["note"]
    client.post(url, {"clock": clock_of(case).pk, "note": WHY})
    sheet = reverse("workflow:sheet", args=("suggestionclock", clock_of(case).pk))
    assert f"起中止（{WHY}）" in client.get(sheet).content.decode()
    assert "答复期限（中止中）" in client.get(case.get_absolute_url()).content.decode()
