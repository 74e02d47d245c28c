"""Which suggestions were carried out, told of the past too; and the unit a deputy asks for."""

import django.db.models.deletion
from django.db import migrations, models

from suggestions.backfill import fill_fulfilments


def tell_the_past(apps, schema_editor):
    fill_fulfilments(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0023_unit_settings'),
        ('suggestions', '0025_days_of_dispatch'),
    ]

    operations = [
        migrations.AddField(
            model_name='suggestion',
            name='proposed_office',
            field=models.ForeignKey(blank=True, help_text='希望由哪个单位办理，供交办时参考，可不填', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='建议承办单位'),
        ),
        migrations.CreateModel(
            name='Fulfilment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='落实日期')),
                ('how', models.CharField(choices=[('solved', '答复时已解决'), ('kept', '承诺事项全部落实'), ('looked', '回头看后已解决')], max_length=10, verbose_name='落实依据')),
                ('suggestion', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='fulfilment', to='suggestions.suggestion', verbose_name='建议')),
            ],
            options={
                'verbose_name': '建议落实',
                'verbose_name_plural': '建议落实',
            },
        ),
        migrations.RunPython(tell_the_past, migrations.RunPython.noop),
    ]
