"""通报 and 问责 as numbered papers that a unit signs for; monthly checks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('suggestions', '0033_promise_orders_and_surveys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='escalation',
            name='number',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='文号'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='signed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='signed_on',
            field=models.DateField(blank=True, null=True, verbose_name='签收日期'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='年份'),
        ),
        migrations.CreateModel(
            name='MonthlyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='检查日期')),
                ('checker', models.CharField(max_length=80, verbose_name='检查人')),
                ('finding', models.TextField(verbose_name='检查情况')),
                ('demand', models.TextField(blank=True, verbose_name='整改要求')),
                ('late_days', models.PositiveSmallIntegerField(default=0, verbose_name='超期天数')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='suggestions.suggestion', verbose_name='建议')),
            ],
            options={
                'verbose_name': '月检查',
                'verbose_name_plural': '月检查',
                'ordering': ('on', 'pk'),
            },
        ),
    ]
