"""Lists of what was promised at a meeting, questionnaires of a look-back, and what follows from which."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from workflow.laying import Together


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0003_import_kinds'),
        ('offices', '0026_ballot_settings'),
        ('suggestions', '0032_supervision_by_each'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name='handlingmeeting',
                    name='look_back',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='suggestions.lookback', verbose_name='回头看'),
                ),
                migrations.AddField(
                    model_name='lookback',
                    name='meeting',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='look_backs', to='suggestions.handlingmeeting', verbose_name='会议'),
                ),
                migrations.AlterField(
                    model_name='paperseries',
                    name='kind',
                    field=models.CharField(choices=[('urge', '催办函'), ('supervision', '督办通知单'), ('voice', '代表之声'), ('promise', '承诺事项交办清单'), ('circulate', '通报'), ('account', '问责通知书')], max_length=12, verbose_name='文种'),
                ),
                migrations.CreateModel(
                    name='PromiseOrder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                        ('number', models.PositiveIntegerField(verbose_name='清单号')),
                        ('served_on', models.DateField(verbose_name='交办日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='suggestions.handlingmeeting', verbose_name='会议')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='承诺单位')),
                        ('served_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
                    ],
                    options={
                        'verbose_name': '承诺事项交办清单',
                        'verbose_name_plural': '承诺事项交办清单',
                        'ordering': ('pk',),
                    },
                ),
                migrations.AddField(
                    model_name='promise',
                    name='handed',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='suggestions.promiseorder', verbose_name='交办清单'),
                ),
                migrations.CreateModel(
                    name='SurveyReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('process', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=15, verbose_name='办理过程')),
                        ('result', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=15, verbose_name='办理结果')),
                        ('words', models.TextField(blank=True, verbose_name='意见和建议')),
                        ('talk', models.BooleanField(default=False, verbose_name='愿意参加座谈')),
                        ('sent_on', models.DateField(verbose_name='发出日期')),
                        ('at', models.DateTimeField(blank=True, null=True, verbose_name='填写时间')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.deputy', verbose_name='代表')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='suggestions.lookbackitem', verbose_name='回头看事项')),
                    ],
                    options={
                        'verbose_name': '回头看问卷',
                        'verbose_name_plural': '回头看问卷',
                        'ordering': ('pk',),
                    },
                ),
                migrations.AddConstraint(
                    model_name='promiseorder',
                    constraint=models.UniqueConstraint(fields=('area', 'year', 'number'), name='promise_order_number_once'),
                ),
                migrations.AddIndex(
                    model_name='surveyreply',
                    index=models.Index(condition=models.Q(('at__isnull', True)), fields=['deputy', 'id'], name='survey_waits'),
                ),
                migrations.AddConstraint(
                    model_name='surveyreply',
                    constraint=models.UniqueConstraint(fields=('item', 'deputy'), name='survey_once'),
                ),
            ]
        )
    ]
