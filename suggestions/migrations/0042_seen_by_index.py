"""Who may know of a suggestion is decided without opening it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0041_spread_by_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['id'], include=('area', 'submitted_on', 'entered_by', 'confidential'), name='suggestion_seen'),
        ),
    ]
