"""Meetings about the handling, promises made there, and what follows where a look-back finds nothing solved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from workflow.laying import Together


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0020_verdict_and_joining_settings'),
        ('suggestions', '0020_joining_and_reference'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name='lookbackitem',
                    name='further',
                    field=models.CharField(blank=True, choices=[('research', '再调研'), ('inspect', '再检查'), ('review', '再审议'), ('supervise', '再督办')], max_length=10, verbose_name='后续措施'),
                ),
                migrations.AddField(
                    model_name='lookbackitem',
                    name='further_on',
                    field=models.DateField(blank=True, null=True, verbose_name='安排后续措施日期'),
                ),
                migrations.CreateModel(
                    name='HandlingMeeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('divide', '分工会'), ('push', '推进会'), ('assess', '测评会'), ('meet', '办理见面会'), ('inquiry', '专题询问'), ('talk', '代表座谈会'), ('consult', '集体会商')], max_length=10, verbose_name='会议类型')),
                        ('title', models.CharField(max_length=80, verbose_name='会议名称')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                        ('people', models.CharField(max_length=300, verbose_name='参加人员')),
                        ('record', models.TextField(blank=True, verbose_name='会议情况')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='召集机构')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '办理会议',
                        'verbose_name_plural': '办理会议',
                    },
                ),
                migrations.AddField(
                    model_name='promise',
                    name='meeting',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='suggestions.handlingmeeting', verbose_name='作出承诺的会议'),
                ),
                migrations.CreateModel(
                    name='MeetingItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='suggestions.handlingmeeting', verbose_name='会议')),
                        ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discussed', to='suggestions.suggestion', verbose_name='建议')),
                    ],
                    options={
                        'verbose_name': '会议研究的建议',
                        'verbose_name_plural': '会议研究的建议',
                    },
                ),
                migrations.AddIndex(
                    model_name='handlingmeeting',
                    index=models.Index(fields=['area', '-on', '-id'], name='handling_meeting_area'),
                ),
                migrations.AddConstraint(
                    model_name='meetingitem',
                    constraint=models.UniqueConstraint(fields=('meeting', 'suggestion'), name='meeting_item_once'),
                ),
            ]
        ),
    ]
