"""Changing a time limit: by whom, with what preview, and what it moves."""

from datetime import date

import pytest

from journal.models import Entry
from offices.limits import setting
from offices.models import Setting

LIMITS, PREVIEW = "/workflow/limits/", "/workflow/limits/preview/"
NEW = {"value": "2", "unit": "month", "start_event": "dispatched", "source": "本市办理办法第九条"}


def change(client, key="reply", area=None, **fields):
    url = f"{LIMITS}{key}/?area={area.pk if area else ''}"
    return client.post(url, {**NEW, "valid_from": "2026-11-01", **fields})


@pytest.fixture
def zhou(client, cast):
    client.force_login(cast.zhou)
    return cast.zhou


@pytest.fixture
def late(clock):
    return clock(date(2027, 2, 22), started_on=date(2026, 11, 20), provisional=True)


def test_every_limit_in_force_is_shown_with_its_source(client, cast):
    client.force_login(cast.lin)
    text = client.get(LIMITS).content.decode()
    assert "代表法（2025年修正）第五十一条" in text
    assert "期限最后一日遇休息日" in text
    assert ">更改<" not in text


def test_the_committee_changes_its_own_area_and_those_below_only(client, cast, zhou):
    assert change(client, area=cast.city).url == PREVIEW
    assert change(client, area=cast.west).url == PREVIEW
    assert change(client).status_code == 403
    assert change(client, area=cast.province).status_code == 403
    client.force_login(cast.tang)
    assert change(client, area=cast.city).status_code == 403
    for nobody in (cast.lin, cast.luo, cast.gao, cast.sun):
        client.force_login(nobody)
        assert change(client, area=cast.city).status_code == 403
    client.force_login(cast.feng)
    assert change(client).url == PREVIEW


def test_a_new_limit_moves_the_clocks_that_start_from_its_day_on(client, cast, zhou, late, clock):
    before = clock(date(2026, 12, 1), started_on=date(2026, 9, 1))
    type(late.subject).objects.filter(pk=late.subject_id).update(submitted_on=date(2026, 11, 20))
    change(client, area=cast.city)
    page = client.get(PREVIEW)
    assert "1个时限的到期日将变动" in page.content.decode()
    assert late.subject.get_absolute_url() in page.content.decode(), "the office reads whose day would move"
    assert setting("reply", cast.city).value == "3"
    client.post(PREVIEW, {"seen": page.context["seen"]})
    late.refresh_from_db()
    before.refresh_from_db()
    assert (late.due_on, before.due_on) == (date(2027, 1, 20), date(2026, 12, 1))
    assert late.sheet["rule"]["source"] == NEW["source"]
    limit = setting("reply", cast.city, date(2026, 11, 2))
    assert (limit.value, setting("reply", cast.city, date(2026, 10, 31)).value) == ("2", "3")
    assert Setting.objects.get(area=cast.city).created_by == zhou
    assert Entry.objects.filter(verb="更改时限").exists()


def test_a_second_value_of_the_same_day_is_refused_and_the_first_one_stands(client, cast, zhou, late):
    Setting.objects.create(area=cast.city, key="reply", valid_from=date(2026, 11, 1), **NEW | {"value": "1"})
    assert "这一天已经有一个值" in change(client, area=cast.city).content.decode()
    assert Setting.objects.get(area=cast.city).value == "1"


def test_whoever_is_faster_on_the_same_day_wins(client, cast, zhou, late):
    change(client, area=cast.city)
    Setting.objects.create(area=cast.city, key="reply", valid_from=date(2026, 11, 1), **NEW | {"value": "1"})
    seen = client.get(PREVIEW).context["seen"]
    assert "这一天已经有一个值" in client.post(PREVIEW, {"seen": seen}, follow=True).content.decode()
    assert Setting.objects.get(area=cast.city).value == "1"


def test_a_limit_of_another_area_moves_nothing_here(client, cast, late):
    client.force_login(cast.tang)
    change(client, area=cast.west)
    assert "没有正在进行的时限受影响" in client.get(PREVIEW).content.decode()


def test_an_area_s_own_limit_stands_against_a_general_one(client, cast, late):
    Setting.objects.create(area=cast.city, key="reply", valid_from=date(2026, 10, 1), **NEW | {"value": "3"})
    client.force_login(cast.feng)
    change(client)
    assert "没有正在进行的时限受影响" in client.get(PREVIEW).content.decode()


def test_ending_on_a_day_off_is_a_limit_too(client, cast, zhou, late):
    change(client, "roll_to_workday", cast.city, value="no", unit="switch", start_event="")
    page = client.get(PREVIEW)
    client.post(PREVIEW, {"seen": page.context["seen"]})
    late.refresh_from_db()
    assert late.due_on == date(2027, 2, 20)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": "4"}, "代表法"),
        ({"value": "三"}, "请填写整数"),
        ({"value": "9000000", "unit": "day"}, "须在1至400日之间"),
        ({"value": ""}, "必填"),
        ({"source": ""}, "必填"),
        ({"valid_from": "下月"}, "日期"),
    ],
)
def test_what_may_not_stand_is_refused_beside_its_field(client, cast, zhou, fields, said):
    page = change(client, area=cast.city, **fields)
    assert page.status_code == 200
    form = page.context["form"]
    assert set(fields) & set(form.errors)
    assert form.errors


def test_only_time_limits_are_changed_here(client, cast, zhou):
    assert change(client, "signer", cast.city).status_code == 404
    assert change(client, "nonsense", cast.city).status_code == 404


def test_a_preview_without_a_change_leads_back(client, zhou):
    assert client.get(PREVIEW).url == LIMITS
