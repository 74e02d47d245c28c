"""Enter the default of how early a frequency that is not met is told."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0014_telling_setting")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
