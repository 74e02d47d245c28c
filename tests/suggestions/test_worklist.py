"""The cards of the first page: what waits for whom, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages.queues import drawn
from suggestions.choices import Grade, SignatureRole
from suggestions.models import Contact, Signature, Suggestion
from suggestions.rounds import own_open
from suggestions.worklist import queues


def waiting(user) -> dict[str, int]:
    """Key -> count of the cards that are not empty."""
    return {card.key.removeprefix("suggestions-"): card.count for card in drawn(queues(user)) if card.count}


def test_a_role_without_work_here_has_no_cards(cast):
    for name in ("luo", "feng", "shen"):
        assert drawn(queues(getattr(cast, name))) == []
    assert [card.key for card in drawn(queues(cast.lin))] == ["suggestions-tell"], (
        "a clerk tells voters, and no more"
    )


def test_a_deputy_sees_drafts_invitations_and_where_things_stand(way):
    cast = way.cast
    row = way.draft()
    Signature.objects.create(suggestion=row, deputy=cast.zhao_deputy, role=SignatureRole.CO)
    assert waiting(cast.chen) == {"drafts": 1}
    assert waiting(cast.zhao) == {"invited": 1}
    way.dispatched()
    assert waiting(cast.chen) == {"drafts": 1, "under-way": 1}


def test_a_reply_waits_for_each_deputy_until_he_has_rated(way):
    cast, row = way.cast, way.replied(joint=True)
    assert "rate" in waiting(cast.chen) and "rate" in waiting(cast.zhao)
    way.rated(row, cast.chen)
    assert "rate" not in waiting(cast.chen) and "rate" in waiting(cast.zhao)


def test_what_asks_a_deputy_for_a_deed_stands_before_what_he_only_watches(way, client):
    cast, late, _ = way.cast, way.dispatched(), way.replied()
    type(late).objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=9))
    part = way.part(late)
    for _ in range(2):
        Contact.objects.create(
            suggestion=late, assignment=part, stage="before", way="phone", on=part.sent_on, people="李科长",
            content="听取代表意见。",
        )  # fmt: skip
    client.force_login(cast.chen)
    page = client.get("/").content.decode()
    places = [page.index(title) for title in ("待我评价的答复", "待我确认的面商", "我的建议办到哪里")]
    assert places == sorted(places)
    assert f"{cast.education}登记" in page and f"{cast.education}、{cast.education}" not in page


def test_what_a_deputy_has_under_way_is_found_without_reading_all_deputies(way, cast):
    led, joined, other = way.dispatched(), way.dispatched(), way.dispatched()
    for row, who in ((joined, cast.zhao_deputy), (other, cast.zhao_deputy)):
        Suggestion.objects.filter(pk=row.pk).update(deputy=who)
        row.signatures.update(deputy=who)
    Signature.objects.create(
        suggestion=joined, deputy=cast.chen_deputy, role=SignatureRole.CO, state="confirmed"
    )
    found = own_open(Suggestion.objects.visible_to(cast.chen), cast.chen)
    assert {row.pk for row in found} == {led.pk, joined.pk}
    assert "JOIN" not in str(found.query).split("WHERE")[0]


def test_the_office_sees_what_to_review_dispatch_decide_and_close(way):
    cast = way.cast
    way.submitted()
    assert waiting(cast.zhou) == {"review": 1} and waiting(cast.tang) == {}
    way.registered()
    row = way.dispatched()
    part = way.part(row)
    way.hand_back(part)
    assert waiting(cast.zhou) == {"review": 1, "dispatch": 1, "handed-back": 1}
    assert waiting(cast.wu) == {"handed-back": 1}
    way.agree(part)
    assert waiting(cast.zhou) == {"review": 1, "dispatch": 1, "redispatch": 1}
    assert waiting(cast.wu) == {"redispatch": 1}
    way.take(row, "redispatch", cast.wu, assignment=part, office=cast.housing)
    assert waiting(cast.wu) == {"unsigned": 1}


def test_it_may_be_closed_when_all_have_rated_or_their_time_is_over(way):
    cast, row = way.cast, way.replied(joint=True)
    assert waiting(cast.zhou) == {"publish": 1}
    way.rated(row, cast.chen)
    assert waiting(cast.zhou) == {"publish": 1}
    row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    assert waiting(cast.zhou) == {"publish": 1, "close": 1}
    way.rated(row, cast.zhao, Grade.DISSATISFIED, "没有解决")
    assert "close" not in waiting(cast.zhou)


def test_what_is_late_is_counted_by_unit_from_the_day_after(way):
    cast, row = way.cast, way.dispatched(key=True)
    today = timezone.localdate()
    type(row).objects.filter(pk=row.pk).update(due_on=today)
    assert waiting(cast.gao) == {"key": 1}
    type(row).objects.filter(pk=row.pk).update(due_on=today - timedelta(days=1))
    assert waiting(cast.gao) == {"key": 1, "late": 1}
    late = next(card for card in drawn(queues(cast.zhou)) if card.key == "suggestions-late")
    assert late.rows[0].label == cast.education.name and f"office={cast.education.pk}" in late.rows[0].url


def test_a_confidential_one_is_not_counted_for_the_leader(way):
    row = way.dispatched(key=True, confidential=True)
    type(row).objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert waiting(way.cast.gao) == {}


@pytest.mark.parametrize("name", ["chen", "zhou", "wu", "gao"])
def test_the_cards_cost_the_same_however_long_the_queues(way, name, queries):
    user = getattr(way.cast, name)

    def one_of_each():
        way.submitted(), way.registered(), way.dispatched(), way.replied()

    for _ in range(3):
        one_of_each()
    drawn(queues(user))  # the post and its reach are looked up once
    before = queries(lambda: drawn(queues(user)))
    one_of_each()
    assert queries(lambda: drawn(queues(user))) == before <= 18
