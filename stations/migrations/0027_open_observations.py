"""Find the observations that are still followed without reading the closed ones."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0027_check_settings'),
        ('stations', '0026_standards_by_tier'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['area', '-on', '-id'], name='observation_open'),
        ),
    ]
