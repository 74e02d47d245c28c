"""The registry of a prefecture comes in at one go."""

import time

from deputies.imports.export import registry_sheet
from deputies.imports.registry import RegistryImport
from deputies.imports.undo import undo
from deputies.models import Deputy, Group, GroupMember, Mandate
from tests.deputies.sheets import registry


def test_six_thousand_rows_come_in_go_out_and_are_taken_back(registry_cast, bring_in, dry_run):
    file = registry(6000)
    start = time.perf_counter()
    run = dry_run(file)
    told = {"dry run": time.perf_counter() - start}
    assert run.faults.errors == [] and run.counts == {"created": 6000, "updated": 0, "unchanged": 0}

    start = time.perf_counter()
    made = bring_in(file)
    told["import"] = time.perf_counter() - start
    assert Deputy.objects.filter(code__startswith="D0").count() == 6000
    assert Group.objects.count() == 17 and GroupMember.objects.count() == 6000

    start = time.perf_counter()
    out, rows = registry_sheet(RegistryImport, registry_cast.zhou, True, "核对")
    told["export"] = time.perf_counter() - start
    start = time.perf_counter()
    again = dry_run(out)
    told["export read again"] = time.perf_counter() - start
    assert again.counts == {"created": 0, "updated": 0, "unchanged": rows}

    changed = registry(6000, **{"政治面貌": "群众", "工作单位及职务": "某公司职工"})
    start = time.perf_counter()
    second = bring_in(changed)
    told["update"] = time.perf_counter() - start
    assert second.updated == 6000

    start = time.perf_counter()
    undo(second, registry_cast.zhou)
    undo(made, registry_cast.zhou)
    told["undo both"] = time.perf_counter() - start
    assert Mandate.objects.count() == 3
    print({name: round(seconds, 2) for name, seconds in told.items()})
    assert told["import"] < 30
