"""A late reply is answered for step by step: 提醒 → 督办 → 通报 → 问责, and no level is skipped."""

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from suggestions.models import Suggestion
from tests.suggestions.units import days_ago, today
from workflow.lifecycle import OutOfStep, Refused


@pytest.fixture
def late(way):
    row = way.dispatched(co=[way.cast.transport])
    Suggestion.objects.filter(pk=row.pk).update(due_on=days_ago(5))
    return row


def escalate(way, row, note="请立即答复并说明原因。", who=None, office=None):
    return way.take(row, "escalate", who or way.cast.zhou, note=note, office=office or way.cast.education)


def test_the_levels_follow_each_other_and_end(way, late):
    for _ in range(4):
        escalate(way, late)
    rows = list(late.escalations.order_by("pk"))
    assert [row.level for row in rows] == ["remind", "supervise", "circulate", "account"]
    assert {row.days_late for row in rows} == {5}
    with pytest.raises(OutOfStep, match="各级措施都已采取"):
        escalate(way, late)


def test_leaders_and_the_government_office_hear_of_it_from_the_third_level_on(way, late):
    def told() -> set[str]:
        rows = Notice.objects.filter(kind="suggestion.escalate")
        return set(rows.values_list("recipient__username", flat=True))

    escalate(way, late), escalate(way, late)
    assert told() == {"sun", "zheng"}
    escalate(way, late)
    assert told() == {"sun", "zheng", "wu", "gao"}


def test_a_leader_is_not_told_of_what_is_confidential(way, late):
    Suggestion.objects.filter(pk=late.pk).update(confidential=True)
    for _ in range(3):
        escalate(way, late)
    assert not Notice.objects.filter(kind="suggestion.escalate", recipient=way.cast.gao).exists()


def test_the_last_day_itself_is_not_late(way, late):
    Suggestion.objects.filter(pk=late.pk).update(due_on=today())
    with pytest.raises(OutOfStep, match="没有超期"):
        escalate(way, late)


def test_it_needs_words_and_a_unit_that_owes_its_answer(way, late):
    with pytest.raises(Refused, match="写明理由"):
        escalate(way, late, note="")
    with pytest.raises(Refused, match="没有尚未答复") as no:
        escalate(way, late, office=way.cast.transport)
    assert no.value.field == "office"


@pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
def test_only_the_congress_office_takes_it(way, late, who):
    with pytest.raises(PermissionDenied):
        escalate(way, late, who=getattr(way.cast, who))
