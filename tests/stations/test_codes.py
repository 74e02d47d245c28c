"""Station and deputy codes: who makes, ends, reads and prints them."""

import pytest
from django.urls import reverse

from journal.models import Entry
from stations.codes import give_all, led_to, renew, revoke, running_code, station_behind
from stations.models import DeputyCode, StationCode
from workflow.transitions import OutOfStep


@pytest.fixture
def do(client, cast):
    def post(who: str, kind: str, pk: int, action: str, seen: str = ""):
        client.force_login(getattr(cast, who))
        return client.post(
            reverse(f"stations:{kind}_code_do", args=(pk, action)), {"action": seen}, follow=True
        )

    return post


def test_a_clerk_makes_the_code_and_prints_it(client, cast, do):
    page = do("lin", "station", cast.qinghe.pk, "renew").content.decode()
    code = StationCode.objects.get()
    assert f"/p/c/{code.token}/" in page and "<svg" in page and "打印张贴" in page
    poster = client.get(reverse("stations:station_code_print", args=(cast.qinghe.pk,))).content.decode()
    assert "码上找代表" in poster and "<svg" in poster
    assert Entry.objects.filter(verb="生成站码").exists()


def test_a_new_code_ends_the_old_one_and_the_history_stays(cast, do):
    old = renew(cast.lin, cast.qinghe)
    do("lin", "station", cast.qinghe.pk, "renew", old.token)
    new = running_code(cast.qinghe)
    assert new.token != old.token and led_to(old.token) is None and led_to(new.token) == new
    assert StationCode.objects.filter(station=cast.qinghe).count() == 2
    assert StationCode.objects.get(pk=old.pk).revoked_by == cast.lin


def test_a_revoked_code_leads_nowhere(cast, do):
    code = renew(cast.lin, cast.qinghe)
    page = do("lin", "station", cast.qinghe.pk, "revoke", code.token).content.decode()
    assert "二维码已停用" in page and "生成站码" in page and led_to(code.token) is None


@pytest.mark.parametrize("action", ["renew", "revoke"])
def test_the_second_click_changes_nothing_and_is_told(cast, do, action):
    code = renew(cast.lin, cast.qinghe)
    do("lin", "station", cast.qinghe.pk, action, code.token)
    before = list(StationCode.objects.values_list("token", "revoked_at"))
    late = do("lin", "station", cast.qinghe.pk, action, code.token).content.decode()
    assert ("刚才已被他人更换" in late) or ("已经停用或更换" in late)
    assert list(StationCode.objects.values_list("token", "revoked_at")) == before


def test_what_was_seen_must_still_hold(cast):
    with pytest.raises(OutOfStep):
        renew(cast.lin, cast.qinghe, "another")
    with pytest.raises(OutOfStep):
        revoke(cast.lin, cast.qinghe, "another")


def test_only_its_own_people_make_a_code(cast, do):
    for who, status in (("fang", 404), ("chen", 403), ("gao", 403), ("sun", 404)):
        assert do(who, "station", cast.qinghe.pk, "renew").status_code == status, who
    for who, status in (("fang", 404), ("chen", 403), ("zhao", 404)):
        assert do(who, "deputy", cast.chen_deputy.pk, "renew").status_code == status, who
    assert not StationCode.objects.exists() and not DeputyCode.objects.exists()
    assert do("zhou", "deputy", cast.chen_deputy.pk, "renew").status_code == 200


def test_a_deputy_reads_his_own_code_and_may_not_change_it(client, cast):
    code = renew(cast.lin, cast.chen_deputy)
    client.force_login(cast.chen)
    page = client.get(reverse("stations:deputy_code", args=(cast.chen_deputy.pk,))).content.decode()
    assert code.token in page and "更换" not in page and "停用" not in page
    own = client.get(reverse("stations:deputy", args=(cast.chen_deputy.pk,))).content.decode()
    assert "代表码" in own


def test_every_deputy_of_the_station_gets_one_and_only_one(client, cast, do):
    old = renew(cast.lin, cast.chen_deputy)
    page = do("lin", "station", cast.qinghe.pk, "give").content.decode()
    assert "已为1位代表" in page and "陈建国" in page and "赵敏" in page
    assert running_code(cast.chen_deputy) == old
    assert give_all(cast.lin, cast.qinghe) == 0 and DeputyCode.objects.count() == 2


def test_a_deputy_who_lost_his_code_gets_another(cast):
    old = renew(cast.lin, cast.chen_deputy)
    revoke(cast.lin, cast.chen_deputy, old.token)
    assert give_all(cast.lin, cast.qinghe) == 2


def test_a_deputys_code_leads_to_the_station_he_is_at(cast):
    code = renew(cast.lin, cast.chen_deputy)
    assert station_behind(code) == cast.qinghe
    cast.chen_deputy.stationings.update(ends_on="2023-01-01")
    assert station_behind(code) is None


def test_unknown_deeds_are_not_there(client, cast):
    client.force_login(cast.lin)
    assert client.get(reverse("stations:station_code_do", args=(cast.qinghe.pk, "burn"))).status_code == 404
    assert (
        client.get(reverse("stations:deputy_code_do", args=(cast.chen_deputy.pk, "give"))).status_code == 404
    )
