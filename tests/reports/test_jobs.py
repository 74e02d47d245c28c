"""Ledgers built in the background by a real worker, ordered by a person or by the month."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from journal.models import Entry
from notices.models import Notice
from reports.building import build, fail
from reports.models import ReportJob
from reports.ordering import monthly, order, sweep
from suggestions.models import Suggestion

TODAY = date(2026, 11, 20)
PAGE = "/reports/jobs/"


@pytest.fixture
def registered(cast) -> Suggestion:
    return cast.suggestion(
        state="registered", number=1, submitted_on=date(2026, 10, 3), registered_on=date(2026, 10, 8)
    )


@pytest.fixture
def zhou(client, cast):
    client.force_login(cast.zhou)
    return cast.zhou


def form(**fields):
    return {"kind": "suggestions", "start": "2026-10-01", "end": "2026-10-31", **fields}


@pytest.mark.django_db(transaction=True)
def test_a_worker_builds_what_a_clerk_ordered_and_says_so(client, registered, zhou, worker):
    assert client.post(PAGE, form()).status_code == 302
    job = ReportJob.objects.get()
    for _ in range(100):
        job.refresh_from_db()
        if job.finished_at:
            break
        client.get(PAGE)
    else:
        pytest.fail(f"not built: {job.status} {job.error}")
    assert "已完成，1行" in client.get(PAGE).content.decode()
    book = load_workbook(BytesIO(b"".join(client.get(f"{PAGE}{job.pk}/file/").streaming_content)))
    assert registered.title in [cell.value for row in book["数据"].iter_rows() for cell in row]
    assert Notice.objects.get(recipient=zhou, kind="report.done").url == PAGE
    assert Entry.objects.filter(kind="export", actor=zhou).count() == 2  # the building and the download


def test_a_second_click_orders_no_second_ledger_while_the_first_waits(cast, zhou):
    first = order(zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31))
    assert order(zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31)) == first
    assert order(zhou, "receptions", date(2026, 10, 1), date(2026, 10, 31)) != first
    build(first.pk)
    assert order(zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31)) != first, "what has moved since"


def test_a_ledger_holds_what_its_maker_may_see_and_nobody_else_downloads_it(client, registered, cast):
    job = order(cast.zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31))
    build(job.pk)
    for who, code in ((cast.zhou, 200), (cast.tang, 404), (cast.gao, 404), (cast.lin, 404), (cast.luo, 404)):
        client.force_login(who)
        assert client.get(f"{PAGE}{job.pk}/file/").status_code == code, who.username


def test_a_killed_job_is_built_anew_and_a_finished_one_is_told_once(registered, cast):
    job = order(cast.zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31))
    ReportJob.objects.filter(pk=job.pk).update(started_at=timezone.now() - timedelta(hours=1), done=500)
    assert "1行" in build(job.pk)
    assert build(job.pk) == "已生成"
    assert (
        Notice.objects.get(kind="report.done").title
        == "代表建议办理情况汇总表（2026年10月1日至2026年10月31日）已生成"
    )


def test_the_sweep_hands_over_what_was_lost_and_leaves_what_runs(cast, django_capture_on_commit_callbacks):
    lost = order(cast.zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31))
    runs = order(cast.zhou, "receptions", date(2026, 10, 1), date(2026, 10, 31))
    ReportJob.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    ReportJob.objects.filter(pk=runs.pk).update(started_at=timezone.now())
    assert sweep(TODAY) == "重新排队1份报表。"
    assert ReportJob.objects.get(pk=lost.pk).status == "排队中"


def test_last_months_ledgers_are_ordered_once_for_every_office(cast):
    assert monthly(TODAY) == "为2026年10月生成台账4份。"
    assert monthly(TODAY) == "上月台账均已安排。"
    assert set(ReportJob.objects.values_list("office", flat=True)) == {
        cast.committee.pk,
        cast.west_committee.pk,
    }
    assert set(ReportJob.objects.values_list("start", "end")) == {(date(2026, 10, 1), date(2026, 10, 31))}


def test_a_failure_is_shown_and_can_be_tried_again(client, zhou):
    job = order(zhou, "suggestions", date(2026, 10, 1), date(2026, 10, 31))
    fail(job.pk, "磁盘已满")
    assert "生成失败" in client.get(PAGE).content.decode()
    assert Notice.objects.filter(recipient=zhou, kind="report.failed").exists()
    assert client.post(f"{PAGE}{job.pk}/again/").status_code == 302
    assert ReportJob.objects.get(pk=job.pk).error == ""


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"end": "2026-09-30"}, "截止日期不能早于起始日期"),
        ({"start": "2019-01-01", "end": "2026-10-31"}, "一次最多生成五年"),
        ({"end": "2099-01-01"}, "截止日期不能晚于今天"),
        ({"start": ""}, "请填写"),
        ({"kind": "bogus"}, "不在可选范围内"),
    ],
)
def test_a_wrong_order_is_refused_beside_the_field_and_keeps_what_was_typed(client, zhou, fields, message):
    page = client.post(PAGE, form(**fields)).content.decode()
    assert message in page
    assert 'value="2026-10' in page
    assert not ReportJob.objects.exists()


def test_a_clerk_orders_only_the_reception_ledger_and_a_unit_none(client, cast):
    client.force_login(cast.lin)
    assert "suggestions" not in client.get(PAGE).content.decode().split("<select")[1].split("</select")[0]
    client.force_login(cast.sun)
    assert client.get(PAGE).status_code == 403


def test_the_page_has_the_button_that_it_speaks_of_and_the_dashboard_leads_to_it(client, zhou):
    page = client.get(PAGE).content.decode()
    assert ">开始生成</button>" in page.split('id="jobs"')[0]
    assert f'href="{PAGE}"' in client.get("/reports/").content.decode()
    assert "已安排生成，完成后会通知您" in client.post(PAGE, form(), follow=True).content.decode()


def test_who_may_not_order_ledgers_is_not_led_to_them(client, cast):
    client.force_login(cast.sun)
    assert f'href="{PAGE}"' not in client.get("/reports/").content.decode()
