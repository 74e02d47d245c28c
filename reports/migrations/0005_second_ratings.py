"""Count the deputies' second verdicts."""

from django.db import migrations

from reports.tallies import LATER, counts, trigger_sql

TABLE = "suggestions_secondrating"
COUNT = (
    "INSERT INTO reports_tallydelta (kind, area_id, office_id, station_id, month, label, count) "
    "SELECT kind, area_id, office_id, station_id, month, label, sum(count) "
    f"FROM ({counts(TABLE, TABLE, '1')}) c GROUP BY 1, 2, 3, 4, 5, 6"
)
KINDS = ", ".join(f"'{counted.kind}'" for counted in LATER[TABLE])
FORGET = f"DELETE FROM reports_tallydelta WHERE kind IN ({KINDS}); DELETE FROM reports_tally WHERE kind IN ({KINDS})"


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_voters_told"), ("suggestions", "0016_second_ratings_and_heirs")]
    operations = [
        migrations.RunSQL(trigger_sql(TABLE), f"DROP FUNCTION IF EXISTS tally_{TABLE}() CASCADE;"),
        migrations.RunSQL(COUNT, FORGET),
    ]
