"""Enter the defaults that have come since."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0006_public_pages")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
