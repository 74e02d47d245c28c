"""The Excel file of a list is the list."""

from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest

from accounts.models import User
from journal.models import Entry, EntryKind
from pages.sheets import read_sheet

pytestmark = pytest.mark.usefixtures("viewer")


def exported(client, query: str = "") -> BytesIO:
    response = client.get(f"/?export=xlsx&{query}")
    assert response.status_code == 200
    return BytesIO(b"".join(response.streaming_content))


def rows(file: BytesIO) -> list[dict]:
    return [row for _, row in read_sheet(file)]


def test_all_rows_leave_whatever_the_page_shows(client, users):
    assert [row["登录名"] for row in rows(exported(client))] == [f"user{n:02}" for n in range(12)]


def test_the_file_is_filtered_sorted_and_columned_as_the_list(client, users):
    found = rows(exported(client, "kind=system&sort=-username&cols=username,name"))
    assert found == [{"登录名": f"user{n:02}", "姓名": f"张三{n}"} for n in (8, 4, 0)]


def test_the_cover_tells_who_what_and_how_many(client, users):
    sheet = openpyxl.load_workbook(exported(client, "kind=system&sort=-username"))["说明"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert told["导出人"] == "查看者" and told["行数"] == "3行"
    assert told["筛选条件"] == "管理员类别：系统管理员" and told["排序"] == "登录名（降序）"


def test_what_the_page_masks_leaves_masked(client, users):
    assert rows(exported(client, "cols=email"))[0] == {"邮箱": "z" + "*" * 15}


def test_a_formula_leaves_as_text(client, users):
    User.objects.filter(username="user00").update(name="=cmd|' /C calc'!A0")
    cell = openpyxl.load_workbook(exported(client))["数据"]["B2"]
    assert cell.data_type != "f" and cell.value.startswith("'=")


def test_an_export_is_written_down(client, users, viewer):
    exported(client, "kind=system")
    entry = Entry.objects.get(kind=EntryKind.EXPORT)
    assert entry.actor == viewer and entry.subject == "账号"
    assert entry.data["rows"] == 3 and entry.data["filters"] == ["管理员类别：系统管理员"]


def test_the_file_has_a_chinese_name_and_is_not_kept(client, users):
    response = client.get("/?export=xlsx")
    assert quote("账号_") in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"


def test_a_filter_that_cannot_be_read_is_told_on_the_cover(client, users):
    sheet = openpyxl.load_workbook(exported(client, "number=x"))["说明"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert "序号：输入一个数字。" in told["未能识别"]
