"""A suggestion may belong to a campaign of its area."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stations', '0020_modes_campaigns_and_pledges'),
        ('suggestions', '0021_handling_meetings'),
    ]

    operations = [
        migrations.AddField(
            model_name='suggestion',
            name='campaign',
            field=models.ForeignKey(blank=True, help_text='在本区域统一部署的活动中提出的，请选择', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.label', verbose_name='主题（专项）活动'),
        ),
    ]
