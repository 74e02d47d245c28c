"""The cards of those who handle: each holds what waits for that person, first what is due first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suggestions.models import Suggestion
from suggestions.worklist_units import cards
from tests.suggestions.units import contact, days_ago, dispatched, draft, drafted, lead_part, step


def counts(user) -> dict[str, int]:
    """Cards that are not empty, afresh as after signing in again."""
    fresh = type(user).objects.get(pk=user.pk)
    return {card.key.removeprefix("parts-"): card.count for card in cards(fresh) if card.count}


def test_a_handlers_cards_follow_the_work(cast):
    part = lead_part(cast)
    assert counts(cast.sun) == {"sign_for": 1}
    step(part, "receive", cast.sun)
    assert counts(cast.sun) == {"no_contact": 1}
    contact(part, cast.sun)
    assert counts(cast.sun) == {"to_draft": 1}
    draft(part, cast.sun)
    assert counts(cast.sun) == {}
    assert counts(cast.zheng) == {"to_sign": 1}
    step(part, "sign_reply", cast.zheng)
    assert counts(cast.sun) == {"to_send": 1}


def test_a_co_unit_is_asked_for_its_opinion(cast):
    part = dispatched(cast, co=[cast.transport])[cast.transport]
    step(part, "receive", cast.he)
    assert counts(cast.he) == {"co_opinions": 1}


def test_days_left_for_handing_back_are_told(cast):
    lead_part(cast)
    card = next(card for card in cards(cast.sun) if card.key == "parts-sign_for")
    assert "退办截至" in card.rows[0].note


def test_the_government_office_sees_late_units(cast):
    part = lead_part(cast)
    assert counts(cast.wu) == {}
    Suggestion.objects.filter(pk=part.suggestion_id).update(due_on=days_ago(3))
    assert counts(cast.wu) == {"late": 1}


@pytest.mark.parametrize("who", ["zhou", "chen", "lin", "gao", "luo"])
def test_others_have_none_of_these_cards(cast, who):
    lead_part(cast)
    assert cards(getattr(cast, who)) == []


def test_they_cost_the_same_however_many_wait(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            counts(cast.sun)
        return len(asked)

    drafted(lead_part(cast), cast.sun)
    lead_part(cast)
    one = cost()
    for _ in range(2):
        lead_part(cast)
    assert cost() == one


def test_a_card_and_the_list_it_opens_hold_the_same_rows(cast, client):
    parts = dispatched(cast, co=[cast.transport])
    waiting, met, late = lead_part(cast), lead_part(cast), lead_part(cast)
    for part in (waiting, met):
        step(part, "receive", cast.sun)
    contact(met, cast.sun)
    Suggestion.objects.filter(pk=late.suggestion_id).update(due_on=days_ago(3))
    step(parts[cast.transport], "receive", cast.he)
    seen = 0
    for user in (cast.sun, cast.zheng, cast.he, cast.wu):
        client.force_login(user)
        for card in cards(type(user).objects.get(pk=user.pk)):
            assert len(client.get(card.url).context["page"].rows) == card.count, (user, card.title)
            seen += card.count
    assert seen > 8
