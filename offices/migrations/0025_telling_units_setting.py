"""Enter the default of what a unit is told of how it is compared with others."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0024_naming_setting")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
