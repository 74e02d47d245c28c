"""Leaving an appraisal without a result: a station exempted, a station closed in the year, a round cancelled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from journal.models import Entry
from notices.models import Notice
from stations.appraisal_lifecycle import APPRAISAL
from stations.grades import AppraisalState, RoundState
from stations.models import Appraisal, AppraisalClock, AppraisalRound, Honour
from stations.round_lifecycle import ROUND
from stations.staffing import close
from tests.stations.appraising import Taker, a_round, running
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = AppraisalState


@pytest.fixture
def row(cast, today) -> Appraisal:
    return running(cast, a_round(cast, today))


@pytest.fixture
def take(cast, row) -> Taker:
    return Taker(cast, row)


@pytest.fixture
def other(cast, row) -> Taker:
    return Taker(cast, row.round.appraisals.get(station=cast.wangjiang))


def test_a_station_is_exempted_for_a_reason_and_taken_in_again(cast, row, take, client):
    for who in ("lin", "tang", "gao"):
        with pytest.raises(PermissionDenied):
            take("exempt", who, note="搬迁")
    with pytest.raises(Refused, match="请写明理由"):
        take("exempt", "zhou", note=" ")
    assert take("exempt", "zhou", note="整体搬迁").state == S.EXEMPT
    assert Notice.objects.filter(recipient=cast.lin, kind="appraisal.exempt", body="整体搬迁").exists()
    client.force_login(cast.lin)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "没有结果的原因" in page and "整体搬迁" in page and "填写自评" not in page
    assert client.get(reverse("stations:self_report", args=(row.pk,))).status_code == 302
    with pytest.raises(OutOfStep):
        take("report", "lin")
    assert take("include", "zhou").state == S.REPORTING


def test_what_was_reported_begins_anew_when_the_station_is_taken_in_again(row, take):
    take.inspected("0.9")
    take("exempt", "zhou", note="停用")
    done = take("include", "zhou")
    assert (done.state, done.total, done.reported_on) == (S.REPORTING, None, None)
    assert row.scores.exclude(self_points=None).exists()


def test_a_result_that_was_told_is_not_escaped(take):
    take.decided("0.6", "rectify")
    with pytest.raises(OutOfStep, match="结果已告知站点"):
        take("exempt", "zhou", note="不评了")


def test_a_station_closed_in_the_year_leaves_the_round_by_itself(cast, row, take, other, today):
    take.accepted("1", "excellent", 5)
    take("confirm", "zhou")
    close(cast.zhou, cast.wangjiang, today)
    other.row.refresh_from_db()
    last = other.row.events.last()
    assert other.row.state == S.EXEMPT and last.actor is None and "撤销" in last.note
    with pytest.raises(OutOfStep, match="已经撤销"):
        other("include", "zhou")
    assert perform(ROUND, row.round_id, "close", cast.zhou).state == RoundState.CLOSED


def test_a_station_closed_while_it_rectifies_is_not_reminded_any_more(cast, take, today):
    take.accepted("0.6", "rectify")
    take("demand", "zhou")
    assert AppraisalClock.objects.filter(stopped_on=None).exists()
    close(cast.zhou, cast.qinghe, today)
    assert not AppraisalClock.objects.filter(stopped_on=None).exists()


def test_the_end_of_a_round_says_which_stations_were_closed_before(cast, row, today):
    type(cast.wangjiang).objects.filter(pk=cast.wangjiang.pk).update(closed_on=today)
    with pytest.raises(OutOfStep, match="其中1个已经撤销，可以在其考评页上免予考评"):
        perform(ROUND, row.round_id, "close", cast.zhou)


def test_a_running_round_is_cancelled_with_all_that_came_of_it(cast, row, take, other, today, client):
    url = f"/building/rounds/{row.round_id}/"
    take.accepted("0.96", "excellent", 5)
    take("confirm", "zhou")
    other("exempt", "zhou", note="停用")
    for who in ("lin", "tang", "gao"):
        with pytest.raises(PermissionDenied):
            perform(ROUND, row.round_id, "cancel", getattr(cast, who), note="推迟")
    client.force_login(cast.zhou)
    assert "确定取消这次考评吗" in client.get(url).content.decode()
    refused = client.post(f"{url}do/cancel/", {"action": "cancel", "note": ""})
    assert refused.status_code == 200 and Appraisal.objects.filter(state=S.SETTLED).exists()
    client.post(f"{url}do/cancel/", {"action": "cancel", "note": "机构改革，推迟到明年"})
    assert set(Appraisal.objects.values_list("state", flat=True)) == {S.CANCELLED}
    assert not Honour.objects.filter(ended_on=None).exists(), "the stars of a cancelled round end"
    assert Notice.objects.filter(recipient=cast.lin, kind="appraisal.cancel").exists()
    assert Entry.objects.filter(verb="考评：取消考评").count() == 1
    row.refresh_from_db()
    assert (row.grade, row.stars) == ("", 0)
    group = row.round.groups.get()
    page = client.post(reverse("stations:group_drop", args=(group.pk,)), follow=True).content.decode()
    assert "不能再调整验收组" in page and row.round.groups.exists()
    assert offered(APPRAISAL, row, cast.zhou) == [] and offered(APPRAISAL, row, cast.lin) == []
    assert a_round(cast, today).state == RoundState.DRAFT, "the year may be appraised anew"


def test_no_single_appraisal_is_cancelled_while_its_round_runs(cast, row, take):
    assert "cancel" not in {step.action for step in offered(APPRAISAL, row, cast.zhou)}
    with pytest.raises(OutOfStep, match="考评没有取消"):
        take("cancel", "zhou", note="误")


def test_the_name_of_a_round_tells_the_year_chosen(cast, client, today):
    client.force_login(cast.zhou)
    form = client.get("/building/rounds/new/").content.decode()
    assert form.count('data-follows="year"') == 3
    year = today.year - 1
    data = {"year": year, "name": f"云川市{today.year}年人大代表联络站考评", "starts_on": f"{year}-01-01",
            "ends_on": f"{year}-12-31", "report_by": f"{year}-11-30", "tiers": cast.qinghe.tier_id}  # fmt: skip
    page = client.post("/building/rounds/new/", data).content.decode()
    assert f"名称写的是{today.year}年，年度是{year}年" in page
    late = data | {"name": f"{year}年考评", "starts_on": f"{year + 1}-01-01", "ends_on": f"{year + 1}-06-30"}
    assert f"计入的时间不在{year}年" in client.post("/building/rounds/new/", late).content.decode()
    client.post("/building/rounds/new/", data | {"name": f"{year}年考评"})
    row = AppraisalRound.objects.get(year=year)
    page = client.get(row.get_absolute_url()).content.decode()
    assert 'class="btn btn-primary" type="submit">启动考评' in page
    assert 'class="btn btn-primary" href' not in page, "one deed stands out on a draft"
