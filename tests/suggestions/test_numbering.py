"""Numbers: one series for each term and session, without gaps, without doubles, also when all click at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from offices.models import Setting
from suggestions.lifecycle import SUGGESTION
from suggestions.models import NumberSeries, Suggestion
from suggestions.numbering import next_number
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


def test_each_series_counts_for_itself(cast):
    assert [next_number(cast.term, None) for _ in range(3)] == [1, 2, 3]
    assert next_number(cast.term, cast.session) == 1
    assert next_number(cast.west_term, None) == 1


def test_a_number_that_came_to_nothing_is_given_again(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(cast.term, None)
        raise RuntimeError
    assert next_number(cast.term, None) == 1


def rule(cast, **values):
    for key, value in values.items():
        Setting.objects.create(
            area=cast.city, key=key, value=value, unit="count", source="本市办法", valid_from="2026-01-01"
        )


def test_delegations_and_motions_have_their_own_series_where_the_area_says_so(way):
    rule(way.cast, number_delegation="501", number_motion="801", number_between="201")
    numbers = []
    for fields in ({}, {"kind": "delegation"}, {"from_motion": True, "motion_basis": "主席团决定"}, {}):
        row = way.submitted()
        if fields:
            Suggestion.objects.filter(pk=row.pk).update(**fields)
        numbers.append(way.take(row, "register", way.cast.zhou).number)
    assert numbers == [201, 501, 801, 202]


def test_without_a_rule_all_kinds_share_one_series(way):
    first, second = way.submitted(), way.submitted()
    Suggestion.objects.filter(pk=second.pk).update(kind="delegation")
    assert [way.take(row, "register", way.cast.zhou).number for row in (first, second)] == [1, 2]


def test_two_series_never_give_one_number_twice(way):
    rule(way.cast, number_delegation="2")
    row, common, last = (way.submitted() for _ in range(3))
    Suggestion.objects.filter(pk=row.pk).update(kind="delegation")
    assert way.take(row, "register", way.cast.zhou).number == 2
    assert way.take(common, "register", way.cast.zhou).number == 1
    with pytest.raises(Refused, match="第2号已在另一系列中使用"):
        way.take(last, "register", way.cast.zhou)
    last.refresh_from_db()
    assert last.state == "submitted" and NumberSeries.objects.get(term=way.cast.term, kind="").last == 1


def at_once(jobs) -> list:
    """Run every job in a thread and a connection of its own, all starting together; what each answered."""
    barrier, answers = Barrier(len(jobs)), []

    def run(job):
        barrier.wait()
        try:
            answers.append(job())
        except OutOfStep as late:
            answers.append(late)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_eight_registrations_at_once_give_eight_numbers(way):
    rows = [way.submitted() for _ in range(8)]
    at_once([lambda pk=row.pk: perform(SUGGESTION, pk, "register", way.cast.zhou) for row in rows])
    numbers = Suggestion.objects.filter(state="registered").values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 9))
    assert NumberSeries.objects.get(term=way.cast.term, session=None).last == 8


@pytest.mark.django_db(transaction=True)
def test_two_kinds_registered_at_once_keep_two_series_without_gaps(way):
    rule(way.cast, number_delegation="501")
    rows = [way.submitted() for _ in range(8)]
    Suggestion.objects.filter(pk__in=[row.pk for row in rows[::2]]).update(kind="delegation")
    at_once([lambda pk=row.pk: perform(SUGGESTION, pk, "register", way.cast.zhou) for row in rows])
    numbers = Suggestion.objects.filter(state="registered").values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 501, 502, 503, 504]


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_on_one_suggestion_give_one_number_and_seven_answers(way):
    row = way.submitted()
    answers = at_once([lambda: perform(SUGGESTION, row.pk, "register", way.cast.zhou)] * 8)
    assert sum(isinstance(answer, OutOfStep) for answer in answers) == 7
    assert all("周文静" in str(answer) for answer in answers if isinstance(answer, OutOfStep))
    assert row.events.filter(action="register").count() == 1
    assert NumberSeries.objects.get(term=way.cast.term).last == 1


def test_numbers_of_two_sessions_are_told_apart_wherever_they_stand_and_found_by_the_whole_name(way, client):
    cast = way.cast
    here = way.registered()
    other = way.registered()
    Suggestion.objects.filter(pk=here.pk).update(session=cast.session)
    Suggestion.objects.filter(pk=other.pk).update(number=here.number)
    client.force_login(cast.zhou)
    first = client.get("/").content.decode()
    assert f"十七届五次第{here.number}号 {here.title}" in first
    assert f"十七届闭会第{here.number}号 {other.title}" in first
    found = Suggestion.objects.visible_to(cast.zhou)
    assert set(found.search(f"第{here.number}号")) == {here, other}
    assert list(found.search(f"十七届五次第{here.number}号建议")) == [here]
    assert list(found.search(f"十七届闭会第{here.number}号")) == [other]
    assert not found.search(f"十八届一次第{here.number}号").exists()
