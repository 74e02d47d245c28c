"""Closing (销号): the list of what is missing, both offices, silence, voters; the list agrees with the step."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from notices.models import Notice
from suggestions.choices import SuggestionState
from suggestions.chores import settle_feedback
from suggestions.closing import closable, conditions, why_not_closed
from suggestions.models import Contact, Suggestion, SuggestionClock, VoterTold
from suggestions.telling import owe, tell
from tests.suggestions.rules import rule
from workflow.lifecycle import OutOfStep

TODAY = timezone.localdate


def may_close(row) -> bool:
    """What the card and what the step say; they always agree."""
    fresh = Suggestion.objects.get(pk=row.pk)
    listed = closable(Suggestion.objects.filter(pk=row.pk), TODAY(), fresh.area).exists()
    assert listed == (not why_not_closed(fresh))
    return listed


class TestWhatIsMissing:
    def test_everything_missing_is_said_at_once(self, cast, way):
        rule(cast.city, "double_close", "yes")
        row = way.replied()
        Contact.objects.all().delete()
        with pytest.raises(OutOfStep) as no:
            way.take(row, "close", cast.zhou)
        for words in ("1位代表未评价", "面商", "政府办公室尚未销号"):
            assert words in str(no.value)
        assert not may_close(row)

    def test_the_case_page_lists_the_conditions_for_those_who_close(self, cast, way, client):
        row = way.replied()
        for who, seen in ((cast.zhou, True), (cast.wu, True), (cast.sun, False), (cast.chen, False)):
            client.force_login(who)
            assert ("办结条件" in client.get(f"/suggestions/{row.pk}/").content.decode()) == seen

    def test_when_all_is_there_it_closes(self, cast, way):
        row = way.replied()
        way.rated(row, cast.chen)
        assert may_close(row)
        assert all(item.met for item in conditions(Suggestion.objects.get(pk=row.pk)))
        assert way.take(row, "close", cast.zhou).state == SuggestionState.CLOSED


class TestBothOffices:
    @pytest.fixture
    def rated(self, cast, way):
        rule(cast.city, "double_close", "yes")
        row = way.replied()
        way.rated(row, cast.chen)
        return row

    def test_the_government_office_closes_first_then_the_congress(self, cast, way, rated):
        assert not may_close(rated)
        way.take(rated, "government_close", cast.wu)
        assert may_close(rated)
        assert Notice.objects.filter(recipient=cast.zhou, kind="suggestion.government_close").count() == 1

    def test_nobody_else_does_it_for_them_nor_twice(self, cast, way, rated):
        for who in (cast.zhou, cast.sun, cast.chen, cast.gao):
            with pytest.raises(PermissionDenied):
                way.take(rated, "government_close", who)
        way.take(rated, "government_close", cast.wu)
        with pytest.raises(OutOfStep, match="已经销号"):
            way.take(rated, "government_close", cast.wu)

    def test_a_unit_without_a_government_office_above_needs_none(self, cast, way, rated):
        cast.education.coordinator = None
        cast.education.save()
        assert may_close(rated)

    def test_elsewhere_there_is_no_such_step(self, cast, way):
        with pytest.raises(OutOfStep, match="不实行双销号"):
            way.take(way.replied(), "government_close", cast.wu)


class TestSilence:
    @pytest.fixture
    def silent(self, way):
        row = way.replied()
        row.clocks.filter(rule="feedback").update(due_on=TODAY() - timedelta(days=1))
        return row

    def test_left_out_of_the_base_it_may_be_closed(self, cast, silent):
        assert "可以办结1件" in settle_feedback(TODAY())
        assert may_close(silent)

    def test_where_reminding_goes_on_nobody_is_told_that_it_may_be_closed(self, cast, silent):
        rule(cast.city, "silence", "remind")
        assert settle_feedback(TODAY()) == "没有反馈期满或须重新办理的建议。"
        assert not Notice.objects.filter(kind="suggestion.feedback_over").exists()
        assert SuggestionClock.objects.open().filter(rule="feedback").count() == 1
        assert not may_close(silent)


class TestVoters:
    def test_where_they_are_told_first_closing_waits_for_it(self, cast, way):
        rule(cast.city, "close_told", "told")
        opinion = cast.opinion(state="suggested", deputy=cast.chen_deputy)
        row = way.replied()
        row.lineage.create(opinion=opinion)
        way.rated(row, cast.chen)
        assert "还有1位群众没有告知" in why_not_closed(row)
        assert not may_close(row)
        owe(row)
        tell(VoterTold.objects.waiting().get(), "phone", cast.lin)
        assert may_close(row)
