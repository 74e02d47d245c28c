"""Count what units led for their comparison, and let every table that moves a count keep it.

A suggestion made confidential after its reply took neither its verdicts nor its fulfilment out of the figures before
the nightly recount, nor did an opinion its matters.
"""

from django.db import migrations

from reports.tallies import COUNTED_TABLES, recount, trigger_sql


def count(apps, schema_editor):
    recount()


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_carried_out"), ("suggestions", "0028_index_of_what_may_be_public")]
    operations = [
        *(migrations.RunSQL(trigger_sql(table), migrations.RunSQL.noop) for table in COUNTED_TABLES),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
