"""Count by which way voters heard: from a person, by a message that was taken, or by looking it up themselves."""

from django.db import migrations

from reports.tallies import recount, trigger_sql

CHANGED = ("stations_matter", "suggestions_votertold")


def count(apps, schema_editor):
    recount()


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_second_ratings")]
    operations = [
        *(
            migrations.RunSQL(trigger_sql(table), migrations.RunSQL.noop)
            for table in CHANGED
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
