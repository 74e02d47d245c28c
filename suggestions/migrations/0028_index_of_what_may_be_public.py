"""What the public may be shown, in an index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0025_telling_units_setting'),
        ('stations', '0024_revisits'),
        ('suggestions', '0027_index_of_what_was_led'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('confidential', False), ('consent__in', ('full', 'title')), ('state__in', ('replied', 'closed'))), fields=['id'], include=('area', 'submitted_on', 'entered_by'), name='suggestion_openable'),
        ),
    ]
