"""The auditor's pages, which live in reports."""

import time
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from journal.book import enter, enter_reading
from journal.models import Entry, Link
from journal.seals import seal
from notices.models import Notice
from offices.models import Setting
from pages.dates import cn_date
from reports.audit import verify_nightly

LIST, VERIFY, NOW = "/reports/journal/", "/reports/journal/verify/", "/reports/journal/verify/now/"
pytestmark = pytest.mark.django_db


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def rows(cast) -> list[Entry]:
    enter(
        "deed",
        "代表建议：立案",
        cast.zhou,
        subject=cast.city,
        label="第1号建议",
        data={"before": "submitted"},
    )
    enter_reading(cast.lin, cast.city, "来访群众电话", "回访")
    enter("sign_in", "登录被拒", None, label="未知登录名 ab12", success=False, address="10.0.0.9")
    return list(Entry.objects.order_by("pk"))


@pytest.fixture
def auditor(cast, client):
    client.force_login(cast.shen)
    client.get(LIST)
    return client


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_the_journal_is_open_to_the_auditor_and_to_nobody_else(cast, client, rows):
    urls = (LIST, f"{LIST}?export=xlsx", reverse("reports:entry", args=[rows[0].pk]), VERIFY)
    for user in (cast.luo, cast.feng, cast.zhou, cast.gao, cast.lin, cast.chen):
        client.force_login(user)
        assert {client.get(url).status_code for url in urls} == {403}, user
        assert client.post(NOW).status_code == 403
    client.force_login(cast.shen)
    assert [client.get(url).status_code for url in urls] == [200, 200, 200, 200]
    assert not Entry.objects.visible_to(cast.feng).exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"代表建议：立案", "查看来访群众电话", "登录被拒"}),
        ("kind=reading", {"查看来访群众电话"}),
        ("success=0", {"登录被拒"}),
        ("q=第1号建议", {"代表建议：立案"}),
        ("q=立案", {"代表建议：立案"}),
        ("verb=电话", {"查看来访群众电话"}),
        ("subject_type=offices.area", {"代表建议：立案", "查看来访群众电话"}),
        ("at_after=2000-01-01&at_before=2000-12-31", set()),
    ],
)
def test_the_list_is_filtered_by_time_kind_person_verb_subject_and_outcome(auditor, rows, query, found):
    page = words(auditor.get(f"{LIST}?{query}"))
    table = page[page.find("<tbody>") :] if "<tbody>" in page else ""
    assert {row.verb for row in rows if row.verb in table} == found


def test_the_list_is_filtered_by_person_and_finds_a_row_by_its_number(cast, auditor, rows):
    page = words(auditor.get(f"{LIST}?actor={cast.lin.pk}"))
    assert "查看来访群众电话" in page
    assert "第1号建议" not in page
    assert "第1号建议" in words(auditor.get(LIST, {"q": f"#{rows[0].pk}"}))


def test_an_export_holds_the_filtered_rows_and_is_itself_journalled(cast, auditor, rows):
    answer = auditor.get(f"{LIST}?kind=deed&export=xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line]
    assert "第1号建议" in cells
    assert "查看来访群众电话" not in cells
    entry = Entry.objects.get(kind="export")
    assert entry.actor == cast.shen
    assert entry.data["rows"] == 1


def test_a_row_shows_what_it_holds_and_its_place_in_the_chain(auditor, rows):
    url = reverse("reports:entry", args=[rows[0].pk])
    assert "尚未封存" in words(auditor.get(url))
    seal(timezone.localdate())
    page = words(auditor.get(url))
    link = Link.objects.get(entry=rows[0])
    assert link.digest in page
    assert "&quot;before&quot;: &quot;submitted&quot;" in page


def test_verifying_shows_a_whole_journal_with_its_head_and_keeps_the_result(cast, auditor, rows):
    seal(timezone.localdate())
    page = words(auditor.post(NOW, follow=True))
    head = Link.objects.order_by("-position").first()
    assert "日志完好" in page
    assert f"{head.position}:{head.digest}" in page
    entry = Entry.objects.get(verb="核验日志")
    assert (entry.actor, entry.success) == (cast.shen, True)


def test_verifying_a_broken_journal_names_the_row_and_tells_every_auditor(cast, auditor, rows):
    seal(timezone.localdate())
    tamper(f"UPDATE journal_entry SET verb = '销案' WHERE id = {rows[1].pk}")
    page = words(auditor.post(NOW, follow=True))
    assert "发现1处损坏" in page
    assert f"日志 #{rows[1].pk} 与封存时不一致" in page
    notice = Notice.objects.get(kind="journal.broken")
    assert notice.recipient == cast.shen
    assert f"#{rows[1].pk}" in verify_nightly(timezone.localdate())


def test_a_head_printed_earlier_is_compared(auditor, rows):
    seal(timezone.localdate())
    head = Link.objects.order_by("-position").first()
    noted = f"{head.position}:{head.digest}"
    assert "与打印件一致" in words(auditor.post(VERIFY, {"head": noted}, follow=True))
    assert "请按“序号：64位摘要”填写" in words(auditor.post(VERIFY, {"head": "12:xyz"}))
    tamper(f"DELETE FROM journal_link WHERE position = {head.position}")
    assert "不一致或已不在链中" in words(auditor.post(VERIFY, {"head": noted}, follow=True))


def test_a_long_journal_is_verified_in_the_background(auditor, rows, monkeypatch):
    sent = []
    monkeypatch.setattr("reports.views.audit.AT_ONCE", 0)
    monkeypatch.setattr("reports.views.audit.verify_journal.delay", sent.append)
    seal(timezone.localdate())
    page = words(auditor.post(NOW, follow=True))
    assert "正在等待后台开始核验" in page
    assert f"0 / {Link.objects.count()}条" in page
    assert len(sent) == 1
    assert "核验正在进行" in words(auditor.post(NOW, follow=True))
    assert len(sent) == 1


def test_the_list_costs_the_same_for_three_rows_as_for_one(auditor, rows, django_assert_max_num_queries):
    counts = []
    for url in (f"{LIST}?kind=reading", LIST):
        with django_assert_max_num_queries(12) as taken:
            auditor.get(url)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_the_list_says_how_long_entries_are_kept_and_how_far_back_they_reach(auditor, rows):
    told = auditor.get("/reports/journal/").content.decode()
    assert "规定至少保存180天" in told and f"最早一条记于{cn_date(timezone.now())}" in told
    Setting.objects.create(
        key="log_retention_days",
        value="365",
        unit="day",
        source="本单位规定",
        valid_from=timezone.localdate(),
    )
    assert "规定至少保存365天" in auditor.get("/reports/journal/").content.decode()


def test_old_rows_are_found_by_day(auditor, rows):
    day = timezone.localdate()
    page = words(auditor.get(f"{LIST}?at_after={day}&at_before={day}"))
    assert "第1号建议" in page
    page = words(auditor.get(f"{LIST}?at_after={day + timedelta(days=1)}"))
    assert "第1号建议" not in page


@pytest.mark.django_db(transaction=True)
def test_a_worker_verifies_and_keeps_the_result(worker, cast, client, monkeypatch):
    monkeypatch.setattr("reports.views.audit.AT_ONCE", 0)
    enter("deed", "立案", label="第1号建议")
    seal(timezone.localdate())
    client.force_login(cast.shen)
    client.post(NOW)
    until = time.monotonic() + 20
    while not Entry.objects.filter(verb="核验日志").exists() and time.monotonic() < until:
        time.sleep(0.2)
    entry = Entry.objects.get(verb="核验日志")
    assert (entry.actor, entry.success, entry.data["count"]) == (cast.shen, True, 1)
