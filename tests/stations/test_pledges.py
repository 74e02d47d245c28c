"""Deputies' promises: entered by the deputy or his station, kept or taken down, shown to voters where the area wants it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from offices.limits import forget_settings
from offices.models import Setting
from stations.models import Pledge, RosterEntry


@pytest.fixture
def typed(cast, today):
    def make(**fields) -> dict:
        return {
            "deputy": cast.chen_deputy.pk, "station": cast.qinghe.pk, "text": "每月走访十户群众。",
            "made_on": today.isoformat(), **fields,
        }  # fmt: skip

    return make


@pytest.fixture
def public_page(client, cast):
    def read() -> str:
        cache.clear()
        client.logout()
        return client.get(reverse("portal:deputy", args=(cast.chen_deputy.code,))).content.decode()

    return read


def switch(key: str, value: str) -> None:
    Setting.objects.filter(key=key).update(value=value)
    forget_settings()


def test_the_station_enters_a_promise_and_voters_read_it(client, cast, typed, public_page):
    client.force_login(cast.lin)
    client.post("/stations/pledges/new/", typed())
    row = Pledge.objects.get()
    assert (row.deputy, row.recorded_by) == (cast.chen_deputy, cast.lin)
    assert "每月走访十户群众" in public_page()
    switch("public_pledges", "no")
    assert "每月走访十户群众" not in public_page()


def test_a_deputy_writes_for_himself_alone(client, cast, typed, today):
    client.force_login(cast.chen)
    page = client.get("/stations/pledges/new/").content.decode()
    assert 'name="deputy"' not in page and f'value="{cast.qinghe.pk}"' in page
    client.post("/stations/pledges/new/", typed(deputy=cast.zhao_deputy.pk))
    assert Pledge.objects.get().deputy == cast.chen_deputy
    client.force_login(cast.zhao)
    assert "每月走访" not in client.get("/stations/pledges/").content.decode()
    assert client.get(f"/stations/pledges/{Pledge.objects.get().pk}/edit/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"deputy": "qian"}, "不在这个联络站"),
        ({"made_on": "2999-01-01"}, "不能晚于今天"),
        ({"text": ""}, "请填写承诺事项"),
    ],
)
def test_a_faulty_promise_is_refused_beside_the_field(client, cast, typed, fields, said):
    if "deputy" in fields:
        fields = {"deputy": cast.qian_deputy.pk}
        client.force_login(cast.zhou)
    else:
        client.force_login(cast.lin)
    page = client.post("/stations/pledges/new/", typed(**fields)).content.decode()
    assert said in page and not Pledge.objects.exists()


def test_a_kept_promise_says_how_and_a_withdrawn_one_is_gone(client, cast, typed, public_page, today):
    client.force_login(cast.lin)
    client.post("/stations/pledges/new/", typed())
    url = f"/stations/pledges/{Pledge.objects.get().pk}/edit/"
    done = typed(done_on=today.isoformat(), result="", withdrawn_on="")
    assert "请写明兑现情况" in client.post(url, done).content.decode()
    client.post(url, done | {"result": "走访了一百二十户，电话13912345678。"})
    page = public_page()
    assert "已兑现：走访了一百二十户" in page and "13912345678" not in page
    client.force_login(cast.lin)
    client.post(url, done | {"result": "走访了", "withdrawn_on": today.isoformat()})
    assert "每月走访十户群众" not in public_page()
    client.force_login(cast.gao)
    assert client.get(url).status_code == 403
    assert "已撤下" in client.get("/stations/pledges/?stand=withdrawn").content.decode()


def test_duties_are_shown_in_numbers_where_the_area_wants_it(cast, public_page, today):
    day = cast.reception(on=today, state="closed")
    RosterEntry.objects.filter(reception=day).update(attended=True)
    assert "年履职" not in public_page()
    switch("public_duties", "yes")
    page = public_page()
    assert f"{today.year}年履职" in page and "进站接待选民</dt><dd>1次" in page
