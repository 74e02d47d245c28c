"""Append-only in the database too: UPDATE, DELETE and TRUNCATE are refused, whoever asks."""

from django.db import migrations

TABLES = ("journal_entry", "journal_link")

FUNCTION = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '日志只能追加，不能修改、删除或清空（% %）', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
ROWS = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION journal_refuse()
"""
TABLE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
"""


def lock_up(apps, schema_editor):
    schema_editor.execute(FUNCTION, None)
    for table in TABLES:
        schema_editor.execute(ROWS.format(table=table))
        schema_editor.execute(TABLE.format(table=table))


def unlock(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        schema_editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
    schema_editor.execute("DROP FUNCTION journal_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(lock_up, unlock)]
