"""The desk: visits typed in, kept once, and never lost."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from journal.models import Entry
from stations.choices import OpinionState, Route, TellWay
from stations.intake import NewMatter, log_visit
from stations.models import DeputyCode, Matter, Opinion, StationCode, Visit
from stations.reception_lifecycle import RECEPTION
from tests.stations.conftest import typed
from workflow.lifecycle import perform
from workflow.transitions import Refused


@pytest.fixture
def desk(client, cast, open_day):
    """Post a visit to the desk as lin; htmx=True as the page does."""
    client.force_login(cast.lin)

    def post(data, htmx: bool = True):
        return client.post(
            f"/receptions/{open_day.pk}/desk/", data, headers={"HX-Request": "true"} if htmx else {}
        )

    return post


def test_one_visit_of_three_matters_makes_three_opinions_each_on_its_way(cast, desk, open_day, today):
    answer = desk(
        typed(
            cast,
            {"text": "路灯不亮", "route": "on_spot", "answer": "已报修"},
            {"text": "公交太少", "route": "office", "office": cast.transport.pk, "advice": "请增开班次"},
            {"text": "拆迁官司", "route": "refused", "refusal": "litigation", "go_instead": "区人民法院"},
            phone="139 1234 5678",
            confidential="on",
        )
    )
    visit = Visit.objects.get()
    assert (visit.number, visit.phone, visit.on) == (f"DJ-LLZ001-{today.year}-0001", "13912345678", today)
    assert visit.recorded_by == cast.lin
    spot, sent, refused = (matter.opinion for matter in visit.matters.order_by("order"))
    assert (spot.state, spot.route, spot.answer) == (OpinionState.CLOSED, Route.ON_SPOT, "已报修")
    assert (sent.state, sent.office, sent.advice) == (OpinionState.REFERRED, cast.transport, "请增开班次")
    assert (refused.state, refused.go_instead) == (OpinionState.CLOSED, "区人民法院")
    assert all(opinion.confidential for opinion in (spot, sent, refused))
    assert visit.matters.filter(told_how=TellWay.FACE, told_on=today).count() == 2
    page = answer.content.decode()
    assert (
        "已登记刘**反映的3件事项" in page
        and 'id="visits"' in page
        and "刘**" in page
        and "刘桂英" not in page
    )


def test_an_empty_desk_counts_every_fault_it_lists(cast, desk):
    page = desk({"token": str(uuid.uuid4()), "m-TOTAL_FORMS": 1, "m-INITIAL_FORMS": 0}).content.decode()
    assert "还有2处需要改正" in page and "请填写来访选民姓名" in page and "请至少登记一件事项" in page
    page = desk(typed(cast, {"text": ""}, {"category": ""}, voter_name="")).content.decode()
    assert "还有3处需要改正" in page and 'href="#id_m-1-category"' in page


def test_what_goes_to_a_deputy_is_offered_and_what_is_left_stays_open(cast, desk):
    desk(typed(cast, {"route": "deputy", "deputy": cast.chen_deputy.pk}, {"text": "再想想"}))
    states = dict(Opinion.objects.values_list("text", "state"))
    assert states == {"路灯不亮": OpinionState.OFFERED, "再想想": OpinionState.OPENED}


def test_sending_the_same_form_twice_keeps_one_visit(cast, desk):
    data = typed(cast, {"route": "on_spot", "answer": "已报修"})
    desk(data)
    again = desk(data)
    assert Visit.objects.count() == Opinion.objects.count() == 1
    assert "没有重复保存" in again.content.decode()


def test_who_types_a_visit_that_is_there_already_is_asked_first(cast, desk):
    desk(typed(cast, {"route": "on_spot", "answer": "已报修"}))
    page = desk(second := typed(cast, {"route": "on_spot", "answer": "已报修"})).content.decode()
    number = Visit.objects.get().number
    assert f"{number}已登记相同的来访人和内容" in page and 'name="sure"' in page
    desk(second | {"sure": "on"})
    desk(typed(cast, {"text": "另一件事"}))
    assert Visit.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_keep_one_visit(cast, open_day):
    token, results = uuid.uuid4(), []

    def click():
        voter = {"voter_name": "刘桂英", "phone": "", "confidential": False}
        new = [NewMatter("路灯不亮", cast.traffic)]
        done = log_visit(
            cast.lin, open_day.station, voter, new, on=open_day.on, token=token, reception=open_day
        )
        results.append(done.fresh)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(results) == [False, False, False, True]
    assert Visit.objects.count() == Matter.objects.count() == 1


def test_a_row_left_blank_does_not_count(cast, desk):
    desk(typed(cast, {}, {"text": "", "category": ""}))
    assert Matter.objects.count() == 1


BAD = {
    "no name": ({}, {"voter_name": ""}, "请填写来访选民姓名"),
    "a bad phone": ({}, {"phone": "12345"}, "请填写11位手机号码"),
    "no words": ({"text": "", "route": "on_spot"}, {}, "请记下选民反映的事项"),
    "no category": ({"category": ""}, {}, "请选择类别"),
    "no answer": ({"route": "on_spot"}, {}, "请写明当场答复的内容"),
    "no unit": ({"route": "office"}, {}, "请选择转交单位"),
    "no receiver": ({"route": "town"}, {}, "请填写接收的乡镇"),
    "no reason": ({"route": "refused"}, {}, "请选择不予受理的原因"),
    "no deputy": ({"route": "deputy"}, {}, "请选择代表"),
    "a strange route": ({"route": "nowhere"}, {}, "不在可选范围内"),
    "an endless name": ({}, {"voter_name": "长" * 31}, "最多30字"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_beside_its_field_and_nothing_typed_is_lost(cast, desk, case):
    matter, voter, said = BAD[case]
    page = desk(
        typed(cast, {"text": "井盖破损很久了"} | matter, **{"address": "清河路8号"} | voter)
    ).content.decode()
    assert said in page
    assert "清河路8号" in page and ("井盖破损很久了" in page or "text" in matter)
    assert not Visit.objects.exists()


def test_a_unit_of_another_place_cannot_be_chosen(cast, desk):
    page = desk(typed(cast, {"route": "office", "office": cast.west_committee.pk})).content.decode()
    assert "不在可选范围内" in page
    assert not Visit.objects.exists()


def test_no_matter_at_all_is_refused(cast, desk):
    assert "请至少登记一件事项" in desk(typed(cast, {"text": "", "category": ""})).content.decode()
    assert not Visit.objects.exists()


def test_a_forged_formset_is_a_fault_and_not_a_crash(cast, desk):
    data = typed(cast, {}) | {"m-TOTAL_FORMS": "many"}
    assert desk(data).status_code == 200
    assert not Visit.objects.exists()


def test_a_day_that_is_not_open_takes_no_visit(client, cast, planned):
    client.force_login(cast.lin)
    assert client.post(f"/receptions/{planned.pk}/desk/", typed(cast, {})).url == planned.get_absolute_url()
    with pytest.raises(Refused, match="不能登记来访"):
        log_visit(cast.lin, planned.station, {"voter_name": "甲"}, [], on=planned.on, reception=planned)
    assert not Visit.objects.exists()


def test_a_day_closed_while_the_form_was_filled_in_leaves_what_was_typed(cast, desk, open_day):
    data = typed(cast, {"text": "路灯不亮"})
    type(open_day).objects.filter(pk=open_day.pk).update(state="closed")
    page = desk(data).content.decode()
    assert "接待日已归档，这次来访没有保存" in page and "路灯不亮</textarea>" in page
    assert "<html" not in page and not Visit.objects.exists()


def test_a_refusal_at_the_desk_prints_its_slip(client, cast, log):
    opinion = log("拆迁官司", "refused", refusal="litigation", go_instead="东湖区人民法院")
    client.force_login(cast.lin)
    page = client.get(f"/opinions/{opinion.pk}/slip/").content.decode()
    assert "属诉讼、行政复议、仲裁事项" in page and "东湖区人民法院" in page
    assert client.get(f"/opinions/{log().pk}/slip/").status_code == 404


def test_the_same_telephone_is_recognised_at_this_station_only(client, cast, open_day, log):
    log("路灯不亮", phone="13912345678")
    log("公交太少", phone="13912345678", name="刘桂英")
    client.force_login(cast.lin)
    ask = f"/receptions/{open_day.pk}/desk/caller/"
    page = client.post(ask, {"phone": "139-1234-5678"}).content.decode()
    assert "曾来访2次" in page and "公交太少" in page
    assert "曾来访" not in client.post(ask, {"phone": "13900000000"}).content.decode()
    assert "曾来访" not in client.post(ask, {"phone": ""}).content.decode()
    assert client.get(ask).status_code == 405
    client.force_login(cast.fang)
    assert client.post(ask, {"phone": "13912345678"}).status_code == 404


def test_the_phone_lies_encrypted_in_the_database(cast, log):
    log(phone="13912345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_digest FROM stations_visit")
        phone, digest = cursor.fetchone()
    assert "13912345678" not in phone and "13912345678" not in digest and len(digest) == 64


def test_attendance_is_one_click_and_may_be_put_right(client, cast, open_day):
    client.force_login(cast.lin)
    entry = open_day.roster.get()
    for value, wanted in (("yes", True), ("no", False)):
        page = client.post(
            f"/receptions/{open_day.pk}/desk/attend/",
            {"entry": entry.pk, "attended": value},
            headers={"HX-Request": "true"},
        )
        entry.refresh_from_db()
        assert (entry.attended, page.status_code) == (wanted, 200)
    bad = client.post(f"/receptions/{open_day.pk}/desk/attend/", {"entry": 0, "attended": "yes"}, follow=True)
    assert "没有找到这位代表" in bad.content.decode()
    bad = client.post(
        f"/receptions/{open_day.pk}/desk/attend/", {"entry": entry.pk, "attended": "%%"}, follow=True
    )
    assert "请点“到岗”或“未到”" in bad.content.decode()
    entry.refresh_from_db()
    assert entry.attended is False


def test_a_code_that_is_not_of_this_day_is_told_in_a_sentence(client, cast, open_day):
    client.force_login(cast.lin)
    codes = {
        DeputyCode.objects.create(
            deputy=cast.qian_deputy, issued_by=cast.zhou
        ).token: "这是钱涛的代表码，不在本次轮值名单中",
        DeputyCode.objects.create(
            deputy=cast.zhao_deputy, issued_by=cast.zhou, revoked_at=timezone.now(), revoked_by=cast.zhou
        ).token: "这个代表码已经停用",
        StationCode.objects.create(
            station=cast.qinghe, issued_by=cast.zhou
        ).token: "这是联络站的码，请扫代表码",
        "a1b2c3d4e5f6": "扫到的不是本次轮值代表的码",
    }
    for token, said in codes.items():
        data = {"code": f"https://example.org/p/c/{token}/", "attended": "yes"}
        page = client.post(f"/receptions/{open_day.pk}/desk/attend/", data, follow=True).content.decode()
        assert said in page and token not in page
    typed = {"code": "ZH-404", "attended": "yes"}
    page = client.post(f"/receptions/{open_day.pk}/desk/attend/", typed, follow=True).content.decode()
    assert "“ZH-404”不在本次轮值名单中" in page
    assert not open_day.roster.filter(attended=True).exists()


def test_attendance_after_closing_is_told_and_not_written(client, cast, open_day):
    entry = open_day.roster.get()
    perform(RECEPTION, open_day.pk, "attend", cast.lin, entry=entry, attended=True)
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary="无人来访")
    client.force_login(cast.lin)
    answer = client.post(
        f"/receptions/{open_day.pk}/desk/attend/",
        {"entry": entry.pk, "attended": "no"},
        headers={"HX-Request": "true"},
    )
    entry.refresh_from_db()
    assert entry.attended is True and "已由林晓燕" in answer.content.decode()


def test_a_visit_is_logged_outside_a_reception_day_too(client, cast, today):
    client.force_login(cast.lin)
    data = typed(cast, {"text": "来信反映噪声"}, station=cast.qinghe.pk, on=str(today))
    answer = client.post("/opinions/new/", data)
    visit = Visit.objects.get()
    assert (visit.reception, visit.station) == (None, cast.qinghe)
    assert answer.url == visit.matters.get().opinion.get_absolute_url()


def test_outside_a_day_the_station_must_be_ones_own_and_the_day_not_ahead(client, cast):
    client.force_login(cast.lin)
    page = client.post(
        "/opinions/new/", typed(cast, {}, station=cast.wangjiang.pk, on="2999-01-01")
    ).content.decode()
    assert "不在可选范围内" in page and "不能晚于今天" in page
    assert not Visit.objects.exists()


def test_who_came_is_corrected_with_a_trace(client, cast, log):
    visit = log(phone="13912345678").matters.get().visit
    client.force_login(cast.lin)
    page = client.get(f"/visits/{visit.pk}/edit/").content.decode()
    assert "13912345678" in page
    assert Entry.objects.get(kind="reading").data == {"reason": "更正来访登记"}
    client.post(
        f"/visits/{visit.pk}/edit/", {"voter_name": "刘桂兰", "phone": "13911112222", "gender": "female"}
    )
    visit.refresh_from_db()
    assert (visit.voter_name, visit.phone) == ("刘桂兰", "13911112222")
    client.force_login(cast.zhou)
    assert client.get(f"/visits/{visit.pk}/edit/").status_code == 403


def test_the_station_and_its_numbers_run_on_after_rows_from_elsewhere(cast, open_day, today, log):
    log()
    taken = Opinion.objects.get()
    Opinion.objects.filter(pk=taken.pk).update(number=f"YJ-LLZ001-{today.year}-10007")
    assert log().number == f"YJ-LLZ001-{today.year}-0002"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM stations_series")
    assert log().number == f"YJ-LLZ001-{today.year}-10008"
