"""Count the deputies' second verdicts, and what voters were told in cells of all time too."""

from django.db import migrations

from reports.tallies import recount, trigger_sql

TABLES = ("suggestions_votertold", "suggestions_secondrating")


def count(apps, schema_editor):
    recount()


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_all_time"), ("suggestions", "0017_second_ratings_and_heirs")]
    operations = [
        *(migrations.RunSQL(trigger_sql(table), migrations.RunSQL.noop) for table in TABLES),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
