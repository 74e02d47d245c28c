"""Leaders who guide stations and groups, and the themes that wait for their word."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from deputies.models import Group, GroupMember
from notices.models import Notice
from offices.choices import Role
from offices.limits import forget_settings
from offices.models import Setting
from stations.guiding import leaders, put
from stations.models import Guide, Theme
from stations.theme_lifecycle import THEME
from stations.themes import propose
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


@pytest.fixture
def group(cast) -> Group:
    row = Group.objects.create(area=cast.street, name="清河第一小组")
    cast.qinghe.groups.add(row)
    GroupMember.objects.create(group=row, deputy=cast.chen_deputy, starts_on=timezone.localdate())
    return row


@pytest.fixture
def asked(db) -> None:
    """The area wants a leader's word."""
    Setting.objects.filter(key="theme_approval").update(value="yes")
    forget_settings()


@pytest.fixture
def theme(cast, group, log, asked) -> Theme:
    told = {"title": "老旧小区加装电梯难", "reason": "多位群众反映。", "category": cast.traffic}
    return propose(cast.lin, group, [log("老旧小区没有电梯")], **told)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_without_the_setting_a_theme_goes_straight_to_its_group(cast, group, log):
    row = propose(cast.lin, group, [log("没有电梯")], title="x", reason="x", category=cast.traffic)
    assert row.state == "proposed" and told("theme.create") == {"chen"}


def test_where_nobody_could_agree_a_theme_goes_straight_to_its_group(cast, group, log, asked):
    cast.gao.posts.all().delete()
    row = propose(cast.lin, group, [log("没有电梯")], title="x", reason="x", category=cast.traffic)
    assert row.state == "proposed" and told("theme.create") == {"chen"}


def test_the_group_learns_of_a_theme_only_after_the_leader_agreed(client, cast, theme):
    assert theme.state == "checking" and told("theme.create") == {"gao"}
    client.force_login(cast.chen)
    assert client.get(theme.get_absolute_url()).status_code == 404
    assert "加装电梯" not in client.get("/opinions/themes/").content.decode()
    client.force_login(cast.gao)
    assert "待审定的小组议题" in client.get("/").content.decode()
    assert "加装电梯" in client.get("/opinions/themes/?mine=yes").content.decode()
    page = client.get(theme.get_absolute_url()).content.decode()
    assert "同意交小组" in page and "高志明" in page
    client.post(f"{theme.get_absolute_url()}do/approve/", {"action": "approve"})
    theme.refresh_from_db()
    assert theme.state == "proposed" and theme.approved_on == timezone.localdate()
    assert "chen" in told("theme.approve")
    client.force_login(cast.chen)
    page = client.get(theme.get_absolute_url()).content.decode()
    assert "审定" in page and "承接" in page


def test_what_is_sent_back_is_reworded_and_asked_again(client, cast, theme):
    with pytest.raises(Refused, match="理由"):
        perform(THEME, theme.pk, "return", cast.gao)
    perform(THEME, theme.pk, "return", cast.gao, note="题目太大，请聚焦。")
    client.force_login(cast.lin)
    page = client.get(theme.get_absolute_url()).content.decode()
    assert "退回修改" in page and "题目太大，请聚焦。" in page
    url = f"{theme.get_absolute_url()}do/amend/"
    assert "请填写" in client.post(url, {"title": "", "reason": "三栋楼"}).content.decode()
    client.post(url, {"title": "三栋楼加装电梯", "reason": "三栋楼"})
    theme.refresh_from_db()
    assert (theme.state, theme.title) == ("checking", "三栋楼加装电梯") and "gao" in told("theme.amend")
    perform(THEME, theme.pk, "withdraw", cast.lin, note="另行处理")
    assert "chen" not in told("theme.withdraw")


@pytest.mark.parametrize(
    ("action", "data", "right", "wrong"),
    [
        ("approve", {}, "gao", ("lin", "zhou", "chen", "sun")),
        ("return", {"note": "x"}, "gao", ("lin", "zhou", "fang")),
        ("withdraw", {"note": "x"}, "zhou", ("gao", "chen", "fang")),
    ],
)
def test_who_may_do_what_with_a_theme_that_waits(cast, theme, action, data, right, wrong):
    for who in wrong:
        with pytest.raises(PermissionDenied):
            perform(THEME, theme.pk, action, getattr(cast, who), **data)
    perform(THEME, theme.pk, action, getattr(cast, right), **data)
    with pytest.raises(OutOfStep):
        perform(THEME, theme.pk, action, getattr(cast, right), **data)


def test_the_leader_named_for_the_group_decides_and_no_other(client, cast, theme, group):
    other = cast.person("liang", "梁主任", Role.LEADER, area=cast.east)
    put(cast.zhou, cast.gao, [cast.qinghe], [], timezone.localdate())
    assert [one.username for one in leaders(theme)] == ["gao"]
    put(cast.zhou, other, [], [group], timezone.localdate())
    assert [one.username for one in leaders(theme)] == ["liang"]
    with pytest.raises(PermissionDenied):
        perform(THEME, theme.pk, "approve", cast.gao)
    client.force_login(cast.gao)
    assert "加装电梯" not in client.get("/opinions/themes/?mine=yes").content.decode()
    assert "待审定的小组议题" not in client.get("/").content.decode()
    client.force_login(other)
    assert "加装电梯" in client.get("/").content.decode()
    assert perform(THEME, theme.pk, "approve", other).state == "proposed"


def test_the_office_names_leaders_and_the_former_one_ends(client, cast, group, today):
    client.force_login(cast.zhou)
    url = "/stations/guides/new/"
    page = client.post(url, {"leader": "", "starts_on": today.isoformat()}).content.decode()
    assert "请选择领导" in page and "至少选择一个" in page
    assert (
        "不能晚于今天"
        in client.post(url, {"leader": cast.gao.pk, "starts_on": "2999-01-01"}).content.decode()
    )
    client.post(
        url,
        {
            "leader": cast.gao.pk,
            "stations": [cast.qinghe.pk],
            "groups": [group.pk],
            "starts_on": today.isoformat(),
        },
    )
    assert Guide.objects.filter(leader=cast.gao, ends_on=None).count() == 2
    client.post(url, {"leader": cast.gao.pk, "stations": [cast.qinghe.pk], "starts_on": today.isoformat()})
    assert Guide.objects.count() == 2
    other = cast.person("liang", "梁主任", Role.LEADER, area=cast.city)
    client.post(url, {"leader": other.pk, "stations": [cast.qinghe.pk], "starts_on": today.isoformat()})
    assert Guide.objects.get(station=cast.qinghe, ends_on=None).leader == other
    assert "梁主任" in client.get(cast.qinghe.get_absolute_url()).content.decode()
    listed = client.get("/stations/guides/?now=yes").content.decode()
    assert "梁主任" in listed and "清河第一小组" in listed
    row = Guide.objects.get(station=cast.qinghe, ends_on=None)
    assert "到今天结束" in client.get(f"/stations/guides/{row.pk}/end/").content.decode()
    client.post(f"/stations/guides/{row.pk}/end/")
    assert not Guide.objects.filter(station=cast.qinghe, ends_on=None).exists()
    client.force_login(cast.tang)
    assert client.post(f"/stations/guides/{row.pk}/end/").status_code == 404
    assert "清河" not in client.get("/stations/guides/").content.decode()


def test_the_list_costs_the_same_for_one_row_and_three(
    client, cast, group, today, django_assert_max_num_queries
):
    put(cast.zhou, cast.gao, [cast.qinghe, cast.wangjiang], [group], today)
    client.force_login(cast.zhou)
    client.get("/stations/guides/")
    with django_assert_max_num_queries(14):
        assert client.get("/stations/guides/").content.decode().count("高志明") >= 3
