"""A standard is for some tiers, or for all that have none of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0025_exempt_from_appraisal")]
    operations = [
        migrations.RemoveConstraint("standardset", "one_standard_in_use_an_area"),
        migrations.AddField(
            "standardset", "tiers",
            models.ManyToManyField("stations.tier", blank=True, related_name="+", verbose_name="适用层级"),
        ),
    ]  # fmt: skip
