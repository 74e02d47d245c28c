"""What a committee or presidium supervises: put into the plan, led by members, every deed written down, told when late."""

import datetime as dt

import pytest

from offices.models import Area
from stations.choices import Channel, Route
from stations.models import LinkMember, Scrutiny, ScrutinyRecord
from stations.opinion_lifecycle import OPINION
from stations.scrutiny_lifecycle import SCRUTINY
from workflow.lifecycle import perform

LIST, NEW = "/stations/scrutiny/", "/stations/scrutiny/new/"
DEED = {"way": "look", "content": "察看三个小区", "found": "清运不及时", "led_to": "转城管局"}


@pytest.fixture
def member(cast) -> LinkMember:
    return LinkMember.objects.create(area=cast.city, deputy=cast.chen_deputy, rank="presidium")


@pytest.fixture
def typed(member, today) -> dict:
    return {"year": today.year, "title": "生活垃圾分类", "source": "plan", "points": "投放和清运", "leads": [member.pk],
            "due_on": today.isoformat()}  # fmt: skip


@pytest.fixture
def item(cast, member, today):
    """An item led by chen, of the yearly plan unless said."""

    def make(**fields) -> Scrutiny:
        told = {
            "area": cast.city,
            "year": today.year,
            "title": "垃圾分类",
            "points": "清运",
            "due_on": today,
            **fields,
        }
        row = Scrutiny.objects.create(**told)
        row.leads.add(member)
        return row

    return make


def deed(today: dt.date, **fields) -> dict:
    return {**DEED, "on": today, **fields}


def test_the_office_puts_a_matter_into_the_plan_and_its_lead_reads_it(client, cast, typed, today):
    client.force_login(cast.zhou)
    assert "经济发展" in client.get(NEW).content.decode()
    assert "请选择至少一位牵头人" in client.post(NEW, typed | {"leads": []}).content.decode()
    late = typed | {"due_on": f"{today.year + 2}-01-01"}
    assert "应在计划年度内" in client.post(NEW, late).content.decode()
    client.post(NEW, typed)
    row = Scrutiny.objects.get()
    assert row.area == cast.city and row.events.get().actor == cast.zhou
    assert "生活垃圾分类" in client.get(LIST).content.decode()
    client.post(f"{row.get_absolute_url()}edit/", typed | {"title": "垃圾分类和清运"})
    for user, seen in ((cast.chen, True), (cast.gao, True), (cast.zhao, False), (cast.tang, False)):
        client.force_login(user)
        assert ("垃圾分类和清运" in client.get(LIST).content.decode()) is seen, user


def test_nobody_leads_who_sits_elsewhere(client, cast, typed, member):
    other = LinkMember.objects.create(
        area=Area.objects.get(pk=cast.west.pk), deputy=cast.qian_deputy, rank="member"
    )
    client.force_login(cast.zhou)
    assert (
        client.post(NEW, typed | {"leads": [other.pk]}).status_code == 200 and not Scrutiny.objects.exists()
    )
    LinkMember.objects.all().delete()
    assert "请先在“组成人员联系代表”中登记" in client.get(NEW).content.decode()


def test_its_lead_writes_down_what_was_done_and_the_office_what_came_of_it(client, cast, item, today):
    row = item()
    client.force_login(cast.chen)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "do/record/" in page and "do/finish/" not in page
    url = f"{row.get_absolute_url()}do/record/"
    ahead = today + dt.timedelta(days=1)
    assert "不能晚于今天" in client.post(url, deed(ahead)).content.decode()
    client.post(url, deed(today))
    row.refresh_from_db()
    kept = row.records.get()
    assert (row.state, kept.found, kept.recorded_by, kept.figures) == ("running", "清运不及时", cast.chen, [])
    client.force_login(cast.zhou)
    client.post(f"{row.get_absolute_url()}do/finish/", {"outcome": "清运次数加倍"})
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("done", today)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "清运次数加倍" in page and "察看三个小区" in page and "do/record/" not in page
    client.post(f"{row.get_absolute_url()}do/reopen/", {"note": "整改反弹"})
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("running", None)


def test_what_was_never_done_is_not_finished(cast, item):
    row = item(state="running")
    with pytest.raises(Exception, match="还没有开展记录"):
        perform(SCRUTINY, row.pk, "finish", cast.zhou, outcome="好")


def test_the_hotlines_numbers_are_kept_as_they_were_on_the_day(cast, item, log, today):
    row = item(source="hotline")
    heard = log("路灯不亮", channel=Channel.CALL)
    perform(SCRUTINY, row.pk, "record", cast.chen, **deed(today))
    perform(OPINION, heard.pk, "refer", cast.lin, route=Route.HOTLINE)
    perform(SCRUTINY, row.pk, "record", cast.chen, note="转出后再看", **deed(today))
    before, after = (dict(map(tuple, one.figures)) for one in ScrutinyRecord.objects.order_by("pk"))
    assert (before["转12345热线"], after["转12345热线"], after["热线办理中"]) == (0, 1, 1)


def test_the_hotline_page_leads_to_it(client, cast, member):
    client.force_login(cast.zhou)
    assert f"{NEW}?source=hotline" in client.get("/opinions/hotline/").content.decode()
    assert '<option value="hotline" selected' in client.get(f"{NEW}?source=hotline").content.decode()
    client.force_login(cast.gao)
    page = client.get("/opinions/hotline/").content.decode()
    assert f"{LIST}?source=hotline" in page and f"{NEW}?source" not in page
    client.force_login(cast.lin)
    assert LIST not in client.get("/opinions/hotline/").content.decode()


def test_who_leads_sees_what_nears_and_the_office_what_is_past(client, cast, item, today):
    item(due_on=today + dt.timedelta(days=20))
    late = item(title="河道整治", due_on=today - dt.timedelta(days=1))
    client.force_login(cast.chen)
    page = client.get("/").content.decode()
    assert "待开展的监督事项" in page and "垃圾分类" in page and "河道整治" in page
    client.force_login(cast.zhou)
    page = client.get("/").content.decode()
    assert "超过计划日期的监督事项" in page and "河道整治" in page and "垃圾分类" not in page
    listed = client.get(f"{LIST}?late=yes").content.decode()
    assert "超过计划日期" in listed and late.title in listed and "垃圾分类" not in listed


def test_three_items_cost_as_many_queries_as_one(client, cast, item, django_assert_max_num_queries):
    client.force_login(cast.zhou)
    item()
    client.get(LIST)
    with django_assert_max_num_queries(12) as one:
        client.get(LIST)
    item(title="二").records.create(way="look", content="看", recorded_by=cast.zhou)
    item(title="三")
    with django_assert_max_num_queries(len(one)):
        assert "三" in client.get(LIST).content.decode()
