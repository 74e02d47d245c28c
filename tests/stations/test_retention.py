"""Project proposals that came to nothing are forgotten in time; those taken in stay."""

import datetime as dt
import uuid

import pytest

from offices.limits import forget_settings
from offices.models import Setting
from stations.models import Idea
from stations.retention import forget_ideas
from stations.telling import FORGOTTEN, forget_voters
from stations.wish_lifecycle import IDEA
from stations.wishes import take_idea
from workflow.lifecycle import perform

VOTER = {"voter_name": "王奶奶", "phone": "13912345678"}


@pytest.fixture
def idea(cast, today):
    """idea(months ago, what the office said)."""

    def make(months: int, said: str = "") -> Idea:
        told = {"title": "充电棚", "text": "飞线充电", "place": "北门", "benefit": "800户"}
        row = take_idea(None, cast.qinghe, VOTER, uuid.uuid4(), **told)
        if said:
            perform(IDEA, row.pk, said, cast.zhou, note="另行研究")
        Idea.objects.filter(pk=row.pk).update(received_on=today - dt.timedelta(days=31 * months))
        row.visit.__class__.objects.filter(pk=row.visit_id).update(on=today - dt.timedelta(days=31 * months))
        return row

    return make


def test_what_was_not_taken_in_goes_after_the_areas_months_and_what_was_stays(idea, today):
    old, fresh, kept = idea(25, "decline"), idea(20, "decline"), idea(30, "keep")
    assert forget_ideas(today) == "删除了1件民生实事项目建议的内容。"
    for row in (old, fresh, kept):
        row.refresh_from_db()
        row.visit.refresh_from_db()
    assert (old.text, old.place, old.visit.voter_name, old.visit.phone) == (FORGOTTEN, "", FORGOTTEN, "")
    assert old.title == "充电棚" and old.visit.forgotten_on == today
    assert fresh.text == kept.text == "飞线充电" and kept.visit.phone == "13912345678"
    assert forget_ideas(today).startswith("删除了0件")


def test_the_months_are_the_areas_own(cast, idea, today):
    idea(7)
    Setting.objects.create(area=cast.city, key="idea_months", value="6", unit="month", source="本市规定",
                           valid_from=dt.date(2020, 1, 1))  # fmt: skip
    forget_settings()
    assert forget_ideas(today).startswith("删除了1件")


def test_who_proposed_is_not_forgotten_while_the_office_still_considers_it(idea, today):
    waiting, declined = idea(14), idea(14, "decline")
    forget_voters(today)
    waiting.visit.refresh_from_db()
    declined.visit.refresh_from_db()
    assert waiting.visit.voter_name == "王奶奶" and declined.visit.voter_name == FORGOTTEN
