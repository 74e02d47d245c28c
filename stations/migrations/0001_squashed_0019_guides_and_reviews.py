"""All of the room in one step, with the lists that every area begins with."""

from datetime import date

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pages.fields
import pages.files
import stations.models.codes
from django.conf import settings
from django.db import migrations, models
from workflow.laying import Together

TIERS = (
    ("总站", 1), ("代表服务中心", 1), ("中心站", 2), ("代表之家", 3), ("代表工作站", 3), ("街道工作室", 3), ("联络站", 4),
    ("联络点", 5), ("流动联络点", 6), ("网格联络服务站", 6),
)
KINDS = (
    "综合", "行业", "企业", "专业代表工作室", "立法联系点", "营商环境监测点", "社情民意观察点", "接待室", "网上站点",
)
POINT_TIERS = ("联络点", "流动联络点", "网格联络服务站")
ACTIVITIES = (
    ("小组活动", "group"), ("代表活动日", "other"), ("学习培训", "study"), ("履职交流", "study"), ("走访问需", "walk"),
    ("为民办实事", "service"), ("扶贫济困", "service"), ("调研视察", "other"), ("政策宣传", "other"), ("代表述职", "report"),
    ("履职评价", "review"),
)
FUNCTIONS = ("调研视察", "联系群众", "政策宣传", "建言献策", "监督对接", "学习交流")
TAGS = ("“枫桥经验”工作室", "联络站＋乡村振兴", "联络站＋项目建设", "联络站＋民事代办", "联络站＋社区治理")
PATTERNS = (
    ("六有", "参见枣阳代表之家“六有”", "", (
        ("活动场所", ""), ("工作制度", "rules"), ("标识标牌", ""), ("联系名单", ""), ("学习资料", ""), ("履职台账", "ledger"),
    )),
    ("八有", "参见大连代表家（站）“八有”", "", (
        ("统一标牌", ""), ("规章制度", "rules"), ("工作计划", "plan"), ("台账记录", "ledger"), ("学习资料", ""),
        ("代表公示", "board"), ("办公设施", ""), ("工作人员", "staff"),
    )),
    ("十有", "参见阳泉联络站“十有”", "公开资料没有列出十项的名称，采用后请按本地文件逐项填写。", ()),
)
HALLS = ("代表之家", "代表工作站", "街道工作室", "联络站")
RULES = (
    ("station", "reception", "month", 1, HALLS, "默认值；参见 铜官区（每月至少接待一次选民）、枣阳（一月一次轮流接待选民日）"),
    ("group", "any", "quarter", 1, (), "默认值；参见 枣阳（一季度不少于一次小组活动）"),
    ("station", "study", "half", 1, HALLS, "默认值；参见 枣阳（半年不少于一次学习履职交流）"),
    ("station", "review", "year", 1, HALLS, "默认值；参见 枣阳（年底一次履职尽责评价）"),
)
WATCHING = ("立法联系点", "营商环境监测点", "社情民意观察点", "基层社会治理观察点")
GRADES = ("优秀", "称职", "基本称职", "不称职")


def tiers(apps, schema_editor):
    for name, rank in TIERS:
        apps.get_model("stations", "Tier").objects.get_or_create(name=name, defaults={"rank": rank})
    for order, name in enumerate(KINDS, 1):
        apps.get_model("stations", "StationKind").objects.get_or_create(name=name, defaults={"order": order})


def mark_points(apps, schema_editor):
    """The tiers whose money follows the standard of points (seed row YQ-09)."""
    apps.get_model("stations", "Tier").objects.filter(name__in=POINT_TIERS).update(point=True)


def labels(apps, schema_editor):
    """The common lists (seed rows XH-05, ZY-08, FJ-05, YQ-13, YQ-22)."""
    label = apps.get_model("stations", "Label")
    for order, (name, purpose) in enumerate(ACTIVITIES, 1):
        label.objects.get_or_create(area=None, sort="kind", name=name, defaults={"purpose": purpose, "order": order})
    for sort, names in (("function", FUNCTIONS), ("tag", TAGS)):
        for order, name in enumerate(names, 1):
            label.objects.get_or_create(area=None, sort=sort, name=name, defaults={"order": order})


def enter_patterns(apps, schema_editor):
    Set, Item = apps.get_model("stations", "StandardSet"), apps.get_model("stations", "StandardItem")
    for name, source, note, items in PATTERNS:
        row, made = Set.objects.get_or_create(area=None, name=name, defaults={"source": source, "note": note})
        if made:
            for order, (title, fact) in enumerate(items, 1):
                Item.objects.create(set=row, order=order, title=title, fact=fact)


def frequencies(apps, schema_editor):
    """The common frequencies (seed rows ZY-08, TG-05), and the kinds of point that keep records (LY-02, TL-07)."""
    rule, tier = apps.get_model("stations", "FrequencyRule"), apps.get_model("stations", "Tier")
    for subject, counted, period, times, tiers, source in RULES:
        row = rule.objects.create(
            subject=subject, counted=counted, period=period, times=times, source=source, starts_on=date(2000, 1, 1)
        )
        row.tiers.set(tier.objects.filter(name__in=tiers))
    kind = apps.get_model("stations", "StationKind")
    for name in WATCHING:
        kind.objects.update_or_create(name=name, defaults={"observes": True}, create_defaults={"observes": True, "order": 20})


def grades(apps, schema_editor):
    """The common words of a deputy's yearly review (seed rows ZY-04, ZY-08; no source lists them: areas word their own)."""
    label = apps.get_model("stations", "Label")
    for order, name in enumerate(GRADES, 1):
        label.objects.get_or_create(area=None, sort="grade", name=name, defaults={"order": order})


def common_lists(apps, schema_editor):
    """What every area begins with, until it sets its own."""
    for enter in (tiers, mark_points, labels, enter_patterns, frequencies, grades):
        enter(apps, schema_editor)


class Migration(migrations.Migration):

    replaces = [
        ('stations', '0001_squashed_0008_branches'),
        ('stations', '0009_activities'),
        ('stations', '0010_brands_are_rows'),
        ('stations', '0011_bookings_by_voters'),
        ('stations', '0012_standards_and_walls'),
        ('stations', '0013_contacts'),
        ('stations', '0014_themes'),
        ('stations', '0015_frequency_and_observations'),
        ('stations', '0016_grids_map_funds'),
        ('stations', '0017_appraisals'),
        ('stations', '0018_plates'),
        ('stations', '0019_guides_and_reviews'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('deputies', '0003_import_kinds'),
        ('offices', '0019_theme_setting'),
        ('workflow', '0003_ladder'),
    ]

    operations = [
        Together(
            [
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
                    name='StandardItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=1, verbose_name='次序')),
                        ('title', models.CharField(max_length=30, verbose_name='项目')),
                        ('detail', models.CharField(blank=True, max_length=200, verbose_name='要求')),
                        ('fact', models.CharField(blank=True, choices=[('name', '站名符合统一名称'), ('board', '公众页面已公示进站代表'), ('ledger', '近一年有接待登记记录'), ('staff', '有在任工作人员'), ('plan', '有接待日规则或本年接待安排'), ('rules', '本区域有可上墙的制度'), ('opening', '已登记地址和开放时间')], max_length=10, verbose_name='系统自动核对')),
                        ('active', models.BooleanField(default=True, verbose_name='有效')),
                    ],
                    options={
                        'verbose_name': '建设标准项目',
                        'verbose_name_plural': '建设标准项目',
                        'ordering': ('order', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='StationKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=20, unique=True, verbose_name='类型')),
                        ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                        ('observes', models.BooleanField(default=False, help_text='观察点、监测点、立法联系点：在本站登记观察到的情况并持续跟踪', verbose_name='登记观察监测记录')),
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
                        ('point', models.BooleanField(default=False, help_text='经费按联络点的标准，不按联络站', verbose_name='联络点')),
                    ],
                    options={
                        'verbose_name': '站点层级',
                        'verbose_name_plural': '站点层级',
                        'ordering': ('rank', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Activity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='活动日期')),
                        ('place', models.CharField(max_length=120, verbose_name='地点')),
                        ('theme', models.CharField(max_length=80, verbose_name='主题')),
                        ('done', models.TextField(max_length=4000, verbose_name='活动内容')),
                        ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='成果或办理结果')),
                        ('others', models.PositiveIntegerField(default=0, verbose_name='参加群众和其他人员')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='deputies.group', verbose_name='代表小组')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '活动',
                        'verbose_name_plural': '活动',
                        'indexes': [models.Index(fields=['-on', '-id'], name='activity_on'), models.Index(fields=['group', '-on'], name='activity_group_on'), models.Index(fields=['area', '-on'], name='activity_area_on')],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to=pages.files.stored_name, verbose_name='文件')),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('size', models.PositiveIntegerField(verbose_name='大小')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='stations.activity', verbose_name='活动')),
                    ],
                    options={
                        'verbose_name': '活动照片',
                        'verbose_name_plural': '活动照片',
                    },
                ),
                migrations.CreateModel(
                    name='Appraisal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('reporting', '待自评'), ('reported', '待验收'), ('inspected', '待评定'), ('announced', '结果待生效'), ('objected', '异议处理中'), ('rectifying', '限期整改中'), ('recheck', '待复查'), ('settled', '结果已生效'), ('revoked', '已摘牌')], default='reporting', max_length=10, verbose_name='状态')),
                        ('total', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='得分')),
                        ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('pass', '合格'), ('rectify', '限期整改'), ('revoke', '摘牌')], max_length=10, verbose_name='等次')),
                        ('stars', models.PositiveSmallIntegerField(default=0, verbose_name='星级')),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='验收意见')),
                        ('reported_on', models.DateField(blank=True, null=True, verbose_name='自评日期')),
                        ('inspected_on', models.DateField(blank=True, null=True, verbose_name='验收日期')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='评定日期')),
                        ('objected_on', models.DateField(blank=True, null=True, verbose_name='提出异议日期')),
                        ('accepted_on', models.DateField(blank=True, null=True, verbose_name='认可结果日期')),
                        ('rectified', models.TextField(blank=True, verbose_name='整改情况')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                    ],
                    options={
                        'verbose_name': '站点考评',
                        'verbose_name_plural': '站点考评',
                        'indexes': [models.Index(fields=['-total', '-id'], name='appraisal_all_total'), models.Index(fields=['state', 'due_on'], name='appraisal_state_due')],
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalClock',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='stations.appraisal')),
                    ],
                    options={
                        'verbose_name': '站点考评时限',
                        'verbose_name_plural': '站点考评时限',
                        'ordering': ('due_on', 'pk'),
                        'abstract': False,
                        'indexes': [models.Index(condition=models.Q(('paused_on__isnull', True), ('stopped_on__isnull', True)), fields=['due_on', 'id'], name='appraisal_clock_ticking'), models.Index(condition=models.Q(('paused_on__isnull', True), ('stopped_on__isnull', True)), fields=['office', 'due_on'], name='appraisal_clock_office')],
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalEvent',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.appraisal')),
                    ],
                    options={
                        'verbose_name': '站点考评经过',
                        'verbose_name_plural': '站点考评经过',
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='名称')),
                        ('members', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='成员')),
                    ],
                    options={
                        'verbose_name': '检查验收组',
                        'verbose_name_plural': '检查验收组',
                        'ordering': ('pk',),
                    },
                ),
                migrations.AddField(
                    model_name='appraisal',
                    name='group',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appraisals', to='stations.appraisalgroup', verbose_name='检查验收组'),
                ),
                migrations.CreateModel(
                    name='AppraisalReminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField(verbose_name='当时的到期日')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                        ('clock', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='stations.appraisalclock')),
                        ('rung', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.rung', verbose_name='阶梯')),
                    ],
                    options={
                        'verbose_name': '站点考评提醒',
                        'verbose_name_plural': '站点考评提醒',
                        'constraints': [models.UniqueConstraint(fields=('clock', 'rung', 'due_on'), name='appraisal_reminder_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('state', models.CharField(choices=[('draft', '制定中'), ('open', '考评中'), ('closed', '已结束'), ('cancelled', '已取消')], default='draft', max_length=10, verbose_name='状态')),
                        ('starts_on', models.DateField(verbose_name='计入自')),
                        ('ends_on', models.DateField(verbose_name='计入至')),
                        ('report_by', models.DateField(verbose_name='自评截止')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraisal_rounds', to='offices.area', verbose_name='行政区域')),
                        ('tiers', models.ManyToManyField(related_name='+', to='stations.tier', verbose_name='参加考评的层级')),
                    ],
                    options={
                        'verbose_name': '考评',
                        'verbose_name_plural': '考评',
                        'indexes': [models.Index(fields=['-year', '-id'], name='appraisal_round_year')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('area', 'year'), name='one_appraisal_a_year'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='appraisal_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=1, verbose_name='次序')),
                        ('part', models.CharField(choices=[('hardware', '硬件'), ('rules', '制度'), ('activity', '活动'), ('reception', '接待'), ('handling', '办结'), ('archive', '档案'), ('news', '信息'), ('other', '其他')], default='other', max_length=10, verbose_name='类别')),
                        ('title', models.CharField(max_length=40, verbose_name='项目')),
                        ('detail', models.CharField(blank=True, max_length=200, verbose_name='评分办法')),
                        ('points', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0)], verbose_name='分值')),
                        ('fact', models.CharField(blank=True, choices=[('standards', '建设标准达标率'), ('activities', '活动次数完成率'), ('receptions', '接待日举行率'), ('attendance', '代表参与率'), ('noticed', '接待日提前公告率'), ('answered', '意见办理率'), ('in_time', '意见按期答复率'), ('told', '群众告知率'), ('satisfied', '群众满意率')], max_length=12, verbose_name='系统计分')),
                        ('target', models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='满分线（%）')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='stations.appraisalround', verbose_name='考评')),
                    ],
                    options={
                        'verbose_name': '考评项目',
                        'verbose_name_plural': '考评项目',
                        'ordering': ('order', 'pk'),
                    },
                ),
                migrations.AddField(
                    model_name='appraisalgroup',
                    name='round',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='stations.appraisalround', verbose_name='考评'),
                ),
                migrations.AddField(
                    model_name='appraisal',
                    name='round',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraisals', to='stations.appraisalround', verbose_name='考评'),
                ),
                migrations.CreateModel(
                    name='AppraisalScore',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('got', models.PositiveIntegerField(blank=True, null=True, verbose_name='已做到')),
                        ('out_of', models.PositiveIntegerField(blank=True, null=True, verbose_name='应做到')),
                        ('self_points', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='自评分')),
                        ('self_note', models.CharField(blank=True, max_length=300, verbose_name='自评说明')),
                        ('points', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='验收分')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='验收说明')),
                        ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='stations.appraisal', verbose_name='站点考评')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='stations.appraisalitem', verbose_name='项目')),
                    ],
                    options={
                        'verbose_name': '考评得分',
                        'verbose_name_plural': '考评得分',
                        'constraints': [models.UniqueConstraint(fields=('appraisal', 'item'), name='appraisal_score_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AppraisalEvidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to=pages.files.stored_name, verbose_name='文件')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('size', models.PositiveIntegerField(verbose_name='大小')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                        ('score', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='stations.appraisalscore', verbose_name='考评得分')),
                    ],
                    options={
                        'verbose_name': '考评佐证材料',
                        'verbose_name_plural': '考评佐证材料',
                    },
                ),
                migrations.CreateModel(
                    name='BoardPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to=pages.files.stored_name, verbose_name='照片')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('deputy', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='board_photo', to='deputies.deputy', verbose_name='代表')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                    ],
                    options={
                        'verbose_name': '公示照片',
                        'verbose_name_plural': '公示照片',
                    },
                ),
                migrations.CreateModel(
                    name='Booking',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('asked', '待确认'), ('proposed', '已提议改期'), ('confirmed', '已确认'), ('cancelled', '已取消')], default='confirmed', max_length=10, verbose_name='状态')),
                        ('token', models.UUIDField(editable=False, null=True, unique=True, verbose_name='提交标识')),
                        ('voter_name', models.CharField(max_length=30, verbose_name='姓名')),
                        ('phone', pages.fields.EncryptedTextField(verbose_name='联系电话')),
                        ('phone_digest', models.CharField(blank=True, max_length=64)),
                        ('about', models.CharField(blank=True, max_length=200, verbose_name='想反映的事')),
                        ('receipt', models.CharField(blank=True, max_length=12, verbose_name='回执码')),
                        ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='同意处理个人信息时间')),
                        ('sms', models.BooleanField(default=False, verbose_name='同意短信告知')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='预约时间')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='提醒时间')),
                        ('reminded_how', models.CharField(blank=True, choices=[('face', '当面'), ('phone', '电话'), ('sms', '短信'), ('letter', '书面'), ('visit', '上门'), ('web', '网上查询')], max_length=10, verbose_name='提醒方式')),
                        ('made_by', models.ForeignKey(blank=True, help_text='网上预约的没有登记人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('reminded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提醒人')),
                    ],
                    options={
                        'verbose_name': '预约',
                        'verbose_name_plural': '预约',
                        'indexes': [models.Index(fields=['-made_at', '-id'], name='booking_made'), models.Index(condition=models.Q(('phone_digest', ''), _negated=True), fields=['phone_digest', 'made_at'], name='booking_caller')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('receipt',), name='booking_receipt_once')],
                    },
                ),
                migrations.CreateModel(
                    name='BookingEvent',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.booking')),
                    ],
                    options={
                        'verbose_name': '预约经过',
                        'verbose_name_plural': '预约经过',
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Brand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40, verbose_name='品牌名称')),
                        ('intro', models.TextField(blank=True, max_length=2000, verbose_name='做法介绍')),
                        ('since', models.DateField(blank=True, null=True, verbose_name='创建日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brands', to='offices.area', verbose_name='行政区域')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '品牌',
                        'verbose_name_plural': '品牌',
                        'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='brand_once')],
                    },
                ),
                migrations.AddField(
                    model_name='activity',
                    name='brand',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='stations.brand', verbose_name='品牌'),
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
                migrations.CreateModel(
                    name='Grid',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tier', models.CharField(choices=[('big', '大网格'), ('small', '小网格')], default='small', max_length=10, verbose_name='层级')),
                        ('code', models.CharField(max_length=30, unique=True, verbose_name='网格编号')),
                        ('name', models.CharField(max_length=60, verbose_name='网格名称')),
                        ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='户数')),
                        ('active', models.BooleanField(default=True, verbose_name='在用')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grids', to='offices.area', verbose_name='行政区域')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='small_grids', to='stations.grid', verbose_name='所属大网格')),
                    ],
                    options={
                        'verbose_name': '网格',
                        'verbose_name_plural': '网格',
                        'indexes': [models.Index(fields=['area', 'code'], name='grid_area')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('tier', 'small'), _connector='OR'), name='big_grid_has_no_parent')],
                    },
                ),
                migrations.CreateModel(
                    name='GridDeputy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='自')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grids', to='deputies.deputy', verbose_name='代表')),
                        ('grid', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assigned', to='stations.grid', verbose_name='网格')),
                    ],
                    options={
                        'verbose_name': '网格代表',
                        'verbose_name_plural': '网格代表',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('grid', 'deputy'), name='grid_deputy_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='grid_deputy_ends_after_start')],
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
                    name='Label',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sort', models.CharField(choices=[('kind', '活动类别'), ('function', '平台功能'), ('tag', '站点标签'), ('grade', '履职考评等次')], max_length=10, verbose_name='清单')),
                        ('name', models.CharField(max_length=20, verbose_name='名称')),
                        ('purpose', models.CharField(blank=True, choices=[('group', '小组活动'), ('study', '学习履职交流'), ('walk', '走访联系'), ('service', '为民办实事'), ('report', '述职'), ('review', '履职评价'), ('other', '其他活动')], max_length=10, verbose_name='归入')),
                        ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                        ('active', models.BooleanField(default=True, verbose_name='在用')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                    ],
                    options={
                        'verbose_name': '清单词条',
                        'verbose_name_plural': '清单词条',
                        'ordering': ('sort', 'order', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('area', 'sort', 'name'), name='label_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('sort', 'kind'), models.Q(('purpose', ''), _negated=True)), models.Q(models.Q(('sort', 'kind'), _negated=True), ('purpose', '')), _connector='OR'), name='label_kind_has_purpose')],
                    },
                ),
                migrations.AddField(
                    model_name='activity',
                    name='function',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.label', verbose_name='平台功能'),
                ),
                migrations.AddField(
                    model_name='activity',
                    name='kind',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.label', verbose_name='活动类别'),
                ),
                migrations.CreateModel(
                    name='Observation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('title', models.CharField(max_length=80, verbose_name='事项')),
                        ('text', models.TextField(max_length=4000, verbose_name='观察到的情况')),
                        ('advice', models.TextField(blank=True, max_length=2000, verbose_name='意见建议')),
                        ('observer', models.CharField(blank=True, max_length=60, verbose_name='观察员')),
                        ('next_on', models.DateField(blank=True, null=True, verbose_name='下次跟踪日期')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='结束跟踪日期')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.category', verbose_name='类别')),
                        ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='deputies.deputy', verbose_name='代表')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ],
                    options={
                        'verbose_name': '观察监测记录',
                        'verbose_name_plural': '观察监测记录',
                        'indexes': [models.Index(fields=['-on', '-id'], name='observation_on'), models.Index(fields=['area', '-on', '-id'], name='observation_area')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('on')), _connector='OR'), name='observation_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='FollowUp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('text', models.TextField(max_length=2000, verbose_name='跟踪情况')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('observation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='stations.observation', verbose_name='观察监测记录')),
                    ],
                    options={
                        'verbose_name': '跟踪情况',
                        'verbose_name_plural': '跟踪情况',
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
                        ('channel', models.CharField(choices=[('reception', '接待日'), ('visit', '来访'), ('letter', '来信'), ('call', '来电'), ('web', '网络'), ('hotline', '12345热线'), ('point', '观察监测')], default='visit', max_length=10, verbose_name='反映渠道')),
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
                migrations.AddField(
                    model_name='observation',
                    name='opinion',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='stations.opinion', verbose_name='形成的群众意见'),
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
                    name='Participation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='stations.activity', verbose_name='活动')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='deputies.deputy', verbose_name='代表')),
                    ],
                    options={
                        'verbose_name': '参加活动',
                        'verbose_name_plural': '参加活动',
                        'constraints': [models.UniqueConstraint(fields=('activity', 'deputy'), name='participation_once')],
                    },
                ),
                migrations.AddField(
                    model_name='activity',
                    name='deputies',
                    field=models.ManyToManyField(related_name='activities', through='stations.Participation', to='deputies.deputy'),
                ),
                migrations.CreateModel(
                    name='PlateRound',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('plate', models.CharField(max_length=40, verbose_name='牌匾名称')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('most', models.PositiveSmallIntegerField(verbose_name='参选站点不超过')),
                        ('cut', models.PositiveSmallIntegerField(verbose_name='授牌名额')),
                        ('state', models.CharField(choices=[('nominating', '提名中'), ('scoring', '检查验收中'), ('ranked', '待授牌'), ('awarded', '已授牌'), ('cancelled', '已取消')], default='nominating', max_length=10, verbose_name='状态')),
                        ('awarded_on', models.DateField(blank=True, null=True, verbose_name='授牌日期')),
                        ('letters', models.CharField(blank=True, max_length=20, verbose_name='编号前缀')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plate_rounds', to='offices.area', verbose_name='行政区域')),
                    ],
                    options={
                        'verbose_name': '示范点评选',
                        'verbose_name_plural': '示范点评选',
                        'indexes': [models.Index(fields=['-year', '-id'], name='plate_round_year')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('cut__gte', 1), ('most__gte', models.F('cut'))), name='plates_within_candidates')],
                    },
                ),
                migrations.CreateModel(
                    name='PlateGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='名称')),
                        ('members', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='成员')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='stations.plateround', verbose_name='示范点评选')),
                    ],
                    options={
                        'verbose_name': '评选验收组',
                        'verbose_name_plural': '评选验收组',
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('round', 'name'), name='plate_group_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PlateEvent',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.plateround')),
                    ],
                    options={
                        'verbose_name': '示范点评选经过',
                        'verbose_name_plural': '示范点评选经过',
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
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
                migrations.AddField(
                    model_name='booking',
                    name='proposed',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stations.reception', verbose_name='提议的接待日'),
                ),
                migrations.AddField(
                    model_name='booking',
                    name='reception',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='stations.reception', verbose_name='接待日'),
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
                    name='RoundEvent',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.appraisalround')),
                    ],
                    options={
                        'verbose_name': '考评经过',
                        'verbose_name_plural': '考评经过',
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RuleDocument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=1, verbose_name='次序')),
                        ('title', models.CharField(max_length=40, verbose_name='制度名称')),
                        ('text', models.TextField(blank=True, verbose_name='内容')),
                        ('adopted_by', models.CharField(blank=True, max_length=60, verbose_name='制定机关')),
                        ('adopted_on', models.DateField(blank=True, null=True, verbose_name='通过日期')),
                        ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='修改时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rule_documents', to='offices.area', verbose_name='行政区域')),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
                    ],
                    options={
                        'verbose_name': '上墙制度',
                        'verbose_name_plural': '上墙制度',
                        'indexes': [models.Index(fields=['area', 'order', 'id'], name='rule_document_area')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('area', 'title'), name='rule_document_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StandardCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('met', models.BooleanField(blank=True, null=True, verbose_name='已具备')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='stations.standarditem', verbose_name='项目')),
                    ],
                    options={
                        'verbose_name': '建设标准核对',
                        'verbose_name_plural': '建设标准核对',
                    },
                ),
                migrations.CreateModel(
                    name='StandardPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to=pages.files.stored_name, verbose_name='照片')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('size', models.PositiveIntegerField(verbose_name='大小')),
                        ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('check_row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='stations.standardcheck', verbose_name='建设标准核对')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                    ],
                    options={
                        'verbose_name': '建设标准照片',
                        'verbose_name_plural': '建设标准照片',
                    },
                ),
                migrations.CreateModel(
                    name='StandardSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='名称')),
                        ('source', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('name_rule', models.CharField(blank=True, max_length=60, verbose_name='统一名称规则')),
                        ('in_use', models.BooleanField(default=False, verbose_name='现行')),
                        ('made_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='制定日期')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standard_sets', to='offices.area', verbose_name='行政区域')),
                    ],
                    options={
                        'verbose_name': '建设标准',
                        'verbose_name_plural': '建设标准',
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('area',), name='one_standard_in_use_an_area')],
                    },
                ),
                migrations.AddField(
                    model_name='standarditem',
                    name='set',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='stations.standardset', verbose_name='建设标准'),
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
                        ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='经度')),
                        ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='纬度')),
                        ('opened_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='offices.area', verbose_name='行政区域')),
                        ('groups', models.ManyToManyField(blank=True, related_name='stations', to='deputies.group', verbose_name='代表小组')),
                        ('labels', models.ManyToManyField(blank=True, related_name='stations', to='stations.label', verbose_name='平台功能和标签')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='stations.stationkind', verbose_name='类型')),
                        ('tier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='stations.tier', verbose_name='层级')),
                    ],
                    options={
                        'verbose_name': '联络站',
                        'verbose_name_plural': '联络站',
                        'indexes': [models.Index(fields=['area', 'path'], name='station_area')],
                    },
                ),
                migrations.AddField(
                    model_name='standardcheck',
                    name='station',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standard_checks', to='stations.station', verbose_name='联络站'),
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
                    model_name='observation',
                    name='station',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='stations.station', verbose_name='观察（监测、联系）点'),
                ),
                migrations.AddField(
                    model_name='idea',
                    name='station',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='stations.station', verbose_name='联络站'),
                ),
                migrations.CreateModel(
                    name='Honour',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('stars', '星级'), ('plate', '示范点'), ('revoked', '摘牌')], max_length=10, verbose_name='种类')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('stars', models.PositiveSmallIntegerField(default=0, verbose_name='星级')),
                        ('number', models.CharField(blank=True, max_length=40, verbose_name='编号')),
                        ('granted_on', models.DateField(verbose_name='授予日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                        ('ended_because', models.CharField(blank=True, max_length=200, verbose_name='终止原因')),
                        ('appraisal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='stations.appraisal', verbose_name='站点考评')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_honours', to='stations.appraisal', verbose_name='终止依据')),
                        ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '星级和授牌',
                        'verbose_name_plural': '星级和授牌',
                        'indexes': [models.Index(fields=['-granted_on', '-id'], name='honour_granted'), models.Index(fields=['station', '-granted_on', '-id'], name='honour_station')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('station', 'kind'), name='honour_once'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('number', ''), _negated=True)), fields=('number',), name='honour_number_once'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('granted_on')), _connector='OR'), name='honour_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='Guide',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='自')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guides', to='deputies.group', verbose_name='代表小组')),
                        ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guided', to=settings.AUTH_USER_MODEL, verbose_name='联系领导')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guides', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '联系指导',
                        'verbose_name_plural': '联系指导',
                        'indexes': [models.Index(fields=['-starts_on', '-id'], name='guide_since')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('station__isnull', True), ('group__isnull', True), _connector='XOR'), name='guide_of_one'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='guide_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('station',), name='guide_once_a_station'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('group',), name='guide_once_a_group')],
                    },
                ),
                migrations.CreateModel(
                    name='FundEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('allotment', '拨付'), ('spending', '支出')], max_length=10, verbose_name='类别')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('on', models.DateField(verbose_name='日期')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0.01, '金额应大于0。')], verbose_name='金额（元）')),
                        ('item', models.CharField(max_length=80, verbose_name='用途或来源')),
                        ('document', models.CharField(blank=True, max_length=60, verbose_name='文件或凭证号')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fund_entries', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '经费',
                        'verbose_name_plural': '经费',
                        'indexes': [models.Index(fields=['-on', '-id'], name='fund_on'), models.Index(fields=['station', 'year', 'kind'], name='fund_station_year')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='fund_amount_positive')],
                    },
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
                migrations.CreateModel(
                    name='DeputyReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('words', models.CharField(blank=True, max_length=300, verbose_name='考评意见')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='deputies.deputy', verbose_name='代表')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('grade', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.label', verbose_name='考评等次')),
                        ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '代表履职考评',
                        'verbose_name_plural': '代表履职考评',
                        'indexes': [models.Index(fields=['-year', '-id'], name='review_year'), models.Index(fields=['area', '-year', '-id'], name='review_area')],
                        'constraints': [models.UniqueConstraint(fields=('station', 'deputy', 'year'), name='review_once_a_year')],
                    },
                ),
                migrations.AddField(
                    model_name='dayrule',
                    name='station',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='day_rules', to='stations.station', verbose_name='联络站'),
                ),
                migrations.CreateModel(
                    name='Candidate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=300, verbose_name='推荐理由')),
                        ('named_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提名时间')),
                        ('score', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='得分')),
                        ('words', models.CharField(blank=True, max_length=300, verbose_name='验收意见')),
                        ('place', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='名次')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提名人')),
                        ('scored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评分人')),
                        ('honour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.honour', verbose_name='授牌')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidates', to='stations.plategroup', verbose_name='验收组')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='stations.plateround', verbose_name='示范点评选')),
                        ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '参选站点',
                        'verbose_name_plural': '参选站点',
                        'indexes': [models.Index(fields=['round', '-score', '-id'], name='candidate_score'), models.Index(fields=['-score', '-id'], name='candidate_all_score')],
                        'constraints': [models.UniqueConstraint(fields=('round', 'station'), name='candidate_once')],
                    },
                ),
                migrations.AddField(
                    model_name='brand',
                    name='stations',
                    field=models.ManyToManyField(blank=True, related_name='brands', to='stations.station', verbose_name='所属站点'),
                ),
                migrations.AddField(
                    model_name='appraisal',
                    name='station',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraisals', to='stations.station', verbose_name='联络站'),
                ),
                migrations.AddField(
                    model_name='activity',
                    name='station',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='stations.station', verbose_name='联络站'),
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
                    name='Theme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40, unique=True, verbose_name='编号')),
                        ('state', models.CharField(choices=[('checking', '待审定'), ('returned', '退回修改'), ('proposed', '待承接'), ('taken', '进行中'), ('done', '已完成'), ('declined', '未承接'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('title', models.CharField(max_length=60, verbose_name='议题')),
                        ('reason', models.TextField(max_length=1000, verbose_name='提出理由')),
                        ('proposed_on', models.DateField(verbose_name='提出日期')),
                        ('approved_on', models.DateField(blank=True, null=True, verbose_name='审定日期')),
                        ('taken_on', models.DateField(blank=True, null=True, verbose_name='承接日期')),
                        ('done', models.TextField(blank=True, max_length=2000, verbose_name='开展的工作')),
                        ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='成果')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.category', verbose_name='类别')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='deputies.group', verbose_name='代表小组')),
                        ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '小组议题',
                        'verbose_name_plural': '小组议题',
                        'indexes': [models.Index(fields=['-proposed_on', '-id'], name='theme_proposed'), models.Index(fields=['area', '-proposed_on', '-id'], name='theme_area'), models.Index(fields=['station', '-proposed_on', '-id'], name='theme_station'), models.Index(fields=['group', '-proposed_on', '-id'], name='theme_group')],
                    },
                ),
                migrations.CreateModel(
                    name='ThemeEvent',
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
                        ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='stations.theme')),
                    ],
                    options={
                        'verbose_name': '议题经过',
                        'verbose_name_plural': '议题经过',
                        'ordering': ('at', 'pk'),
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ThemeOpinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='theme_links', to='stations.opinion', verbose_name='群众意见')),
                        ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='stations.theme', verbose_name='议题')),
                    ],
                    options={
                        'verbose_name': '议题所据意见',
                        'verbose_name_plural': '议题所据意见',
                        'constraints': [models.UniqueConstraint(fields=('theme', 'opinion'), name='opinion_once_a_theme')],
                    },
                ),
                migrations.AddField(
                    model_name='theme',
                    name='opinions',
                    field=models.ManyToManyField(related_name='themes', through='stations.ThemeOpinion', to='stations.opinion'),
                ),
                migrations.CreateModel(
                    name='FrequencyRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(choices=[('station', '联络站'), ('group', '代表小组')], max_length=10, verbose_name='对象')),
                        ('counted', models.CharField(choices=[('reception', '接待选民'), ('any', '各类活动'), ('group', '小组活动'), ('study', '学习履职交流'), ('walk', '走访联系'), ('service', '为民办实事'), ('report', '述职'), ('review', '履职评价'), ('other', '其他活动')], max_length=10, verbose_name='内容')),
                        ('period', models.CharField(choices=[('month', '每月'), ('quarter', '每季度'), ('half', '每半年'), ('year', '每年')], max_length=10, verbose_name='周期')),
                        ('times', models.PositiveSmallIntegerField(verbose_name='至少次数')),
                        ('source', models.CharField(max_length=200, verbose_name='依据')),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='自')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='至')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.area', verbose_name='行政区域')),
                        ('tiers', models.ManyToManyField(blank=True, related_name='+', to='stations.tier', verbose_name='适用层级')),
                    ],
                    options={
                        'verbose_name': '频次要求',
                        'verbose_name_plural': '频次要求',
                        'ordering': ('pk',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('times__range', (1, 100))), name='frequency_times_bounded'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='frequency_ends_after_start')],
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
                    name='VoterContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='选民姓名（户主）')),
                        ('phone', pages.fields.EncryptedTextField(blank=True, verbose_name='联系电话')),
                        ('address', models.CharField(blank=True, max_length=120, verbose_name='住址或单位')),
                        ('remark', models.CharField(blank=True, max_length=80, verbose_name='备注')),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='联系自')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='联系至')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voter_contacts', to='deputies.deputy', verbose_name='代表')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voter_contacts', to='stations.station', verbose_name='联络站')),
                    ],
                    options={
                        'verbose_name': '联系选民',
                        'verbose_name_plural': '联系选民',
                        'indexes': [models.Index(fields=['-starts_on', '-id'], name='contact_starts'), models.Index(fields=['deputy', 'ends_on'], name='contact_deputy'), models.Index(fields=['station', 'ends_on'], name='contact_station')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contact_ends_after_start')],
                    },
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
                migrations.AddConstraint(
                    model_name='appraisalgroup',
                    constraint=models.UniqueConstraint(fields=('round', 'name'), name='appraisal_group_once'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(condition=models.Q(('reminded_at__isnull', True)), fields=['reception'], name='booking_to_remind'),
                ),
                migrations.AddConstraint(
                    model_name='standardcheck',
                    constraint=models.UniqueConstraint(fields=('station', 'item'), name='standard_check_once'),
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
                    model_name='observation',
                    index=models.Index(fields=['station', '-on', '-id'], name='observation_station'),
                ),
                migrations.AddIndex(
                    model_name='appraisal',
                    index=models.Index(fields=['round', '-total', '-id'], name='appraisal_total'),
                ),
                migrations.AddIndex(
                    model_name='appraisal',
                    index=models.Index(fields=['station', '-id'], name='appraisal_station'),
                ),
                migrations.AddConstraint(
                    model_name='appraisal',
                    constraint=models.UniqueConstraint(fields=('round', 'station'), name='appraisal_once'),
                ),
                migrations.AddIndex(
                    model_name='activity',
                    index=models.Index(fields=['station', '-on'], name='activity_station_on'),
                ),
                migrations.AddConstraint(
                    model_name='activity',
                    constraint=models.CheckConstraint(condition=models.Q(('station__isnull', False), ('group__isnull', False), _connector='OR'), name='activity_of_somebody'),
                ),
                migrations.AddIndex(
                    model_name='idea',
                    index=models.Index(fields=['station', '-received_on', '-id'], name='idea_station'),
                ),
            ]
        ),
        migrations.RunPython(common_lists, migrations.RunPython.noop),
    ]
