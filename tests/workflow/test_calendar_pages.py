"""The calendar's pages: everybody looks, the system administrator loads, and sees first what moves."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from journal.models import Entry
from notices.models import Notice
from workflow.calendar import legal_calendar
from workflow.models import CalendarYear
from workflow.moves import AFTER_MOVE

PAGE, LOAD = "/workflow/calendar/", "/workflow/calendar/load/"
DAY, PREVIEW = "/workflow/calendar/day/", "/workflow/calendar/preview/"
# 20 February 2027, a Saturday, becomes a working day; Monday 22 February a day off
YEAR_2027 = "日期,性质,名称\n2027-01-01,放假,元旦\n2027-02-20,调休上班,春节\n2027-02-22,放假,春节假期"


def upload(text: str = YEAR_2027, **fields):
    file = SimpleUploadedFile("2027.csv", text.encode())
    return {"year": 2027, "source": "国办发明电〔2026〕7号", "file": file, **fields}


@pytest.fixture
def luo(client, cast):
    client.force_login(cast.luo)
    return cast.luo


@pytest.fixture
def late(clock):
    """A reply from 20 November 2026: three months end on Saturday, 20 February, so on Monday the 22nd."""
    return clock(date(2027, 2, 22), started_on=date(2026, 11, 20), provisional=True)


def test_everybody_signed_in_may_look_at_a_year(client, cast):
    assert client.get(PAGE).status_code == 302
    client.force_login(cast.lin)
    page = client.get(PAGE, {"year": 2026}).content.decode()
    assert "国庆节假期（10月10日调休）" in page
    assert "尚未按国务院通知核定" not in page
    assert "载入年度日历" not in page
    assert "尚未按国务院通知核定" in client.get(PAGE, {"year": 2027}).content.decode()
    assert client.get(PAGE, {"year": "二〇"}).status_code == 200


@pytest.mark.parametrize("page", [LOAD, DAY, PREVIEW])
def test_nobody_but_the_system_administrator_changes_it(client, cast, page):
    for user in (cast.zhou, cast.feng, cast.lin):
        client.force_login(user)
        assert client.get(page).status_code == 403
    client.force_login(cast.luo)
    assert client.get(page).status_code in (200, 302)


def test_a_year_is_previewed_and_then_moves_what_it_touches(client, luo, late, clock, cast):
    other = clock(date(2026, 12, 1))
    followed = []
    AFTER_MOVE.append(lambda: followed.append(1))
    assert client.post(LOAD, upload()).url == PREVIEW
    page = client.get(PREVIEW)
    text = page.content.decode()
    assert "1个时限的到期日将变动" in text
    assert "2027年2月22日" in text
    assert "2027年2月20日" in text
    assert "人民路" not in text  # an administrator sees no case
    late.refresh_from_db()
    assert late.due_on == date(2027, 2, 22)

    client.post(PREVIEW, {"seen": page.context["seen"]})
    AFTER_MOVE.pop()
    late.refresh_from_db()
    other.refresh_from_db()
    assert (late.due_on, late.provisional, other.due_on) == (date(2027, 2, 20), False, date(2026, 12, 1))
    assert late.sheet["due_on"] == "2027-02-20"
    assert CalendarYear.objects.get(year=2027).confirmed
    assert legal_calendar().is_workday(date(2027, 2, 20))
    assert Entry.objects.get(verb="重新计算时限").data["moves"] == [
        f"suggestions.suggestionclock:{late.pk}:2027-02-22>2027-02-20"
    ]
    assert "由2027年2月22日调整为2027年2月20日" in Notice.objects.get(recipient=cast.sun).title
    assert followed == [1]


def test_what_changed_since_the_preview_is_shown_again(client, luo, late, clock):
    client.post(LOAD, upload())
    seen = client.get(PREVIEW).context["seen"]
    clock(date(2027, 2, 22), started_on=date(2026, 11, 20))
    page = client.post(PREVIEW, {"seen": seen})
    assert "请再核对一次" in page.content.decode()
    assert "2个时限的到期日将变动" in page.content.decode()
    late.refresh_from_db()
    assert late.due_on == date(2027, 2, 22)


def test_a_faulty_file_is_refused_beside_the_field_and_the_rest_is_kept(client, luo):
    page = client.post(LOAD, upload("日期,性质,名称\n2027-13-01,放假,元旦"))
    text = page.content.decode()
    assert "第2行“日期”" in text
    assert "国办发明电〔2026〕7号" in text
    assert not CalendarYear.objects.get(year=2027).confirmed


def test_a_file_that_is_no_workbook_is_refused_by_its_content(client, luo):
    file = SimpleUploadedFile("2027.xlsx", b"MZ\x90\x00 not a workbook")
    assert "xlsx" in client.post(LOAD, upload(file=file)).content.decode()


def test_without_a_source_the_file_is_asked_for_again(client, luo):
    assert "请重新选择文件" in client.post(LOAD, upload(source="")).content.decode()


def test_one_day_is_told_differently_by_the_same_preview(client, luo):
    assert (
        client.post(
            DAY, {"day": "2026-12-25", "kind": "holiday", "name": "", "source": "市政府通知"}
        ).status_code
        == 200
    )
    assert (
        client.post(DAY, {"day": "2026-12-25", "kind": "makeup", "name": "x", "source": "y"}).status_code
        == 200
    )
    client.post(DAY, {"day": "2026-12-25", "kind": "holiday", "name": "试放一天", "source": "市政府通知"})
    page = client.get(PREVIEW)
    assert "试放一天放假" in page.content.decode()
    client.post(PREVIEW, {"seen": page.context["seen"]})
    assert not legal_calendar().is_workday(date(2026, 12, 25))
    assert not legal_calendar().is_workday(date(2026, 10, 1))
    client.post(DAY, {"day": "2026-12-25", "kind": "plain", "name": "", "source": "更正"})
    client.post(PREVIEW, {"seen": client.get(PREVIEW).context["seen"]})
    assert legal_calendar().is_workday(date(2026, 12, 25))


def test_an_exported_year_can_be_loaded_again(client, luo):
    file = client.get(PAGE, {"year": 2026, "export": "xlsx"})
    content = b"".join(file.streaming_content)
    answer = client.post(LOAD, upload(year=2026, file=SimpleUploadedFile("2026.xlsx", content)))
    assert answer.status_code == 302
    assert "与现在的日历相同" in client.get(PREVIEW).content.decode()


def test_a_preview_without_an_upload_leads_back(client, luo):
    assert client.get(PREVIEW).url == PAGE
