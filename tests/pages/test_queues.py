"""Queues drawn together show what each would show alone, in the same few statements however many there are."""

from functools import partial

import pytest
from django.db.models import Count, Value

from pages.cards import Card, CardRow
from pages.queues import CAP, Queue, drawn
from suggestions.models import Signature, Suggestion


def line(row) -> CardRow:
    return CardRow(row.title, "/")


@pytest.fixture
def many(cast):
    """Eight suggestions of two states, and their signatures."""
    return [cast.suggestion(title=f"第{n}件", state="draft" if n % 2 else "submitted") for n in range(8)]


def queue(key: str, rows, **more) -> Queue:
    return Queue(key, key, rows, line, "/all/", **more)


def test_each_shows_its_first_rows_in_its_own_order_and_counts_them_all(many):
    rows = Suggestion._base_manager.select_related("deputy")
    cards = drawn([
        queue("up", rows.order_by("pk")), queue("down", rows.order_by("-pk")),
        queue("half", rows.filter(state="draft").order_by("pk"), tone="red"),
    ])  # fmt: skip
    assert [card.key for card in cards] == ["up", "down", "half"]
    assert [row.label for row in cards[0].rows] == [one.title for one in many[:5]]
    assert [row.label for row in cards[1].rows] == [one.title for one in many[:2:-1]]
    assert [card.count for card in cards] == [8, 8, 4]
    assert cards[2].tone == "red"


def test_rows_with_annotations_and_joins_are_shown_once_each(many, cast):
    signed = Suggestion._base_manager.annotate(signers=Count("signatures"), word=Value("甲"))
    signed = signed.filter(signatures__isnull=False).order_by("-signers", "pk")
    told = Queue("signed", "", signed, lambda one: CardRow(f"{one.title}{one.word}{one.signers}", "/"), "/")
    (card,) = drawn([told])
    assert card.count == Signature._base_manager.values("suggestion").distinct().count()
    assert card.rows[0].label.endswith("甲1")


def test_an_empty_one_stays_without_colour_and_a_rare_one_goes(many):
    none = Suggestion._base_manager.filter(title="没有")
    (card,) = drawn(
        [
            queue("empty", none, tone="red"),
            queue("rare", none, rare=True),
            queue("never", none.none(), rare=True),
        ]
    )
    assert (card.key, card.count, card.tone, card.rows) == ("empty", 0, "", [])


def test_what_is_reckoned_otherwise_stands_where_it_was_declared(many):
    rows = Suggestion._base_manager.order_by("pk")
    cards = drawn(
        [queue("first", rows), partial(Card, "reckoned", "", count=3), lambda: None, queue("last", rows)]
    )
    assert [card.key for card in cards] == ["first", "reckoned", "last"]


def test_more_queues_of_one_kind_cost_no_more_statements_and_a_second_drawing_sees_new_rows(
    many, cast, django_assert_num_queries
):
    rows = Suggestion._base_manager.select_related("deputy").order_by("pk")
    two, five = ([queue(str(n), rows) for n in range(count)] for count in (2, 5))
    for queues in (two, five):
        with django_assert_num_queries(3):
            drawn(queues)
    cast.suggestion(title="又一件")
    assert [card.count for card in drawn(two)] == [9, 9]


def test_beyond_the_cap_only_that_there_are_more_is_told(many, monkeypatch):
    assert CAP == 1000
    monkeypatch.setattr("pages.queues.CAP", 6)
    (card,) = drawn([queue("long", Suggestion._base_manager.order_by("pk"))])
    assert (card.count, card.capped, card.count_text) == (6, True, "6+")


def test_a_dear_one_is_found_once_and_says_the_same(many, django_assert_num_queries):
    rows = Suggestion._base_manager.order_by("-pk")
    with django_assert_num_queries(2):
        (dear,) = drawn([queue("all", rows, dear=True)])
    with django_assert_num_queries(3):
        assert drawn([queue("all", rows)]) == [dear]
    assert (dear.count, len(dear.rows)) == (8, 5)
