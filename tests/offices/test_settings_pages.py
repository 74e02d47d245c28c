"""The pages of the dated settings."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from offices.catalogue import CATALOGUE
from offices.changes import set_setting, withdraw
from offices.limits import setting
from offices.models import Setting

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)


def words(answer) -> str:
    return answer.content.decode()


def put(actor, key="contacts_needed", value="three", **fields) -> Setting:
    usual = {"valid_from": TODAY, "source": "云川市办法第九条", "unit": "choice"}
    return set_setting(actor, key, value, **usual | fields)


def send(client, key="contacts_needed", **fields):
    usual = {"value": "three", "unit": "choice", "source": "云川市办法第九条", "valid_from": TODAY}
    return client.post(reverse("offices:setting_new", args=[key]), usual | fields, follow=True)


def test_the_committees_office_sets_its_own_area_and_those_below_inherit(cast, as_):
    page = send(as_(cast.zhou))
    assert "已设置“办理中与代表的面商”的新值" in words(page)
    row = Setting.objects.get(key="contacts_needed", area=cast.city)
    assert row.created_by == cast.zhou
    assert setting("contacts_needed", cast.street).value == "three"
    assert setting("contacts_needed").value == "one"
    assert Entry.objects.get(kind="setting").data["source"] == "云川市办法第九条"
    below = words(as_(cast.tang).get("/offices/settings/"))
    assert "三见面" in below
    assert "云川市" in below


def test_the_security_administrator_sets_the_defaults_and_the_houses_numbers(cast, as_):
    client = as_(cast.feng)
    send(client, "idle_minutes", value="20", unit="")
    assert setting("idle_minutes").number == 20
    assert Setting.objects.get(key="idle_minutes", value="20").area is None


def test_the_houses_numbers_are_not_the_areas_business(cast, as_):
    client = as_(cast.zhou)
    assert client.get(reverse("offices:setting_new", args=["idle_minutes"])).status_code == 403
    assert "无操作自动退出" not in words(client.get("/offices/settings/"))


@pytest.mark.parametrize(
    ("key", "fields", "fault"),
    [
        ("contacts_needed", {"value": "often"}, "选择"),
        ("contacts_needed", {"value": ""}, "请"),
        ("contacts_needed", {"source": " "}, "请填写依据"),
        ("contacts_needed", {"valid_from": ""}, "请填写生效日期"),
        ("contacts_needed", {"valid_from": "1999-12-31"}, "2000年之后"),
        ("notice_days", {"value": "三", "unit": "day"}, "请填写整数"),
        ("notice_days", {"value": "-1", "unit": "day"}, "请填写整数"),
        ("notice_days", {"value": "9000000", "unit": "day"}, "须在0至400日之间"),
        ("notice_days", {"value": "3", "unit": "month"}, "单位"),
        ("midyear_report", {"value": "02-30", "unit": ""}, "请填写月-日"),
        ("unit_letter", {"value": "第号", "unit": ""}, "须含{year}"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field_and_what_was_typed_is_kept(cast, as_, key, fields, fault):
    page = words(send(as_(cast.zhou), key, **fields))
    assert fault in page
    assert 'id="div_id_value"' in page
    assert not Setting.objects.filter(area=cast.city).exists()


def test_two_values_on_one_day_are_refused_with_a_sentence(cast, as_):
    client = as_(cast.zhou)
    send(client)
    assert "这一天已经有一个值" in words(send(client, value="none"))
    assert setting("contacts_needed", cast.city).value == "three"


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("reply", "4", "month"),
        ("reply", "90", "day"),
        ("reply_extended", "7", "month"),
        ("reply", "0", "month"),
    ],
)
def test_no_area_may_take_more_time_than_the_law_gives(cast, key, value, unit):
    with pytest.raises(ValidationError) as no:
        put(cast.zhou, key, value, unit=unit, start_event="dispatched", area=cast.city)
    assert "value" in no.value.message_dict


def test_a_shorter_time_may_be_set_and_begins_with_its_day(cast):
    put(cast.zhou, "reply", "2", unit="month", start_event="dispatched", area=cast.city, valid_from=SOON)
    assert setting("reply", cast.city).number == 3
    assert setting("reply", cast.city, SOON).number == 2


def test_a_limit_must_begin_with_one_of_its_events(cast):
    with pytest.raises(ValidationError, match="起算事件"):
        put(cast.zhou, "reply", "2", unit="month", start_event="replied", area=cast.city)


def test_nobody_sets_another_area_or_the_default(cast):
    for actor, area in (
        (cast.zhou, cast.east),
        (cast.zhou, None),
        (cast.tang, cast.city),
        (cast.feng, cast.city),
    ):
        with pytest.raises(PermissionDenied):
            put(actor, area=area)
    for actor in (cast.luo, cast.shen, cast.gao, cast.lin, cast.sun):
        with pytest.raises(PermissionDenied):
            put(actor)


def test_a_value_that_has_not_begun_may_be_withdrawn_and_one_in_force_may_not(cast, as_):
    later = put(cast.zhou, area=cast.city, valid_from=SOON)
    now = put(cast.zhou, area=cast.city)
    client = as_(cast.zhou)
    page = words(client.get("/offices/settings/contacts_needed/"))
    assert page.count("撤回") >= 1
    assert "已撤回" in words(client.post(reverse("offices:setting_withdraw", args=[later.pk]), follow=True))
    assert "已经生效" in words(client.post(reverse("offices:setting_withdraw", args=[now.pk]), follow=True))
    assert Setting.objects.filter(area=cast.city).get() == now
    assert Entry.objects.get(verb="撤回参数").data["valid_from"] == SOON.isoformat()


def test_nobody_withdraws_what_another_area_has_set(cast, as_):
    row = put(cast.zhou, area=cast.city, valid_from=SOON)
    for user in (cast.tang, cast.feng, cast.gao):
        assert as_(user).post(reverse("offices:setting_withdraw", args=[row.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        withdraw(cast.tang, row)


def test_the_page_shows_what_holds_and_what_comes(cast, as_):
    put(cast.zhou, area=cast.city, valid_from=SOON)
    page = words(as_(cast.zhou).get("/offices/settings/"))
    assert "至少一次" in page
    assert f"{SOON.month}月{SOON.day}日起：三见面" in page
    for key in CATALOGUE.values():
        assert key.house or key.label in page


def test_the_history_names_every_value_with_its_source(cast, as_):
    put(cast.zhou, area=cast.city, source="云川市办法第十条")
    page = words(as_(cast.zhou).get("/offices/settings/contacts_needed/"))
    assert "云川市办法第十条" in page
    assert "代表法第五十一条要求" in page
    assert cast.zhou.name in page


def test_an_unknown_setting_is_not_found_and_others_are_kept_out(cast, as_):
    client = as_(cast.zhou)
    assert client.get("/offices/settings/no-such/").status_code == 404
    for user in (cast.lin, cast.chen, cast.sun, cast.wu, cast.shen):
        assert as_(user).get("/offices/settings/").status_code == 403
    assert as_(cast.gao).get("/offices/settings/").status_code == 200
    assert as_(cast.gao).get(reverse("offices:setting_new", args=["signer"])).status_code == 403


def test_the_page_costs_the_same_however_many_values_there_are(cast, as_, django_assert_max_num_queries):
    client, counts = as_(cast.zhou), []
    client.get("/offices/settings/")
    for days in (1, 2, 3):
        put(cast.zhou, area=cast.city, valid_from=SOON + timedelta(days=days))
        with django_assert_max_num_queries(12) as taken:
            client.get("/offices/settings/")
        counts.append(len(taken))
    assert len(set(counts)) == 1
