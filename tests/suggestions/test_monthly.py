"""月检查: due by the area's rule, written down by the office, read by the unit (seed row DJ-07)."""

from datetime import timedelta

import pytest

from notices.models import Notice
from suggestions.models import MonthlyCheck, Suggestion, SuggestionClock
from tests.suggestions.rules import rule
from tests.suggestions.units import days_ago, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused

FOUND = {
    "on": today(),
    "checker": "周文静、李强",
    "finding": "已完成踏勘，方案未定。",
    "demand": "月底前报方案。",
}


def running(row):
    return row.clocks.filter(rule="check", stopped_on=None)


@pytest.fixture
@stands
def case(way):
    rule(way.cast.city, "monthly_checks", "all")
    return way.dispatched()


def test_the_limit_runs_from_the_dispatch_and_anew_from_each_check_until_the_reply(way, case):
    first = running(case).get()
    assert first.office == way.cast.committee and first.due_on >= today() + timedelta(days=28)
    SuggestionClock.objects.filter(pk=first.pk).update(due_on=days_ago(2))
    way.take(case, "check", way.cast.zhou, **FOUND)
    assert MonthlyCheck.objects.get().late_days == 2
    assert running(case).get().due_on >= today() + timedelta(days=28)
    way.reply_row(way.part(case))
    way.take(case, "reply")
    assert not running(case).exists()


def test_where_only_key_ones_are_checked_the_mark_starts_and_ends_it(way):
    rule(way.cast.city, "monthly_checks", "key")
    row = way.dispatched()
    assert not running(row).exists()
    way.take(row, "mark", way.cast.zhou, key=True)
    assert running(row).exists()
    way.take(row, "mark", way.cast.zhou, key=False)
    assert not running(row).exists()


def test_where_the_area_asks_for_none_no_limit_runs_and_a_check_may_still_be_kept(way):
    row = way.dispatched()
    way.take(row, "check", way.cast.zhou, **FOUND)
    assert MonthlyCheck.objects.get().late_days == 0 and not running(row).exists()


def test_the_office_writes_it_on_a_form_and_the_unit_reads_it(way, case, client):
    client.force_login(way.cast.zhou)
    url = f"/suggestions/{case.pk}/do/check/"
    assert "整改要求" in client.get(url).content.decode()
    page = client.post(url, FOUND | {"finding": ""})
    assert page.context["form"].errors["finding"] and "月底前报方案。" in page.content.decode()
    client.post(url, FOUND)
    assert Notice.objects.filter(kind="suggestion.check", recipient=way.cast.sun).count() == 1
    client.force_login(way.cast.sun)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "周文静、李强" in page and "要求：月底前报方案。" in page
    for who, status in ((way.cast.sun, 403), (way.cast.wu, 403), (way.cast.chen, 403), (way.cast.tang, 404)):
        client.force_login(who)
        assert client.post(url, FOUND).status_code == status, who
    assert MonthlyCheck.objects.count() == 1


@pytest.mark.parametrize("on", [days_ago(1), today() + timedelta(days=1)])
def test_it_lies_between_the_dispatch_and_today(way, case, on):
    with pytest.raises(Refused) as no:
        way.take(case, "check", way.cast.zhou, **FOUND | {"on": on})
    assert no.value.field == "on"


def test_there_is_none_before_the_dispatch_and_after_the_reply(way):
    for row in (way.registered(), way.replied()):
        with pytest.raises(OutOfStep):
            way.take(Suggestion.objects.get(pk=row.pk), "check", way.cast.zhou, **FOUND)
