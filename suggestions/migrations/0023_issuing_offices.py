"""A paper is numbered by the office that issues it: a unit and a government office have series of their own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0021_study_setting'),
        ('suggestions', '0022_campaigns'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='documentnumber',
            name='document_number_once',
        ),
        migrations.AddField(
            model_name='documentnumber',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='制发机构'),
        ),
        migrations.AddConstraint(
            model_name='documentnumber',
            constraint=models.UniqueConstraint(fields=('area', 'office', 'code', 'year', 'serial'), name='document_number_once', nulls_distinct=False),
        ),
    ]
