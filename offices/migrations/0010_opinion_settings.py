"""Enter the defaults of deputies' public fields and of the branches of opinions."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    dependencies = [("offices", "0009_review_settings")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
