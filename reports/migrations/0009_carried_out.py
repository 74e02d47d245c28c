"""Count the suggestions that were carried out, beside those that were only answered."""

from django.db import migrations

from reports.tallies import recount, trigger_sql

TABLE = "suggestions_fulfilment"


def count(apps, schema_editor):
    recount()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_how_voters_heard"),
        ("suggestions", "0026_carried_out_and_proposed_units"),
    ]
    operations = [
        migrations.RunSQL(trigger_sql(TABLE), f"DROP FUNCTION IF EXISTS tally_{TABLE}() CASCADE;"),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
