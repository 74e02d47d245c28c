"""What units still owe, and what a deputy may still rate, found without opening the rows themselves."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0027_check_settings'),
        ('stations', '0028_opinions_waiting'),
        ('suggestions', '0037_what_is_under_way'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='suggestion',
            name='suggestion_unanswered',
        ),
        migrations.AddIndex(
            model_name='signature',
            index=models.Index(condition=models.Q(('rates', True), ('state', 'confirmed')), fields=['deputy'], include=('id', 'suggestion'), name='signature_rates'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('confidential', False), ('lead_office__isnull', False), ('replied_on__isnull', True), ('state__in', ('dispatched', 'replied', 'closed'))), fields=['area', 'due_on'], include=('lead_office', 'registered_on', 'submitted_on', 'entered_by'), name='suggestion_still_owed'),
        ),
    ]
