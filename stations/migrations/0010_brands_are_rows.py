"""The word of a station's brand has become a row of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("stations", "0009_activities")]
    operations = [migrations.RemoveField(model_name="station", name="brand")]
