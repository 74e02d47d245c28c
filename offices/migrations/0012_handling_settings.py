"""Enter the defaults of co-opinions, pauses and confirmed contacts."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0011_reply_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
