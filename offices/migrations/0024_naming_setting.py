"""Enter the default of how soon a member's contacts are to be complete."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0023_unit_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
