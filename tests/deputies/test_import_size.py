"""The registry of a prefecture comes in at one go, in sets."""

import time

from django.db import connection

from deputies.imports.export import registry_sheet
from deputies.imports.registry import RegistryImport
from deputies.imports.undo import undo
from deputies.models import Deputy, Group, GroupMember, Mandate
from tests.deputies.sheets import registry


class Statements:
    """Counts what is sent to the database."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_six_thousand_rows_come_in_go_out_and_are_taken_back(registry_cast, bring_in, dry_run):
    file, statements = registry(6000), Statements()
    start = time.process_time()
    with connection.execute_wrapper(statements):
        made = bring_in(file)
    # our own part of the work; a few statements for each table, whatever the rows
    assert time.process_time() - start < 20
    assert statements.count < 100
    assert (made.created, made.updated) == (6000, 0)
    assert Deputy.objects.filter(code__startswith="D0").count() == 6000
    assert Group.objects.count() == 17 and GroupMember.objects.count() == 6000

    out, rows = registry_sheet(RegistryImport, registry_cast.zhou, True, "核对")
    assert dry_run(out).counts == {"created": 0, "updated": 0, "unchanged": rows}

    undo(made, registry_cast.zhou)
    assert Mandate.objects.count() == 3
