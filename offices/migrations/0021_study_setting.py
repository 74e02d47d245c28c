"""Enter the defaults of study at activities, and of what deputies show of themselves in public."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0020_verdict_and_joining_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
