"""Enter the defaults of what stations and deputies may use in a year."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0015_frequency_setting")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
