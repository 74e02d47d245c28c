"""Count in how many cases voters were told of a suggestion's milestones in time."""

from django.db import migrations

from reports.counting import summed, without_triggers
from reports.tallies import KINDS, trigger_sql

TABLE = "suggestions_votertold"
COUNTED = [one for one in KINDS if one.tables[0] == TABLE]
NAMES = ", ".join(f"'{one.kind}'" for one in COUNTED)
FORGET = f"DELETE FROM reports_tallydelta WHERE kind IN ({NAMES}); DELETE FROM reports_tally WHERE kind IN ({NAMES})"


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_kept_views"), ("suggestions", "0015_voters_owed")]
    operations = [
        migrations.RunSQL(trigger_sql(TABLE), without_triggers(TABLE)),
        migrations.RunSQL(summed(one.select("1") for one in COUNTED), FORGET),
    ]
