"""A year of the stations' work in numbers that open their rows; study, campaigns, ways of receiving, rules by tier."""

import datetime as dt

import pytest
from django.utils import timezone

from offices.limits import forget_settings
from offices.models import Setting
from stations.models import Activity, Label, Reception, RosterEntry, RuleDocument, Tier
from stations.walls import documents_of


@pytest.fixture
def kind(db) -> Label:
    return Label.objects.get(area=None, sort="kind", name="宣讲")


@pytest.fixture
def typed(cast, kind, today):
    def make(**fields) -> dict:
        return {
            "station": cast.qinghe.pk, "group": "", "kind": kind.pk, "function": "", "brand": "", "on": today.isoformat(),
            "place": "清河社区", "theme": "宣讲代表法", "deputies": [cast.chen_deputy.pk], "others": 40, "study": "",
            "done": "宣讲一次。", "outcome": "", **fields,
        }  # fmt: skip

    return make


@pytest.fixture
def held(cast, today) -> Reception:
    """An archived day: chen came, zhao did not."""
    day = cast.reception(on=today, state="closed")
    RosterEntry.objects.filter(reception=day).update(attended=True)
    RosterEntry.objects.create(reception=day, deputy=cast.zhao_deputy, attended=False, remark="请假")
    cast.visit(day)
    return day


def test_where_the_area_wants_study_every_activity_names_it(client, cast, typed):
    client.force_login(cast.lin)
    assert client.post("/stations/activities/new/", typed()).status_code == 302
    Setting.objects.filter(key="activity_study").update(value="yes")
    forget_settings()
    page = client.post("/stations/activities/new/", typed()).content.decode()
    assert "每次活动都有学习内容" in page and "宣讲一次。" in page
    client.post("/stations/activities/new/", typed(study="代表法第三十一条"))
    row = Activity.objects.latest("pk")
    assert row.study == "代表法第三十一条"
    assert "代表法第三十一条" in client.get(row.get_absolute_url()).content.decode()


def test_an_activity_belongs_to_a_campaign_of_the_area(client, cast, typed):
    client.force_login(cast.lin)
    assert "主题活动" not in client.get("/stations/activities/new/").content.decode(), "none to choose from"
    campaign = Label.objects.create(area=cast.city, sort="campaign", name="“五加一”主题实践")
    client.post("/stations/activities/new/", typed(campaign=campaign.pk))
    assert Activity.objects.get().campaign == campaign
    listed = client.get(f"/stations/activities/?campaign={campaign.pk}").content.decode()
    assert "宣讲代表法" in listed


def test_the_year_is_summed_by_kind_and_every_number_opens_its_rows(client, cast, typed, held, kind, today):
    client.force_login(cast.lin)
    client.post("/stations/activities/new/", typed())
    client.post(
        "/stations/activities/new/", typed(others=60, deputies=[cast.chen_deputy.pk, cast.zhao_deputy.pk])
    )
    for who, seen in ((cast.zhou, True), (cast.gao, True), (cast.fang, False)):
        client.force_login(who)
        page = client.get("/stations/work/").content.decode()
        assert ("宣讲" in page, "50.0%" in page) == (seen, seen), who
        if seen:
            assert '<td class="number" data-label="代表（人次）">3</td>' in page and ">100</td>" in page
            assert "未达到" in page and "目标80%" in page
    client.force_login(cast.zhou)
    span = f"on_after={today.year}-01-01&on_before={today.year}-12-31"
    assert (
        "共 <strong>2</strong> 条"
        in client.get(f"/stations/activities/?{span}&kind={kind.pk}").content.decode()
    )
    for more, count in (("", 2), ("&came=yes", 1)):
        listed = client.get(f"/stations/roster/?held=yes&year={today.year}{more}").content.decode()
        assert f"共 <strong>{count}</strong> 条" in listed
    assert "这一年还没有登记活动" in client.get(f"/stations/work/?year={today.year - 1}").content.decode()
    assert client.get("/stations/work/?year=x").status_code == 200
    for odd in ("99999", "2026.5", "-1", "x", "1e400"):
        assert client.get(f"/stations/roster/?year={odd}").status_code == 200
        assert client.get(f"/stations/reviews/?year={odd}").status_code == 200
    client.force_login(cast.chen)
    assert client.get("/stations/work/").status_code == 403
    own = client.get("/stations/roster/").content.decode()
    assert "陈建国" in own and "赵敏" not in own


def test_the_turns_of_duty_are_found_by_place_and_cost_the_same(
    client, cast, held, django_assert_max_num_queries
):
    client.force_login(cast.zhou)
    found = client.get(f"/stations/roster/?station={cast.qinghe.pk}&came=no").content.decode()
    assert "请假" in found and "赵敏" in found
    assert "请假" not in client.get(f"/stations/roster/?area={cast.west.pk}").content.decode()
    for number in range(3):
        cast.reception(on=timezone.localdate() - dt.timedelta(days=number + 1), state="closed")
    with django_assert_max_num_queries(14):
        client.get("/stations/roster/")


def test_a_day_says_how_voters_are_received(client, cast, today):
    client.force_login(cast.lin)
    data = {
        "station": cast.qinghe.pk, "on": (today + dt.timedelta(days=9)).isoformat(), "starts_at": "09:00", "ends_at": "11:00",
        "place": "桃园小区", "deputies": [cast.chen_deputy.pk], "mode": "outside", "holiday_ok": "on",
    }  # fmt: skip
    client.post("/receptions/new/", data)
    row = Reception.objects.get()
    assert row.mode == "outside" and "站外流动接待" in client.get(row.get_absolute_url()).content.decode()
    assert "桃园小区" in client.get("/receptions/?mode=outside").content.decode()
    cast.qinghe.mobile = True
    cast.qinghe.save()
    later = (today + dt.timedelta(days=16)).isoformat()
    client.post("/receptions/new/", data | {"mode": "", "on": later})
    assert Reception.objects.latest("pk").mode == "outside", "a point that moves receives outside"


def test_a_rule_for_one_tier_hangs_only_there(cast):
    facts = {"area": cast.city, "text": "第一条", "changed_by": cast.zhou}
    RuleDocument.objects.create(title="总站运行办法", tier=Tier.objects.get(name="总站"), **facts)
    RuleDocument.objects.create(title="联络站运行办法", tier=cast.qinghe.tier, **facts)
    RuleDocument.objects.create(title="接待选民制度", **facts)
    assert [row.title for row in documents_of(cast.qinghe)] == ["联络站运行办法", "接待选民制度"]
