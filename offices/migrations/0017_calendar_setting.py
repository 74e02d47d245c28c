"""Enter the default of the month from which the next year's calendar is asked for."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0016_fund_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
