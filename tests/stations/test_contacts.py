"""The voters on deputies' lists: kept at the station, masked in lists, counted against the area's number."""

import pytest
from django.utils import timezone

from journal.models import Entry
from offices.models import Setting
from stations.models import VoterContact


@pytest.fixture
def typed(cast, today):
    def make(**fields) -> dict:
        return {
            "deputy": cast.chen_deputy.pk, "station": cast.qinghe.pk, "name": "王建国", "phone": "13912345678",
            "address": "清河路1号", "starts_on": today.isoformat(), "ends_on": "", "remark": "", **fields,
        }  # fmt: skip

    return make


def save(client, user, data):
    client.force_login(user)
    return client.post("/stations/contacts/new/", data)


def test_staff_and_the_deputy_himself_keep_his_list(client, cast, typed):
    assert save(client, cast.lin, typed()).status_code == 302
    assert save(client, cast.chen, typed(name="李秀英", deputy="")).status_code == 302
    assert VoterContact.objects.filter(deputy=cast.chen_deputy).count() == 2


def test_the_list_masks_and_opening_a_row_is_kept_in_the_journal(client, cast, typed):
    save(client, cast.lin, typed())
    page = client.get("/stations/contacts/?cols=name,phone").content.decode()
    assert "王**" in page and "王建国" not in page and "13912345678" not in page
    row = VoterContact.objects.get()
    assert "王建国" in client.get(f"/stations/contacts/{row.pk}/").content.decode()
    assert Entry.objects.filter(kind="reading", verb="查看联系选民信息", actor=cast.lin).exists()
    for stranger, code in ((cast.fang, 404), (cast.zhao, 404), (cast.gao, 403)):
        client.force_login(stranger)
        assert client.get(f"/stations/contacts/{row.pk}/").status_code == code


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "请填写"),
        ({"phone": "123"}, "11位手机号码"),
        ({"ends_on": "2020-01-01"}, "不能早于开始日期"),
        ({"deputy": ""}, "请选择代表"),
    ],
)
def test_a_faulty_row_is_refused_and_the_typing_kept(client, cast, typed, fields, said):
    page = save(client, cast.lin, typed(**fields)).content.decode()
    assert said in page and "清河路1号" in page and not VoterContact.objects.exists()


def test_a_deputy_is_listed_at_his_own_station_alone(client, cast, typed):
    page = save(client, cast.zhou, typed(station=cast.wangjiang.pk)).content.decode()
    assert "没有编入这个站点" in page


def test_deputies_with_too_few_are_found_by_the_areas_own_number(client, cast, typed):
    save(client, cast.lin, typed())
    assert "还差9人" in client.get("/stations/contacts/deputies/?lacking=yes").content.decode()
    Setting.objects.create(
        area=cast.street,
        key="contacts_min",
        value="1",
        unit="count",
        source="本地",
        valid_from=timezone.localdate(),
    )
    page = client.get("/stations/contacts/deputies/?lacking=yes").content.decode()
    assert "赵敏" in page and "陈建国" not in page


def test_an_ended_contact_counts_no_longer(client, cast, typed, today):
    VoterContact.objects.create(
        station=cast.qinghe,
        deputy=cast.chen_deputy,
        name="王建国",
        starts_on="2025-01-01",
        ends_on="2025-12-31",
    )
    client.force_login(cast.lin)
    assert "还差10人" in client.get("/stations/contacts/deputies/").content.decode()
