"""What a registry sheet does to the registry: matched by key, refused by row and column, all or nothing."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from deputies.choices import GroupDuty, Level, MandateState
from deputies.imports.export import registry_sheet
from deputies.imports.registry import Faulty, RegistryImport
from deputies.imports.template import template
from deputies.models import Delegation, Deputy, Group, GroupMember, Import, Mandate, MandateEvent, Term
from pages.sheets import BadSheet, error_sheet
from tests.deputies.sheets import LABELS, registry, sheet

ZHANG = {"姓名": "张三", "代表证号": "0001", "出生年月": "1970-05", "联系电话": "13800000001"}


def faults(run) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in run.faults.errors]


def told(run) -> str:
    return " ".join(error.message for error in run.faults.errors)


def test_a_dry_run_writes_nothing(dry_run):
    before = Deputy.objects.count()
    run = dry_run(sheet(ZHANG))
    assert run.counts == {"created": 1, "updated": 0, "unchanged": 0} and not run.faults.errors
    assert Deputy.objects.count() == before and not Import.objects.exists()


def test_a_new_deputy_comes_in_whole(bring_in, registry_cast):
    bring_in(sheet(ZHANG | {
        "性别": "男", "民族": "汉", "政治面貌": "中共党员", "选区或选举单位": "第1选区", "代表团": "清河代表团",
        "代表小组": "第一小组", "组内职务": "组长",
    }))  # fmt: skip
    deputy = Deputy.objects.get(name="张三")
    assert (deputy.code, deputy.sort_key, deputy.ethnicity) == ("990101-0001", "zhang san", "汉族")
    assert (deputy.phone, deputy.birth_month, deputy.area) == (
        "13800000001",
        date(1970, 5, 1),
        registry_cast.east,
    )
    mandate = deputy.mandates.get()
    assert (mandate.level, mandate.term, mandate.delegation.name) == (
        Level.COUNTY, registry_cast.east_term, "清河代表团",
    )  # fmt: skip
    assert deputy.memberships.get().duty == GroupDuty.LEADER
    assert Deputy.objects.search("张三").get() == deputy
    assert mandate.events.get().note == "导入《代表.xlsx》"


def test_the_export_comes_back_unchanged(bring_in, dry_run, registry_cast):
    bring_in(registry(30))
    for phones in (True, False):
        file, rows = registry_sheet(RegistryImport, registry_cast.zhou, phones, "核对")
        run = dry_run(file)
        assert run.counts == {"created": 0, "updated": 0, "unchanged": rows} and rows == 33
        assert run.faults.errors == [] and run.faults.notes == []


def test_a_second_import_changes_only_what_differs(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1", "工作单位及职务": "教师"}))
    run = dry_run(sheet(ZHANG | {"代表编号": "D1", "工作单位及职务": "校长", "联系电话": None}))
    assert run.counts == {"created": 0, "updated": 1, "unchanged": 0}
    assert [change.fields for change in run.changed[Deputy].values()] == [{"employer"}]


def test_a_blank_cell_keeps_and_the_word_clears(bring_in):
    bring_in(sheet(ZHANG | {"代表编号": "D1", "代表小组": "第一小组"}))
    bring_in(sheet(ZHANG | {"代表编号": "D1", "联系电话": None, "出生年月": None}))
    deputy = Deputy.objects.get(code="D1")
    assert deputy.phone and deputy.birth_month and deputy.memberships.filter(ends_on=None).exists()
    bring_in(sheet(ZHANG | {"代表编号": "D1", "联系电话": "清空", "出生年月": "清空", "代表小组": "清空"}))
    deputy.refresh_from_db()
    assert (deputy.phone, deputy.birth_month) == ("", None)
    assert not deputy.memberships.filter(ends_on=None).exists() and deputy.memberships.count() == 1


def test_one_person_holds_several_levels(bring_in, dry_run, registry_cast):
    Term.objects.create(area=registry_cast.city, level=Level.NATION, number=14, starts_on=date(2023, 3, 5))
    rows = (
        ZHANG | {"代表编号": "D1"},
        ZHANG | {"代表编号": "D1", "层级": "市级", "代表证号": "S1", "联系电话": None},
        ZHANG | {"代表编号": "D1", "层级": "全国", "届次": "十四", "代表证号": "Q1"},
    )
    bring_in(sheet(*rows))
    deputy = Deputy.objects.get(code="D1")
    assert sorted(deputy.mandates.values_list("level", flat=True)) == ["city", "county", "nation"]
    assert dry_run(sheet(*rows)).counts["unchanged"] == 3


def test_without_a_code_the_certificate_tells_who_it_is(bring_in):
    bring_in(sheet(ZHANG))
    bring_in(sheet({"姓名": "张三丰", "代表证号": "0001"}))
    assert (
        Deputy.objects.filter(name="张三丰").count() == 1 and not Deputy.objects.filter(name="张三").exists()
    )


def test_without_code_and_certificate_name_month_and_area_tell(bring_in, registry_cast):
    bring_in(sheet(ZHANG))
    bring_in(sheet(ZHANG | {"层级": "市级", "代表证号": "S1"}))
    assert Deputy.objects.get(name="张三").mandates.count() == 2


def test_two_of_the_same_name_and_month_are_ambiguous(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}, ZHANG | {"代表编号": "D2", "代表证号": "0002"}))
    run = dry_run(sheet(ZHANG | {"层级": "市级", "代表证号": "S1"}))
    assert faults(run) == [(2, "代表编号")] and "D1、D2" in told(run)


def test_a_namesake_without_a_month_is_ambiguous(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    run = dry_run(sheet({"姓名": "张三", "代表证号": "0009"}))
    assert faults(run) == [(2, "出生年月")] and "D1" in told(run)
    twins = dry_run(sheet({"姓名": "李四", "代表证号": "0010"}, {"姓名": "李四", "代表证号": "0011"}))
    assert faults(twins) == [(3, "出生年月")] and "第2行" in told(twins)


def test_both_rows_of_a_doubled_key_are_named(dry_run):
    run = dry_run(sheet(ZHANG | {"代表编号": "D1"}, ZHANG | {"代表编号": "D1", "代表证号": "0002"}))
    assert sorted(faults(run)) == [(2, "届次"), (3, "届次")]
    assert "第2行" in told(run) and "第3行" in told(run)
    run = dry_run(sheet(ZHANG | {"代表编号": "D1"}, {"姓名": "李四", "代表编号": "D2", "代表证号": "0001"}))
    assert sorted(faults(run)) == [(2, "代表证号"), (3, "代表证号")] and "第2行、第3行" in told(run)


def test_rows_of_one_person_must_agree(dry_run):
    run = dry_run(sheet(
        ZHANG | {"代表编号": "D1"},
        ZHANG | {"代表编号": "D1", "层级": "市级", "代表证号": "S1", "联系电话": "13900000000"},
    ))  # fmt: skip
    assert faults(run) == [(3, "联系电话")] and "第2行" in told(run)


def test_a_certificate_of_somebody_else_is_refused(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    run = dry_run(sheet({"代表编号": "D2", "姓名": "李四", "代表证号": "0001"}))
    assert faults(run) == [(2, "代表证号")] and "张三（D1）" in told(run)


def test_certificates_may_be_exchanged(bring_in):
    rows = ({"代表编号": "D1", "姓名": "张三"}, {"代表编号": "D2", "姓名": "李四"})
    bring_in(sheet(rows[0] | {"代表证号": "0001"}, rows[1] | {"代表证号": "0002"}))
    made = bring_in(sheet(rows[0] | {"代表证号": "0002"}, rows[1] | {"代表证号": "0001"}))
    assert made.updated == 2
    assert Mandate.objects.get(certificate="0001").deputy.code == "D2"


def test_leaders_may_be_exchanged_but_not_doubled(bring_in, dry_run):
    rows = ({"代表编号": "D1", "姓名": "张三", "代表证号": "1", "代表小组": "甲组"},
            {"代表编号": "D2", "姓名": "李四", "代表证号": "2", "代表小组": "甲组"})  # fmt: skip
    bring_in(sheet(rows[0] | {"组内职务": "组长"}, rows[1]))
    run = dry_run(sheet(rows[1] | {"组内职务": "组长"}))
    assert faults(run) == [(2, "组内职务")] and "张三、李四" in told(run)
    bring_in(sheet(rows[0] | {"组内职务": "组员"}, rows[1] | {"组内职务": "组长"}))
    leader = GroupMember.objects.get(duty=GroupDuty.LEADER, ends_on=None)
    assert leader.deputy.code == "D2"


def test_moving_to_another_group_keeps_the_history(bring_in):
    row = {"代表编号": "D1", "姓名": "张三", "代表证号": "1"}
    bring_in(sheet(row | {"代表小组": "甲组、乙组", "组内职务": "组员、联络员"}))
    bring_in(sheet(row | {"代表小组": "乙组；丙组"}))
    current = GroupMember.objects.filter(ends_on=None).order_by("group__name")
    assert [(m.group.name, m.duty) for m in current] == [("丙组", "member"), ("乙组", "liaison")]
    assert GroupMember.objects.count() == 3 and Group.objects.count() == 3


def test_new_groups_and_delegations_are_told_before_they_are_made(dry_run):
    run = dry_run(sheet(ZHANG | {"代表小组": "新小组", "代表团": "新代表团"}))
    notes = " ".join(run.faults.notes)
    assert "新小组" in notes and "新代表团" in notes
    assert not Group.objects.exists() and not Delegation.objects.exists()


def test_a_changed_name_is_pointed_out(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    assert "由“张三”改为“李四”" in " ".join(
        dry_run(sheet(ZHANG | {"代表编号": "D1", "姓名": "李四"})).faults.notes
    )


def test_an_ended_mandate_does_not_come_back_by_import(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    Mandate.objects.filter(deputy__code="D1").update(**{"state": MandateState.ENDED})
    assert "已终止" in told(dry_run(sheet(ZHANG | {"代表编号": "D1", "代表证号": "0002"})))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"姓名": None}, "姓名"), ({"代表证号": None}, "代表证号"), ({"行政区域": "北海市"}, "行政区域"),
        ({"层级": "街道"}, "层级"), ({"届次": "三十"}, "届次"), ({"届次": "本届"}, "届次"), ({"性别": "男的"}, "性别"),
        ({"出生年月": "五月"}, "出生年月"), ({"出生年月": "2020年5月"}, "出生年月"), ({"联系电话": "123"}, "联系电话"),
        ({"联系电话": "139****0000"}, "联系电话"), ({"工作单位及职务": "长" * 121}, "工作单位及职务"),
        ({"姓名": "=甲+1"}, "姓名"), ({"姓名": "'@张三"}, "姓名"), ({"代表团": "+一团"}, "代表团"),
        ({"代表小组": "甲组、-乙组"}, "代表小组"),
        ({"姓名": "清空"}, "姓名"), ({"组内职务": "组长"}, "组内职务"), ({"姓名": "#N/A"}, "姓名"),
        ({"代表小组": "甲组", "组内职务": "组长、组员"}, "组内职务"), ({"代表小组": "甲组", "组内职务": "班长"}, "组内职务"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_and_stops_everything(dry_run, bring_in, cells, column):
    file = sheet(ZHANG | cells, {"姓名": "李四", "代表证号": "0002"})
    assert faults(dry_run(file)) == [(2, column)]
    with pytest.raises(Faulty):
        bring_in(file)
    assert not Deputy.objects.filter(name="李四").exists() and not Import.objects.exists()


def test_the_faults_come_back_in_the_file(dry_run):
    file = sheet(ZHANG | {"联系电话": "123"}, {"姓名": "李四", "代表证号": "0002"})
    marked = load_workbook(BytesIO(error_sheet(file, dry_run(file).faults.errors))).active
    labels = {cell.value: cell.column for cell in marked[1]}
    bad = marked.cell(2, labels["联系电话"])
    assert bad.fill.fgColor.rgb.endswith("FFC7CE") and "11位" in bad.comment.text
    assert (
        "联系电话" in marked.cell(2, labels["错误说明"]).value
        and not marked.cell(3, labels["错误说明"]).value
    )
    assert dry_run(_again(marked.parent)).faults.notes == []


def _again(book) -> BytesIO:
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_wrong_headers_are_told(dry_run):
    with pytest.raises(BadSheet, match="缺少列：姓名、代表证号。“代表姓名”是否应为“姓名”"):
        dry_run(sheet(ZHANG, labels=["代表姓名", "行政区域", "层级", "届次"]))
    run = dry_run(sheet(ZHANG | {"星座": "金牛"}, labels=[*LABELS, "星座"]))
    assert run.faults.notes == ["不认识的列未导入：星座。"] and not run.faults.errors


def test_missing_columns_that_nobody_needs_leave_things_alone(bring_in):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    bring_in(
        sheet(ZHANG | {"代表编号": "D1"}, labels=["代表编号", "姓名", "行政区域", "层级", "届次", "代表证号"])
    )
    assert Deputy.objects.get(code="D1").phone == "13800000001"


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "打不开"), (b"name,code", "打不开"), (None, "没有数据行")]
)
def test_what_is_no_sheet_is_refused_in_words(dry_run, content, told):
    with pytest.raises(BadSheet, match=told):
        dry_run(sheet() if content is None else BytesIO(content))


def test_more_rows_than_allowed_are_refused(dry_run, monkeypatch):
    monkeypatch.setattr("deputies.imports.registry.MOST_ROWS", 2)
    with pytest.raises(BadSheet, match="最多导入2行"):
        dry_run(registry(3))


def test_a_county_office_touches_its_own_only(bring_in, dry_run, registry_cast):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    run = dry_run(sheet(ZHANG | {"代表编号": "D1"}), registry_cast.tang)
    assert faults(run) == [(2, "行政区域"), (2, "代表编号")]
    run = dry_run(sheet(ZHANG | {"代表编号": "D1", "行政区域": "西岭区"}), registry_cast.tang)
    assert faults(run) == [(2, "代表编号")] and "张三" not in told(run)


def test_an_area_above_does_not_move_a_deputy(bring_in, dry_run, registry_cast):
    bring_in(sheet(ZHANG | {"代表编号": "D1", "行政区域": "清河街道"}))
    run = dry_run(sheet(ZHANG | {"代表编号": "D1", "行政区域": "东湖区"}))
    assert run.counts["unchanged"] == 1
    assert dry_run(sheet(ZHANG | {"代表编号": "D1", "行政区域": "990101001"})).counts["unchanged"] == 1


def test_what_was_shown_must_still_hold(bring_in, dry_run, registry_cast):
    file = sheet(ZHANG | {"代表编号": "D1"})
    digest = dry_run(file).digest
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    with pytest.raises(Faulty):
        RegistryImport.carry_out(file, "代表.xlsx", registry_cast.zhou, digest)


def test_the_template_can_be_filled_in_as_it_is(dry_run, registry_cast):
    book = load_workbook(BytesIO(template(RegistryImport)))
    data = book["数据"]
    assert [cell.value.rstrip("*") for cell in data[1]] == LABELS
    choices = {rule.formula1 for rule in data.data_validations.dataValidation}
    assert '"男,女"' in choices and '"组长,副组长,联络员,组员"' in choices
    data.cell(2, LABELS.index("行政区域") + 1).value = "东湖区"
    run = dry_run(_again(book))
    assert run.faults.errors == [] and run.counts["created"] == 1


def test_events_are_left_for_new_mandates_only(bring_in):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    bring_in(sheet(ZHANG | {"代表编号": "D1", "选区或选举单位": "第2选区"}))
    assert MandateEvent.objects.count() == 1


def test_every_fault_of_a_row_comes_at_once(dry_run, bring_in):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    run = dry_run(
        sheet(
            {"姓名": "李四", "代表证号": "0002", "行政区域": "北海市", "性别": "男的", "组内职务": "组长"},
            {"姓名": None, "代表证号": "0003", "届次": "3", "联系电话": "123"},
            {"代表编号": "D1", "姓名": "张三", "代表证号": None, "行政区域": None, "代表小组": "甲组、" + "乙" * 51},
            {"姓名": "王五", "代表证号": "0004", "联系电话": "123"},
            {"姓名": None, "代表证号": "0004", "代表小组": "甲组", "组内职务": "组员、组长"},
        )
    )  # fmt: skip
    assert sorted(faults(run)) == sorted([
        (2, "行政区域"), (2, "性别"), (2, "组内职务"), (3, "姓名"), (3, "届次"), (3, "联系电话"),
        (4, "代表证号"), (4, "行政区域"), (4, "代表小组"), (5, "联系电话"), (5, "代表证号"),
        (6, "姓名"), (6, "代表证号"), (6, "组内职务"),
    ])  # fmt: skip


def test_what_rests_on_a_faulty_cell_is_not_told_as_a_fault_of_its_own(bring_in, dry_run):
    bring_in(sheet(ZHANG | {"代表编号": "D1"}))
    run = dry_run(
        sheet(
            {"姓名": "张三", "代表证号": "0009", "出生年月": "五月"},
            ZHANG | {"代表编号": "D1", "代表小组": "乙" * 51, "组内职务": "组员、组长"},
        )
    )
    assert faults(run) == [(2, "出生年月"), (3, "代表小组")]
