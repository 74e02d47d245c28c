"""The pages of rules, the year's plan, quotas and leave."""

import datetime as dt

import pytest
from django.utils import timezone

from notices.models import Notice
from stations.models import Absence, DayRule, Reception, RosterEntry
from stations.reception_lifecycle import RECEPTION
from stations.replanning import apply, shifts
from stations.tasks import plan_year
from stations.views import planning
from workflow.lifecycle import perform

NEXT = timezone.localdate().year + 1
RULE = {"pattern": "days", "months": "all", "days": "10、20", "starts_at": "09:00", "ends_at": "11:00", "on_duty": 2,
        "place": "清河路1号", "starts_on": "2026-01-01", "auto_notice": "on"}  # fmt: skip


@pytest.fixture
def rule(cast) -> DayRule:
    return DayRule.objects.create(
        station=cast.qinghe, pattern="days", days="10", starts_at=dt.time(9), ends_at=dt.time(11), place="清河路1号",
        starts_on=dt.date(2026, 1, 1), on_duty=1,
    )  # fmt: skip


@pytest.fixture
def lin(client, cast):
    client.force_login(cast.lin)
    return client


def test_a_clerk_makes_a_rule_looks_at_the_plan_and_makes_the_year(lin, cast):
    answer = lin.post(f"/stations/{cast.qinghe.pk}/rules/", RULE)
    rule = DayRule.objects.get()
    assert (rule.days, str(rule)) == ("10,20", "每月10日、20日 09:00–11:00")
    assert answer.url.startswith("/receptions/plan/")
    page = lin.get(f"/receptions/plan/?station={cast.qinghe.pk}&year={NEXT}").content.decode()
    assert f"生成{NEXT}年计划" in page and "全年应接待1次，已排0次" in page and not Reception.objects.exists()
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    assert Reception.objects.filter(rule=rule).count() >= 23
    assert RosterEntry.objects.filter(deputy=cast.zhao_deputy).count() >= 20
    again = lin.get(f"/receptions/plan/?station={cast.qinghe.pk}&year={NEXT}").content.decode()
    assert "没有需要新增的" in again


BAD = {
    "no day": ({"days": ""}, "请填写每月几日接待"), "the 32nd": ({"days": "32"}, "1至31之间"),
    "no weekday": ({"pattern": "weekly"}, "请选择星期几"), "which one": ({"pattern": "ordinal", "weekday": 0}, "请选择第几个"),
    "nobody": ({"on_duty": 0}, "1至20之间"), "backwards": ({"ends_at": "08:00"}, "结束时间应晚于开始时间"),
    "no place": ({"place": ""}, "请填写接待地点"), "over before it begins": ({"ends_on": "2025-01-01"}, "不能早于起始日期"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_fault_in_a_rule_is_told_beside_its_field(lin, cast, case):
    fields, said = BAD[case]
    page = lin.post(f"/stations/{cast.qinghe.pk}/rules/", RULE | fields).content.decode()
    assert said in page and not DayRule.objects.exists()


def test_a_changed_rule_shows_what_moves_and_moves_only_what_is_still_planned(lin, cast, rule):
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    first, *rest = Reception.objects.filter(rule=rule, on__year=NEXT).order_by("on")
    data = {"notice_number": "〔2027〕1号", "notice_text": "公告"}
    perform(RECEPTION, first.pk, "publish", cast.lin, **data)
    change = RULE | {"days": "20", "on_duty": 1}
    page = lin.post(f"/stations/rules/{rule.pk}/", change).content.decode()
    assert "今后已计划的接待日将变动" in page and "确认修改并变动" in page
    assert DayRule.objects.get().days == "10"
    lin.post(f"/stations/rules/{rule.pk}/", change | {"sure": "yes"})
    first.refresh_from_db()
    assert first.rule_day.day == 10 and first.state == "published"
    assert {day.rule_day.day for day in Reception.objects.filter(pk__in=[one.pk for one in rest])} == {20}
    assert not shifts(DayRule.objects.get())
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    assert Reception.objects.filter(rule=rule, on__year=NEXT, on__month=first.on.month).count() >= 1


def test_a_day_that_cannot_move_is_named_and_stays(cast, rule, lin):
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    rule.days = "20"
    shift = shifts(rule)[3]
    clash = cast.reception(cast.wangjiang, on=shift.to.on)
    clash.roster.all().delete()
    RosterEntry.objects.create(reception=clash, deputy=shift.reception.roster.get().deputy)
    outcome = apply(cast.lin, rule)
    assert len(outcome.failed) == 1 and "轮值" in outcome.failed[0]
    shift.reception.refresh_from_db()
    assert shift.reception.rule_day.day == 10


def test_ending_a_rule_cancels_the_planned_days_ahead(cast, rule, lin):
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    assert "将取消" in lin.get(f"/stations/rules/{rule.pk}/end/").content.decode()
    lin.post(f"/stations/rules/{rule.pk}/end/")
    assert set(Reception.objects.values_list("state", flat=True)) == {"cancelled"}
    assert lin.post(f"/stations/rules/{rule.pk}/end/").status_code == 404


def test_many_stations_are_planned_in_the_background_and_whoever_asked_is_told(cast, rule):
    post = cast.zhou.posts.get()
    plan_year(cast.zhou.pk, post.pk, [cast.qinghe.pk, cast.wangjiang.pk], NEXT)
    assert Reception.objects.filter(rule=rule).count() >= 11
    assert "次接待" in Notice.objects.get(recipient=cast.zhou).title
    plan_year(cast.zhou.pk, post.pk, [cast.qinghe.pk], NEXT)
    assert Reception.objects.filter(rule=rule).count() <= 12


def test_a_whole_area_is_ordered_in_the_background_by_its_office_alone(
    client, cast, rule, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(planning, "AT_ONCE", 0)
    client.force_login(cast.zhou)
    assert "将在后台安排" in client.get(f"/receptions/plan/?year={NEXT}").content.decode()
    with django_capture_on_commit_callbacks() as ordered:
        page = client.post("/receptions/plan/", {"year": NEXT}, follow=True).content.decode()
    assert f"正在安排1个站点{NEXT}年的接待日" in page and len(ordered) == 1 and not Reception.objects.exists()
    for who in (cast.chen, cast.sun, cast.gao):
        client.force_login(who)
        assert client.post("/receptions/plan/", {"year": NEXT}).status_code == 403


def test_who_lacks_days_is_listed_by_the_quota_of_his_level(client, cast, today):
    day = cast.reception(on=today)
    client.force_login(cast.zhou)
    page = client.get("/receptions/quotas/?lacking=yes").content.decode()
    assert "赵敏" in page and "钱涛" in page and "陈建国" not in page
    RosterEntry.objects.filter(reception=day).update(attended=False)
    assert "陈建国" in client.get("/receptions/quotas/?lacking=yes").content.decode()
    RosterEntry.objects.create(reception=cast.reception(cast.wangjiang, on=today), deputy=cast.qian_deputy)
    page = client.get("/receptions/quotas/?lacking=yes").content.decode()
    assert "钱涛" in page, "a county deputy owes two"


def test_the_list_of_quotas_costs_the_same_for_one_row_and_for_three(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.zhou)
    with django_assert_max_num_queries(14):
        assert client.get("/receptions/quotas/").status_code == 200


def test_changing_a_roster_shows_quotas_clashes_and_leave_at_once(lin, cast, planned):
    Absence.objects.create(deputy=cast.zhao_deputy, starts_on=planned.on, ends_on=planned.on, reason="外出学习",
                           recorded_by=cast.lin)  # fmt: skip
    assert "对接待次数的影响" in lin.get(f"/receptions/{planned.pk}/do/roster/").content.decode()
    url, chosen = f"/receptions/{planned.pk}/effect/", {"deputies": [cast.zhao_deputy.pk, "x"]}
    page = lin.post(url, chosen).content.decode()
    assert "赵敏当日请假（外出学习）" in page
    rows = [" ".join(row.split()) for row in page.split("<tr>")[2:]]
    assert '>1</td><td class="text-end">0</td>' in "".join(row for row in rows if "陈建国" in row)
    lin.force_login(cast.zhou)
    assert lin.post(url, chosen).status_code == 403


def test_leave_is_registered_shown_and_taken_back(client, cast, planned):
    day = {"starts_on": str(planned.on), "ends_on": str(planned.on), "reason": "外出学习"}
    client.force_login(cast.chen)
    page = client.post("/receptions/absences/new/", day, follow=True).content.decode()
    assert "外出学习" in page and "请假期间已安排轮值" in page
    row = Absence.objects.get()
    assert (row.deputy, row.recorded_by) == (cast.chen_deputy, cast.chen)
    client.force_login(cast.fang)
    assert client.post(f"/receptions/absences/{row.pk}/end/").status_code == 404
    client.force_login(cast.lin)
    wrong = {
        "deputy": cast.zhao_deputy.pk,
        "starts_on": "2026-02-02",
        "ends_on": "2026-02-01",
        "reason": "出差",
    }
    assert "终止日期不能早于" in client.post("/receptions/absences/new/", wrong).content.decode()
    client.post(f"/receptions/absences/{row.pk}/end/")
    assert not Absence.objects.exists()


def test_a_changed_number_of_deputies_reaches_the_days_already_planned_but_not_those_set_by_hand(
    lin, cast, rule
):
    rule.on_duty = 2
    rule.save()
    lin.post("/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT})
    by_hand, published, *rest = Reception.objects.filter(rule=rule, on__year=NEXT).order_by("on")
    perform(RECEPTION, by_hand.pk, "roster", cast.lin, deputies=[cast.zhao_deputy, cast.chen_deputy])
    perform(RECEPTION, published.pk, "publish", cast.lin, notice_number="〔2027〕1号", notice_text="公告")
    change = RULE | {"days": "10", "on_duty": 1}
    answer = lin.post(f"/stations/rules/{rule.pk}/", change)
    assert answer.url == f"/stations/rules/{rule.pk}/redraw/"
    assert f"尚未公告的{len(rest)}次接待" in lin.get(answer.url).content.decode()
    assert rest[0].roster.count() == 2
    lin.post(answer.url)
    assert {day.roster.count() for day in rest} == {1}
    assert {day.roster.count() for day in (by_hand, published)} == {2}
    turns = [RosterEntry.objects.filter(reception__in=rest, deputy=one).count()
             for one in (cast.chen_deputy, cast.zhao_deputy)]  # fmt: skip
    assert abs(turns[0] - turns[1]) <= 1
    Reception.objects.filter(rule=rule).update(state="published")
    assert "没有可以重新安排的" in lin.get(answer.url, follow=True).content.decode()


@pytest.mark.parametrize(("month", "said"), [(12, True), (6, False)])
def test_late_in_the_year_the_clerk_is_told_that_next_year_can_be_planned(
    lin, cast, rule, monkeypatch, month, said
):
    monkeypatch.setattr(planning.timezone, "localdate", lambda: dt.date(NEXT, month, 1))
    page = lin.post(
        "/receptions/plan/", {"station": cast.qinghe.pk, "year": NEXT}, follow=True
    ).content.decode()
    assert (f"{NEXT + 1}年的也可以现在生成" in page) == said
