"""Enter the defaults of appraisals: limits, thresholds, stars, the share of deputies who are to come."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0017_calendar_setting")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
