"""What the spread over categories counts, found without opening the suggestions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0040_ended_undone'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='suggestion',
            name='suggestion_registered',
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('confidential', False)), fields=['area', 'registered_on'], include=('id', 'category', 'result_class', 'dispatched_on', 'replied_on', 'reference_only', 'round', 'submitted_on', 'entered_by'), name='suggestion_registered'),
        ),
    ]
