"""What a card of a dispatcher's first page counts is what the list that it opens holds."""

import re

import pytest
from django.utils import timezone

from pages.queues import drawn
from suggestions.choices import CoordinationWay
from suggestions.models import Coordination, Suggestion
from suggestions.worklist import queues
from tests.suggestions.units import step

TOTAL = re.compile(r"共\s*<[^>]+>(\d+)<[^>]+>\s*条")


@pytest.fixture
def desk(way):
    """One of each kind that waits at the city's desk; beside each, one that does not, or not there."""
    cast, today = way.cast, timezone.localdate()
    for made in (way.submitted, way.registered):
        made()
        elsewhere = made()  # a district's own, which the city may read
        Suggestion.objects.filter(pk=elsewhere.pk).update(area=cast.west)
    way.dispatched()
    asking = way.part(way.dispatched())
    step(asking, "receive", cast.sun)
    step(asking, "ask_extension", cast.sun, "涉及面广，需要调研", months=6)
    way.handed_back(way.dispatched())
    way.replied()
    way.rated(way.replied(), cast.chen)
    Coordination.objects.create(
        suggestion=way.replied(), round=1, way=CoordinationWay.COORDINATE, opened_on=today
    )
    row = way.dispatched()
    Suggestion.objects.filter(pk=row.pk).update(state="second", second_desk=cast.government)
    return cast


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("zhou", {"review", "dispatch", "extensions", "redispatch", "close", "coordinate", "publish"}),
        ("wu", {"extensions", "redispatch", "second"}),
    ],
)
def test_a_card_opens_the_rows_it_counts(desk, client, name, kinds):
    user = getattr(desk, name)
    cards = {card.key.removeprefix("suggestions-"): card for card in drawn(queues(user)) if card.count}
    assert kinds <= set(cards)
    client.force_login(user)
    for key in kinds:
        page = client.get(cards[key].url).content.decode()
        assert TOTAL.search(page).group(1) == str(cards[key].count), key


def test_nobody_else_is_asked_what_waits_at_a_desk(desk, client):
    for name, fields in (
        ("zhou", ["wait"]),
        ("wu", ["government_wait"]),
        ("chen", []),
        ("gao", []),
        ("sun", []),
    ):
        client.force_login(getattr(desk, name))
        assert re.findall(r'name="(\w*wait)"', client.get("/suggestions/").content.decode()) == fields, name
