"""The reminder ladder for all areas (seed rows DJ-07 and CQ-01); every area may have its own."""

from django.db import migrations

DJ = "默认值；参见 丹江口“周提醒、半月报、月检查”"
CQ = "默认值；参见 重庆超期回复问责机制（催办、督办、通报、问责）"
RUNGS = (
    (-10, "holder", "到期前十个工作日提醒", DJ),
    (-5, "holder", "到期前五个工作日提醒", DJ),
    (-1, "holder", "到期前一个工作日提醒", DJ),
    (-1, "head", "到期前一个工作日提醒", DJ),
    (0, "holder", "到期当日提醒", DJ),
    (0, "head", "到期当日提醒", DJ),
    (1, "head", "逾期催办", CQ),
    (1, "dispatcher", "逾期催办", CQ),
    (5, "dispatcher", "逾期督办", CQ),
    (10, "leader", "逾期通报", CQ),
)


def seed(apps, schema_editor):
    rungs = apps.get_model("workflow", "Rung").objects
    for offset, to, label, source in RUNGS:
        rungs.get_or_create(area=None, offset=offset, to=to, defaults={"label": label, "source": source})


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_calendar")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
