"""What ended terms left behind is found from the promises, which know their term."""

import django.db.models.deletion
from django.db import migrations, models

UNSETTLED = models.Q(("state__in", ("open", "reported")))
KNOWN = "UPDATE suggestions_promise p SET term_id = s.term_id FROM suggestions_suggestion s WHERE s.id = p.suggestion_id"


def term(**more) -> models.ForeignKey:
    return models.ForeignKey(
        "deputies.term", django.db.models.deletion.PROTECT, db_index=False, editable=False, related_name="+",
        verbose_name="届", **more,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0004_import_once"),
        ("suggestions", "0043_under_way_unopened"),
    ]
    operations = [
        migrations.AddField("promise", "term", term(null=True)),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.AlterField("promise", "term", term()),
        migrations.AddIndex(
            "promise",
            models.Index(fields=["term"], include=("suggestion",), condition=UNSETTLED, name="promise_left"),
        ),
        migrations.RemoveIndex("suggestion", "suggestion_unfollowed"),
        migrations.AddIndex(
            "suggestion",
            models.Index(
                fields=["area", "id"],
                include=("submitted_on", "entered_by", "due_on"),
                condition=models.Q(("heir__isnull", True), ("state", "closed")),
                name="suggestion_unfollowed",
            ),
        ),
    ]
