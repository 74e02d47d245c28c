"""The view of the cells and the triggers that keep the tallies.

A change of reports.tallies.KINDS needs a new migration that makes the triggers of
the tables concerned again, and a recount.
"""

from django.db import migrations

from reports.counting import without_triggers
from reports.tallies import TABLES, VIEW_SQL, trigger_sql


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("suggestions", "0001_initial"),
        ("stations", "0001_squashed_0008_branches"),
    ]
    operations = [
        migrations.RunSQL(VIEW_SQL, "DROP VIEW IF EXISTS reports_cell"),
        *(migrations.RunSQL(trigger_sql(table), without_triggers(table)) for table in TABLES),
    ]
