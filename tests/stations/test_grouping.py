"""A group attached to a station brings its deputies: asked, ticked, never twice, and taken back within the hour."""

import datetime as dt

import pytest
from django.urls import reverse

from deputies.models import Group, GroupMember
from journal.models import Entry
from stations.grouping import members_outside
from stations.models import Station, Stationing
from stations.staffing import close


@pytest.fixture
def group(cast, today) -> Group:
    """赵敏 and 钱涛 in a group of the city; 钱涛 is assigned to 望江站."""
    row = Group.objects.create(area=cast.city, name="清河小组")
    for deputy in (cast.zhao_deputy, cast.qian_deputy):
        GroupMember.objects.create(group=row, deputy=deputy, starts_on=today - dt.timedelta(days=30))
    Stationing.objects.filter(deputy__in=(cast.zhao_deputy, cast.qian_deputy)).delete()
    Stationing.objects.create(
        station=cast.wangjiang, deputy=cast.qian_deputy, starts_on=today - dt.timedelta(days=9)
    )
    return row


def stations_of(deputy) -> list[str]:
    rows = Stationing.objects.filter(deputy=deputy, ends_on=None).order_by("station__path")
    return list(rows.values_list("station__name", flat=True))


@pytest.fixture
def attached(cast, group) -> str:
    cast.qinghe.groups.add(group)
    return reverse("stations:group_deputies", args=(cast.qinghe.pk,))


def test_changing_the_groups_of_a_station_leads_to_their_deputies(cast, client, group):
    client.force_login(cast.zhou)
    url = reverse("stations:station_edit", args=(cast.qinghe.pk,))
    form = client.get(url).context["form"]
    sent = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    sent |= {"tier": cast.qinghe.tier_id, "kind": cast.qinghe.kind_id, "area": cast.qinghe.area_id,
             "labels": [], "groups": [group.pk], "address": "清河路1号"}  # fmt: skip
    sent = {name: value for name, value in sent.items() if value is not False}
    page = client.post(url, sent, follow=True).content.decode()
    assert "赵敏（清河小组；尚未编组）" in page and "钱涛（清河小组；现在望江街道" in page
    assert "编入小组代表（2人）" in client.get(cast.qinghe.get_absolute_url()).content.decode()
    sent["hours"] = "每日"
    assert client.post(url, sent).url == cast.qinghe.get_absolute_url(), "asked once, not at every change"


def test_those_ticked_come_once_and_go_back_with_one_press(cast, client, attached, today):
    client.force_login(cast.zhou)
    sent = {"deputies": [cast.zhao_deputy.pk, cast.qian_deputy.pk], "starts_on": today, "move": "on"}
    done = client.post(attached, sent)
    assert stations_of(cast.zhao_deputy) == stations_of(cast.qian_deputy) == [cast.qinghe.name]
    again = client.post(attached, sent, follow=True).content.decode()
    assert "成员都已编入本站" in again, "a second press brings nobody"
    assert Stationing.objects.filter(station=cast.qinghe, deputy=cast.zhao_deputy).count() == 1
    token = client.get(done.url).context["run"]
    undo = f"{attached}undo/"
    assert "已撤销，2位" in client.post(undo, {"done": token}, follow=True).content.decode()
    assert stations_of(cast.zhao_deputy) == [] and stations_of(cast.qian_deputy) == [cast.wangjiang.name]
    assert "不能整批撤销" in client.post(undo, {"done": token}, follow=True).content.decode()
    assert "已超过一小时" in client.post(undo, {"done": "x"}, follow=True).content.decode()
    assert Entry.objects.filter(verb="撤销代表编组").count() == 1


def test_who_is_not_ticked_stays_where_he_is(cast, client, attached, today):
    client.force_login(cast.zhou)
    assert "请选择代表" in client.post(attached, {"starts_on": today}).content.decode()
    client.post(attached, {"deputies": [cast.zhao_deputy.pk], "starts_on": today})
    assert stations_of(cast.qian_deputy) == [cast.wangjiang.name]
    assert list(members_outside(cast.qinghe, cast.zhou, today)) == [cast.qian_deputy]


def test_only_the_office_above_the_station_brings_them_in(cast, client, attached, today):
    for who, code in (("lin", 403), ("gao", 403), ("tang", 404)):
        client.force_login(getattr(cast, who))
        sent = {"deputies": [cast.zhao_deputy.pk], "starts_on": today}
        assert client.post(attached, sent).status_code == code
        assert client.post(f"{attached}undo/", {"done": "x"}).status_code == code
    assert stations_of(cast.zhao_deputy) == []


def test_nobody_is_assigned_to_a_closed_station(cast, client, attached, today):
    Station.objects.filter(path__startswith=cast.qinghe.path).exclude(pk=cast.qinghe.pk).update(
        closed_on=today
    )
    close(cast.zhou, cast.qinghe, today)
    client.force_login(cast.zhou)
    sent = {"deputies": [cast.zhao_deputy.pk], "starts_on": today}
    for url in (attached, reverse("stations:stationing_new", args=(cast.qinghe.pk,))):
        assert "已经撤销，不能编入代表" in client.post(url, sent, follow=True).content.decode()
    assert stations_of(cast.zhao_deputy) == []
