"""Enter the defaults of the second verdict's limit, of joining a suggestion later and of those for reference only."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0019_theme_setting")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
