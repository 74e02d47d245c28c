"""Numbers: one series for each term and session, without gaps, without doubles, also when all click at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from suggestions.lifecycle import SUGGESTION
from suggestions.models import NumberSeries, Suggestion
from suggestions.numbering import next_number
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep


def test_each_series_counts_for_itself(cast):
    assert [next_number(cast.term, None) for _ in range(3)] == [1, 2, 3]
    assert next_number(cast.term, cast.session) == 1
    assert next_number(cast.west_term, None) == 1


def test_a_number_that_came_to_nothing_is_given_again(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(cast.term, None)
        raise RuntimeError
    assert next_number(cast.term, None) == 1


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
def test_eight_clicks_on_one_suggestion_give_one_number_and_seven_answers(way):
    row = way.submitted()
    answers = at_once([lambda: perform(SUGGESTION, row.pk, "register", way.cast.zhou)] * 8)
    assert sum(isinstance(answer, OutOfStep) for answer in answers) == 7
    assert all("周文静" in str(answer) for answer in answers if isinstance(answer, OutOfStep))
    assert row.events.filter(action="register").count() == 1
    assert NumberSeries.objects.get(term=way.cast.term).last == 1
