"""The clock of an opinion: started, stopped, moved, reminded of."""

import datetime as dt
from uuid import uuid4

import pytest

from notices.models import Notice
from offices.choices import Role
from pages.queues import drawn
from stations.chores import remind_opinions
from stations.clockwork import copy_due_days
from stations.models import OpinionClock
from stations.opinion_lifecycle import OPINION
from stations.wish_lifecycle import WISH
from stations.wishes import take_idea, take_wish
from stations.worklist import queues
from workflow.calendar import legal_calendar
from workflow.lifecycle import perform
from workflow.models import Rung, RungTo
from workflow.views import clock_rows


@pytest.fixture
def sent(cast, log):
    return log("公交太少", "office", office=cast.transport)


def workday(today: dt.date) -> dt.date:
    return legal_calendar().next_workday(today)


def test_referring_starts_the_units_clock_and_the_answer_stops_it(cast, sent, today):
    clock = sent.clocks.get()
    assert (clock.rule, clock.office, clock.started_on, clock.stopped_on) == (
        "opinion",
        cast.transport,
        today,
        None,
    )
    assert sent.due_on == clock.due_on == legal_calendar().add_workdays(today, 15)
    assert clock.sheet["steps"]
    perform(OPINION, sent.pk, "reply", cast.he, answer="已增开班次")
    clock.refresh_from_db()
    assert clock.stopped_on == today


@pytest.mark.parametrize(
    ("action", "who", "words"), [("recall", "lin", "已收回"), ("hand_back", "he", "已退回")]
)
def test_a_limit_that_stopped_before_the_answer_says_why_and_is_not_kept(cast, sent, action, who, words):
    perform(OPINION, sent.pk, action, getattr(cast, who), note="不属本单位职责")
    (row,) = clock_rows(sent, cast.lin)
    assert (row.due_text, row.due_colour) == (words, "grey")
    again = perform(OPINION, sent.pk, "refer", cast.lin, route="office", office=cast.education)
    perform(OPINION, again.pk, "reply", cast.sun, answer="已增开班次")
    assert sorted(one.due_text for one in clock_rows(sent, cast.lin)) == sorted((words, "按期完成"))


def test_a_receiver_outside_the_directory_is_followed_up_by_the_station(cast, log):
    opinion = log("噪声", "town", receiver="清河街道办事处")
    assert (opinion.clocks.get().office, opinion.clocks.get().person) == (None, cast.lin)


def test_a_second_referral_runs_on_a_clock_of_its_own(cast, sent):
    perform(OPINION, sent.pk, "hand_back", cast.he, note="不属本单位职责")
    again = perform(OPINION, sent.pk, "refer", cast.lin, route="office", office=cast.education)
    assert [clock.office for clock in again.clocks.order_by("pk")] == [cast.transport, cast.education]
    assert again.clocks.open().count() == 1


def test_the_opinion_follows_when_its_clock_is_moved(cast, sent, log, today):
    untouched = log("路灯", "office", office=cast.education)
    OpinionClock.objects.filter(subject=sent).update(due_on=today + dt.timedelta(days=99))
    assert copy_due_days() == 1
    sent.refresh_from_db()
    assert sent.due_on == today + dt.timedelta(days=99)
    assert copy_due_days() == 0
    due = untouched.due_on
    untouched.refresh_from_db()
    assert untouched.due_on == due


def test_an_earlier_clock_that_stopped_does_not_hold_the_day(cast, sent, today):
    perform(OPINION, sent.pk, "hand_back", cast.he, note="不属本单位职责")
    again = perform(OPINION, sent.pk, "refer", cast.lin, route="office", office=cast.education)
    OpinionClock.objects.filter(subject=sent, stopped_on=None).update(due_on=today + dt.timedelta(days=99))
    OpinionClock.objects.filter(subject=sent).exclude(stopped_on=None).update(due_on=again.due_on)
    assert copy_due_days() == 1
    sent.refresh_from_db()
    assert sent.due_on == today + dt.timedelta(days=99)


def test_reminders_climb_once_however_often_the_chore_runs(cast, sent, today):
    Rung.objects.all().delete()
    Rung.objects.create(offset=0, to=RungTo.HOLDER, label="到期提醒")
    Rung.objects.create(offset=1, to=RungTo.DISPATCHER, label="逾期提醒")
    day = workday(today)
    OpinionClock.objects.update(due_on=day)
    Notice.objects.all().delete()
    remind_opinions(day)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.url) == (cast.he, sent.get_absolute_url())
    assert sent.number in notice.title and "公交太少" not in notice.title + notice.body
    assert "没有需要提醒" in remind_opinions(day)
    later = legal_calendar().add_workdays(day, 1)
    remind_opinions(later)
    told = set(Notice.objects.exclude(pk=notice.pk).values_list("recipient__username", flat=True))
    assert told == {"lin", "zhou"}


def test_an_answered_opinion_is_not_reminded_of(cast, sent, today):
    Rung.objects.all().delete()
    Rung.objects.create(offset=0, to=RungTo.HOLDER, label="到期提醒")
    OpinionClock.objects.update(due_on=workday(today))
    perform(OPINION, sent.pk, "reply", cast.he, answer="已增开班次")
    Notice.objects.all().delete()
    remind_opinions(workday(today))
    assert not Notice.objects.exists()


def titles(user) -> dict[str, int]:
    return {card.title: card.count for card in drawn(queues(user))}


def test_each_role_finds_its_work_on_the_first_page(cast, open_day, log, sent, today):
    log("还没处理")
    log("给了代表", "deputy", deputy=cast.chen_deputy)
    answered = log("答了没说", "office", office=cast.education)
    perform(OPINION, answered.pk, "reply", cast.sun, answer="好")
    cast.reception(on=today + dt.timedelta(days=2))
    clerk = titles(cast.lin)
    assert (clerk["今天的接待"], clerk["待公告的接待日"], clerk["待处理的群众意见"], clerk["待告知选民"]) == (
        1,
        1,
        1,
        1,
    )
    assert titles(cast.chen) == {"请我提建议的群众意见": 1, "我的接待轮值": 2}
    assert titles(cast.he) == {"转来办理的群众意见": 1}
    assert titles(cast.sun) == {"转来办理的群众意见": 0}
    assert titles(cast.zhou)["临近未公告的接待日"] == 1
    assert titles(cast.luo) == {}
    assert titles(cast.fang)["待处理的群众意见"] == 0


def test_a_card_leads_to_the_list_of_the_same_rows(client, cast, log, sent):
    for n in range(7):
        log(f"事项{n}")
    card = next(card for card in drawn(queues(cast.lin)) if card.key == "stations-handle")
    assert (card.count, len(card.rows)) == (7, 5)
    client.force_login(cast.lin)
    assert "共 <strong>7</strong> 条" in client.get(card.url).content.decode()


def test_cards_cost_the_same_for_one_row_and_three(
    cast, open_day, log, django_assert_max_num_queries, django_assert_num_queries
):
    log()
    drawn(queues(cast.lin))
    with django_assert_max_num_queries(14) as once:
        drawn(queues(cast.lin))
    log()
    log()
    with django_assert_num_queries(len(once)):
        drawn(queues(cast.lin))


def test_what_waits_for_an_approver_and_wishes_and_ideas_stand_on_the_first_page(cast, log):
    opinion = log()
    perform(OPINION, opinion.pk, "ask", cast.lin, advice="转交通局")
    voter = {"voter_name": "王奶奶", "phone": "13912345678"}
    wish = take_wish(None, cast.qinghe, voter, uuid4(), title="收音机", text="听戏")
    take_idea(None, cast.qinghe, voter, uuid4(), title="充电棚", text="充电", place="", benefit="")
    assert titles(cast.lin)["待公布、待回访的微心愿"] == 1 and "待批办的群众意见" not in titles(cast.lin)
    found = titles(cast.zhou)
    assert (found["待批办的群众意见"], found["待筛选的民生实事项目建议"]) == (1, 1)
    perform(WISH, wish.pk, "accept", cast.lin, title="收音机", text="一位老人想要一台收音机。")
    assert titles(cast.chen)["可以认领的微心愿"] == 1
    cast.lin.posts.update(role=Role.STATION_HEAD)
    assert titles(type(cast.lin).objects.get(pk=cast.lin.pk))["待批办的群众意见"] == 1


def test_a_head_of_a_station_finds_the_same_as_the_clerk(cast, log):
    log()
    cast.lin.posts.update(role=Role.STATION_HEAD)
    assert titles(cast.lin)["待处理的群众意见"] == 1
