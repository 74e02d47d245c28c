"""A station may be exempted from an appraisal, and an appraisal ends with a round that is cancelled."""

from django.db import migrations, models

STATES = [
    ("reporting", "待自评"), ("reported", "待验收"), ("inspected", "待评定"), ("announced", "结果待生效"),
    ("objected", "异议处理中"), ("rectifying", "限期整改中"), ("recheck", "待复查"), ("settled", "结果已生效"),
    ("revoked", "已摘牌"), ("exempt", "免予考评"), ("cancelled", "考评已取消"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("stations", "0024_revisits")]
    operations = [
        migrations.AlterField(
            "appraisal", "state", models.CharField("状态", max_length=10, choices=STATES, default="reporting")
        )
    ]
