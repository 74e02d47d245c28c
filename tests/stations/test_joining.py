"""A station founded after a round of appraisal was opened joins it, while results are still to be told."""

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Entry
from notices.models import Notice
from stations.grades import AppraisalState
from stations.models import Appraisal, AppraisalRound, Station
from stations.round_lifecycle import ROUND
from stations.staffing import appoint, found
from tests.stations.appraising import Taker, a_round, running
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep


@pytest.fixture
def row(cast, today) -> Appraisal:
    return running(cast, a_round(cast, today))


@pytest.fixture
def late(cast, row, today) -> Station:
    """Founded in the district while the city's round runs; 唐 works there."""
    station = Station(
        name="新港街道人大代表联络站", code="XG01", tier=cast.qinghe.tier, kind=cast.qinghe.kind,
        area=cast.qinghe.area, opened_on=today,
    )  # fmt: skip
    found(cast.zhou, station, None)
    appoint(cast.zhou, station, cast.lin, "clerk", today)
    return station


def test_the_office_lets_a_station_founded_since_join_the_round(cast, row, late, client):
    url = row.round.get_absolute_url()
    client.force_login(cast.zhou)
    assert "加入正在进行的考评" in client.get(late.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert "新港街道人大代表联络站" in page and "确定加入吗" in page
    assert "请选择要加入的站点" in client.post(f"{url}do/join/", {"action": "join"}).content.decode()
    stranger = {"action": "join", "stations": [cast.qinghe.pk]}
    assert "已经参加或不能参加" in client.post(f"{url}do/join/", stranger).content.decode()
    sent = {"action": "join", "stations": [late.pk], "note": "七月设立"}
    done = client.post(f"{url}do/join/", sent, follow=True).content.decode()
    assert "加入：新港街道人大代表联络站。七月设立" in done
    mine = Appraisal.objects.get(round=row.round, station=late)
    assert (mine.state, mine.area_id) == (AppraisalState.REPORTING, late.area_id)
    assert Notice.objects.filter(
        recipient=cast.lin, kind="appraisal.open", url=mine.get_absolute_url()
    ).exists()
    assert Entry.objects.filter(verb="考评：新设站点加入本轮").count() == 1
    again = client.post(f"{url}do/join/", sent, follow=True).content.decode()
    assert "都已参加本次考评" in again and Appraisal.objects.filter(station=late).count() == 1
    assert "加入正在进行的考评" not in client.get(late.get_absolute_url()).content.decode()
    assert client.post(f"/building/rounds/{row.round_id}/share/").status_code == 302
    mine.refresh_from_db()
    assert mine.group.name == "第一组"


def test_nobody_but_the_rounds_own_office_lets_a_station_join(cast, row, late, client):
    for who in ("lin", "tang", "gao"):
        with pytest.raises(PermissionDenied):
            perform(ROUND, row.round_id, "join", getattr(cast, who), stations=[late])


def test_no_station_joins_once_every_result_has_been_told(cast, row, late):
    running_round = AppraisalRound.objects.get(pk=row.round_id)

    def joining() -> bool:
        return "join" in {step.action for step in offered(ROUND, running_round, cast.zhou)}

    assert joining()
    Taker(cast, row).decided("1", "excellent", 5)
    assert joining(), "another station still waits for its result"
    Taker(cast, row.round.appraisals.get(station=cast.wangjiang))("exempt", "zhou", note="停用")
    assert not joining()
    with pytest.raises(OutOfStep, match="结果已经告知"):
        perform(ROUND, row.round_id, "join", cast.zhou, stations=[late])


def test_a_closed_station_or_one_of_another_tier_does_not_join(cast, row, late, today):
    Station.objects.filter(pk=late.pk).update(closed_on=today)
    with pytest.raises(OutOfStep, match="都已参加"):
        perform(ROUND, row.round_id, "join", cast.zhou, stations=[late])
