"""The station tree: every shape we know of, and what may be done to it."""

import datetime as dt

import pytest

from deputies.choices import GroupDuty
from deputies.models import Deputy, Group, GroupMember
from offices.choices import AreaKind, Role
from offices.models import Area, Post
from offices.scope import scope_of
from stations import staffing
from stations.choices import StaffDuty
from stations.models import (
    FundEntry,
    Pledge,
    Staff,
    Station,
    Stationing,
    StationKind,
    Tier,
    VoterContact,
)


@pytest.fixture
def build(cast):
    """Build a tree from nested rows (tier, kind, [children]) and give its root."""
    count = iter(range(1, 10_000))

    def make(row, parent: Station | None = None) -> Station:
        tier, kind, below = row
        number = next(count)
        station = Station(
            code=f"T{number:04}", name=f"{tier}{number}", area=cast.city, tier=Tier.objects.get(name=tier),
            kind=StationKind.objects.get(name=kind), mobile=tier == "流动联络点",
        )  # fmt: skip
        staffing.found(cast.zhou, station, parent)
        for child in below:
            make(child, station)
        return station

    return make


def many(count: int, tier: str, kind: str = "综合", below=()) -> list:
    return [(tier, kind, list(below)) for _ in range(count)]


SHAPES = {
    "DL-01 代表之家与联络站": (("代表之家", "综合", many(8, "联络站")), {"代表之家": 1, "联络站": 8}),
    "XH-02 市区镇三级": (
        ("总站", "综合", [("中心站", "综合", many(3, "联络站"))]), {"总站": 1, "中心站": 1, "联络站": 3},
    ),
    "TL-02 1+4+50+N": (
        ("总站", "综合", [("中心站", "综合", many(13 if i < 2 else 12, "联络站", below=many(1, "联络点"))) for i in range(4)]),
        {"总站": 1, "中心站": 4, "联络站": 50, "联络点": 50},
    ),
    "XR-01 1家5站16点": (
        ("代表之家", "综合", [("联络站", "综合", many(4 if i == 0 else 3, "联络点")) for i in range(5)]),
        {"代表之家": 1, "联络站": 5, "联络点": 16},
    ),
    "YQ-21 站点网格": (
        ("联络站", "综合", [("联络点", "综合", many(3, "网格联络服务站"))]), {"联络站": 1, "联络点": 1, "网格联络服务站": 3},
    ),
    "FJ-04 1+N 含行业站": (
        ("街道工作室", "综合", [*many(3, "联络站"), *many(2, "联络站", "行业"), *many(1, "联络站", "企业")]),
        {"街道工作室": 1, "联络站": 6},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_the_seeds_can_be_built_and_listed_in_its_order(client, cast, build, shape):
    rows, wanted = SHAPES[shape]
    root = build(rows)
    tree = Station.objects.visible_to(cast.zhou).filter(path__startswith=root.path)
    counted: dict[str, int] = {}
    for station in tree.select_related("tier"):
        counted[station.tier.name] = counted.get(station.tier.name, 0) + 1
    assert counted == wanted
    client.force_login(cast.zhou)
    assert client.get("/stations/?use=open").status_code == 200
    assert root.name in client.get("/stations/tree/").content.decode()


@pytest.fixture
def manage(client, cast):
    client.force_login(cast.zhou)
    tier, kind = Tier.objects.get(name="联络站"), StationKind.objects.get(name="综合")

    def post(url: str, follow: bool = False, **fields):
        usual = {
            "code": "XZ001",
            "name": "新站",
            "tier": tier.pk,
            "kind": kind.pk,
            "area": cast.street.pk,
            "address": "甲路1号",
        }
        return client.post(url, (usual if url.endswith(("new/", "edit/")) else {}) | fields, follow=follow)

    return post


def test_a_station_is_founded_below_another(cast, manage):
    manage("/stations/new/", parent=cast.qinghe.pk, code="xz001")
    station = Station.objects.get(code="XZ001")
    assert station.path.startswith(cast.qinghe.path) and station.depth == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "LLZ001"}, "已存在"),
        ({"address": ""}, "请填写地址"),
        ({"name": ""}, "请填写名称"),
        ({"name": "=1+1"}, "不能以“=”开头"),
        ({"area": "0"}, "不在可选范围内"),
    ],
)
def test_a_bad_station_is_refused_and_the_rest_kept(manage, fields, said):
    page = manage("/stations/new/", **{"hours": "庭院夜话"} | fields).content.decode()
    assert said in page and "庭院夜话" in page
    assert not Station.objects.filter(code="XZ001").exists()


def test_a_tier_is_not_above_its_parents_nor_an_area_outside_it(cast, manage):
    top = Tier.objects.get(name="总站")
    page = manage(
        "/stations/new/", parent=cast.qinghe.pk, tier=top.pk, area=cast.other_street.pk
    ).content.decode()
    assert "层级不能高于上级站点" in page and "之内" in page


def test_a_station_moves_with_all_below_but_not_below_itself(cast, build, manage):
    root = build(
        (
            "总站",
            "综合",
            [("中心站", "综合", [("联络站", "综合", many(1, "联络点"))]), ("中心站", "综合", [])],
        )
    )
    first, second = Station.objects.filter(tier__name="中心站").order_by("path")
    hall = Station.objects.get(tier__name="联络站", depth=3)
    manage(f"/stations/{hall.pk}/move/", parent=second.pk)
    point = Station.objects.get(tier__name="联络点")
    second.refresh_from_db()
    assert point.path.startswith(second.path) and point.depth == 4
    page = manage(f"/stations/{second.pk}/move/", parent=hall.pk).content.decode()
    assert "不能移到自己或自己的下级之下" in page
    manage(f"/stations/{hall.pk}/move/", parent="")
    hall.refresh_from_db()
    assert hall.depth == 1 and root.depth == 1


def test_no_closing_while_something_is_open_and_it_says_what(cast, manage, log):
    opinion = log()
    page = manage(f"/stations/{cast.qinghe.pk}/close/", closed_on="2026-01-01").content.decode()
    assert "未结束的接待日" in page and str(opinion) in page
    cast.qinghe.refresh_from_db()
    assert cast.qinghe.closed_on is None


def test_closing_ends_staff_and_assignments(cast, manage, today):
    manage(f"/stations/{cast.qinghe.pk}/close/", closed_on=str(today))
    cast.qinghe.refresh_from_db()
    assert cast.qinghe.closed_on == today
    assert not Staff.objects.filter(station=cast.qinghe, ends_on=None).exists()
    assert not Stationing.objects.filter(station=cast.qinghe, ends_on=None).exists()
    assert cast.lin.posts.get().ends_on == today
    assert "已经撤销" in manage(f"/stations/{cast.qinghe.pk}/close/", closed_on=str(today)).content.decode()


def test_a_station_is_not_closed_before_its_work_ended_and_may_be_taken_back_into_use(
    client, cast, manage, today
):
    url = f"/stations/{cast.qinghe.pk}/"
    Station.objects.filter(pk=cast.qinghe.pk).update(opened_on=today - dt.timedelta(days=30))
    early = str(today - dt.timedelta(days=31))
    assert "不能早于设立日期" in manage(f"{url}close/", closed_on=early).content.decode()
    visit = cast.visit(cast.reception(state="closed"))
    last = today - dt.timedelta(days=9)
    type(visit.reception).objects.update(on=last)
    type(visit).objects.update(on=last)
    before = str(last - dt.timedelta(days=1))
    assert "还有接待或来访登记" in manage(f"{url}close/", closed_on=before).content.decode()
    manage(f"{url}close/", closed_on=str(today))
    assert "恢复站点" in client.get(url).content.decode()
    assert "不会自动恢复" in client.get(f"{url}restore/").content.decode()
    assert "请重新任命" in client.post(f"{url}restore/", follow=True).content.decode()
    assert "已在用" in client.post(f"{url}restore/", follow=True).content.decode()
    assert Station.objects.get(pk=cast.qinghe.pk).closed_on is None


def test_appointing_gives_the_post_and_the_sight_that_go_with_it(cast, manage, today):
    person = cast.person("ma", "马丽")
    manage(f"/stations/{cast.qinghe.pk}/staff/", user=person.pk, duty=StaffDuty.HEAD, starts_on=str(today))
    post = Post.objects.get(user=person)
    assert (post.role, post.area) == (Role.STATION_HEAD, cast.street)
    assert scope_of(person).ids("station") == {cast.qinghe.pk}


def test_one_head_a_station_and_nobody_twice(cast, manage, today):
    staffing.appoint(cast.zhou, cast.qinghe, cast.person("ma", "马丽"), StaffDuty.HEAD, today)
    url = f"/stations/{cast.qinghe.pk}/staff/"
    other = cast.person("niu", "牛强")
    assert (
        "本站已有站长马丽"
        in manage(url, user=other.pk, duty=StaffDuty.HEAD, starts_on=str(today)).content.decode()
    )
    assert (
        "已是本站工作人员"
        in manage(url, user=cast.lin.pk, duty=StaffDuty.CLERK, starts_on=str(today)).content.decode()
    )


def test_the_end_of_the_last_duty_ends_the_post(cast, manage, today):
    row = Staff.objects.get(station=cast.qinghe)
    second = staffing.appoint(
        cast.zhou, Station.objects.get(pk=cast.wangjiang.pk), cast.lin, StaffDuty.CLERK, today
    )
    assert second.post != row.post
    manage(f"/stations/staff/{row.pk}/end/", ends_on=str(today))
    row.refresh_from_db()
    assert row.ends_on == today and row.post.ends_on == today
    assert manage(f"/stations/staff/{row.pk}/end/", ends_on=str(today)).status_code == 404


def test_a_duty_that_is_over_shows_nothing_any_more(cast, today):
    Staff.objects.filter(station=cast.qinghe).update(
        starts_on=dt.date(2022, 1, 1), ends_on=today - dt.timedelta(days=1)
    )
    assert scope_of(cast.lin).ids("station") == frozenset()


def test_the_groups_leader_is_hinted_as_head(client, cast, today):
    group = Group.objects.create(area=cast.street, name="第一代表小组")
    GroupMember.objects.create(group=group, deputy=cast.chen_deputy, duty=GroupDuty.LEADER, starts_on=today)
    cast.qinghe.groups.add(group)
    client.force_login(cast.zhou)
    assert "陈建国（第一代表小组组长）" in client.get(f"/stations/{cast.qinghe.pk}/staff/").content.decode()


def test_moving_deputies_keeps_their_history(cast, manage, today):
    manage(
        f"/stations/{cast.wangjiang.pk}/deputies/",
        deputies=[cast.chen_deputy.pk],
        starts_on=str(today),
        move="on",
    )
    old, new = Stationing.objects.filter(deputy=cast.chen_deputy).order_by("starts_on")
    assert (old.station, old.ends_on) == (cast.qinghe, today - dt.timedelta(days=1))
    assert (new.station, new.ends_on) == (cast.wangjiang, None)
    manage(f"/stations/{cast.wangjiang.pk}/deputies/", deputies=[cast.chen_deputy.pk], starts_on=str(today))
    assert Stationing.objects.filter(deputy=cast.chen_deputy).count() == 2


def test_an_assignment_ends_not_before_it_began(cast, manage, today):
    row = Stationing.objects.get(deputy=cast.chen_deputy)
    url = f"/stations/deputies/{row.pk}/end/"
    assert "不能早于开始日期" in manage(url, ends_on="2000-01-01").content.decode()
    manage(url, ends_on=str(today))
    row.refresh_from_db()
    assert row.ends_on == today


def test_deputies_without_a_station_are_listed_with_the_rate(client, cast, today):
    client.force_login(cast.zhou)
    assert "编组率100.0%" in client.get("/stations/unassigned/").content.decode()
    Stationing.objects.filter(deputy=cast.zhao_deputy).update(ends_on=today - dt.timedelta(days=1))
    page = client.get("/stations/unassigned/").content.decode()
    assert "赵敏" in page and "陈建国" not in page and "编组率66.7%" in page
    client.force_login(cast.lin)
    assert client.get("/stations/unassigned/").status_code == 403


def test_the_office_of_one_district_does_not_manage_another(client, cast):
    client.force_login(cast.tang)
    assert client.get(f"/stations/{cast.qinghe.pk}/edit/").status_code == 404
    assert client.get(f"/stations/{cast.wangjiang.pk}/edit/").status_code == 200


def test_station_staff_change_when_it_is_open_and_nothing_else(client, cast):
    client.force_login(cast.lin)
    url = f"/stations/{cast.qinghe.pk}/edit/"
    client.post(url, {"name": "别的名称", "code": "HACK", "address": "清河路8号", "hours": "周一至周五"})
    cast.qinghe.refresh_from_db()
    assert (cast.qinghe.hours, cast.qinghe.code) == ("周一至周五", "LLZ001")
    page = client.post(url, {"address": "清河路8号", "phone": "八六五四三二一"}).content.decode()
    assert "请用数字填写电话" in page and "八六五四三二一" in page


def test_a_deep_tree_is_drawn_though_its_top_is_out_of_sight(client, cast, build):
    inner = Area.objects.add_child(
        cast.street, {"code": "990101001001", "name": "东社区", "kind": AreaKind.COMMUNITY}
    )
    root = build(("总站", "综合", [("联络站", "综合", many(2, "联络点"))]))
    Station.objects.filter(path__startswith=root.path).exclude(pk=root.pk).update(area=inner)
    client.force_login(cast.person("xu", "徐静", Role.COMMITTEE, area=inner))
    page = client.get("/stations/tree/").content.decode()
    assert root.name not in page and page.count("联络点") >= 2
    assert Deputy.objects.count() == 3


def test_lists_offer_a_deputy_only_ways_that_open(client, cast):
    client.force_login(cast.chen)
    for listed in ("/stations/", "/stations/activities/"):
        page = client.get(listed).content.decode()
        for url in ("/stations/funds/", "/stations/frequency/", "/stations/work/", "/stations/guides/"):
            assert f'href="{url}"' not in page, (listed, url)


def test_lists_give_a_leader_no_link_to_what_only_keepers_open(client, cast, today):
    contact = VoterContact.objects.create(station=cast.qinghe, deputy=cast.chen_deputy, name="王建国")
    pledge = Pledge.objects.create(deputy=cast.chen_deputy, station=cast.qinghe, text="每月走访。")
    entry = FundEntry.objects.create(
        area=cast.street,
        station=cast.qinghe,
        kind="spending",
        year=today.year,
        on=today,
        amount=5,
        item="水费",
    )
    ways = {
        "/stations/contacts/": f"/stations/contacts/{contact.pk}/", "/stations/pledges/": f"/stations/pledges/{pledge.pk}/edit/",
        "/stations/funds/entries/": f"/stations/funds/entries/{entry.pk}/drop/",
    }  # fmt: skip
    for who, seen in ((cast.lin, True), (cast.gao, False)):
        client.force_login(who)
        for listed, url in ways.items():
            assert (f'href="{url}"' in client.get(listed).content.decode()) == seen, (who, listed)
