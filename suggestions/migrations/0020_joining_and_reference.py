"""Deputies may ask to join a suggestion; units say how they made use of one that is only for reference."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0019_second_verdicts_by_link")]
    operations = [
        migrations.AlterField(
            model_name="signature",
            name="state",
            field=models.CharField(
                choices=[
                    ("invited", "待确认"),
                    ("asked", "申请联名"),
                    ("confirmed", "已确认"),
                    ("declined", "已谢绝"),
                    ("left", "已退出"),
                ],
                default="invited",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="assignment", name="used", field=models.TextField(blank=True, verbose_name="参考情况")
        ),
        migrations.AddField(
            model_name="assignment",
            name="used_on",
            field=models.DateField(blank=True, null=True, verbose_name="反馈参考情况日期"),
        ),
    ]
