"""Enter the dated defaults of every setting, once."""

from django.db import migrations

from offices.defaults import seed


def enter(apps, schema_editor):
    seed(apps.get_model("offices", "Setting"))


class Migration(migrations.Migration):
    replaces = [
        ("offices", "0002_settings"),
        ("offices", "0003_documents"),
        ("offices", "0004_reception_settings"),
        ("offices", "0005_withdrawal_settings"),
        ("offices", "0006_public_pages"),
        ("offices", "0007_dispatch_settings"),
        ("offices", "0008_batch_settings"),
        ("offices", "0009_review_settings"),
        ("offices", "0010_opinion_settings"),
        ("offices", "0011_reply_settings"),
        ("offices", "0012_handling_settings"),
    ]
    dependencies = [("offices", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
