"""Reports on progress: of which suggestions, how often, and who has not sent his."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from suggestions.models import SuggestionClock
from tests.suggestions.settings import rule
from tests.suggestions.units import answered, days_ago, dispatched, lead_part, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused


def running(part):
    return part.clocks.filter(rule="progress", stopped_on=None)


def report(part, user, done="已完成现场踏勘。", **data):
    return step(part, "report_progress", user, done=done, **data)


@pytest.fixture
@stands
def part(cast):
    rule(cast.city, "progress_reports", "all")
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    return part


def test_the_rhythm_starts_with_the_receipt_and_each_report_starts_it_anew(cast, part):
    assert running(part).get().due_on >= today() + timedelta(days=15)
    running(part).update(due_on=days_ago(2))
    report(part, cast.sun, next_steps="下周拿出方案。")
    row = part.progress.get()
    assert (row.late_days, row.next_steps, row.by) == (2, "下周拿出方案。", cast.sun)
    assert running(part).get().due_on > today()
    report(part, cast.zheng)
    assert part.progress.count() == 2 and running(part).count() == 1


@pytest.mark.parametrize("who", ["he", "zhou", "wu", "chen", "gao"])
def test_only_the_unit_reports(cast, part, who):
    with pytest.raises(PermissionDenied):
        report(part, getattr(cast, who))


def test_a_report_says_something_and_a_co_unit_sends_none(cast, part):
    with pytest.raises(Refused, match="请填写已做的工作") as no:
        report(part, cast.sun, done=" ")
    assert no.value.field == "done"
    parts = dispatched(cast, co=[cast.transport])
    co = step(parts[cast.transport], "receive", cast.he)
    assert not running(co)
    with pytest.raises(OutOfStep, match="协办单位不单独答复"):
        report(co, cast.he)


def test_it_ends_with_the_reply(cast, part):
    part.refresh_from_db()
    part.contacts.create(
        suggestion=part.suggestion, stage="before", way="phone", on=today(), people="x", content="x"
    )
    other = lead_part(cast)
    answered(other, cast.sun, cast.zheng)
    assert not running(other)
    with pytest.raises(OutOfStep):
        report(other, cast.sun)


def test_by_default_only_key_suggestions_are_reported_on(cast, way):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    assert not running(part)
    way.take(part.suggestion, "mark", cast.zhou, key=True)
    assert running(part).count() == 1
    way.take(part.suggestion, "mark", cast.zhou, key=False)
    assert not running(part)


def test_an_area_may_ask_for_none(cast, way):
    rule(cast.city, "progress_reports", "none")
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    way.take(part.suggestion, "mark", cast.zhou, key=True)
    assert not running(part)
    report(part, cast.sun)
    assert part.progress.count() == 1, "it may report all the same"


def test_late_ones_are_listed_and_the_reports_have_a_list(cast, client, part, queries):
    client.force_login(cast.zhou)
    late = f"{reverse('suggestions:assignments')}?progress=late"
    assert not client.get(late).context["page"].rows
    SuggestionClock.objects.filter(assignment=part, rule="progress").update(due_on=days_ago(1))
    assert [row.pk for row in client.get(late).context["page"].rows] == [part.pk]
    report(part, cast.sun)
    url = reverse("suggestions:progress")
    assert [row.late_days for row in client.get(url, {"late": "1"}).context["page"].rows] == [1]
    one = queries(lambda: client.get(url))
    report(part, cast.sun, "设计已经完成。")
    assert queries(lambda: client.get(url)) == one
    assert "已完成现场踏勘" in client.get(part.get_absolute_url()).content.decode()
    client.force_login(cast.he)
    assert not client.get(url).context["page"].rows
