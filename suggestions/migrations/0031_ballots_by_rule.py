"""A ballot keeps the whole rule it was counted by; what was voted down is given back to be put right."""

from django.db import migrations, models


def keep(apps, schema_editor):
    """The one form there was: a base, and one share that had to be exceeded."""
    for ballot in apps.get_model("suggestions", "MeetingBallot").objects.all():
        share = str(ballot.passes)
        ballot.rule = {
            "base": ballot.base, "compare": "over", "share": share, "compare_both": "over", "share_both": share,
            "fails": "100", "quorum": "none", "invalid": "out",
        }  # fmt: skip
        ballot.save(update_fields=["rule"])


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0030_who_signed_and_what_is_open")]
    operations = [
        migrations.AddField("meetingballot", "rule", models.JSONField("测评规则", default=dict), preserve_default=False),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField("meetingballot", "base"),
        migrations.RemoveField("meetingballot", "passes"),
        migrations.AddField(
            "meetingitem", "redressed_on", models.DateField("交单位整改日期", null=True, blank=True)
        ),
    ]
