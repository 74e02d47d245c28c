"""The result classes of national practice, for areas that have no scheme of their own (domain rule 47)."""

from datetime import date

from django.db import migrations

SOURCE = "全国人大代表建议办理工作惯例"
CLASSES = (
    ("A", "已经解决或基本解决", True),
    ("B", "正在解决或列入规划逐步解决", False),
    ("C", "因条件限制或其他原因需待以后解决", False),
    ("D", "留作参考", False),
)


def seed(apps, schema_editor):
    ResultClass = apps.get_model("suggestions", "ResultClass")
    for order, (code, label, resolved) in enumerate(CLASSES, 1):
        ResultClass.objects.get_or_create(
            area=None, code=code, valid_from=date(2000, 1, 1),
            defaults={"label": label, "resolved": resolved, "order": order, "source": SOURCE},
        )


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
