"""Shares may be fractions; enter the defaults of the whole rule of a rating meeting."""

from django.db import migrations, models

from offices.choices import Unit
from offices.defaults import seed


def enter(apps, schema_editor):
    rows = apps.get_model("offices", "Setting")
    rows.objects.filter(key="ballot_pass").update(key="ballot_share")
    for own in rows.objects.filter(key="ballot_share", area__isnull=False):
        # one share held for both grades; what an area set itself goes on holding for both
        fields = {name: getattr(own, name) for name in ("area", "value", "unit", "source", "valid_from", "created_by")}
        rows.objects.get_or_create(key="ballot_share_both", area=own.area, valid_from=own.valid_from, defaults=fields)
    seed(rows)


class Migration(migrations.Migration):
    dependencies = [("offices", "0025_telling_units_setting")]
    operations = [
        migrations.AlterField("setting", "unit", models.CharField("单位", max_length=10, choices=Unit.choices)),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
