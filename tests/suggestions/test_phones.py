"""代表联系电话: for who must speak with the deputies, and each look is journalled."""

import pytest

from journal.models import Entry


@pytest.fixture
def row(cast, way):
    return way.dispatched(joint=True, co=[cast.transport])


def test_the_units_at_work_and_the_offices_read_it_and_it_is_written_down(cast, row, client):
    for who in (cast.sun, cast.zheng, cast.he, cast.zhou, cast.wu):
        client.force_login(who)
        page = client.post(f"/suggestions/{row.pk}/phones/").content.decode()
        assert page.count("tel:13800000000") == 2 and "赵敏" in page, who
    entries = Entry.objects.filter(verb="查看代表联系电话")
    assert entries.count() == 5 and entries.first().subject_id == row.pk


def test_nobody_else_reads_it(cast, row, client):
    for who, status in (
        (cast.chen, 403),
        (cast.gao, 403),
        (cast.tang, 404),
        (cast.qian, 404),
        (cast.luo, 404),
    ):
        client.force_login(who)
        assert client.post(f"/suggestions/{row.pk}/phones/").status_code == status, who
    assert not Entry.objects.filter(verb="查看代表联系电话").exists()


def test_a_unit_that_gave_it_back_reads_it_no_more(cast, way, row, client):
    way.handed_back(row, cast.transport)
    client.force_login(cast.he)
    assert client.post(f"/suggestions/{row.pk}/phones/").status_code in (403, 404)


def test_the_unit_finds_it_on_the_case_page_and_a_deputy_without_a_number_is_said(cast, row, client):
    cast.zhao_deputy.phone = ""
    cast.zhao_deputy.save()
    client.force_login(cast.sun)
    assert "查看代表联系电话" in client.get(row.get_absolute_url()).content.decode()
    assert "没有登记电话" in client.post(f"/suggestions/{row.pk}/phones/").content.decode()
    client.force_login(cast.chen)
    assert "查看代表联系电话" not in client.get(row.get_absolute_url()).content.decode()
