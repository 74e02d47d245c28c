"""The registry as the stations know it: list, page, import and export."""

from io import BytesIO

import openpyxl
import pytest

from deputies.imports.export import registry_sheet
from deputies.imports.undo import undo
from pages.sheets import error_sheet
from stations.models import Station, Stationing
from stations.registry import StationedImport


@pytest.fixture
def sheet(cast):
    """The exported registry of the city, as rows to change."""

    def make(change) -> BytesIO:
        file, _ = registry_sheet(StationedImport, cast.zhou, phones=True, reason="核对")
        book = openpyxl.load_workbook(file)
        table = book["数据"]
        labels = {cell.value: cell.column for cell in table[1]}
        for line in range(2, table.max_row + 1):
            change(table, line, labels)
        out = BytesIO()
        book.save(out)
        out.seek(0)
        return out

    return make


def put(code: str, value):
    """Write a value into the station column of one deputy."""

    def change(table, line, labels):
        if table.cell(line, labels["代表编号"]).value == code:
            table.cell(line, labels["联络站"]).value = value

    return change


def test_the_export_carries_the_station_and_comes_back_unchanged(cast, sheet):
    run = StationedImport.dry_run(sheet(lambda *a: None), cast.zhou)
    assert run.faults.errors == [] and run.counts == {"created": 0, "updated": 0, "unchanged": 3}


@pytest.mark.parametrize("written", ["望江街道人大代表联络站", "llz002"])
def test_another_station_in_the_sheet_moves_the_deputy_and_can_be_undone(cast, sheet, today, written):
    file = sheet(put("DB00001", written))
    made = StationedImport.carry_out(file, "登记表.xlsx", cast.zhou)
    rows = Stationing.objects.filter(deputy=cast.chen_deputy).order_by("pk")
    assert [(row.station, row.ends_on) for row in rows] == [(cast.qinghe, today), (cast.wangjiang, None)]
    undo(made, cast.zhou)
    row = Stationing.objects.get(deputy=cast.chen_deputy)
    assert (row.station, row.ends_on) == (cast.qinghe, None)


def test_two_stations_and_none_at_all(cast, sheet, today):
    StationedImport.carry_out(sheet(put("DB00001", "LLZ001、LLZ002")), "a.xlsx", cast.zhou)
    running = Stationing.objects.in_force(today).filter(deputy=cast.chen_deputy, ends_on=None)
    assert set(running.values_list("station__code", flat=True)) == {"LLZ001", "LLZ002"}
    StationedImport.carry_out(sheet(put("DB00001", "清空")), "b.xlsx", cast.zhou)
    assert not Stationing.objects.filter(deputy=cast.chen_deputy, ends_on=None).exists()


def test_a_blank_cell_changes_nothing(cast, sheet):
    run = StationedImport.dry_run(sheet(put("DB00001", None)), cast.zhou)
    assert run.counts["updated"] == 0


def test_a_station_that_is_not_there_or_not_clear_is_a_fault(cast, sheet):
    run = StationedImport.dry_run(sheet(put("DB00001", "天上联络站")), cast.zhou)
    assert [(error.column, "天上联络站" in error.message) for error in run.faults.errors] == [
        ("联络站", True)
    ]
    cast.wangjiang.name = cast.qinghe.name
    cast.wangjiang.save()
    run = StationedImport.dry_run(sheet(put("DB00001", cast.qinghe.name)), cast.zhou)
    assert "LLZ001" in run.faults.errors[0].message
    exported = sheet(lambda *a: None)
    assert StationedImport.dry_run(exported, cast.zhou).faults.errors == []


def test_the_list_has_the_station_as_column_and_filter(client, cast):
    client.force_login(cast.zhou)
    page = client.get("/deputies/").content.decode()
    assert cast.qinghe.name in page and cast.wangjiang.name in page
    page = client.get(f"/deputies/?station={cast.qinghe.pk}").content.decode()
    assert "陈建国" in page and "钱涛" not in page
    Stationing.objects.filter(deputy=cast.zhao_deputy).delete()
    page = client.get("/deputies/?stationed=no").content.decode()
    assert "赵敏" in page and "陈建国" not in page


def test_a_clerk_sees_the_deputies_of_the_station(client, cast):
    client.force_login(cast.lin)
    page = client.get("/deputies/").content.decode()
    assert "陈建国" in page and "钱涛" not in page


def test_the_deputys_page_tells_the_stations(client, cast):
    client.force_login(cast.zhou)
    assert cast.qinghe.name in client.get(cast.chen_deputy.get_absolute_url()).content.decode()


def test_the_import_page_asks_for_the_station_too(client, cast):
    client.force_login(cast.zhou)
    assert "联络站" in client.get("/deputies/import/").content.decode()
    assert client.get("/deputies/import/template/").status_code == 200


def test_a_station_unknown_or_twice_there_is_told_with_the_rows_other_faults(cast, sheet):
    """Also of a row that does not tell whom it is about; the page and the file given back say the same."""
    Station.objects.filter(pk=cast.wangjiang.pk).update(name=cast.qinghe.name)

    def change(table, line, labels):
        wrong = {"DB00001": ("没有的站", "北海市", "男的"), "DB00002": (cast.qinghe.name, "东湖区", "")}
        code = table.cell(line, labels["代表编号"]).value
        if code in wrong:
            for label, value in zip(("联络站", "行政区域", "性别"), wrong[code], strict=True):
                table.cell(line, labels[label]).value = value
            table.cell(line, labels["代表证号"]).value = None

    file = sheet(change)
    run = StationedImport.dry_run(file, cast.zhou)
    said = sorted((error.column, error.message[:6]) for error in run.faults.errors)
    assert said == sorted([
        ("联络站", "没有在用的联"), ("行政区域", "您管理的范围"), ("性别", "性别只能填写"), ("代表证号", "不能为空。"),
        ("联络站", "有2个站点叫"), ("代表证号", "不能为空。"),
    ])  # fmt: skip
    marked = openpyxl.load_workbook(BytesIO(error_sheet(file, run.faults.errors)))["数据"]
    told = {row: marked.cell(row, marked.max_column).value for row in run.faults.by_row}
    assert all(error.message in told[error.row] for error in run.faults.errors)
