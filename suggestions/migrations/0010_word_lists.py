"""The default lists of words by which the check before submitting warns."""

from django.db import migrations

from suggestions.advice.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("suggestions", "WordList"))


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0009_reviews")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
