"""Limits that had stopped before a reason was kept get it from the steps of that day."""

from django.db import migrations

from workflow.hindsight import Stops, tell

BRANCHES = ("opinion", "opinion_community", "opinion_town", "opinion_hotline", "opinion_deputy")
BACK = {"hand_back": "已退回", "recall": "已收回", "decline": "已退回"}
LEFT = {"exempt": "免予考评", "cancel": "已取消"}
OVER = dict.fromkeys(("confirm", "demand", "revoke"), "期限已过")
OF_OPINIONS = (Stops(BRANCHES, BACK, ("reply", "hotline", "suggest", "adopt")),)
OF_APPRAISALS = (
    Stops(("appraisal_objection",), LEFT | OVER, ("accept", "object")),
    Stops(("appraisal_rectify",), LEFT | {"fail": "整改不合格"}, ("rectified",)),
)


def tell_the_past(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for kind, of in (("opinion", OF_OPINIONS), ("appraisal", OF_APPRAISALS)):
            for stops in of:
                tell(cursor, f"stations_{kind}clock", f"stations_{kind}event", stops)


class Migration(migrations.Migration):
    dependencies = [("stations", "0029_ended_undone")]
    operations = [migrations.RunPython(tell_the_past, migrations.RunPython.noop)]
