"""Undoing an import restores exactly what was, or says why it cannot."""

from datetime import date

import pytest
from django.apps import apps

from deputies.imports.undo import NotUndoable, undo
from deputies.models import Deputy, GroupMember, ImportRow, Mandate
from journal.models import Entry
from stations.models import Stationing
from tests.deputies.sheets import registry, sheet

ROOM = ("deputy", "mandate", "mandateevent", "group", "groupmember", "delegation")
ROW = {"代表编号": "D1", "姓名": "张三", "代表证号": "0001", "联系电话": "13800000001"}


def registry_now() -> dict[str, list]:
    """Every value of every row of the room; the phone decrypted, as it is encrypted anew each time."""
    return {
        name: sorted(
            (
                [getattr(row, f.attname) for f in row._meta.concrete_fields]
                for row in model._base_manager.all()
            ),
            key=str,
        )
        for name in ROOM
        for model in [apps.get_model("deputies", name)]
    }


def test_an_import_taken_back_leaves_no_trace_in_the_registry(bring_in, registry_cast):
    bring_in(registry(40))
    before = registry_now()
    changed = registry(
        45, 工作单位及职务="某公司", 联系电话="13911112222", 代表小组="新小组", 组内职务=None, 代表团="新团"
    )
    made = bring_in(changed)
    assert (made.created, made.updated) == (5, 40) and registry_now() != before
    undo(made, registry_cast.zhou)
    assert registry_now() == before
    made.refresh_from_db()
    assert made.undone_by == registry_cast.zhou
    assert Entry.objects.filter(verb="撤销导入", actor=registry_cast.zhou).exists()


def test_exchanged_certificates_are_exchanged_back(bring_in, registry_cast):
    other = {"代表编号": "D2", "姓名": "李四"}
    bring_in(sheet(ROW, other | {"代表证号": "0002"}))
    before = registry_now()
    made = bring_in(sheet(ROW | {"代表证号": "0002"}, other | {"代表证号": "0001"}))
    undo(made, registry_cast.zhou)
    assert registry_now() == before


def test_twice_is_refused(bring_in, registry_cast):
    made = bring_in(sheet(ROW))
    undo(made, registry_cast.zhou)
    with pytest.raises(NotUndoable, match="周文静"):
        undo(made, registry_cast.zhou)


def test_a_row_changed_since_stops_it(bring_in, registry_cast):
    made = bring_in(sheet(ROW))
    deputy = Deputy.objects.get(code="D1")
    deputy.employer, deputy.phone = "某公司", "13900000000"
    deputy.save()
    with pytest.raises(NotUndoable) as refused:
        undo(made, registry_cast.zhou)
    assert refused.value.reasons == ["代表“张三”的工作单位及职务、联系电话在导入后已改动。"]
    assert Deputy.objects.filter(code="D1").exists()


def test_a_later_import_on_the_same_rows_stops_the_earlier(bring_in, registry_cast):
    first = bring_in(sheet(ROW))
    second = bring_in(sheet(ROW | {"专业特长": "教育"}))
    with pytest.raises(NotUndoable):
        undo(first, registry_cast.zhou)
    undo(second, registry_cast.zhou)
    undo(first, registry_cast.zhou)
    assert not Deputy.objects.filter(code="D1").exists()


def test_rows_that_others_refer_to_stop_it(bring_in, registry_cast):
    made = bring_in(sheet(ROW))
    deputy = Deputy.objects.get(code="D1")
    Stationing.objects.create(station=registry_cast.qinghe, deputy=deputy, starts_on=date(2026, 1, 1))
    with pytest.raises(NotUndoable) as refused:
        undo(made, registry_cast.zhou)
    assert any("进站代表" in reason and "张三" in reason for reason in refused.value.reasons)
    assert Mandate.objects.filter(deputy=deputy).exists()


def test_a_row_deleted_since_stops_it(bring_in, registry_cast):
    made = bring_in(sheet(ROW | {"代表小组": "甲组"}))
    GroupMember.objects.all().delete()
    with pytest.raises(NotUndoable, match="已被删除"):
        undo(made, registry_cast.zhou)


def test_what_is_kept_for_undoing_shows_no_phone(bring_in):
    bring_in(sheet(ROW))
    bring_in(sheet(ROW | {"联系电话": "13900000002"}))
    kept = " ".join(str(row.before) + str(row.after) for row in ImportRow.objects.all())
    assert "13800000001" not in kept and "13900000002" not in kept
