"""Enter the defaults of how units are compared, and of rating meetings."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0022_link_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
