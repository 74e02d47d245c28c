"""What is printed for a reception day, and what was written on paper entered later."""

import datetime as dt

import pytest

from stations.codes import renew
from stations.models import Visit
from stations.models.visits import spaced
from stations.reception_lifecycle import RECEPTION
from tests.stations.conftest import typed
from workflow.lifecycle import perform


@pytest.fixture
def lin(client, cast):
    client.force_login(cast.lin)
    return client


def test_the_poster_names_day_place_deputies_and_leads_to_the_station(lin, cast, planned):
    planned.theme = "教育专题"
    planned.save()
    page = lin.get(f"/receptions/{planned.pk}/poster/").content.decode()
    for word in ("陈建国", planned.place, "教育专题", 'class="qr"', "涉法涉诉"):
        assert word in page, word
    before = page.split('class="qr"')[1]
    renew(cast.lin, cast.qinghe)
    assert lin.get(f"/receptions/{planned.pk}/poster/").content.decode().split('class="qr"')[1] != before


def test_a_plate_for_each_deputy_says_his_level(lin, cast, planned):
    page = lin.get(f"/receptions/{planned.pk}/plates/").content.decode()
    assert (
        page.count("陈建国") >= 2
        and "云川市人大代表" in page
        and 'class="qr"' not in page.split("plate-front")[1]
    )
    renew(cast.lin, cast.chen_deputy)
    assert (
        'class="qr"' in lin.get(f"/receptions/{planned.pk}/plates/").content.decode().split("plate-front")[1]
    )


def test_the_empty_form_has_the_fields_of_the_record(lin, planned):
    page = lin.get(f"/receptions/{planned.pk}/form/").content.decode()
    for word in ("选民原话", "要求保密", "选区", "处理方式", "接待代表签名", "依法保密"):
        assert word in page, word


def test_the_record_to_be_filed_masks_the_voter_until_there_is_a_reason(lin, client, cast, open_day, log):
    opinion = log("路灯不亮", "office", office=cast.transport, phone="13912345678", advice="请检修")
    address = f"/visits/{opinion.matters.get().visit_id}"
    assert "（到岗未登记）" in lin.get(f"{address}/record/").content.decode()
    open_day.roster.update(attended=True)
    page = lin.get(f"{address}/record/").content.decode()
    for word in ("路灯不亮", "云川市交通运输局", "请检修", "陈建国（云川市人大代表）", "刘**", "139****5678"):
        assert word in page, word
    assert "刘桂英" not in page and "13912345678" not in page
    assert "接待记录表" not in lin.get(f"{address}/unmask/").content.decode()
    full = lin.post(f"{address}/unmask/", {"reason": "归档打印"}).content.decode()
    assert "刘桂英" in full.split("接待代表签名")[0] and "13912345678" in full and "打印接待记录表" in full
    client.force_login(cast.fang)
    assert client.get(f"{address}/record/").status_code == 404


def test_closing_begins_with_the_days_figures_and_the_report_holds_no_voter(lin, client, cast, open_day, log):
    log("路灯不亮", "on_spot", answer="已报修", name="刘桂英", phone="13912345678")
    log("公交太少", "office", office=cast.transport)
    log("家里的难事", "on_spot", answer="已解释", secret=True)
    open_day.roster.update(attended=True)
    said = "本次接待到岗代表1名，接待群众3人次，反映事项3件：当场答复2件，转其他单位1件"
    assert said in lin.get(f"/receptions/{open_day.pk}/do/close/").content.decode()
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary="群众最关心路灯。")
    client.force_login(cast.zhou)
    page = client.get(f"/receptions/{open_day.pk}/report/").content.decode()
    for word in (
        said,
        "群众最关心路灯",
        "路灯不亮",
        "云川市交通运输局",
        "代表工作委员会：",
        "要求保密，另行报告",
    ):
        assert word in page, word
    assert "刘桂英" not in page and "139" not in page and "家里的难事" not in page


def test_figures_that_the_summary_tells_are_not_told_twice(lin, cast, open_day, log):
    log("路灯不亮", "hotline")
    open_day.roster.update(attended=True)
    said = "反映事项1件：转12345热线1件"
    assert said in lin.get(f"/receptions/{open_day.pk}/do/close/").content.decode()
    told = "本次接待到岗代表1名，接待群众1人次，反映事项1件：转12345热线1件。秩序良好。"
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary=told)
    page = lin.get(f"/receptions/{open_day.pk}/report/").content.decode()
    assert page.count(said) == 1 and "秩序良好" in page


def test_the_receipt_gives_the_code_to_ask_with(lin, cast, open_day, log):
    log("路灯不亮", phone="13912345678")
    log("井盖破损", name="王大海")
    told, untold = Visit.objects.order_by("pk")
    page = lin.get(f"/visits/{told.pk}/receipt/").content.decode()
    assert (
        spaced(told.receipt) in page and "路灯不亮" in page and 'class="qr"' in page and "刘桂英" not in page
    )
    assert "没有登记电话" in lin.get(f"/visits/{untold.pk}/receipt/").content.decode()


def test_the_papers_of_a_visit_lead_back_to_the_open_desk_and_later_to_the_opinion(lin, cast, open_day, log):
    opinion = log("路灯不亮", phone="13912345678")
    papers = [f"/visits/{Visit.objects.get().pk}/{name}/" for name in ("receipt", "record")]
    for paper in papers:
        assert f'href="/receptions/{open_day.pk}/desk/">返回' in lin.get(paper).content.decode()
    type(open_day).objects.update(state="closed")
    for paper in papers:
        assert f'href="{opinion.get_absolute_url()}">返回' in lin.get(paper).content.decode()
    assert papers[0] in lin.get(opinion.get_absolute_url()).content.decode()


def test_no_paper_tells_where_the_voter_lives_before_there_is_a_reason(lin, cast, open_day, log):
    log("路灯不亮", phone="13912345678")
    Visit.objects.update(address="滨江路12号")
    record = f"/visits/{Visit.objects.get().pk}/record/"
    for paper in (record, f"/receptions/{open_day.pk}/register/"):
        page = lin.get(paper).content.decode()
        assert "滨江路12号" not in page and "***" in page
    shown = lin.post(f"/visits/{Visit.objects.get().pk}/unmask/", {"reason": "归档存放"}).content.decode()
    assert shown.count("滨江路12号") == 2


def test_the_receipt_promises_nothing_for_what_was_not_accepted(lin, cast, open_day, log):
    log("改判", "refused", phone="13912345678", refusal="litigation", go_instead="人民法院")
    page = lin.get(f"/visits/{Visit.objects.get().pk}/receipt/").content.decode()
    assert "不予受理，请向人民法院反映" in page and "分送办理" not in page


def test_what_was_written_on_paper_is_entered_with_its_own_date_into_the_open_day(lin, cast, today):
    yesterday = today - dt.timedelta(days=1)
    day = cast.reception(on=yesterday, state="open")
    data = typed(cast, {"text": "纸上记的"}, station=cast.qinghe.pk, on=str(yesterday))
    assert lin.post("/opinions/new/", data).status_code == 302
    visit = Visit.objects.get()
    assert (visit.reception, visit.on, visit.matters.get().opinion.opened_on) == (day, yesterday, yesterday)
    other = typed(cast, {"text": "平日来访"}, station=cast.qinghe.pk, on=str(today))
    lin.post("/opinions/new/", other)
    assert Visit.objects.latest("pk").reception is None


def test_paper_found_after_archiving_is_added_to_its_day_with_a_trace(lin, cast, open_day):
    open_day.roster.update(attended=True)
    perform(RECEPTION, open_day.pk, "close", cast.lin, summary="无人来访")
    page = lin.get(f"/receptions/{open_day.pk}/").content.decode()
    address = f"/opinions/new/?on={open_day.on}"
    assert address in page and f'value="{open_day.on}"' in lin.get(address).content.decode()
    lin.post("/opinions/new/", typed(cast, {"text": "漏记的事"}, station=cast.qinghe.pk, on=str(open_day.on)))
    visit = Visit.objects.get()
    assert visit.reception == open_day
    assert open_day.events.get(action="add").note == f"补录{visit.number}"
    assert "漏记的事" in lin.get(f"/receptions/{open_day.pk}/register/").content.decode()


def test_the_days_page_offers_its_papers_to_staff_and_to_others_the_notice_alone(client, cast, open_day):
    seen = {}
    for who in ("lin", "zhou", "chen"):
        client.force_login(getattr(cast, who))
        page = client.get(f"/receptions/{open_day.pk}/").content.decode()
        seen[who] = [
            word
            for word in ("座位牌", "空白接待记录表", "接待登记表", "接待情况报告", "接待公告")
            if f">{word}</a>" in page
        ]
    assert seen["lin"] == ["座位牌", "空白接待记录表", "接待登记表", "接待情况报告", "接待公告"]
    assert (seen["zhou"], seen["chen"]) == (["接待情况报告", "接待公告"], ["接待公告"])
