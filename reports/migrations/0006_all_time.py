"""Count every row in a cell of all time too; the triggers are made again and the tallies counted anew."""

from django.db import migrations

from reports.tallies import TABLES, recount, trigger_sql


def count(apps, schema_editor):
    recount()


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_ledger_sets")]
    operations = [
        *(migrations.RunSQL(trigger_sql(table), migrations.RunSQL.noop) for table in TABLES),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
