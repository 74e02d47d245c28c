"""What the comparison of units reads, in indexes."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0025_telling_units_setting'),
        ('stations', '0023_scrutiny'),
        ('suggestions', '0026_carried_out_and_proposed_units'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('state', 'disputed'), _negated=True), fields=['suggestion'], name='contact_had'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('confidential', False), ('lead_office__isnull', False), ('state__in', ('dispatched', 'replied', 'closed'))), fields=['area', 'registered_on'], include=('id', 'term', 'session', 'lead_office', 'round', 'due_on', 'replied_on', 'result_class', 'submitted_on', 'entered_by'), name='suggestion_led'),
        ),
    ]
