"""What was put right after a rating meeting, found without reading all that was ever voted on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0038_still_owed'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='meetingitem',
            index=models.Index(condition=models.Q(('redressed_on__isnull', False)), fields=['id'], name='meeting_item_redressed'),
        ),
    ]
