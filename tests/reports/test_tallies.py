"""The kept tallies equal a full count, whatever wrote the rows."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from reports.figures import FIGURES, totals
from reports.models import Tally, TallyDelta
from reports.tallies import fold, recount
from suggestions.models import Assignment, Suggestion

TODAY = timezone.localdate


@pytest.fixture
def three(cast):
    """Two suggestions of the city that were submitted and one that was not."""
    cast.suggestion(state="submitted", submitted_on=TODAY())
    cast.suggestion(state="draft")
    led = cast.suggestion(state="dispatched", submitted_on=TODAY(), lead_office=cast.education)
    Assignment.objects.create(
        suggestion=led, office=cast.education, dispatcher=cast.committee, role="lead", sent_on=TODAY()
    )
    return cast


def states(user) -> dict:
    return totals(FIGURES["suggestion_state"].cells(user), "label")


def test_what_was_submitted_is_counted_by_state_and_drafts_are_not(three):
    assert states(three.zhou) == {"submitted": 1, "dispatched": 1}


def test_a_change_of_state_moves_the_count(three):
    Suggestion.objects.filter(state="submitted").update(state="registered")
    assert states(three.zhou) == {"registered": 1, "dispatched": 1}


def test_a_change_that_no_figure_looks_at_writes_no_delta(three):
    before = TallyDelta.objects.count()
    Suggestion.objects.update(title="换一个标题")
    assert TallyDelta.objects.count() == before


def test_folding_changes_no_figure_and_a_second_fold_finds_nothing(three):
    before = states(three.zhou)
    assert "归并" in fold()
    assert not TallyDelta.objects.exists()
    assert states(three.zhou) == before
    assert fold() == "没有需要归并的统计增量。"


def test_a_confidential_row_is_counted_nowhere(three):
    three.suggestion(state="submitted", submitted_on=TODAY(), confidential=True)
    assert states(three.zhou) == {"submitted": 1, "dispatched": 1}


def test_a_unit_sees_only_what_it_leads(three):
    assert totals(FIGURES["suggestion_unit"].cells(three.sun), "label") == {"dispatched": 1}
    assert totals(FIGURES["suggestion_unit"].cells(three.he), "label") == {}


def test_a_deputy_and_the_administrators_see_no_figures(three):
    for who in (three.chen, three.luo, three.shen):
        assert states(who) == {}


def test_the_nightly_count_mends_a_figure_that_was_tampered_with(three):
    fold()
    Tally.objects.filter(kind="suggestion_state", label="submitted").update(count=7)
    assert "已更正" in recount()
    assert states(three.zhou) == {"submitted": 1, "dispatched": 1}
    assert recount() == "核对统计：全部一致。"


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_every_figure_equals_its_rows(three, kind):
    opinion = three.opinion()
    opinion.matters.update(told_on=TODAY())
    figure = FIGURES[kind]
    reached = [
        user for user in (three.zhou, three.gao, three.lin, three.sun, three.wu) if figure.rows(user).exists()
    ]
    for user in (three.zhou, three.gao, three.lin, three.sun, three.wu):
        assert sum(totals(figure.cells(user), "label").values()) == figure.rows(user).count(), user
    if kind.startswith(("suggestion_state", "opinion", "visit", "matter", "reception")):
        assert three.zhou in reached


def test_deleting_rows_takes_them_out_of_the_figures(three):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM suggestions_signature")
        cursor.execute("DELETE FROM suggestions_assignment")
        cursor.execute("DELETE FROM suggestions_suggestion")
    assert states(three.zhou) == {}


def test_a_year_counts_its_own_rows_and_all_time_counts_each_once(three):
    day = TODAY()
    three.suggestion(state="submitted", submitted_on=day.replace(year=day.year - 3, day=1))
    since, until = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    figure = FIGURES["suggestion_state"]
    assert totals(figure.cells(three.zhou, since, until), "label") == {"submitted": 1, "dispatched": 1}
    assert totals(figure.cells(three.zhou, until=since), "label") == {"submitted": 1}
    assert states(three.zhou) == {"submitted": 2, "dispatched": 1}
    fold()
    assert states(three.zhou) == {"submitted": 2, "dispatched": 1}
