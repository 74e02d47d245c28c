"""What a unit was assigned, and what promises are still owed, is found without opening either."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0045_ended_before'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='promise',
            name='promise_unkept',
        ),
        migrations.AlterField(
            model_name='assignment',
            name='office',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='offices.office', verbose_name='承办单位'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['office'], include=('suggestion',), name='assignment_leads_to'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('state__in', ('kept', 'released')), _negated=True), fields=['due_on', 'id'], include=('suggestion', 'office', 'state'), name='promise_unkept'),
        ),
    ]
