"""First pages count what is under way without opening it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0042_seen_by_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='suggestion',
            name='suggestion_open',
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('state__in', ('declined', 'letter', 'split', 'withdrawn', 'closed')), _negated=True), fields=['id'], include=('state', 'round', 'heir', 'area', 'deputy', 'term', 'lead_office', 'due_on', 'submitted_on', 'entered_by'), name='suggestion_open'),
        ),
    ]
