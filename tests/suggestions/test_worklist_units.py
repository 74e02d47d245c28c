"""The cards of those who handle: each holds what waits for that person, first what is due first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.queues import drawn
from suggestions.models import Suggestion
from suggestions.supervision_lifecycle import SUPERVISION
from suggestions.worklist_units import queues
from tests.suggestions.rules import rule
from tests.suggestions.units import contact, days_ago, dispatched, draft, drafted, lead_part, step
from workflow.lifecycle import OutOfStep, perform


def counts(user) -> dict[str, int]:
    """Cards that are not empty, afresh as after signing in again."""
    fresh = type(user).objects.get(pk=user.pk)
    return {card.key.removeprefix("parts-"): card.count for card in drawn(queues(fresh)) if card.count}


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
    card = next(card for card in drawn(queues(cast.sun)) if card.key == "parts-sign_for")
    assert "退办截至" in card.rows[0].note


def test_the_government_office_sees_late_units(cast):
    part = lead_part(cast)
    assert counts(cast.wu) == {}
    Suggestion.objects.filter(pk=part.suggestion_id).update(due_on=days_ago(3))
    assert counts(cast.wu) == {"late": 1}


@pytest.mark.parametrize("who", ["zhou", "chen", "lin", "gao", "luo"])
def test_others_have_none_of_these_cards(cast, who):
    lead_part(cast)
    assert drawn(queues(getattr(cast, who))) == []


def test_they_cost_the_same_however_many_wait(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            counts(cast.sun)
        return len(asked)

    drafted(lead_part(cast), cast.sun)
    lead_part(cast)
    cost()  # what processes remember is read once
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
        for card in drawn(queues(type(user).objects.get(pk=user.pk))):
            assert len(client.get(card.url).context["page"].rows) == card.count, (user, card.title)
            seen += card.count
    assert seen > 8


def test_a_supervised_unit_is_asked_to_sign_and_then_to_finish_its_plan(cast, way):
    part = dispatched(cast, co=[cast.transport])[cast.education]
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
    way.take(
        part.suggestion, "supervise", cast.zhou, manner="leader", leader="王建军副主任", aim="年内完成。"
    )
    row = part.suggestion.supervisions.get()
    plan = {"who": "教育局", "what": "现场踏勘", "by_day": days_ago(-9)}
    perform(SUPERVISION, row.pk, "add_item", cast.zhou, **plan)
    assert "suggestions-supervised" not in counts(cast.sun), "the notice is not served yet"
    perform(SUPERVISION, row.pk, "serve", cast.zhou)

    def told(user) -> list[tuple[str, object]]:
        card = next(card for card in drawn(queues(user)) if card.key == "suggestions-supervised")
        return [(line.note, line.due_on) for line in card.rows]

    for who in (cast.sun, cast.zheng):
        assert told(who) == [("请签收督办通知单", days_ago(-9))]
    assert told(cast.he) == [], "a co-unit does not answer for it"
    perform(SUPERVISION, row.pk, "sign_notice", cast.sun)
    assert told(cast.sun) == [("方案还有1项未完成", days_ago(-9))]
    perform(SUPERVISION, row.pk, "finish_item", cast.sun, item=row.items.get(), outcome="已踏勘。")
    assert told(cast.sun) == []
    with pytest.raises(OutOfStep, match="都已登记完成"):
        perform(SUPERVISION, row.pk, "finish_item", cast.zhou, item=row.items.get(), outcome="已踏勘。")


def test_the_visit_that_follows_a_reply_waits_where_the_area_asks_for_it(cast, way):
    row = way.replied()
    way.part(row).__class__.objects.filter(suggestion=row).update(state="done")
    assert "suggestions-visits" not in counts(cast.sun)
    rule(cast.city, "contacts_needed", "three_close")
    assert counts(cast.sun)["suggestions-visits"] == 1
    contact(way.part(row), cast.sun, "after")
    assert "suggestions-visits" not in counts(cast.sun)
