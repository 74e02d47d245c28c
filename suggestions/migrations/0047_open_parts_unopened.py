"""A government office counts the parts of its units without opening them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0046_found_without_opening'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_open',
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('state__in', ('sent', 'received', 'handed_back', 'drafted', 'signed'))), fields=['office'], include=('id', 'suggestion', 'round', 'role', 'state', 'sent_on', 'dispatcher'), name='assignment_open'),
        ),
    ]
