"""What stations, groups and members owe by rule climbs the reminder ladder, each rung once."""

import datetime as dt

import pytest

from deputies.models import Group, GroupMember
from notices.models import Notice
from offices.models import Setting
from stations.linking import end_link
from stations.models import Activity, ContactLink, FrequencyClock, FrequencyRule, Label, LinkClock, LinkMember
from stations.owing_frequency import remind_frequency
from stations.owing_links import remind_links

DAY = dt.date(2026, 11, 25)  # four working days before the end of November
QUIET = "没有需要提醒的时限。"


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


def put(key: str, value: str, area, unit: str) -> None:
    Setting.objects.create(
        area=area, key=key, value=value, unit=unit, source="本地", valid_from=dt.date(2020, 1, 1)
    )


# --- activities


@pytest.fixture
def monthly(db) -> FrequencyRule:
    """The one rule there is: a reception day a month at every station."""
    rule = FrequencyRule.objects.get(area=None, counted="reception")
    FrequencyRule.objects.exclude(pk=rule.pk).delete()
    return rule


@pytest.fixture
def held(cast):
    """qinghe has received voters in November; wangjiang, whose clerk is fang, has not."""
    return cast.reception(on=dt.date(2026, 11, 10), state="closed")


def test_who_lacks_hears_of_it_on_each_rung_once_and_not_before_the_end_is_near(cast, monthly, held):
    assert remind_frequency(dt.date(2026, 11, 16)) == QUIET and not FrequencyClock.objects.exists()
    assert "发出1条通知" in remind_frequency(DAY)
    assert remind_frequency(DAY) == QUIET
    assert remind_frequency(DAY + dt.timedelta(days=1)) == QUIET, "still on the same rung"
    remind_frequency(dt.date(2026, 11, 30))
    first, last = told(cast.fang)
    assert first.startswith("到期前五个工作日提醒：望江街道") and "2026年11月接待选民至少1次" in first
    assert last.startswith("到期当日提醒") and not told(cast.lin)


def test_what_is_not_made_up_for_reaches_the_office_and_then_the_leader(cast, monthly, held):
    remind_frequency(DAY)
    for day in (1, 2, 8, 9, 14, 15):  # one, five and ten working days after
        remind_frequency(dt.date(2026, 12, day))
    assert [title[:4] for title in told(cast.tang)] == ["逾期催办", "逾期督办"]
    assert [title[:4] for title in told(cast.gao)] == ["逾期通报"]
    assert FrequencyClock.objects.open().get().started_on == dt.date(2026, 11, 1)
    remind_frequency(dt.date(2027, 1, 5))
    assert not FrequencyClock.objects.open().filter(started_on=dt.date(2026, 11, 1)).exists(), "it is past"


def test_what_was_done_meanwhile_is_not_reminded_of(cast, monthly, held):
    remind_frequency(DAY)
    day = cast.reception(station=cast.wangjiang, on=dt.date(2026, 11, 27), state="closed")
    assert remind_frequency(dt.date(2026, 11, 30)) == QUIET and not FrequencyClock.objects.open().exists()
    day.delete()
    remind_frequency(dt.date(2026, 11, 30))
    assert FrequencyClock.objects.open().exists(), "a day that turned out not to count is owed again"


def test_a_period_nobody_was_reminded_of_is_not_held_against_anybody(cast, monthly):
    assert remind_frequency(dt.date(2026, 12, 1)) == QUIET and not FrequencyClock.objects.exists()


def test_the_days_of_warning_are_the_areas_own(cast, monthly):
    put("frequency_warn", "3", cast.east, "day")
    remind_frequency(DAY)
    assert told(cast.fang) and not told(cast.lin)


def test_a_groups_leader_hears_of_it(cast):
    FrequencyRule.objects.exclude(subject="group").delete()
    group = Group.objects.create(area=cast.street, name="第一小组")
    start = dt.date(2026, 1, 1)
    GroupMember.objects.create(group=group, deputy=cast.chen_deputy, duty="leader", starts_on=start)
    GroupMember.objects.create(group=group, deputy=cast.zhao_deputy, starts_on=start)
    remind_frequency(dt.date(2026, 12, 25))
    assert "第一小组2026年第4季度" in told(cast.chen)[0] and not told(cast.zhao)
    Activity.objects.create(
        area=cast.street, group=group, kind=Label.objects.get(area=None, name="小组活动"), on=dt.date(2026, 12, 28),
        place="会议室", theme="学习", done="学习",
    )  # fmt: skip
    assert remind_frequency(dt.date(2026, 12, 31)) == QUIET


# --- contacts


@pytest.fixture
def member(cast) -> LinkMember:
    """chen sits on the city's standing committee; one contact satisfies it."""
    put("link_member", "1", cast.city, "count")
    return LinkMember.objects.create(
        area=cast.city, deputy=cast.chen_deputy, rank="member", starts_on=dt.date(2026, 1, 5)
    )


@pytest.fixture
def link(cast, member) -> ContactLink:
    """Since 26 May: to be in touch by 26 November."""
    since = dt.date(2026, 5, 26)
    return ContactLink.objects.create(member=member, kind="deputy", deputy=cast.zhao_deputy, starts_on=since)


def test_a_member_is_told_before_and_on_the_day_he_is_to_be_in_touch_again(cast, link):
    assert remind_links(dt.date(2026, 10, 9)) == QUIET
    for day in (19, 20, 25, 26, 26):
        remind_links(dt.date(2026, 11, day))
    titles = told(cast.chen)
    assert [title.split("：")[0] for title in titles] == [
        "到期前五个工作日提醒",
        "到期前一个工作日提醒",
        "到期当日提醒",
    ]
    assert f"{cast.chen_deputy.name}联系{cast.zhao_deputy.name}" in titles[0]
    assert Notice.objects.filter(recipient=cast.chen).first().url == link.get_absolute_url()


def test_a_contact_starts_the_time_anew(cast, link):
    remind_links(dt.date(2026, 11, 26))
    link.records.create(on=dt.date(2026, 11, 26), way="visit", content="听取意见", recorded_by=cast.chen)
    assert remind_links(dt.date(2026, 11, 27)) == QUIET
    clock = LinkClock.objects.open().get()
    assert (clock.started_on, clock.due_on) == (dt.date(2026, 11, 26), dt.date(2027, 5, 26))
    end_link(cast.zhou, link, dt.date(2026, 11, 30))
    remind_links(dt.date(2026, 12, 1))
    assert not LinkClock.objects.open().filter(link=link).exists()


def test_a_shorter_time_holds_from_the_next_morning(cast, link):
    remind_links(dt.date(2026, 10, 9))
    put("link_every", "5", cast.city, "month")
    remind_links(dt.date(2026, 10, 26))
    assert LinkClock.objects.open().get().due_on == dt.date(2026, 10, 26) and len(told(cast.chen)) == 1


def test_the_office_hears_that_a_member_lacks_somebody_until_it_is_mended(cast, member):
    assert remind_links(dt.date(2026, 11, 2)) == QUIET
    clock = LinkClock.objects.open().get()
    assert (clock.link, clock.due_on) == (None, dt.date(2026, 12, 2))
    remind_links(dt.date(2026, 12, 2))
    assert "联系对象不足" in told(cast.zhou)[0] and not told(cast.chen)
    ContactLink.objects.create(
        member=member, kind="deputy", deputy=cast.zhao_deputy, starts_on=dt.date(2026, 12, 2)
    )
    remind_links(dt.date(2026, 12, 3))
    assert not LinkClock.objects.open().filter(link=None).exists() and len(told(cast.zhou)) == 1
