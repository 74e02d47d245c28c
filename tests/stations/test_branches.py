"""The way from taking in to sending on: 研判, 批办, the branches with their clocks, the hotline, and 并入."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from offices.choices import Role
from offices.models import Category, Post, Setting
from stations.choices import OpinionState, Route, StaffDuty
from stations.chores import remind_opinions
from stations.models import Opinion, OpinionClock, Staff
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = OpinionState


@pytest.fixture
def take(cast):
    def step(opinion: Opinion, action: str, who: str, **data) -> Opinion:
        return perform(OPINION, opinion.pk, action, getattr(cast, who), **data)

    return step


@pytest.fixture
def head(cast):
    """周站长, head of 清河站."""
    user = cast.person("zhan", "占站长", Role.STATION_HEAD, area=cast.street)
    Staff.objects.create(station=cast.qinghe, post=Post.objects.get(user=user), duty=StaffDuty.HEAD)
    return user


@pytest.fixture
def strict(cast):
    """The area wants approval before anything is sent on."""
    row = Setting.objects.get(key="opinion_approval")
    row.value = "yes"
    row.save()


WRONG = {
    "triage": ({"level": "town"}, ("fang", "chen", "zhou", "he", "gao")),
    "ask": ({"advice": "转交通局"}, ("fang", "chen", "zhou", "he", "gao")),
}


@pytest.mark.parametrize("action", list(WRONG))
def test_the_station_alone_judges_and_asks(cast, log, take, action):
    opinion, (data, wrong) = log(), WRONG[action]
    for who in wrong:
        with pytest.raises(PermissionDenied):
            take(opinion, action, who, **data)
    take(opinion, action, "lin", **data)


def test_a_level_is_chosen_and_kept(log, take):
    opinion = log()
    with pytest.raises(Refused, match="层面"):
        take(opinion, "triage", "lin", level="")
    assert (
        take(opinion, "triage", "lin", level="county", advice="转区里").get_level_display()
        == "县（区）及以上"
    )


def test_the_head_approves_and_only_then_may_it_be_sent(cast, log, take, head, strict):
    opinion = log()
    with pytest.raises(OutOfStep, match="先报请批办"):
        take(opinion, "refer", "lin", route="office", office=cast.transport)
    assert "refer" not in {t.action for t in offered(OPINION, opinion, cast.lin)}
    take(opinion, "ask", "lin", advice="转交通局")
    assert Notice.objects.filter(recipient=head, kind="opinion.ask").count() == 1
    for who in ("lin", "fang", "tang", "chen"):
        with pytest.raises(PermissionDenied):
            take(opinion, "approve", who)
    opinion = take(opinion, "approve", "zhan", note="同意")
    assert opinion.state == S.OPENED and opinion.approved_on
    with pytest.raises(OutOfStep):
        take(opinion, "approve", "zhan")
    assert take(opinion, "refer", "lin", route="office", office=cast.transport).state == S.REFERRED


def test_without_a_head_the_working_organ_above_is_asked_and_may_send_it_back(cast, log, take, strict):
    opinion = log()
    take(opinion, "ask", "lin", advice="转交通局")
    assert Notice.objects.filter(recipient=cast.zhou, kind="opinion.ask").exists()
    with pytest.raises(Refused):
        take(opinion, "return", "zhou", note=" ")
    back = take(opinion, "return", "zhou", note="请先核实")
    assert back.state == S.OPENED and back.approved_on is None
    with pytest.raises(OutOfStep):
        take(opinion, "return", "zhou", note="再退")


def test_the_desk_says_what_to_do_where_approval_is_wanted(cast, log, strict):
    with pytest.raises(Refused, match="暂不处理"):
        log("公交太少", "office", office=cast.transport)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("route", "data", "rule"),
    [
        (Route.COMMUNITY, {"receiver": "清河社区"}, "opinion_community"),
        (Route.TOWN, {"receiver": "清河街道"}, "opinion_town"),
        (Route.HOTLINE, {}, "opinion_hotline"),
        (Route.OFFICE, {}, "opinion"),
    ],
)
def test_each_branch_has_its_own_clock_and_an_answer_stops_it(cast, log, take, route, data, rule):
    if route == Route.OFFICE:
        data = {"office": cast.transport}
    opinion = take(log(), "refer", "lin", route=route, **data)
    clock = OpinionClock.objects.get(subject=opinion)
    assert clock.rule == rule and clock.due_on == opinion.due_on and clock.stopped_on is None
    take(opinion, "reply", "lin", answer="已办")
    clock.refresh_from_db()
    assert clock.stopped_on


@pytest.mark.parametrize(("action", "who", "data"), [
    ("decline", "chen", {"note": "不属代表建议范围"}), ("recall", "lin", {"note": "转错了"}), ("suggest", "chen", {}),
])  # fmt: skip
def test_a_deputy_has_a_day_by_which_to_answer_and_is_late_after_it(
    cast, log, take, today, action, who, data
):
    opinion = take(log(), "offer", "lin", deputy=cast.chen_deputy)
    clock = OpinionClock.objects.get(subject=opinion)
    assert (clock.rule, clock.person, clock.due_on) == ("opinion_deputy", cast.chen, opinion.due_on)
    assert Opinion.objects.overdue(clock.due_on + dt.timedelta(days=1)).get() == opinion
    opinion = take(opinion, action, who, **data)
    clock.refresh_from_db()
    assert clock.stopped_on == today and opinion.due_on is None


def test_a_late_opinion_climbs_to_the_station_and_the_leaders(cast, log, take):
    opinion = take(log(), "offer", "lin", deputy=cast.chen_deputy)
    for days in range(40):
        remind_opinions(opinion.due_on + dt.timedelta(days=days))
    told = Notice.objects.filter(title__contains=opinion.number).exclude(kind="opinion.offer")
    assert {"chen", "lin", "gao"} <= set(told.values_list("recipient__username", flat=True))


def test_the_hotlines_number_belongs_to_one_opinion_and_its_result_is_the_answer(cast, log, take):
    first = take(log("路灯不亮"), "refer", "lin", route=Route.HOTLINE, outside="RX001")
    second = take(log("井盖破损"), "refer", "lin", route=Route.HOTLINE)
    assert first.receiver == "12345热线"
    with pytest.raises(Refused, match="RX001"):
        take(second, "number", "lin", outside="RX001")
    for who in ("fang", "he", "chen", "gao"):
        with pytest.raises(PermissionDenied):
            take(second, "hotline", who, answer="已修")
    take(second, "number", "zhou", outside="RX002")
    done = take(second, "hotline", "zhou", answer="已更换井盖")
    assert done.state == S.ANSWERED and done.answered_on
    with pytest.raises(OutOfStep):
        take(second, "hotline", "lin", answer="再答")


def test_what_did_not_go_to_the_hotline_has_no_result_from_there(cast, log, take):
    opinion = take(log(), "refer", "lin", route=Route.OFFICE, office=cast.transport)
    with pytest.raises(OutOfStep, match="没有转往12345"):
        take(opinion, "hotline", "lin", answer="已修")


def test_like_matters_are_merged_with_every_voter_and_parted_again(cast, log, take):
    into, other = log("路灯不亮", name="甲"), log("路灯坏了", name="乙")
    merged = take(other, "merge", "lin", into=into)
    assert merged.state == S.MERGED and merged.matters.count() == 0 and into.matters.count() == 2
    assert into.matters.get(merged_from=other).text == "路灯坏了"
    told = into.events.get(action="absorb")
    assert told.actor == cast.lin and other.number in told.note and told.before == told.after == into.state
    with pytest.raises(OutOfStep):
        take(other, "merge", "lin", into=into)
    parted = take(other, "part", "lin")
    assert other.number in into.events.get(action="release").note
    assert parted.state == S.OPENED and parted.merged_into is None
    assert other.matters.get().text == "路灯坏了" and into.matters.count() == 1
    with pytest.raises(OutOfStep):
        take(other, "part", "lin")


def test_what_was_merged_before_goes_along_and_still_comes_back_to_its_own(cast, log, take):
    first, second, third = log("路灯不亮"), log("路灯坏了"), log("路灯又坏了")
    take(first, "merge", "lin", into=second)
    take(second, "merge", "lin", into=third)
    first.refresh_from_db()
    assert first.merged_into == third and third.matters.count() == 3
    take(second, "part", "lin")
    assert second.matters.get().text == "路灯坏了" and third.matters.count() == 2
    take(first, "part", "lin")
    assert first.matters.get().text == "路灯不亮" and third.matters.count() == 1


@pytest.mark.parametrize("who", ["fang", "chen", "zhou", "he", "gao"])
def test_only_the_station_merges_and_parts(cast, log, take, who):
    into, other = log("路灯不亮"), log("路灯坏了")
    with pytest.raises(PermissionDenied):
        take(other, "merge", who, into=into)
    take(other, "merge", "lin", into=into)
    with pytest.raises(PermissionDenied):
        take(other, "part", who)


def test_what_cannot_be_merged_is_refused_with_the_reason(cast, log, take):
    one, secret, done = log("路灯不亮"), log("路灯坏了", secret=True), log("已办的")
    take(done, "answer", "lin", answer="已修")
    elsewhere = cast.opinion(cast.visit(cast.reception(station=cast.wangjiang)))
    for into in (one, done, elsewhere):
        with pytest.raises(Refused, match="只能并入"):
            take(one, "merge", "lin", into=into)
    with pytest.raises(Refused, match="保密"):
        take(one, "merge", "lin", into=secret)


def test_once_a_voter_was_told_by_the_other_answer_they_stay_together(cast, log, take, today):
    into, other = log("路灯不亮"), log("路灯坏了")
    take(other, "merge", "lin", into=into)
    take(into, "answer", "lin", answer="已修")
    moved = into.matters.get(merged_from=other)
    take(into, "tell", "lin", matter=moved, told_on=today, told_how="phone")
    with pytest.raises(Refused, match="不能再分开"):
        take(other, "part", "lin")


def test_the_pages_of_merged_opinions_lead_to_each_other(client, cast, log, take):
    into, other = log("路灯不亮"), log("路灯坏了")
    client.force_login(cast.lin)
    url = f"{other.get_absolute_url()}do/merge/"
    assert "没有这个编号" in client.post(url, {"into": "YJ-0"}).content.decode()
    client.post(url, {"into": f" {into.number.lower()} "})
    assert into.number in client.get(other.get_absolute_url()).content.decode()
    page = client.get(into.get_absolute_url()).content.decode()
    assert other.number in page and "并入其他意见" in page and "absorb" not in page


@pytest.mark.parametrize("action", ["triage", "ask", "merge"])
def test_the_forms_of_the_new_steps_open_and_say_what_is_missing(client, cast, log, action):
    client.force_login(cast.lin)
    url = f"{log().get_absolute_url()}do/{action}/"
    assert client.get(url).status_code == 200
    assert "请" in client.post(url, {}).content.decode()


def test_the_page_of_merging_offers_what_says_alike_and_takes_either_way(client, cast, log):
    into, other = (
        log("人民路的路灯坏了，晚上看不见路", name="甲"),
        log("人民路路灯坏了两周，晚上看不见路", name="乙"),
    )
    far = log("公交车太少，上班迟到")
    client.force_login(cast.lin)
    url = f"/opinions/{other.pk}/do/merge/"
    page = client.get(url).content.decode()
    assert into.number in page and "1位选民" in page and far.number in page
    Opinion.objects.filter(pk=far.pk).update(category=Category.objects.create(name="公共交通"))
    page = client.get(url).content.decode()
    assert into.number in page and far.number not in page
    assert "请选择一件相近的意见" in client.post(url, {}).content.decode()
    both = {"alike": into.pk, "into": far.number}
    assert "请只留一个" in client.post(url, both).content.decode()
    client.post(url, {"alike": into.pk})
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (S.MERGED, into)
    client.post(f"/opinions/{far.pk}/do/merge/", {"into": into.number})
    far.refresh_from_db()
    assert far.merged_into == into


def test_a_deputy_follows_a_hotline_case_presses_and_notes_what_he_saw(client, cast, log):
    row = log("下水道堵了", "hotline")
    client.force_login(cast.chen)
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(cast.lin)
    assert "请代表督办" in client.get(row.get_absolute_url()).content.decode()
    page = client.post(f"{row.get_absolute_url()}do/oversee/", {"overseer": ""}).content.decode()
    assert "请选择代表" in page
    client.post(f"{row.get_absolute_url()}do/oversee/", {"overseer": cast.chen_deputy.pk})
    row.refresh_from_db()
    assert (
        row.overseer == cast.chen_deputy
        and Notice.objects.filter(recipient=cast.chen, kind="opinion.oversee").exists()
    )
    client.force_login(cast.chen)
    assert "请我督办的群众意见" in client.get("/").content.decode()
    assert "下水道堵了" in client.get("/opinions/?watched=mine").content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert "登记督办情况" in page and "刘桂英" not in page
    url = f"{row.get_absolute_url()}do/follow/"
    assert "请写明督办情况" in client.post(url, {"note": ""}).content.decode()
    client.post(url, {"note": "到现场看了，已派人疏通。"})
    assert row.events.filter(action="follow", actor=cast.chen).exists()
    assert Notice.objects.filter(recipient=cast.lin, kind="opinion.follow").exists()
    for who in (cast.zhao, cast.qian, cast.fang):
        with pytest.raises(PermissionDenied):
            perform(OPINION, row.pk, "follow", who, note="x")
    client.force_login(cast.zhao)
    assert client.get(row.get_absolute_url()).status_code == 404
    perform(OPINION, row.pk, "recall", cast.lin, note="转错了")
    row.refresh_from_db()
    assert row.overseer is None


def test_the_deputy_who_follows_may_press_the_unit_in_writing(cast, log):
    row = log("路灯不亮", "office", office=cast.education)
    perform(OPINION, row.pk, "oversee", cast.zhou, overseer=cast.chen_deputy)
    perform(OPINION, row.pk, "urge", cast.chen, note="请抓紧。")
    assert Notice.objects.filter(recipient=cast.sun, kind="opinion.urge").exists()
    with pytest.raises(PermissionDenied):
        perform(OPINION, row.pk, "urge", cast.zhao, note="请抓紧。")
