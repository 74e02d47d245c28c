"""Voters who are not content are called on: when, and what was heard."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0023_scrutiny")]
    operations = [
        migrations.AddField("matter", "revisited_on", models.DateField("回访日期", null=True, blank=True)),
        migrations.AddField("matter", "revisit", models.CharField("回访情况", max_length=300, blank=True)),
        migrations.AddIndex(
            "matter",
            models.Index(
                fields=("opinion",),
                condition=models.Q(verdict="dissatisfied", revisited_on__isnull=True),
                name="matter_displeased",
            ),
        ),
    ]
