"""Indexes of the opinions that wait, few among all there ever were."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0027_check_settings'),
        ('stations', '0027_open_observations'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(condition=models.Q(('state__in', ('opened', 'pending', 'referred', 'offered'))), fields=['office', 'due_on', 'id'], name='opinion_office_waiting'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(condition=models.Q(('state__in', ('opened', 'pending', 'referred', 'offered'))), fields=['area', 'due_on', 'id'], name='opinion_area_waiting'),
        ),
    ]
