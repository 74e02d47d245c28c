"""Put the unit on its replies, and say which classes of national practice need promises (domain rules 41, 47)."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def enter(apps, schema_editor):
    Assignment = apps.get_model("suggestions", "Assignment")
    office = Assignment.objects.filter(pk=OuterRef("assignment")).values("office")
    apps.get_model("suggestions", "Reply").objects.filter(office=None).update(office=Subquery(office))
    classes = apps.get_model("suggestions", "ResultClass").objects.filter(area=None, code__in=("B", "C"))
    classes.update(promises=True)


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0011_replies_and_promises")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
