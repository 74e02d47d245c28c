"""The tiers and kinds of station that the places we know of use (seed rows DL-01, TL-02, XR-01, YQ-21, FJ-04, LY-02)."""

from django.db import migrations

TIERS = (
    ("总站", 1), ("代表服务中心", 1), ("中心站", 2), ("代表之家", 3), ("代表工作站", 3), ("街道工作室", 3), ("联络站", 4),
    ("联络点", 5), ("流动联络点", 6), ("网格联络服务站", 6),
)
KINDS = (
    "综合", "行业", "企业", "专业代表工作室", "立法联系点", "营商环境监测点", "社情民意观察点", "接待室", "网上站点",
)


def seed(apps, schema_editor):
    for name, rank in TIERS:
        apps.get_model("stations", "Tier").objects.get_or_create(name=name, defaults={"rank": rank})
    for order, name in enumerate(KINDS, 1):
        apps.get_model("stations", "StationKind").objects.get_or_create(name=name, defaults={"order": order})


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
