"""The view of the cells and the triggers that keep the tallies.

A change of reports.tallies.TABLES needs a new migration that drops and makes
the triggers of the changed tables again, and a recount.
"""

from django.db import migrations

from reports.tallies import TABLES, VIEW_SQL, trigger_sql


def drop_sql(table: str) -> str:
    return f"DROP FUNCTION IF EXISTS tally_{table}() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("suggestions", "0001_initial"),
        ("stations", "0001_squashed_0008_branches"),
    ]
    operations = [
        migrations.RunSQL(VIEW_SQL, "DROP VIEW IF EXISTS reports_cell"),
        *(migrations.RunSQL(trigger_sql(table), drop_sql(table)) for table in TABLES),
    ]
