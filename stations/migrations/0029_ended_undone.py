"""Why a limit stopped that was not kept."""

from django.db import migrations, models

from workflow.laying import Together

WHY = "所限的事没有办、时限因别的缘故停止的，写明缘故"
CLOCKS = ("appraisalclock", "frequencyclock", "linkclock", "opinionclock")


class Migration(migrations.Migration):
    dependencies = [("stations", "0028_opinions_waiting")]
    operations = [
        Together([
            migrations.AddField(
                clock, "ended", models.CharField(blank=True, help_text=WHY, max_length=20, verbose_name="未办而止")
            )
            for clock in CLOCKS
        ])
    ]
