"""Enter the default of the time in which voters are told."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0013_station_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
