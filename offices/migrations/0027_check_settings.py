"""Enter the defaults of monthly checks."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0026_ballot_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
