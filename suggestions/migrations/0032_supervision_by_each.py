"""Units sign for a notice of supervision each for itself; a supervision has steps, and people charged with it, of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pages.files
from workflow.laying import Together

STEPS = ("supervise", "add_item", "serve", "drop", "sign_notice", "finish_item", "end")
USER = settings.AUTH_USER_MODEL


def user(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        USER, django.db.models.deletion.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def sort_out(apps, schema_editor):
    """One signature stood for all units: it is that of the unit whose person signed. Steps of an only supervision are its own."""
    get = lambda name: apps.get_model("suggestions", name)  # noqa: E731
    posts, receipts = apps.get_model("offices", "Post"), get("NoticeReceipt")
    for row in get("Supervision").objects.filter(number__isnull=False).select_related("suggestion"):
        parts = get("Assignment").objects.filter(suggestion=row.suggestion_id, round=row.suggestion.round)
        offices = list(parts.exclude(role="co").exclude(state="revoked").values_list("office", flat=True))
        own = set(posts.objects.filter(user=row.signed_by_id, office__in=offices).values_list("office", flat=True))
        for office in sorted(set(offices)):
            signed = row.signed_on if office in own or len(offices) == 1 else None
            receipts.objects.create(
                supervision=row, office_id=office, signed_on=signed, signed_by_id=row.signed_by_id if signed else None
            )
    events = get("SuggestionEvent").objects.filter(action__in=STEPS)
    for suggestion in get("Suggestion").objects.filter(supervisions__isnull=False).distinct():
        found = list(suggestion.supervisions.values_list("pk", flat=True))
        if len(found) == 1:
            events.filter(subject=suggestion).update(supervision=found[0])


class Migration(migrations.Migration):
    dependencies = [
        ("suggestions", "0031_ballots_by_rule"),
        ("offices", "0026_ballot_settings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        Together(
            [
                migrations.AddField("supervision", "charged", user("督办责任人")),
                migrations.AddField("supervision", "chief_charged", user("领办责任人")),
                migrations.AddField(
                    "suggestionevent",
                    "supervision",
                    models.ForeignKey(
                        "suggestions.supervision", django.db.models.deletion.CASCADE, null=True, blank=True,
                        db_index=False, related_name="events",
                    ),
                ),
                migrations.CreateModel(
                    "NoticeReceipt",
                    [
                        (
                            "id",
                            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                        ),
                        ("signed_on", models.DateField("签收日期", null=True, blank=True)),
                        (
                            "office",
                            models.ForeignKey(
                                "offices.office", django.db.models.deletion.PROTECT, related_name="+", verbose_name="承办单位"
                            ),
                        ),
                        ("signed_by", user("签收人")),
                        (
                            "supervision",
                            models.ForeignKey(
                                "suggestions.supervision", django.db.models.deletion.CASCADE, related_name="receipts",
                                verbose_name="督办",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "督办通知单签收",
                        "verbose_name_plural": "督办通知单签收",
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddConstraint(
                    "noticereceipt",
                    models.UniqueConstraint(fields=("supervision", "office"), name="notice_receipt_once"),
                ),
                migrations.AddField(
                    "voice", "readers", models.ManyToManyField(USER, related_name="+", verbose_name="送阅领导")
                ),
                migrations.AddField(
                    "instruction", "scan", models.FileField("批示件", upload_to=pages.files.stored_name, blank=True)
                ),
                migrations.AddField(
                    "instruction", "scan_name", models.CharField("原文件名", max_length=200, blank=True)
                ),
                migrations.AddField("instruction", "recorded_by", user("登记人")),
            ]
        ),
        migrations.RunPython(sort_out, migrations.RunPython.noop),
        migrations.RemoveField("supervision", "signed_on"),
        migrations.RemoveField("supervision", "signed_by"),
    ]
