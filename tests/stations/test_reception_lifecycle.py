"""Every arrow of a reception day."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from offices.limits import forget_settings
from offices.models import Setting
from stations.choices import ReceptionState
from stations.opinion_lifecycle import OPINION
from stations.reception_lifecycle import RECEPTION, notice_warning
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = ReceptionState
NOTICE = {"notice_number": "(2026)7号", "notice_text": "公告"}
STRANGERS = ("fang", "chen", "gao", "sun", "tang", "luo")


@pytest.fixture
def take(cast):
    def make(day, action, who="lin", note="因故", **data):
        return perform(RECEPTION, day.pk, action, getattr(cast, who), note=note, **data)

    return make


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_take_no_step(cast, planned, take, who):
    assert offered(RECEPTION, planned, getattr(cast, who)) == []
    for action, data in (("publish", NOTICE), ("cancel", {}), ("postpone", {"new_day": planned.on})):
        with pytest.raises(PermissionDenied):
            take(planned, action, who, **data)


def test_publishing_in_time_tells_the_deputies_on_duty(cast, planned, take, today):
    day = take(planned, "publish", **NOTICE)
    assert (day.state, day.published_on) == (S.PUBLISHED, today)
    assert Notice.objects.filter(recipient=cast.chen, kind="reception.publish").exists()
    with pytest.raises(OutOfStep, match="已由林晓燕"):
        take(planned, "publish", **NOTICE)


def test_a_late_notice_is_a_warning_to_be_ticked(cast, take, today):
    day = cast.reception(on=today + dt.timedelta(days=2))
    with pytest.raises(Refused, match="提前3天") as no:
        take(day, "publish", **NOTICE)
    assert no.value.field == "late_ok"
    assert take(day, "publish", **NOTICE, late_ok=True).state == S.PUBLISHED


def test_the_days_of_notice_are_a_dated_setting_of_the_area(cast, today):
    day = cast.reception(on=today + dt.timedelta(days=2))
    assert notice_warning(day)
    Setting.objects.create(
        area=cast.city,
        key="notice_days",
        value="2",
        unit="day",
        source="本市规定",
        valid_from=dt.date(2020, 1, 1),
    )
    forget_settings()
    assert notice_warning(day) == ""


def test_nobody_on_duty_or_a_day_gone_by_cannot_be_published(cast, planned, take, today):
    planned.roster.all().delete()
    with pytest.raises(Refused, match="轮值代表"):
        take(planned, "publish", **NOTICE)
    gone = cast.reception(on=today - dt.timedelta(days=1))
    with pytest.raises(Refused, match="已过"):
        take(gone, "publish", **NOTICE, late_ok=True)


def test_a_day_begins_on_its_day_and_not_before(cast, planned, take):
    take(planned, "publish", **NOTICE)
    with pytest.raises(OutOfStep, match="当天才能开始"):
        take(planned, "start")
    assert "start" not in {t.action for t in offered(RECEPTION, planned, cast.lin)}


def test_closing_needs_attendance_routes_and_a_summary(cast, open_day, log, take):
    opinion = log()
    with pytest.raises(Refused, match="到岗"):
        take(open_day, "close", summary="小结")
    take(open_day, "attend", entry=open_day.roster.get(), attended=True)
    with pytest.raises(Refused, match="还有1件事项"):
        take(open_day, "close", summary="小结")
    perform(OPINION, opinion.pk, "answer", cast.lin, answer="已处理")
    with pytest.raises(Refused) as no:
        take(open_day, "close", summary="  ")
    assert no.value.field == "summary"
    assert take(open_day, "close", summary="接待1人").state == S.CLOSED
    with pytest.raises(OutOfStep):
        take(open_day, "close", summary="接待1人")


def test_a_closed_day_is_opened_again_with_a_reason(cast, open_day, take):
    take(open_day, "attend", entry=open_day.roster.get(), attended=False, remark="请假")
    take(open_day, "close", summary="无人来访")
    with pytest.raises(Refused):
        take(open_day, "resume", note="")
    assert take(open_day, "resume", note="补登").state == S.OPEN


def test_postponing_keeps_the_old_day_and_asks_for_a_new_notice(cast, planned, take):
    take(planned, "publish", **NOTICE)
    old, new = planned.on, planned.on + dt.timedelta(days=3)
    day = take(planned, "postpone", note="遇节假日", new_day=new)
    event = day.events.last()
    assert (day.state, day.on, day.notice_text, day.published_on) == (S.PLANNED, new, "", None)
    assert (event.note, event.data["old_day"], event.data["new_day"]) == ("遇节假日", str(old), str(new))
    assert Notice.objects.filter(recipient=cast.chen, kind="reception.postpone").exists()


def test_postponing_refuses_the_past_the_same_day_and_a_deputys_other_duty(cast, planned, take, today):
    elsewhere = cast.reception(cast.wangjiang, on=planned.on + dt.timedelta(days=1))
    for day, said in (
        (today - dt.timedelta(days=1), "早于"),
        (planned.on, "没有变化"),
        (elsewhere.on, "已在"),
    ):
        with pytest.raises(Refused, match=said) as no:
            take(planned, "postpone", new_day=day)
        assert no.value.field == "new_day"
    planned.refresh_from_db()
    assert planned.events.count() == 0


def test_cancelling_says_why_and_is_final(cast, planned, take):
    with pytest.raises(Refused):
        take(planned, "cancel", note="")
    assert take(planned, "cancel", "zhou", note="与会议冲突").state == S.CANCELLED
    for action, data in (("publish", NOTICE), ("cancel", {}), ("start", {})):
        with pytest.raises(OutOfStep):
            take(planned, action, **data)


def test_the_roster_changes_and_attendance_stays(cast, open_day, take):
    take(open_day, "attend", entry=open_day.roster.get(), attended=True)
    take(open_day, "roster", deputies=[cast.chen_deputy, cast.zhao_deputy])
    assert dict(open_day.roster.values_list("deputy__name", "attended")) == {"陈建国": True, "赵敏": None}
    with pytest.raises(Refused):
        take(open_day, "roster", deputies=[])


def test_attendance_is_of_this_days_roster_only(cast, open_day, planned, take):
    with pytest.raises(Refused):
        take(open_day, "attend", entry=planned.roster.get(), attended=True)


def test_times_may_be_revised_but_not_turned_round(cast, planned, take):
    place = {"place": "社区广场", "starts": dt.time(14), "ends": dt.time(16)}
    assert take(planned, "revise", **place).place == "社区广场"
    with pytest.raises(Refused) as no:
        take(planned, "revise", **place | {"ends": dt.time(13)})
    assert no.value.field == "ends"


def test_a_day_changed_after_its_notice_asks_for_a_correction_until_there_is_one(client, cast, planned, take):
    old = "公告发布后，轮值代表或时间地点有变动"
    client.force_login(cast.lin)
    take(planned, "publish", **NOTICE)
    assert old not in client.get(planned.get_absolute_url()).content.decode()
    take(planned, "roster", deputies=[cast.zhao_deputy])
    assert old in client.get(planned.get_absolute_url()).content.decode()
    step = f"/receptions/{planned.pk}/do/correct/"
    text = client.get(step).context["form"].fields["notice_text"].initial
    assert "三、接待代表：赵敏" in text
    client.post(step, {"notice_text": text})
    planned.refresh_from_db()
    assert planned.notice_text == text and planned.state == S.PUBLISHED
    assert old not in client.get(planned.get_absolute_url()).content.decode()
    client.force_login(cast.zhou)
    assert client.post(step, {"notice_text": "别人改的"}).status_code == 403


def test_the_page_that_ends_a_day_names_what_is_still_open_with_the_ways_there(client, cast, open_day, log):
    opinion = log("小区路灯不亮，还没处理")
    client.force_login(cast.lin)
    url = f"{open_day.get_absolute_url()}do/close/"
    page = client.get(url).content.decode()
    assert "归档前还要做完" in page and "陈建国没有登记到岗情况" in page
    assert f"/receptions/{open_day.pk}/desk/#roster" in page and opinion.get_absolute_url() in page
    refused = client.post(url, {"summary": "来访1人"}).content.decode()
    assert refused.count("请先在接待台点“到岗”或“未到”") == 1 and "来访1人" in refused
    perform(RECEPTION, open_day.pk, "attend", cast.lin, entry=open_day.roster.get(), attended=True)
    perform(OPINION, opinion.pk, "answer", cast.lin, answer="已换灯")
    assert "归档前还要做完" not in client.get(url).content.decode()
