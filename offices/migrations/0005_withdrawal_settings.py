"""Enter the defaults on delegations' suggestions and on withdrawal."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_reception_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
