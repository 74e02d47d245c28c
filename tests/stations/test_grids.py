"""Grids and the deputies who go down into them; coverage; grids and coordinates brought in as sheets."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from deputies.models import Import, Upload
from journal.models import Entry
from stations.models import Grid, GridDeputy, Station

HEAD = ("行政区域", "网格编号", "网格名称", "层级", "所属大网格编号", "户数", "代表")


@pytest.fixture
def grid(cast) -> Grid:
    return Grid.objects.create(area=cast.street, tier="big", code="QH-D", name="清河大网格")


def sheet(*rows, head=HEAD) -> SimpleUploadedFile:
    book, file = Workbook(), BytesIO()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("网格.xlsx", file.getvalue())


def bring(client, cast, kind: str, file) -> str:
    """Upload a sheet; the page of its dry run."""
    client.force_login(cast.zhou)
    answer = client.post(f"/stations/sheets/{kind}/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def confirm(client, url: str):
    digest = client.get(url).content.decode().split('name="digest" value="')[1].split('"')[0]
    return client.post(url, {"digest": digest})


def typed(cast, **fields) -> dict:
    return {
        "code": "QH-X1", "name": "清河一网格", "area": cast.street.pk, "tier": "small", "parent": "", "households": 300,
        "active": "on", "deputies": [cast.chen_deputy.pk], **fields,
    }  # fmt: skip


def test_the_office_keeps_grids_and_their_deputies_with_the_days(client, cast, grid, today):
    client.force_login(cast.zhou)
    assert client.post("/stations/grids/new/", typed(cast, parent=grid.pk)).status_code == 302
    small = Grid.objects.get(code="QH-X1")
    assert small.parent == grid and small.assigned.get().deputy == cast.chen_deputy
    client.post(
        f"/stations/grids/{small.pk}/edit/", typed(cast, parent=grid.pk, deputies=[cast.zhao_deputy.pk])
    )
    held = {one.deputy: one.ends_on for one in small.assigned.all()}
    assert held == {cast.chen_deputy: today, cast.zhao_deputy: None}
    page = client.get(small.get_absolute_url()).content.decode()
    assert "曾经的代表" in page and "赵敏" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"tier": "big", "parent": "grid"}, "大网格没有上级"),
        ({"code": "QH-D"}, "已存在"),
        ({"area": "0"}, "不在可选范围内"),
    ],
)
def test_a_faulty_grid_is_refused(client, cast, grid, fields, said):
    client.force_login(cast.zhou)
    fields = {name: grid.pk if value == "grid" else value for name, value in fields.items()}
    assert said in client.post("/stations/grids/new/", typed(cast, **fields)).content.decode()
    assert Grid.objects.count() == 1


def test_grids_without_a_deputy_are_listed_and_each_sees_his_own_place(client, cast, grid):
    other = Grid.objects.create(area=cast.other_street, tier="small", code="WJ-X", name="望江一网格")
    GridDeputy.objects.create(grid=grid, deputy=cast.chen_deputy, starts_on=dt.date(2026, 1, 1))
    client.force_login(cast.zhou)
    bare = client.get("/stations/grids/?covered=no").content.decode()
    assert "望江一网格" in bare and "清河大网格" not in bare
    client.force_login(cast.lin)
    assert "望江一网格" not in client.get("/stations/grids/").content.decode()
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_sheet_of_grids_is_shown_first_and_written_on_confirmation(client, cast, today):
    rows = (
        ("清河街道", "QH-D", "清河大网格", "大网格", "", 1200, "陈建国"),
        ("清河街道", "QH-X1", "清河一网格", "", "QH-D", 300, "DB00002、陈建国"),
    )
    url = bring(client, cast, "grids", sheet(*rows))
    page = client.get(url).content.decode()
    assert "新增大网格“清河大网格”" in page and "赵敏编入" in page and not Grid.objects.exists()
    confirm(client, url)
    small = Grid.objects.get(code="QH-X1")
    assert small.parent.code == "QH-D" and small.households == 300 and small.assigned.count() == 2
    assert not Upload.objects.exists() and Entry.objects.filter(verb="导入网格").exists()
    again = bring(client, cast, "grids", sheet(*rows))
    assert "完全相同" in client.get(again).content.decode()
    moved = sheet(("清河街道", "QH-X1", "清河一网格", "小网格", "QH-D", 300, "赵敏"))
    confirm(client, bring(client, cast, "grids", moved))
    assert small.assigned.get(deputy=cast.chen_deputy).ends_on == today


def test_one_fault_and_nothing_is_written_and_the_file_comes_back_marked(client, cast):
    file = sheet(
        ("清河街道", "QH-D", "清河大网格", "大网格", "", "", ""),
        ("东方街道", "QH-X1", "一网格", "中网格", "QH-D9", "很多", "张三"),
        ("清河街道", "QH-D", "重复", "", "", "", ""),
    )
    url = bring(client, cast, "grids", file)
    page = client.get(url).content.decode()
    for said in (
        "没有这个行政区域",
        "只能填大网格或小网格",
        "没有这个大网格",
        "请填写整数",
        "没有代表“张三”",
        "与第2行重复",
    ):
        assert said in page
    assert "确认导入" not in page
    marked = load_workbook(BytesIO(b"".join(client.get(f"{url}errors/").streaming_content))).active
    assert "没有代表" in str([cell.value for cell in marked[3]])
    client.post(url, {"digest": "x"})
    assert not Grid.objects.exists()
    client.post(f"{url}discard/")
    assert not Upload.objects.exists()


def test_every_fault_of_a_row_comes_at_once_and_once(client, cast):
    """A big grid whose own row is faulty is no fault of the small ones in it."""
    file = sheet(
        ("清河街道", "QH-D", "大" * 61, "大网格", "", "1" * 10, ""),
        ("东方街道", "QH-D", "", "小网格", "QH-D", "", "张三"),
        ("清河街道", "QH-X", "@网格", "小网格", "", "", ""),
    )
    page = client.get(bring(client, cast, "grids", file)).content.decode()
    said = (
        "最多60个字",
        "不超过9位",
        "没有这个行政区域",
        "与第2行重复",
        "请填写名称",
        "没有代表“张三”",
        "不能以“@”开头",
    )
    assert all(page.count(one) == 1 for one in said) and "没有这个大网格" not in page
    places = sheet(("NONE", "", "200", "NaN"), head=("站点编号", "站点名称", "经度", "纬度"))
    page = client.get(bring(client, cast, "places", places)).content.decode()
    assert all(one in page for one in ("没有这个在用的站点", "应在73至136度之间", "请填写十进制度数"))


def test_what_changed_since_it_was_shown_is_shown_again(client, cast):
    url = bring(client, cast, "grids", sheet(("清河街道", "QH-D", "清河大网格", "大网格", "", "", "")))
    page = client.get(url).content.decode()
    digest = page.split('name="digest" value="')[1].split('"')[0]
    Grid.objects.create(area=cast.street, tier="big", code="QH-D", name="先登记的")
    assert "请重新核对" in client.post(url, {"digest": digest}).content.decode()
    assert Grid.objects.get().name == "先登记的"


def test_the_sample_of_the_empty_sheet_is_left_out_and_the_page_says_so(client, cast):
    client.force_login(cast.zhou)
    for kind, own in (
        ("grids", ("清河街道", "QH-1", "第一网格", "大网格", "", 10, "")), ("places", ("LLZ001", "", "118.1", "27.1")),
    ):  # fmt: skip
        empty = b"".join(client.get(f"/stations/sheets/{kind}/template/").streaming_content)
        book, file = load_workbook(BytesIO(empty)), BytesIO()
        only = SimpleUploadedFile("只有示例.xlsx", empty)
        refused = client.post(f"/stations/sheets/{kind}/", {"file": only}).content.decode()
        assert "表格里只有示例行" in refused
        book["数据"].append(own)
        book.save(file)
        url = bring(client, cast, kind, SimpleUploadedFile("填好.xlsx", file.getvalue()))
        page = client.get(url).content.decode()
        assert "第2行是空白表里的示例，不导入" in page and "将写入1项" in page
        confirm(client, url)
    assert list(Grid.objects.values_list("code", flat=True)) == ["QH-1"]


def test_a_second_press_finds_the_sheet_brought_in_and_an_empty_one_says_so(client, cast):
    check = bring(client, cast, "grids", sheet(("清河街道", "QH-1", "第一网格", "小网格", "", 10, "")))
    confirm(client, check)
    made = Import.objects.get()
    for ask in (client.get, client.post):
        again = ask(check, {"digest": "seen before"}, follow=True)
        assert (
            again.redirect_chain == [(made.get_absolute_url(), 302)]
            and "没有重复导入" in again.content.decode()
        )
    assert Grid.objects.filter(code="QH-1").count() == 1 and Import.objects.count() == 1
    assert "没有要导入的行" in client.post("/stations/sheets/grids/", {"file": sheet()}).content.decode()


def test_what_is_no_such_sheet_is_refused_beside_the_field(client, cast):
    client.force_login(cast.zhou)
    bad = client.post("/stations/sheets/grids/", {"file": sheet(("x",), head=("姓名",))}).content.decode()
    assert "缺少列" in bad
    assert client.get("/stations/sheets/secrets/").status_code == 404
    other = sheet(("LLZ001", "118.1", "27.1"), head=("站点编号", "经度", "纬度"))
    url = bring(client, cast, "places", other)
    assert client.get(url.replace("places", "grids")).status_code == 404
    client.force_login(cast.tang)
    assert client.get(url).status_code == 404


def test_the_office_of_a_district_brings_in_its_own_grids_alone(client, cast, grid):
    client.force_login(cast.tang)
    answer = client.post(
        "/stations/sheets/grids/", {"file": sheet(("清河街道", "QH-D", "改名", "大网格", "", "", ""))}
    )
    page = client.get(answer.url).content.decode()
    assert "没有这个行政区域" in page and "已被其他区域使用" in page


def test_coordinates_are_checked_and_placed_by_code(client, cast):
    head = ("站点编号", "站点名称", "经度", "纬度")
    faulty = sheet(
        ("LLZ001", "清河", "27.1", "118.1"),
        ("LLZ002", "望江", "118.2", "六十"),
        ("NONE", "", "118.1", "27.2"),
        head=head,
    )
    page = client.get(bring(client, cast, "places", faulty)).content.decode()
    assert "填反了" in page and "十进制度数" in page and "没有这个在用的站点" in page
    confirm(client, bring(client, cast, "places", sheet(("llz001", "清河", 118.1, 27.1), head=head)))
    assert str(Station.objects.get(code="LLZ001").longitude) == "118.100000"


def test_coverage_counts_and_every_gap_opens_its_rows(client, cast, grid):
    client.force_login(cast.zhou)
    page = client.get("/stations/coverage/").content.decode()
    assert "100.0%" in page and "没有站点：0" in page and "没有代表：1" in page
    Station.objects.filter(pk=cast.wangjiang.pk).update(closed_on=dt.date(2026, 1, 1))
    page = client.get("/stations/coverage/").content.decode()
    assert "50.0%" in page and "没有站点：1" in page
    gaps = client.get("/stations/coverage/towns/?covered=no").content.decode()
    assert "望江街道" in gaps and "清河街道" not in gaps


def test_a_sheet_of_grids_is_no_sheet_of_the_registry(client, cast):
    url = bring(client, cast, "grids", sheet(("清河街道", "QH-D", "清河大网格", "大网格", "", "", "")))
    key = url.rstrip("/").rsplit("/", 1)[1]
    assert client.get(f"/deputies/import/{key}/").status_code == 404


def test_an_import_of_grids_is_undone_as_a_whole(client, cast, grid, today):
    GridDeputy.objects.create(grid=grid, deputy=cast.zhao_deputy, starts_on=today)
    rows = (
        ("清河街道", "QH-D", "清河新网格", "大网格", "", 1200, "陈建国"),
        ("清河街道", "QH-D2", "另一大网格", "大网格", "", "", ""),
        ("清河街道", "QH-X1", "清河一网格", "", "QH-D2", 300, "陈建国"),
    )
    done = confirm(client, bring(client, cast, "grids", sheet(*rows)))
    made = Import.objects.get(kind="grids")
    assert done.url == made.get_absolute_url() and (made.created, made.updated) == (4, 2)
    assert "撤销这次导入" in client.get(done.url).content.decode()
    assert "网格和网格代表" in client.get("/deputies/imports/?kind=grids").content.decode()
    client.post(done.url)
    assert list(Grid.objects.values_list("code", "name", "households")) == [("QH-D", "清河大网格", None)]
    assert GridDeputy.objects.get().ends_on is None
    client.force_login(cast.tang)
    assert client.get(done.url).status_code == 404


def test_an_import_that_somebody_built_upon_is_not_undone(client, cast):
    done = confirm(
        client, bring(client, cast, "grids", sheet(("清河街道", "QH-D", "大网格", "大网格", "", "", "")))
    )
    GridDeputy.objects.create(grid=Grid.objects.get(), deputy=cast.chen_deputy)
    assert "不能撤销" in client.post(done.url).content.decode() and Grid.objects.exists()


def test_coordinates_are_put_back_and_other_changes_of_the_station_stay(client, cast):
    head = ("站点编号", "站点名称", "经度", "纬度")
    Station.objects.filter(code="LLZ001").update(longitude="118.5", latitude="27.5")
    rows = (("LLZ001", "", 118.1, 27.1), ("LLZ002", "", 118.2, 27.2))
    done = confirm(client, bring(client, cast, "places", sheet(*rows, head=head)))
    Station.objects.filter(code="LLZ001").update(phone="0599-1")
    client.post(done.url)
    held = {one.code: (one.longitude and str(one.longitude), one.phone) for one in Station.objects.all()}
    assert held == {"LLZ001": ("118.500000", "0599-1"), "LLZ002": (None, "")}
    again = confirm(client, bring(client, cast, "places", sheet(*rows, head=head)))
    Station.objects.filter(code="LLZ001").update(longitude="118.9")
    assert "经度在导入后已改动" in client.post(again.url).content.decode()


def test_the_ways_to_both_sheets_stand_in_the_list_of_stations(client, cast):
    client.force_login(cast.zhou)
    page = client.get("/stations/").content.decode()
    assert "/stations/sheets/places/" in page and "/stations/sheets/grids/" in page
    client.force_login(cast.lin)
    assert "/stations/sheets/" not in client.get("/stations/").content.decode()
