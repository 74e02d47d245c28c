"""Whose time it was: every day from submission to the end has exactly one holder, whatever happens."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suggestions.backfill import fill_holdings
from suggestions.choices import Party
from suggestions.chores import settle_feedback
from suggestions.holding import Span, note, shares, turn
from suggestions.models import Holding, Suggestion
from tests.suggestions.units import days_ago, step, today

DAY = timedelta(days=1)
START = date(2026, 1, 5)
HOLDERS = [(Party.DEPUTY, None), (Party.CONGRESS, 1), (Party.GOVERNMENT, 2), (Party.UNIT, 3), (Party.UNIT, 4)]
histories = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HOLDERS)), min_size=1, max_size=15)


def told(history) -> tuple[list[Span], date]:
    """The spans after a history of (days later, holder), and the day of its end."""
    spans, day = [], START
    for later, holder in history:
        day += later * DAY
        spans = turn(spans, holder, day)
    return spans, day


def patient(history, end: date) -> dict[date, tuple]:
    """Day after day, asking who had it when the day ended."""
    found, day = {}, START
    moves = []
    for later, holder in history:
        day += later * DAY
        moves.append((day, holder))
    first = moves[0][0]
    for n in range((end - first).days):
        one = first + n * DAY
        found[one] = [holder for on, holder in moves if on <= one][-1]
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories, after=st.integers(0, 30))
def test_every_day_has_exactly_one_holder_and_the_days_add_up(history, after):
    spans, day = told(history)
    end = day + after * DAY
    spans = turn(spans, None, end)
    expected = patient([*history, (after, None)], end)
    counted: dict[date, tuple] = {}
    for span in spans:
        assert span.until is not None and span.since < span.until
        for n in range(span.days(end)):
            one = span.since + n * DAY
            assert one not in counted, "no overlap"
            counted[one] = span.holder
    assert counted == expected, "no gap, and the right holder"
    assert all(a.until == b.since for a, b in zip(spans, spans[1:], strict=False))
    assert all(a.holder != b.holder for a, b in zip(spans, spans[1:], strict=False))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories)
def test_at_most_the_last_span_lasts(history):
    spans, day = told(history)
    assert [span.until is None for span in spans] == [False] * (len(spans) - 1) + [True]
    assert sum(span.days(day) for span in spans) == (day - spans[0].since).days


def held(row) -> list[tuple[str, int]]:
    return [(h.party, ((h.until or today()) - h.since).days) for h in Holding.objects.filter(suggestion=row)]


def back(row, days: int) -> None:
    """All that happened so far was so many days ago."""
    for one in Holding.objects.filter(suggestion=row).order_by("since"):
        until = one.until and one.until - timedelta(days)
        Holding.objects.filter(pk=one.pk).update(since=one.since - timedelta(days), until=until)


class TestTheSteps:
    def test_it_passes_from_office_to_unit_to_deputy_and_back(self, way):
        row = way.submitted()
        back(row, 5)
        row = way.take(row, "register", way.cast.zhou)
        row = way.take(row, "dispatch", way.cast.zhou, lead=way.cast.education)
        back(row, 30)
        way.reply_row(way.part(row))
        row = way.take(row, "reply")
        back(row, 4)
        way.rated(row, way.cast.chen)
        assert held(row) == [("congress", 5), ("unit", 30), ("deputy", 4), ("congress", 0)]
        way.take(row, "close", way.cast.zhou)
        assert held(row) == [("congress", 5), ("unit", 30), ("deputy", 4)]
        assert not Holding.objects.filter(suggestion=row, until=None).exists()

    def test_a_unit_that_hands_back_gives_the_days_to_whoever_decides(self, way):
        row = way.dispatched()
        back(row, 3)
        part = way.part(row)
        step(part, "hand_back", way.cast.sun, "不属本单位职责。")
        back(row, 2)
        step(part, "agree_hand_back", way.cast.zhou)
        back(row, 1)
        way.take(row, "redispatch", way.cast.zhou, assignment=part, office=way.cast.housing)
        assert held(row) == [("unit", 3), ("congress", 3), ("unit", 0)]
        assert Holding.objects.get(suggestion=row, until=None).office == way.cast.housing

    def test_a_returned_one_is_the_deputy_s_and_a_draft_nobody_s(self, way):
        row = way.draft()
        assert held(row) == []
        row = way.take(row, "submit", way.cast.chen, declared=True)
        back(row, 2)
        row = way.take(row, "return", way.cast.zhou, note="请补充具体建议。")
        back(row, 6)
        way.take(row, "submit", way.cast.chen, declared=True)
        assert held(row) == [("congress", 2), ("deputy", 6), ("congress", 0)]

    def test_a_window_that_ends_gives_it_back_to_the_office(self, way):
        row = way.replied(joint=True)
        way.rated(row, way.cast.chen)
        back(row, 9)
        row.clocks.filter(rule="feedback").update(due_on=days_ago(1))
        settle_feedback(today())
        assert [party for party, _ in held(row)][-2:] == ["deputy", "congress"]

    def test_the_same_holder_is_noted_once(self, way):
        row = way.dispatched()
        before = held(row)
        note(row.pk), note(row.pk)
        assert held(row) == before


def test_the_past_is_told_from_the_days_that_are_kept(way):
    row = way.replied()
    Suggestion.objects.filter(pk=row.pk).update(
        submitted_on=days_ago(50), dispatched_on=days_ago(45), replied_on=days_ago(5)
    )
    Holding.objects.all().delete()
    assert fill_holdings(connection) == 3
    assert held(row) == [("congress", 5), ("unit", 40), ("deputy", 5)]
    assert fill_holdings(connection) == 0, "what is told is left alone"


class TestThePages:
    @pytest.fixture
    def row(self, way):
        row = way.dispatched()
        back(row, 12)
        Holding.objects.filter(suggestion=row).update(since=days_ago(12))
        return row

    def test_the_case_page_splits_the_days(self, way, client, row):
        client.force_login(way.cast.chen)
        page = client.get(row.get_absolute_url()).content.decode()
        assert "时间归属" in page and "云川市教育局" in page and "12天" in page

    def test_the_list_shows_and_filters_it(self, way, client, row):
        way.submitted()
        client.force_login(way.cast.zhou)
        found = client.get("/suggestions/", {"held": "unit", "cols": "title,whose"})
        assert [one.pk for one in found.context["page"].rows] == [row.pk]
        assert "承办单位12天" in found.content.decode()

    def test_the_shares_are_of_the_whole(self, row):
        (share,) = shares(list(Holding.objects.filter(suggestion=row)))
        assert (share.name, share.days, share.percent) == ("云川市教育局", 12, "100%")

    def test_the_list_finds_what_was_dispatched_long_ago_without_a_contact(self, way, client, row):
        client.force_login(way.cast.zhou)
        where = {"age": "80", "met": "no"}
        assert not client.get("/suggestions/", where).context["page"].rows
        Suggestion.objects.filter(pk=row.pk).update(dispatched_on=days_ago(80))
        assert [one.pk for one in client.get("/suggestions/", where).context["page"].rows] == [row.pk]
        part = way.part(row)
        part.contacts.create(suggestion=row, stage="before", way="phone", on=today(), people="x", content="x")
        assert not client.get("/suggestions/", where).context["page"].rows


def test_the_days_of_a_unit_open_what_it_has_held(cast, way, client):
    row, other = way.dispatched(), way.registered(title="关于公交线路的建议")
    client.force_login(cast.zhou)
    page = client.get("/suggestions/time/").content.decode()
    assert f"/suggestions/?holder={cast.education.pk}&amp;term={cast.term.pk}" in page
    listed = client.get(f"/suggestions/?holder={cast.education.pk}&term={cast.term.pk}").content.decode()
    assert row.title in listed and other.title not in listed
