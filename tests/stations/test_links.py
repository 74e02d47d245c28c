"""Members of a standing committee or presidium who keep contact with deputies, stations and enterprises."""

import datetime as dt

import pytest
from django.core.cache import cache

from offices.limits import forget_settings, setting
from offices.models import Setting
from stations.linking import behind, due_on, put_links, with_last, with_links
from stations.models import ContactLink, LinkMember, LinkRecord

HOME, TARGETS = "/stations/links/", "/stations/links/targets/"


@pytest.fixture
def member(cast, today) -> LinkMember:
    """chen sits on the city's standing committee since last year."""
    since = today - dt.timedelta(days=400)
    return LinkMember.objects.create(area=cast.city, deputy=cast.chen_deputy, rank="member", starts_on=since)


@pytest.fixture
def linked(cast, member):
    """member keeps contact with zhao, from 300 days ago unless said."""

    def make(days: int = 300, **whom) -> ContactLink:
        whom = whom or {"kind": "deputy", "deputy": cast.zhao_deputy}
        return ContactLink.objects.create(
            member=member, starts_on=member.starts_on + dt.timedelta(days=400 - days), **whom
        )

    return make


@pytest.fixture
def counted(today):
    return lambda row: with_links(LinkMember.objects.filter(pk=row.pk), today).get()


def put(key: str, value: str, area) -> None:
    Setting.objects.create(
        key=key,
        value=value,
        unit=setting(key).unit,
        source="本市规定",
        valid_from=dt.date(2020, 1, 1),
        area=area,
    )
    forget_settings()
    cache.clear()


@pytest.mark.parametrize(("rank", "needed"), [("chief", 5), ("member", 3), ("presidium", 1)])
def test_how_many_a_member_is_linked_to_is_a_setting_by_rank(member, counted, linked, rank, needed):
    LinkMember.objects.update(rank=rank)
    linked()
    row = counted(member)
    assert (row.needed, row.deputies) == (needed, 1)
    assert row.lacking == (2 if rank == "presidium" else needed - 1), "a presidium wants one of each kind"


def test_the_nearest_area_says_how_many_and_how_often(cast, member, counted, linked, today):
    linked(days=100)
    assert counted(member).quiet == 0
    put("link_member", "1", cast.city)
    put("link_every", "3", cast.city)
    assert (counted(member).lacking, counted(member).quiet) == (0, 1)


def test_who_waits_too_long_is_overdue_until_he_is_contacted(cast, member, linked, counted, today):
    link = linked()
    row = with_last(ContactLink.objects.all(), today).get()
    assert row.last_on is None and due_on(row) < today and counted(member).quiet == 1
    link.records.create(on=today, way="visit", content="x", recorded_by=cast.chen)
    row = with_last(ContactLink.objects.all(), today).get()
    assert (row.last_on, row.contacts) == (today, 1) and due_on(row) > today and counted(member).quiet == 0


def test_who_left_is_not_behind(member, linked, today):
    linked()
    assert behind(LinkMember.objects.all(), today).exists()
    LinkMember.objects.update(ends_on=today)
    assert not behind(LinkMember.objects.all(), today).exists()


def test_the_office_names_members_and_whom_they_keep_contact_with(client, cast, today):
    client.force_login(cast.zhou)
    new, typed = "/stations/links/members/new/", {"rank": "presidium", "starts_on": today.isoformat()}
    assert "请至少选择一位" in client.post(new, typed).content.decode()
    client.post(new, typed | {"deputies": [cast.chen_deputy.pk]})
    row = LinkMember.objects.get()
    assert row.area == cast.city
    assert "已在名单中" in client.post(new, typed | {"deputies": [cast.chen_deputy.pk]}).content.decode()
    url = "/stations/links/targets/new/"
    asked = {"member": row.pk, "starts_on": today.isoformat(), "firms": ""}
    assert "请至少选择一名代表" in client.post(url, asked).content.decode()
    assert "不能联系本人" in client.post(url, asked | {"deputies": [cast.chen_deputy.pk]}).content.decode()
    assert "每行只写一家" in client.post(url, asked | {"firms": "长" * 81}).content.decode()
    whole = asked | {
        "deputies": [cast.zhao_deputy.pk],
        "stations": [cast.qinghe.pk],
        "firms": "通达矽钢\n 通达矽钢 \n",
    }
    client.post(url, whole)
    client.post(url, whole)
    assert sorted(link.whom for link in ContactLink.objects.all()) == sorted(
        ["通达矽钢", str(cast.qinghe), str(cast.zhao_deputy)]
    )
    assert "已落实" in client.get(HOME).content.decode()


def test_the_member_himself_writes_down_each_contact(client, cast, member, linked, today):
    link = linked()
    client.force_login(cast.chen)
    assert "到期应联系" in client.get("/").content.decode()
    page = client.get(link.get_absolute_url()).content.decode()
    assert "登记一次联系" in page and "结束联系" not in page
    typed = {"action": "record", "on": today.isoformat(), "way": "visit", "place": "单位", "content": "听取履职情况",
             "issue": "反映停车难，转城管局"}  # fmt: skip
    for wrong, said in (({"content": ""}, "请填写联系内容"), ({"on": "2999-01-01"}, "不能晚于今天"),
                        ({"on": (link.starts_on - dt.timedelta(days=1)).isoformat()}, "早于开始联系")):  # fmt: skip
        answer = client.post(link.get_absolute_url(), typed | wrong).content.decode()
        assert said in answer and "反映停车难" in answer
    client.post(link.get_absolute_url(), typed)
    assert LinkRecord.objects.get().recorded_by == cast.chen
    assert "反映停车难" in client.get(link.get_absolute_url()).content.decode()
    assert "到期应联系" not in client.get("/").content.decode()
    client.force_login(cast.zhou)
    book = client.get("/stations/links/records/?issue=yes").content.decode()
    assert "听取履职情况" in book and cast.zhao_deputy.name in book


def test_who_is_behind_stands_on_the_offices_first_page_and_in_a_view(client, cast, member, linked):
    linked()
    client.force_login(cast.zhou)
    home = client.get("/").content.decode()
    assert "联系代表未落实的组成人员" in home and "还差2个联系对象，1个到期未联系" in home
    assert cast.chen_deputy.name in client.get(f"{HOME}?behind=yes").content.decode()
    assert "还差2个，1个到期未联系" in client.get(HOME).content.decode()
    assert cast.zhao_deputy.name in client.get(f"{TARGETS}?late=yes").content.decode()
    client.force_login(cast.tang)
    assert "联系代表未落实" not in client.get("/").content.decode()
    assert cast.chen_deputy.name not in client.get(HOME).content.decode()


def test_what_has_ended_takes_no_more_contacts(client, cast, member, linked, today):
    link, firm = linked(), linked(kind="enterprise", enterprise="通达矽钢")
    client.force_login(cast.zhou)
    assert "到今天结束" in client.get(f"{firm.get_absolute_url()}end/").content.decode()
    client.post(f"{firm.get_absolute_url()}end/")
    typed = {"action": "record", "on": today.isoformat(), "way": "visit", "content": "x"}
    assert client.post(firm.get_absolute_url(), typed).status_code == 403
    client.post(f"/stations/links/members/{member.pk}/end/")
    link.refresh_from_db()
    assert link.ends_on == today and not LinkRecord.objects.exists()
    client.force_login(cast.gao)
    assert client.post(f"/stations/links/members/{member.pk}/end/").status_code == 403


def test_the_lists_cost_the_same_for_one_row_and_three(
    client, cast, member, linked, today, django_assert_max_num_queries
):
    put_links(cast.zhou, member, [cast.zhao_deputy, cast.qian_deputy], [cast.qinghe], ["通达矽钢"], today)
    for link in ContactLink.objects.all():
        link.records.create(on=today, way="visit", content="x", recorded_by=cast.zhou)
    client.force_login(cast.zhou)
    for url in (HOME, TARGETS, "/stations/links/records/"):
        client.get(url)
        with django_assert_max_num_queries(22):
            assert client.get(url).status_code == 200
        assert client.get(f"{url}?export=xlsx").status_code == 200
