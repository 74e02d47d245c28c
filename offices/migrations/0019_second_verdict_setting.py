"""Enter the default of the limit of the second verdict."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0018_appraisal_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
