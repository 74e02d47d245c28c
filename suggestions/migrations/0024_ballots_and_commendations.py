"""Ballots of rating meetings, what a congress commends, and indexes for who waits in a round of looking back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from workflow.laying import Together


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0021_study_setting'),
        ('suggestions', '0023_issuing_offices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='Commendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('suggestion', '优秀代表建议'), ('unit', '先进承办单位')], max_length=12, verbose_name='评选')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('title', models.CharField(max_length=60, verbose_name='名称')),
                        ('quota', models.PositiveSmallIntegerField(blank=True, help_text='不限名额的留空', null=True, verbose_name='名额')),
                        ('opened_on', models.DateField(verbose_name='开始日期')),
                        ('decided_by', models.CharField(blank=True, max_length=60, verbose_name='决定机构')),
                        ('document', models.CharField(blank=True, max_length=40, verbose_name='文号')),
                        ('announced_on', models.DateField(blank=True, null=True, verbose_name='公布日期')),
                    ],
                    options={
                        'verbose_name': '评优',
                        'verbose_name_plural': '评优',
                    },
                ),
                migrations.CreateModel(
                    name='MeetingBallot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entitled', models.PositiveSmallIntegerField(verbose_name='应到人数')),
                        ('present', models.PositiveSmallIntegerField(verbose_name='到会人数')),
                        ('issued', models.PositiveSmallIntegerField(verbose_name='发出票数')),
                        ('returned', models.PositiveSmallIntegerField(verbose_name='收回票数')),
                        ('tellers', models.CharField(max_length=80, verbose_name='监票人、计票人')),
                        ('base', models.CharField(choices=[('valid', '有效票'), ('present', '到会人数'), ('all', '应到人数')], max_length=10, verbose_name='基数')),
                        ('passes', models.PositiveSmallIntegerField(verbose_name='须超过（%）')),
                        ('recorded_at', models.DateTimeField(auto_now=True, verbose_name='登记时间')),
                    ],
                    options={
                        'verbose_name': '测评',
                        'verbose_name_plural': '测评',
                    },
                ),
                migrations.CreateModel(
                    name='Nominee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=200, verbose_name='推荐理由')),
                        ('named_on', models.DateField(auto_now_add=True, verbose_name='推荐日期')),
                    ],
                    options={
                        'verbose_name': '评优推荐',
                        'verbose_name_plural': '评优推荐',
                    },
                ),
                migrations.AddField(
                    model_name='meetingitem',
                    name='basically',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='基本满意票'),
                ),
                migrations.AddField(
                    model_name='meetingitem',
                    name='dissatisfied',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='不满意票'),
                ),
                migrations.AddField(
                    model_name='meetingitem',
                    name='satisfied',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='满意票'),
                ),
                migrations.AddField(
                    model_name='meetingitem',
                    name='verdict',
                    field=models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=15, verbose_name='测评结果'),
                ),
                migrations.AddIndex(
                    model_name='lookbackitem',
                    index=models.Index(condition=models.Q(('state', 'open')), fields=['office', 'id'], name='look_back_unit'),
                ),
                migrations.AddIndex(
                    model_name='lookbackitem',
                    index=models.Index(condition=models.Q(('state__in', ('proposed', 'answered'))), fields=['suggestion'], name='look_back_waits'),
                ),
                migrations.AddField(
                    model_name='commendation',
                    name='area',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域'),
                ),
                migrations.AddField(
                    model_name='commendation',
                    name='opened_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人'),
                ),
                migrations.AddField(
                    model_name='meetingballot',
                    name='meeting',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ballot', to='suggestions.handlingmeeting', verbose_name='会议'),
                ),
                migrations.AddField(
                    model_name='meetingballot',
                    name='recorded_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
                ),
                migrations.AddField(
                    model_name='nominee',
                    name='commendation',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominees', to='suggestions.commendation', verbose_name='评优'),
                ),
                migrations.AddField(
                    model_name='nominee',
                    name='named_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='推荐人'),
                ),
                migrations.AddField(
                    model_name='nominee',
                    name='office',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commendations', to='offices.office', verbose_name='承办单位'),
                ),
                migrations.AddField(
                    model_name='nominee',
                    name='suggestion',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commendations', to='suggestions.suggestion', verbose_name='建议'),
                ),
                migrations.AddIndex(
                    model_name='commendation',
                    index=models.Index(fields=['area', '-year', '-id'], name='commendation_area'),
                ),
                migrations.AddConstraint(
                    model_name='commendation',
                    constraint=models.UniqueConstraint(fields=('area', 'title'), name='commendation_once'),
                ),
                migrations.AddConstraint(
                    model_name='meetingballot',
                    constraint=models.CheckConstraint(condition=models.Q(('issued__lte', models.F('present')), ('present__lte', models.F('entitled')), ('returned__lte', models.F('issued'))), name='ballot_adds_up'),
                ),
                migrations.AddConstraint(
                    model_name='nominee',
                    constraint=models.UniqueConstraint(fields=('commendation', 'suggestion'), name='suggestion_named_once'),
                ),
                migrations.AddConstraint(
                    model_name='nominee',
                    constraint=models.UniqueConstraint(fields=('commendation', 'office'), name='office_named_once'),
                ),
                migrations.AddConstraint(
                    model_name='nominee',
                    constraint=models.CheckConstraint(condition=models.Q(('suggestion__isnull', True), ('office__isnull', True), _connector='XOR'), name='suggestion_or_office'),
                ),
                migrations.AddIndex(
                    model_name='meetingitem',
                    index=models.Index(condition=models.Q(('verdict', 'dissatisfied')), fields=['suggestion'], name='meeting_item_voted_down'),
                ),
            ]
        ),
    ]
