"""What a voter is to be told is a row from the day it is reached; what was told so far was told on time."""

from django.db import migrations, models
from django.db.models import F


def days(apps, schema_editor):
    rows = apps.get_model("suggestions", "VoterTold").objects
    rows.update(reached_on=F("told_on"), due_on=F("told_on"))


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0014_voices"), ("offices", "0014_telling_setting")]
    operations = [
        migrations.AddField("votertold", "round", models.PositiveSmallIntegerField(default=1, verbose_name="办理轮次")),
        migrations.AddField("votertold", "reached_on", models.DateField(null=True, verbose_name="到达日期")),
        migrations.AddField("votertold", "due_on", models.DateField(null=True, verbose_name="应告知日期")),
        migrations.RunPython(days, migrations.RunPython.noop),
        migrations.AlterField("votertold", "reached_on", models.DateField(verbose_name="到达日期")),
        migrations.AlterField("votertold", "due_on", models.DateField(verbose_name="应告知日期")),
        migrations.AlterField(
            "votertold", "told_on", models.DateField(blank=True, null=True, verbose_name="告知日期")
        ),
        migrations.AlterField(
            "votertold",
            "told_how",
            models.CharField(
                blank=True,
                choices=[
                    ("face", "当面"), ("phone", "电话"), ("sms", "短信"), ("letter", "书面"), ("visit", "上门"),
                    ("web", "网上查询"),
                ],
                max_length=10,
                verbose_name="告知方式",
            ),
        ),
        migrations.RemoveConstraint("votertold", "voter_told_once"),
        migrations.AddConstraint(
            "votertold",
            models.UniqueConstraint(
                fields=("suggestion", "matter", "milestone", "round"), name="voter_told_once"
            ),
        ),
        migrations.AddIndex(
            "votertold",
            models.Index(condition=models.Q(("told_on", None)), fields=["matter", "id"], name="voter_untold"),
        ),
        migrations.AddIndex(
            "votertold",
            models.Index(condition=models.Q(("told_on", None)), fields=["due_on", "id"], name="voter_untold_due"),
        ),
    ]  # fmt: skip
