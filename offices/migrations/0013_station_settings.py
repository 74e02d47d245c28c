"""Enter the defaults of bookings by web, of project proposals' retention and of the deputies' clock."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0012_handling_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
