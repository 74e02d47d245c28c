"""The appraisal of a station: every arrow, who takes it, what it refuses, and what it gives and takes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from stations.appraisal_chores import remind_appraisals, settle_appraisals
from stations.appraisal_lifecycle import APPRAISAL
from stations.grades import AppraisalState, RoundState
from stations.models import Appraisal, AppraisalClock, AppraisalRound, Honour
from stations.round_lifecycle import ROUND
from tests.stations.appraising import Taker, a_round, give_all, rate_self, running
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = AppraisalState


@pytest.fixture
def draft(cast, today):
    return a_round(cast, today)


@pytest.fixture
def row(cast, draft) -> Appraisal:
    return running(cast, draft)


@pytest.fixture
def take(cast, row) -> Taker:
    return Taker(cast, row)


def honours(row: Appraisal) -> list[tuple[str, bool]]:
    found = Honour.objects.filter(station=row.station).order_by("pk")
    return [(one.name, one.ended_on is None) for one in found]


def test_a_round_opens_with_a_hundred_points_and_tells_the_stations(cast, draft):
    item = draft.items.first()
    item.points += 5
    item.save()
    with pytest.raises(OutOfStep, match="合计应为100分，现为105分"):
        perform(ROUND, draft.pk, "open", cast.zhou)
    item.points -= 5
    item.save()
    for who in ("lin", "tang", "gao", "wu"):
        with pytest.raises(PermissionDenied):
            perform(ROUND, draft.pk, "open", getattr(cast, who))
    perform(ROUND, draft.pk, "open", cast.zhou)
    assert {one.station for one in draft.appraisals.all()} == {cast.qinghe, cast.wangjiang}
    assert Notice.objects.filter(recipient__in=(cast.lin, cast.fang), kind="appraisal.open").count() == 2
    with pytest.raises(OutOfStep, match="已由周文静"):
        perform(ROUND, draft.pk, "open", cast.zhou)


def test_a_round_ends_when_every_station_has_its_result(cast, draft, row, take):
    take.accepted("1", "excellent", 5)
    take("confirm", "zhou")
    with pytest.raises(OutOfStep, match="还有1个站点没有结果"):
        perform(ROUND, draft.pk, "close", cast.zhou)
    other = Taker(cast, draft.appraisals.get(station=cast.wangjiang))
    rate_self(other.row)
    other("report", "fang")
    give_all(other.row, "0.6")
    other("inspect", "zhou", words="属实")
    other("decide", "zhou", grade="rectify", stars=0)
    other("accept", "fang")
    other("demand", "zhou")
    assert perform(ROUND, draft.pk, "close", cast.zhou).state == RoundState.CLOSED
    with pytest.raises(Refused, match="理由"):
        perform(ROUND, draft.pk, "reopen", cast.zhou, note=" ")
    assert perform(ROUND, draft.pk, "reopen", cast.zhou, note="更正").state == RoundState.OPEN


def test_next_years_draft_copies_the_items_and_may_be_cancelled(cast, draft, today):
    item = draft.items.last()
    item.title = "本地特色工作"
    item.save()
    later = a_round(cast, today, year=today.year + 1, name="明年考评")
    assert later.items.last().title == "本地特色工作" and later.items.count() == draft.items.count()
    with pytest.raises(Refused):
        perform(ROUND, later.pk, "cancel", cast.zhou, note="")
    assert perform(ROUND, later.pk, "cancel", cast.zhou, note="推迟").state == RoundState.CANCELLED


def test_from_the_self_report_to_stars(cast, row, take):
    with pytest.raises(OutOfStep, match="还没有自评：制度健全并落实"):
        take("report", "lin")
    done = take.accepted("0.96", "excellent", 5)
    assert done.total == 96 and done.state == S.ANNOUNCED
    done = take("confirm", "zhou")
    assert done.state == S.SETTLED and done.due_on is None
    assert honours(row) == [(f"{row.round.year}年度五星级联络站", True)]
    assert [event.action for event in row.events.order_by("pk")] == [
        "report", "inspect", "decide", "accept", "confirm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "action", "data", "right", "wrong"),
    [
        ((), "report", {}, "lin", ("fang", "zhou", "tang", "gao", "chen")),
        (("report",), "send_back", {"note": "补材料"}, "zhou", ("lin", "tang", "gao")),
        (("report",), "inspect", {"words": "属实"}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect"), "reinspect", {"note": "漏项"}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect"), "decide", {"grade": "excellent", "stars": 5}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect", "decide"), "accept", {}, "lin", ("fang", "zhou", "gao")),
        (("report", "inspect", "decide"), "object", {"note": "有误"}, "lin", ("fang", "zhou", "gao")),
        (("report", "inspect", "decide", "object"), "uphold", {"note": "属实"}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect", "decide", "object"), "reconsider", {"note": "有误"}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect", "decide", "accept"), "confirm", {}, "zhou", ("lin", "tang", "gao")),
        (("report", "inspect", "decide", "accept", "confirm"), "reopen", {"note": "更正"}, "zhou", ("lin", "tang", "gao")),
    ],
)  # fmt: skip
def test_each_arrow_by_its_own_people_and_once(cast, row, take, to, action, data, right, wrong):
    rate_self(row)
    give_all(row, "1")
    path = {
        "report": ("lin", {}), "inspect": ("zhou", {"words": "属实"}), "decide": ("zhou", {"grade": "excellent", "stars": 5}),
        "accept": ("lin", {}), "object": ("lin", {"note": "有误"}), "confirm": ("zhou", {}),
    }  # fmt: skip
    for step in to:
        take(step, path[step][0], **path[step][1])
    for who in wrong:
        with pytest.raises(PermissionDenied):
            take(action, who, **data)
    assert action in {t.action for t in offered_of(cast, row, right)}
    state = take(action, right, **data).state
    with pytest.raises(OutOfStep):
        take(action, right, **data)
    row.refresh_from_db()
    assert row.state == state


def offered_of(cast, row, who):
    row.refresh_from_db()
    return offered(APPRAISAL, row, getattr(cast, who))


def test_who_does_not_report_is_inspected_once_the_days_are_over(cast, row, take, today):
    give_all(row, "0.8")
    with pytest.raises(OutOfStep, match="站点还在自评"):
        take("inspect", "zhou", words="未自评")
    AppraisalRound.objects.update(report_by=today - dt.timedelta(days=1))
    assert take("inspect", "zhou", words="逾期未自评").total == 80


def test_what_differs_from_the_thresholds_says_why(cast, row, take):
    take.inspected("0.92")
    with pytest.raises(Refused, match="按分数应为“优秀”4星") as no:
        take("decide", "zhou", grade="pass", stars=4)
    assert no.value.field == "note"
    with pytest.raises(Refused, match="不评星级"):
        take("decide", "zhou", grade="rectify", stars=4, note="有违规")
    done = take("decide", "zhou", grade="pass", stars=3, note="有一次未公告")
    assert (done.grade, done.stars, done.state) == ("pass", 3, S.ANNOUNCED)


def test_a_plate_is_taken_only_for_a_reason_and_twice_asked(cast, row, take):
    take.inspected("0.3")
    with pytest.raises(Refused) as no:
        take("decide", "zhou", grade="revoke", stars=0, sure=True)
    assert no.value.field == "note"
    with pytest.raises(Refused) as no:
        take("decide", "zhou", grade="revoke", stars=0, note="常年不接待")
    assert no.value.field == "sure"
    take("decide", "zhou", grade="revoke", stars=0, note="常年不接待", sure=True)
    with pytest.raises(OutOfStep, match="站点可以提出异议"):
        take("revoke", "zhou", note="常年不接待")
    take("accept", "lin")
    with pytest.raises(Refused, match="理由"):
        take("revoke", "zhou", note="")
    assert take("revoke", "zhou", note="常年不接待").state == S.REVOKED
    assert honours(row) == [(f"{row.round.year}年度考评摘牌", True)]


def test_an_objection_stops_the_days_and_is_answered_once(cast, row, take, today):
    take.decided("0.96", "excellent", 5)
    clock = AppraisalClock.objects.get(subject=row)
    assert clock.rule == "appraisal_objection" and clock.person == cast.lin and clock.due_on > today
    with pytest.raises(OutOfStep, match="站点可以提出异议"):
        take("confirm", "zhou")
    take("object", "lin", note="第三项有误")
    clock.refresh_from_db()
    assert clock.stopped_on == today
    take("uphold", "zhou", note="已核对，属实")
    with pytest.raises(OutOfStep, match="已经处理"):
        take("object", "lin", note="再提")
    assert take("confirm", "zhou").state == S.SETTLED


def test_an_objection_that_holds_leads_to_a_new_decision_and_a_new_objection(cast, row, take):
    take.decided("0.8", "pass", 3)
    take("object", "lin", note="第三项有误")
    take("reconsider", "zhou", note="漏计两次接待")
    take("decide", "zhou", grade="excellent", stars=4, note="更正后按优秀评定")
    row.refresh_from_db()
    assert row.objected_on is None and "object" in {t.action for t in offered_of(cast, row, "lin")}


def rectifying(take) -> Appraisal:
    take.accepted("0.6", "rectify")
    return take("demand", "zhou")


def test_rectifying_runs_by_its_clock_and_ends_with_the_second_look(cast, row, take, today):
    done = rectifying(take)
    clock = AppraisalClock.objects.get(subject=row, rule="appraisal_rectify")
    assert done.state == S.RECTIFYING and done.due_on == clock.due_on > today + dt.timedelta(days=60)
    with pytest.raises(OutOfStep, match="整改期限未到"):
        take("fail", "zhou", note="没有动静")
    take("rectified", "lin", rectified="已补齐台账")
    assert take("again", "zhou", note="照片不全").due_on is not None
    take("rectified", "lin", rectified="已补照片")
    done = take("pass_recheck", "zhou", note="现场核实")
    assert (done.state, done.grade, done.due_on) == (S.SETTLED, "pass", None)


def test_who_does_not_rectify_loses_the_plate_after_a_new_objection_period(cast, row, take, today):
    rectifying(take)
    take("rectified", "lin", rectified="已补齐")
    done = take("fail", "zhou", note="弄虚作假")
    assert (done.state, done.grade) == (S.ANNOUNCED, "revoke") and done.due_on
    assert "object" in {t.action for t in offered_of(cast, row, "lin")}
    take("accept", "lin")
    assert take("revoke", "zhou", note="弄虚作假").state == S.REVOKED


def test_the_loss_of_a_plate_is_undone_by_a_step_and_what_it_ended_comes_back(cast, row, take, today):
    Honour.objects.create(
        station=cast.qinghe, area=cast.street, kind="plate", name="示范联络站", number="SF-1",
        granted_on=today - dt.timedelta(days=300),
    )  # fmt: skip
    take.accepted("0.3", "revoke", note="常年不接待", sure=True)
    take("revoke", "zhou", note="常年不接待")
    assert honours(row) == [("示范联络站", False), (f"{row.round.year}年度考评摘牌", True)]
    take("appeal", "lin", note="台账在另一处")
    take("uphold", "zhou", note="核对无误")
    take("revoke", "zhou", note="维持")
    assert len(honours(row)) == 2
    done = take("restore", "zhou", note="复核属实，撤销")
    assert done.state == S.INSPECTED
    assert honours(row) == [
        ("示范联络站", False), (f"{row.round.year}年度考评摘牌", False), ("示范联络站", True),
    ]  # fmt: skip
    assert Honour.objects.get(kind="plate", ended_on=None).number == "SF-1"


def test_a_new_result_ends_the_stars_of_the_year_before(cast, row, take, today):
    Honour.objects.create(
        station=cast.qinghe, area=cast.street, kind="stars", stars=3, name="去年三星",
        granted_on=today - dt.timedelta(days=300),
    )  # fmt: skip
    take.accepted("0.91", "excellent", 4)
    take("confirm", "zhou")
    assert honours(row) == [("去年三星", False), (f"{row.round.year}年度四星级联络站", True)]
    take("reopen", "zhou", note="计分有误")
    assert honours(row)[-1] == ("去年三星", True) and Honour.objects.filter(ended_on=None).count() == 1


def test_results_stand_by_the_clock_but_no_plate_is_taken_by_it(cast, row, take, today):
    take.decided("0.96", "excellent", 5)
    assert settle_appraisals(today) == "考评结果生效0个"
    AppraisalClock.objects.update(due_on=today - dt.timedelta(days=1))
    Appraisal.objects.filter(pk=row.pk).update(due_on=today - dt.timedelta(days=1))
    assert settle_appraisals(today) == "考评结果生效1个" and settle_appraisals(today) == "考评结果生效0个"
    row.refresh_from_db()
    assert row.state == S.SETTLED and row.events.last().actor is None
    other = Taker(cast, row.round.appraisals.get(station=cast.wangjiang))
    rate_self(other.row)
    other("report", "fang")
    give_all(other.row, "0.2")
    other("inspect", "zhou", words="属实")
    other("decide", "zhou", grade="revoke", stars=0, note="无人", sure=True)
    AppraisalClock.objects.filter(stopped_on=None).update(due_on=today - dt.timedelta(days=1))
    Appraisal.objects.filter(pk=other.row.pk).update(due_on=today - dt.timedelta(days=1))
    assert settle_appraisals(today) == "考评结果生效0个"


def test_the_ladder_reminds_the_station_of_its_days(cast, row, take):
    rectifying(take)
    monday = dt.date(2026, 3, 2)
    AppraisalClock.objects.filter(rule="appraisal_rectify").update(started_on=monday, due_on=monday)
    remind_appraisals(monday)
    before = Notice.objects.filter(recipient=cast.lin, title__contains="清河街道人大代表联络站考评").count()
    remind_appraisals(monday)
    assert before and before == Notice.objects.filter(recipient=cast.lin, title__contains="考评").exclude(
        kind__startswith="appraisal."
    ).count()  # fmt: skip
