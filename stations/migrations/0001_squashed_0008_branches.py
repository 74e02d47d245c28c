"""All of the room in one step: stations, reception days, opinions, the voter's side; tiers and kinds with it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pages.fields
import pages.files
import stations.models.codes
from django.conf import settings
from django.db import migrations, models


TIERS = (
    ("总站", 1), ("代表服务中心", 1), ("中心站", 2), ("代表之家", 3), ("代表工作站", 3), ("街道工作室", 3), ("联络站", 4),
    ("联络点", 5), ("流动联络点", 6), ("网格联络服务站", 6),
)
KINDS = (
    "综合", "行业", "企业", "专业代表工作室", "立法联系点", "营商环境监测点", "社情民意观察点", "接待室", "网上站点",
)


def seed(apps, schema_editor):
    for name, rank in TIERS:
        apps.get_model("stations", "Tier").objects.get_or_create(name=name, defaults={"rank": rank})
    for order, name in enumerate(KINDS, 1):
        apps.get_model("stations", "StationKind").objects.get_or_create(name=name, defaults={"order": order})


class Migration(migrations.Migration):

    replaces = [('stations', '0001_initial'), ('stations', '0002_kinds'), ('stations', '0003_reception_rules'), ('stations', '0004_the_voters_side'), ('stations', '0005_bookings'), ('stations', '0006_verdicts'), ('stations', '0007_wishes_and_echoes'), ('stations', '0008_branches')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('deputies', '0002_address'),
        ('offices', '0012_handling_settings'),
        ('workflow', '0003_ladder'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(choices=[('days', '每月固定日期'), ('ordinal', '每月第几个星期几'), ('weekly', '每周固定星期')], max_length=10, verbose_name='规律')),
                ('months', models.CharField(choices=[('all', '每月'), ('odd', '单月'), ('even', '双月'), ('quarter', '每季度首月')], default='all', max_length=10, verbose_name='月份')),
                ('days', models.CharField(blank=True, max_length=40, verbose_name='日期')),
                ('ordinal', models.SmallIntegerField(blank=True, choices=[(1, '第一个'), (2, '第二个'), (3, '第三个'), (4, '第四个'), (-1, '最后一个')], null=True, verbose_name='第几个')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, '星期一'), (1, '星期二'), (2, '星期三'), (3, '星期四'), (4, '星期五'), (5, '星期六'), (6, '星期日')], null=True, verbose_name='星期')),
                ('starts_at', models.TimeField(verbose_name='开始时间')),
                ('ends_at', models.TimeField(verbose_name='结束时间')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='接待地点')),
                ('theme', models.CharField(blank=True, max_length=80, verbose_name='接待主题')),
                ('on_duty', models.PositiveSmallIntegerField(default=2, verbose_name='每次轮值代表人数')),
                ('auto_notice', models.BooleanField(default=True, verbose_name='到期自动发布公告')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
            ],
            options={
                'verbose_name': '接待日规则',
                'verbose_name_plural': '接待日规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='rule_ends_after_start'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='rule_dates_in_order'), models.CheckConstraint(condition=models.Q(('on_duty__range', (1, 20))), name='rule_on_duty_bounded')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('prefix', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='编号前缀')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='最后编号')),
            ],
            options={
                'verbose_name': '编号',
                'verbose_name_plural': '编号',
            },
        ),
        migrations.CreateModel(
            name='StationKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='类型')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
            ],
            options={
                'verbose_name': '站点类型',
                'verbose_name_plural': '站点类型',
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Tier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='层级')),
                ('rank', models.PositiveSmallIntegerField(help_text='数字越小层级越高', verbose_name='级次')),
            ],
            options={
                'verbose_name': '站点层级',
                'verbose_name_plural': '站点层级',
                'ordering': ('rank', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('state', models.CharField(choices=[('received', '待筛选'), ('kept', '列入备选'), ('declined', '未列入')], default='received', max_length=10, verbose_name='状态')),
                ('title', models.CharField(max_length=60, verbose_name='项目名称')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='实施地点')),
                ('benefit', models.CharField(blank=True, max_length=120, verbose_name='受益群众')),
                ('text', models.TextField(verbose_name='理由和内容')),
                ('received_on', models.DateField(verbose_name='提出日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
            ],
            options={
                'verbose_name': '民生实事项目建议',
                'verbose_name_plural': '民生实事项目建议',
                'indexes': [models.Index(fields=['area', '-received_on', '-id'], name='idea_area'), models.Index(fields=['-received_on', '-id'], name='idea_received')],
            },
        ),
        migrations.CreateModel(
            name='IdeaEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=30, verbose_name='步骤')),
                ('before', models.CharField(blank=True, max_length=20, verbose_name='之前状态')),
                ('after', models.CharField(max_length=20, verbose_name='之后状态')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='以何身份')),
                ('on_behalf_of', models.CharField(blank=True, max_length=50, verbose_name='代何人')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='内容')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.idea')),
            ],
            options={
                'verbose_name': '项目建议经过',
                'verbose_name_plural': '项目建议经过',
                'ordering': ('at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grams', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, editable=False, size=None, verbose_name='检索词')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('state', models.CharField(choices=[('opened', '待处理'), ('pending', '待批办'), ('referred', '转办中'), ('offered', '待代表提建议'), ('suggested', '已转为建议'), ('answered', '已答复'), ('refused', '不予受理'), ('closed', '已办结'), ('merged', '已并入')], default='opened', max_length=10, verbose_name='状态')),
                ('text', models.TextField(verbose_name='反映事项（原话）')),
                ('summary', models.CharField(blank=True, max_length=100, verbose_name='事项摘要')),
                ('advice', models.CharField(blank=True, max_length=200, verbose_name='拟办意见')),
                ('confidential', models.BooleanField(default=False, verbose_name='保密')),
                ('opened_on', models.DateField(verbose_name='受理日期')),
                ('channel', models.CharField(choices=[('reception', '接待日'), ('visit', '来访'), ('letter', '来信'), ('call', '来电'), ('web', '网络'), ('hotline', '12345热线')], default='visit', max_length=10, verbose_name='反映渠道')),
                ('route', models.CharField(blank=True, choices=[('on_spot', '当场答复'), ('community', '社区（村）居委会'), ('town', '乡镇（街道）'), ('office', '其他单位'), ('hotline', '12345热线'), ('deputy', '代表提出建议'), ('refused', '不予受理')], max_length=10, verbose_name='处理方式')),
                ('receiver', models.CharField(blank=True, help_text='未列入机构名录的社区、村等', max_length=60, verbose_name='接收方')),
                ('referred_on', models.DateField(blank=True, null=True, verbose_name='转交日期')),
                ('answer', models.TextField(blank=True, verbose_name='办理结果')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('level', models.CharField(blank=True, choices=[('village', '村（社区）'), ('town', '乡镇（街道）'), ('county', '县（区）及以上')], max_length=10, verbose_name='解决层面')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='批办日期')),
                ('outside_number', models.CharField(blank=True, max_length=40, verbose_name='热线工单号')),
                ('refusal', models.CharField(blank=True, choices=[('litigation', '属诉讼、行政复议、仲裁事项'), ('personal', '属个人涉法涉诉事项'), ('private', '不具公益性、普惠性'), ('jurisdiction', '不属本行政区域职权'), ('petition', '属信访事项'), ('other', '其他')], max_length=15, verbose_name='不予受理原因')),
                ('go_instead', models.CharField(blank=True, max_length=120, verbose_name='应向何处反映')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                ('addressee', models.ForeignKey(blank=True, help_text='群众扫该代表的代表码反映', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.deputy', verbose_name='面向代表')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.category', verbose_name='类别')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offered_opinions', to='deputies.deputy', verbose_name='拟提建议代表')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='stations.opinion', verbose_name='并入')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='offices.office', verbose_name='转交单位')),
            ],
            options={
                'verbose_name': '群众意见',
                'verbose_name_plural': '群众意见',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['grams'], name='opinion_grams'), models.Index(fields=['-opened_on', '-id'], name='opinion_opened'), models.Index(fields=['area', 'state', '-opened_on', '-id'], name='opinion_area_state'), models.Index(fields=['office', '-opened_on', '-id'], name='opinion_office'), models.Index(fields=['deputy', '-opened_on', '-id'], name='opinion_deputy'), models.Index(condition=models.Q(('addressee__isnull', False)), fields=['addressee', '-opened_on', '-id'], name='opinion_addressee'), models.Index(fields=['due_on', 'id'], name='opinion_due'), models.Index(condition=models.Q(('state__in', ('opened', 'pending', 'referred', 'offered'))), fields=['due_on', 'id'], name='opinion_waiting_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outside_number', ''), _negated=True), fields=('outside_number',), name='outside_number_once')],
            },
        ),
        migrations.CreateModel(
            name='OpinionClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=30, verbose_name='时限')),
                ('started_on', models.DateField(verbose_name='起算日')),
                ('due_on', models.DateField(verbose_name='到期日')),
                ('provisional', models.BooleanField(default=False, help_text='到期日落入尚未公布放假安排的年份', verbose_name='暂定')),
                ('paused_on', models.DateField(blank=True, null=True, verbose_name='中止自')),
                ('pauses', models.JSONField(blank=True, default=list, verbose_name='中止记录')),
                ('stopped_on', models.DateField(blank=True, null=True, verbose_name='停止日')),
                ('sheet', models.JSONField(default=dict, verbose_name='时限计算书')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='责任机构')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='stations.opinion')),
            ],
            options={
                'verbose_name': '意见时限',
                'verbose_name_plural': '意见时限',
                'ordering': ('due_on', 'pk'),
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('paused_on__isnull', True), ('stopped_on__isnull', True)), fields=['due_on', 'id'], name='opinion_clock_ticking'), models.Index(condition=models.Q(('paused_on__isnull', True), ('stopped_on__isnull', True)), fields=['office', 'due_on'], name='opinion_clock_office')],
            },
        ),
        migrations.CreateModel(
            name='OpinionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=30, verbose_name='步骤')),
                ('before', models.CharField(blank=True, max_length=20, verbose_name='之前状态')),
                ('after', models.CharField(max_length=20, verbose_name='之后状态')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='以何身份')),
                ('on_behalf_of', models.CharField(blank=True, max_length=50, verbose_name='代何人')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='内容')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.opinion')),
            ],
            options={
                'verbose_name': '意见办理经过',
                'verbose_name_plural': '意见办理经过',
                'ordering': ('at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpinionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=pages.files.stored_name, verbose_name='文件')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('sound', models.BooleanField(default=False, verbose_name='录音')),
                ('size', models.PositiveIntegerField(verbose_name='大小')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='stations.opinion', verbose_name='群众意见')),
            ],
            options={
                'verbose_name': '意见附件',
                'verbose_name_plural': '意见附件',
            },
        ),
        migrations.CreateModel(
            name='OpinionReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='当时的到期日')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('clock', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='stations.opinionclock')),
                ('rung', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.rung', verbose_name='阶梯')),
            ],
            options={
                'verbose_name': '意见提醒',
                'verbose_name_plural': '意见提醒',
                'constraints': [models.UniqueConstraint(fields=('clock', 'rung', 'due_on'), name='opinion_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('requirement', models.CharField(blank=True, max_length=200, verbose_name='办理要求')),
                ('sent_on', models.DateField(verbose_name='交办日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='交办人')),
            ],
            options={
                'verbose_name': '交办单',
                'verbose_name_plural': '交办单',
                'indexes': [models.Index(fields=['area', '-sent_on', '-id'], name='order_area'), models.Index(fields=['-sent_on', '-id'], name='order_sent')],
            },
        ),
        migrations.AddField(
            model_name='opinion',
            name='order',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='stations.order', verbose_name='交办单'),
        ),
        migrations.CreateModel(
            name='Reception',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('state', models.CharField(choices=[('planned', '已计划'), ('published', '已公告'), ('open', '接待中'), ('closed', '已归档'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                ('on', models.DateField(verbose_name='接待日期')),
                ('starts_at', models.TimeField(verbose_name='开始时间')),
                ('ends_at', models.TimeField(verbose_name='结束时间')),
                ('place', models.CharField(max_length=120, verbose_name='接待地点')),
                ('theme', models.CharField(blank=True, max_length=80, verbose_name='接待主题')),
                ('scope_note', models.CharField(blank=True, max_length=200, verbose_name='接待范围及受理内容')),
                ('notice_number', models.CharField(blank=True, max_length=40, verbose_name='公告文号')),
                ('notice_text', models.TextField(blank=True, verbose_name='公告内容')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公告日期')),
                ('summary', models.TextField(blank=True, verbose_name='小结')),
                ('rule_day', models.DateField(blank=True, null=True, verbose_name='规则日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='receptions', to='stations.dayrule', verbose_name='接待日规则')),
            ],
            options={
                'verbose_name': '接待日',
                'verbose_name_plural': '接待日',
                'indexes': [models.Index(fields=['area', '-on', '-id'], name='reception_area'), models.Index(fields=['-on', '-id'], name='reception_on'), models.Index(condition=models.Q(('state__in', ('planned', 'published', 'open'))), fields=['on', 'id'], name='reception_unfinished')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='reception_ends_after_start'), models.UniqueConstraint(condition=models.Q(('rule__isnull', False)), fields=('rule', 'rule_day'), name='reception_once_a_rule_day')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voter_name', models.CharField(max_length=30, verbose_name='姓名')),
                ('phone', pages.fields.EncryptedTextField(verbose_name='联系电话')),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='想反映的事')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='预约时间')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='提醒时间')),
                ('reminded_how', models.CharField(blank=True, choices=[('face', '当面'), ('phone', '电话'), ('sms', '短信'), ('letter', '书面'), ('visit', '上门'), ('web', '网上查询')], max_length=10, verbose_name='提醒方式')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('reminded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提醒人')),
                ('reception', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='stations.reception', verbose_name='接待日')),
            ],
            options={
                'verbose_name': '预约',
                'verbose_name_plural': '预约',
                'indexes': [models.Index(condition=models.Q(('reminded_at__isnull', True)), fields=['reception'], name='booking_to_remind')],
            },
        ),
        migrations.CreateModel(
            name='ReceptionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=30, verbose_name='步骤')),
                ('before', models.CharField(blank=True, max_length=20, verbose_name='之前状态')),
                ('after', models.CharField(max_length=20, verbose_name='之后状态')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='以何身份')),
                ('on_behalf_of', models.CharField(blank=True, max_length=50, verbose_name='代何人')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='内容')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.reception')),
            ],
            options={
                'verbose_name': '接待日经过',
                'verbose_name_plural': '接待日经过',
                'ordering': ('at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RosterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attended', models.BooleanField(blank=True, null=True, verbose_name='到岗')),
                ('remark', models.CharField(blank=True, max_length=80, verbose_name='备注')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='排班依据')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_entries', to='deputies.deputy', verbose_name='代表')),
                ('reception', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roster', to='stations.reception', verbose_name='接待日')),
            ],
            options={
                'verbose_name': '轮值',
                'verbose_name_plural': '轮值',
                'constraints': [models.UniqueConstraint(fields=('reception', 'deputy'), name='roster_once')],
            },
        ),
        migrations.AddField(
            model_name='reception',
            name='deputies',
            field=models.ManyToManyField(related_name='receptions', through='stations.RosterEntry', to='deputies.deputy'),
        ),
        migrations.CreateModel(
            name='Station',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='站点编号')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('host', models.CharField(blank=True, help_text='如：党群服务中心、企业名称', max_length=60, verbose_name='依托')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='办公电话')),
                ('hours', models.CharField(blank=True, max_length=60, verbose_name='开放时间')),
                ('mobile', models.BooleanField(default=False, verbose_name='流动站点')),
                ('online', models.BooleanField(default=False, verbose_name='开通网上接待')),
                ('brand', models.CharField(blank=True, max_length=40, verbose_name='特色品牌')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='offices.area', verbose_name='行政区域')),
                ('groups', models.ManyToManyField(blank=True, related_name='stations', to='deputies.group', verbose_name='代表小组')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='stations.stationkind', verbose_name='类型')),
                ('tier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='stations.tier', verbose_name='层级')),
            ],
            options={
                'verbose_name': '联络站',
                'verbose_name_plural': '联络站',
                'indexes': [models.Index(fields=['area', 'path'], name='station_area')],
            },
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('head', '站长'), ('deputy_head', '副站长'), ('clerk', '联络员')], max_length=15, verbose_name='职责')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staffings', to='offices.post', verbose_name='任职')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='stations.station', verbose_name='联络站')),
            ],
            options={
                'verbose_name': '站点工作人员',
                'verbose_name_plural': '站点工作人员',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('station', 'post'), name='staff_once'), models.UniqueConstraint(condition=models.Q(('duty', 'head'), ('ends_on__isnull', True)), fields=('station',), name='one_head_a_station'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='staff_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='reception',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receptions', to='stations.station', verbose_name='联络站'),
        ),
        migrations.AddField(
            model_name='order',
            name='station',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='stations.station', verbose_name='联络站'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='stations.station', verbose_name='联络站'),
        ),
        migrations.AddField(
            model_name='idea',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='stations.station', verbose_name='联络站'),
        ),
        migrations.CreateModel(
            name='Echo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=300, verbose_name='群众反映')),
                ('answer', models.TextField(verbose_name='办理结果')),
                ('published_on', models.DateField(verbose_name='公布日期')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤下日期')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='echoes', to='stations.opinion', verbose_name='群众意见')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='echoes', to='stations.station', verbose_name='联络站')),
            ],
            options={
                'verbose_name': '回音',
                'verbose_name_plural': '回音壁',
                'indexes': [models.Index(condition=models.Q(('withdrawn_on__isnull', True)), fields=['-published_on', '-id'], name='echo_public'), models.Index(condition=models.Q(('withdrawn_on__isnull', True)), fields=['station', '-published_on', '-id'], name='echo_station')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('subject',), name='echo_once')],
            },
        ),
        migrations.AddField(
            model_name='dayrule',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_rules', to='stations.station', verbose_name='联络站'),
        ),
        migrations.CreateModel(
            name='StationCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=stations.models.codes.new_token, editable=False, max_length=32, unique=True, verbose_name='标识')),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='生成时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='停用时间')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='stations.station', verbose_name='联络站')),
            ],
            options={
                'verbose_name': '站码',
                'verbose_name_plural': '站码',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('station',), name='one_station_code')],
            },
        ),
        migrations.CreateModel(
            name='Stationing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='自')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
                ('remark', models.CharField(blank=True, max_length=80, verbose_name='备注')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stationings', to='deputies.deputy', verbose_name='代表')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stationings', to='stations.station', verbose_name='联络站')),
            ],
            options={
                'verbose_name': '进站代表',
                'verbose_name_plural': '进站代表',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('station', 'deputy'), name='stationing_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='stationing_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='登记编号')),
                ('token', models.UUIDField(editable=False, null=True, unique=True, verbose_name='提交标识')),
                ('on', models.DateField(verbose_name='来访日期')),
                ('voter_name', models.CharField(max_length=30, verbose_name='来访选民')),
                ('gender', models.CharField(blank=True, choices=[('male', '男'), ('female', '女')], max_length=10, verbose_name='性别')),
                ('phone', pages.fields.EncryptedTextField(blank=True, verbose_name='联系电话')),
                ('phone_digest', models.CharField(blank=True, max_length=64)),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='住址或单位')),
                ('constituency', models.CharField(blank=True, max_length=80, verbose_name='选区')),
                ('confidential', models.BooleanField(default=False, verbose_name='要求保密')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('receipt', models.CharField(blank=True, max_length=12, verbose_name='回执码')),
                ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='同意处理个人信息时间')),
                ('sms', models.BooleanField(default=False, verbose_name='同意短信告知')),
                ('forgotten_on', models.DateField(blank=True, null=True, verbose_name='个人信息删除日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                ('reception', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='stations.reception', verbose_name='接待日')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='网上反映的没有记录人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='stations.station', verbose_name='联络站')),
            ],
            options={
                'verbose_name': '来访',
                'verbose_name_plural': '来访',
                'indexes': [models.Index(fields=['station', '-on', '-id'], name='visit_station'), models.Index(fields=['area', '-on', '-id'], name='visit_area'), models.Index(condition=models.Q(('phone_digest', ''), _negated=True), fields=['phone_digest', 'station'], name='visit_caller'), models.Index(condition=models.Q(('consented_at__isnull', False), ('forgotten_on__isnull', True)), fields=['on', 'id'], name='visit_kept'), models.Index(condition=models.Q(('forgotten_on__isnull', True), ('sms', True)), fields=['id'], name='visit_sms')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('receipt',), name='receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='序号')),
                ('text', models.TextField(verbose_name='反映事项（原话）')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='告知日期')),
                ('told_how', models.CharField(blank=True, choices=[('face', '当面'), ('phone', '电话'), ('sms', '短信'), ('letter', '书面'), ('visit', '上门'), ('web', '网上查询')], max_length=10, verbose_name='告知方式')),
                ('verdict', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=15, verbose_name='选民评价')),
                ('verdict_words', models.CharField(blank=True, max_length=300, verbose_name='评价意见')),
                ('judged_on', models.DateField(blank=True, null=True, verbose_name='本人网上评价日期')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.category', verbose_name='类别')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='告知人')),
                ('merged_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matters_moved', to='stations.opinion', verbose_name='原意见')),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='stations.opinion', verbose_name='群众意见')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='stations.visit', verbose_name='来访')),
            ],
            options={
                'verbose_name': '事项',
                'verbose_name_plural': '事项',
                'indexes': [models.Index(condition=models.Q(('told_on__isnull', True)), fields=['opinion'], name='matter_untold')],
                'constraints': [models.UniqueConstraint(fields=('visit', 'order'), name='matter_once')],
            },
        ),
        migrations.AddField(
            model_name='idea',
            name='visit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='idea', to='stations.visit', verbose_name='提出登记'),
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                ('state', models.CharField(choices=[('applied', '待公布'), ('open', '待认领'), ('claimed', '已认领'), ('done', '已完成，待回访'), ('closed', '已回访'), ('declined', '未采纳')], default='applied', max_length=10, verbose_name='状态')),
                ('title', models.CharField(max_length=60, verbose_name='心愿')),
                ('told', models.TextField(verbose_name='申请人原话')),
                ('text', models.TextField(blank=True, verbose_name='公布内容')),
                ('applied_on', models.DateField(verbose_name='申请日期')),
                ('claimed_on', models.DateField(blank=True, null=True, verbose_name='认领日期')),
                ('result', models.TextField(blank=True, verbose_name='完成情况')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('verdict', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=15, verbose_name='回访评价')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='回访记录')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='deputies.deputy', verbose_name='认领代表')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='stations.station', verbose_name='联络站')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='wish', to='stations.visit', verbose_name='申请登记')),
            ],
            options={
                'verbose_name': '微心愿',
                'verbose_name_plural': '微心愿',
                'indexes': [models.Index(fields=['station', '-applied_on', '-id'], name='wish_station'), models.Index(fields=['area', '-applied_on', '-id'], name='wish_area'), models.Index(fields=['deputy', '-applied_on', '-id'], name='wish_deputy'), models.Index(fields=['-applied_on', '-id'], name='wish_applied')],
            },
        ),
        migrations.CreateModel(
            name='WishEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=30, verbose_name='步骤')),
                ('before', models.CharField(blank=True, max_length=20, verbose_name='之前状态')),
                ('after', models.CharField(max_length=20, verbose_name='之后状态')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='以何身份')),
                ('on_behalf_of', models.CharField(blank=True, max_length=50, verbose_name='代何人')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='内容')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.wish')),
            ],
            options={
                'verbose_name': '微心愿经过',
                'verbose_name_plural': '微心愿经过',
                'ordering': ('at', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='自')),
                ('ends_on', models.DateField(verbose_name='至')),
                ('reason', models.CharField(max_length=80, verbose_name='事由')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='deputies.deputy', verbose_name='代表')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '代表请假',
                'verbose_name_plural': '代表请假',
                'indexes': [models.Index(fields=['-starts_on', '-id'], name='absence_starts'), models.Index(fields=['deputy', 'ends_on'], name='absence_deputy')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='DeputyCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=stations.models.codes.new_token, editable=False, max_length=32, unique=True, verbose_name='标识')),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='生成时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='停用时间')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='deputies.deputy', verbose_name='代表')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人')),
            ],
            options={
                'verbose_name': '代表码',
                'verbose_name_plural': '代表码',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('deputy',), name='one_deputy_code')],
            },
        ),
        migrations.AddIndex(
            model_name='reception',
            index=models.Index(fields=['station', '-on', '-id'], name='reception_station'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['station', '-sent_on', '-id'], name='order_station'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['station', '-opened_on', '-id'], name='opinion_station'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['station', 'state', '-opened_on', '-id'], name='opinion_station_state'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(condition=models.Q(('state__in', ('opened', 'pending', 'referred', 'offered', 'suggested', 'answered', 'refused'))), fields=['station', 'due_on', 'id'], name='opinion_unfinished'),
        ),
        migrations.AddIndex(
            model_name='idea',
            index=models.Index(fields=['station', '-received_on', '-id'], name='idea_station'),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
