"""件件有回音: every voter whose matter a suggestion carries hears each milestone, and it is counted."""

import pytest
from django.utils import timezone

from journal.models import Entry
from stations.models import Matter
from suggestions.choices import Milestone
from suggestions.models import VoterTold
from suggestions.telling import milestones, share_told, tell, to_tell
from workflow.lifecycle import OutOfStep, Refused


@pytest.fixture
def heard(cast, way):
    """A dispatched suggestion that carries three voters' matters of 清河站."""
    day = cast.reception()
    opinion = cast.opinion(cast.visit(day), state="suggested", deputy=cast.chen_deputy)
    for _ in range(2):
        visit = cast.visit(day)
        Matter.objects.create(visit=visit, opinion=opinion, order=1, text="同一件事", category=cast.traffic)
    row = way.dispatched()
    row.lineage.create(opinion=opinion)
    return opinion


def waiting(user) -> list[str]:
    return list(to_tell(Matter.objects.visible_to(user)).values_list("milestone", flat=True))


def test_the_milestones_of_an_opinions_suggestion(cast, heard):
    told = milestones(heard)
    assert [stop.milestone for stop in told] == [Milestone.REGISTERED, Milestone.DISPATCHED]
    assert "云川市教育局" in told[-1].words
    assert "陈建国" not in "".join(stop.words for stop in told)
    assert milestones(cast.opinion()) == []


def test_each_voter_waits_for_the_latest_milestone(cast, way, heard):
    assert waiting(cast.lin) == ["dispatched"] * 3
    assert waiting(cast.fang) == []
    matter = heard.matters.first()
    assert tell(matter, "dispatched", "phone", cast.lin) == 2
    assert len(waiting(cast.lin)) == 2
    row = heard.lineage.suggestion
    assert share_told(row) == (1, 3)
    way.reply_row(way.part(row))
    way.take(row, "reply")
    assert waiting(cast.lin) == ["replied"] * 3


def test_told_once_however_often_somebody_taps_and_journalled(cast, heard):
    matter = heard.matters.first()
    tell(matter, "dispatched", "phone", cast.lin)
    with pytest.raises(OutOfStep, match="已经告知过"):
        tell(matter, "dispatched", "phone", cast.lin)
    assert VoterTold.objects.count() == 2
    assert Entry.objects.filter(verb="告知群众建议进展").count() == 1
    assert VoterTold.objects.first().told_on == timezone.localdate()


def test_what_has_not_happened_is_not_told(cast, heard):
    with pytest.raises(Refused, match="还没有办到"):
        tell(heard.matters.first(), "closed", "phone", cast.lin)
    with pytest.raises(Refused, match="没有形成"):
        tell(cast.opinion().matters.get(), "registered", "phone", cast.lin)


class TestThePage:
    def test_one_tap_tells(self, cast, heard, client):
        client.force_login(cast.lin)
        page = client.get("/suggestions/telling/").content.decode()
        assert "共有3位待告知" in page
        assert "刘桂英" not in page
        matter = heard.matters.first()
        page = client.post(
            f"/suggestions/telling/{matter.pk}/", {"how": "phone", "milestone": "dispatched"}, follow=True
        )
        assert "共有2位待告知" in page.content.decode()
        page = client.post(
            f"/suggestions/telling/{matter.pk}/", {"how": "phone", "milestone": "dispatched"}, follow=True
        )
        assert "已经告知过" in page.content.decode()
        page = client.post(
            f"/suggestions/telling/{matter.pk}/", {"how": "", "milestone": "dispatched"}, follow=True
        )
        assert "请选择告知方式" in page.content.decode()

    @pytest.mark.parametrize(
        ("who", "listing", "tap"),
        [("fang", 200, 404), ("zhou", 403, 403), ("sun", 403, 404), ("chen", 403, 403)],
    )
    def test_other_hands_are_refused(self, cast, heard, client, who, listing, tap):
        client.force_login(getattr(cast, who))
        assert client.get("/suggestions/telling/").status_code == listing
        data = {"how": "phone", "milestone": "dispatched"}
        assert client.post(f"/suggestions/telling/{heard.matters.first().pk}/", data).status_code == tap
        assert not VoterTold.objects.exists()

    def test_the_stations_first_page_says_how_many_wait(self, cast, heard, client):
        client.force_login(cast.lin)
        assert "待告知群众的建议进展" in client.get("/").content.decode()
