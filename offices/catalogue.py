"""Every setting there is: its words, its unit, what may be chosen, and what no area may exceed.

The numbers themselves are dated rows of Setting; migration 0002 seeds them.
Numbers in the comments are those of domain.md section 1.2.
"""

from offices.catalogue_public import PUBLIC_KEYS
from offices.catalogue_units import UNIT_KEYS
from offices.keys import (
    GROUPS,
    HANDLING,
    NUMBERS,
    RULES,
    STATION,
    E,
    Key,
    U,
)
from offices.keys import choice as _choice
from offices.keys import count as _count
from offices.keys import day_of_year as _day_of_year
from offices.keys import letter as _letter
from offices.keys import number as _number
from offices.keys import points as _points
from offices.keys import span as _span
from offices.keys import switch as _switch
from offices.keys import yuan as _yuan

__all__ = ("CATALOGUE", "GROUPS", "KEYS", "NUMBERS", "Key")

# 代表法 art. 51: the shortest three (six) months have 89 (181) days and, around the long holidays, 55 (115) workdays
THREE_MONTHS = {U.MONTHS: 3, U.DAYS: 89, U.WORKDAYS: 55}
SIX_MONTHS = {U.MONTHS: 6, U.DAYS: 181, U.WORKDAYS: 115}

KEYS = (
    _span("dispatch", "闭会期间交办时限", E.SUBMITTED, E.RECEIVED),  # 10
    _span("acceptance", "受理通知时限", E.SUBMITTED, E.RECEIVED),  # 12
    _span("transfer", "政府办公室转交承办单位时限", E.DISPATCHED, E.RECEIVED, help="非法律规定，由本地确定"),
    _span("second_review", "政府办公室复审时限", E.RECEIVED),
    _span("hand_back", "承办单位申请退办时限", E.RECEIVED, E.DISPATCHED),  # 13
    _span("redispatch", "退办后重新交办时限", E.HANDED_BACK),  # 14
    _span("first_contact", "首次联系代表时限", E.RECEIVED, E.DISPATCHED),  # 15
    _span("co_opinion", "协办（会办）意见时限", E.RECEIVED, E.DISPATCHED),  # 16
    _span("opinion_redo", "会办意见退回后重新提出时限", E.NONE, help="自退回之日起计算"),  # 16
    _span("progress", "进展报告间隔", E.NONE, help="自签收或上次报告之日起计算"),
    _span("check", "月检查间隔", E.NONE, help="自交办或者上次检查之日起计算，由本地确定"),
    _span("reply", "答复期限", E.DISPATCHED, help="法定不超过三个月", most=THREE_MONTHS),  # 17
    _span(
        "reply_extended",
        "延期后的答复期限",
        E.DISPATCHED,
        help="自交办之日起合计，法定不超过六个月",
        most=SIX_MONTHS,
    ),
    _span("feedback", "代表反馈（评价）期限", E.REPLIED),  # 18
    _span("second_feedback", "落实后评价期限（双测评）", E.NONE, help="自请代表再次评价之日起计算"),  # 53
    _span("redress", "测评不满意后限期整改的期限", E.NONE, help="自交单位整改之日起计算，由本地确定"),  # 60
    _span("publish", "答复后公开时限", E.REPLIED, help="建议和答复的公开"),  # 42
    _span("rehandle", "不满意后重新办理期限", E.REDISPATCHED),  # 20
    _span("opinion", "群众意见办理答复期限", E.RECEIVED, E.OPENED, help="非法律规定，由本地确定"),
    _span(
        "opinion_community",
        "群众意见办理答复期限（转社区、村）",
        E.RECEIVED,
        E.OPENED,
        help="非法律规定，由本地确定",
    ),
    _span(
        "opinion_town",
        "群众意见办理答复期限（转乡镇、街道）",
        E.RECEIVED,
        E.OPENED,
        help="非法律规定，由本地确定",
    ),
    _span(
        "opinion_hotline",
        "群众意见办理答复期限（转12345热线）",
        E.RECEIVED,
        E.OPENED,
        help="非法律规定，由本地确定",
    ),
    _span("opinion_deputy", "代表对群众意见提出建议或退回的期限", E.RECEIVED, help="非法律规定，由本地确定"),
    _span(
        "appraisal_objection", "对站点考评结果提出异议时限", E.NONE, help="自告知结果之日起计算，由本地确定"
    ),
    _span("appraisal_rectify", "站点考评限期整改时限", E.NONE, help="自要求整改之日起计算，由本地确定"),
    Key(
        "roll_to_workday",
        "期限最后一日遇休息日顺延至次一工作日",
        HANDLING,
        (U.SWITCH,),
        limit=True,
        help="适用于按日、按月计算的时限；民法典第二百零三条",
    ),
    Key(
        "calendar_reminder_month",
        "每年几月起提醒载入下一年工作日历",
        HANDLING,
        (U.COUNT,),
        least=1,
        most={U.COUNT: 12},
        help="填月份；国务院办公厅一般在10月至11月公布放假安排",
        house=True,
        counted="月",
    ),
    _choice(
        "session_dispatch",
        "会议期间建议的交办",
        RULES,
        ("session", "大会期间由大会秘书处交办"),
        ("after", "闭会后由常委会交办"),
    ),  # 11
    _switch("extension_approval", "延期答复须经交办机构同意", RULES),  # 17
    _switch("batching", "按批次汇总交办", RULES, help="开启后到周期自动汇总，并提醒整批交办；不影响单件交办"),
    Key("batch_collect", "待交办建议汇总周期", RULES, (U.DAYS,), least=1, most={U.DAYS: 60}),
    Key(
        "batch_cycle",
        "整批交办周期",
        RULES,
        (U.DAYS,),
        least=1,
        most={U.DAYS: 60},
        help="不得晚于各件建议自己的交办时限",
    ),
    _choice(
        "dispatch_tiers",
        "政府系统单位的交办层级",
        RULES,
        ("either", "可直接交办，也可经政府办公室转交"),
        ("two", "一律经政府办公室转交"),
        ("direct", "一律直接交办承办单位"),
        help="两院、监委总是直接交办",
    ),  # 38
    Key("hand_back_flag", "退办达到几次提示人大工作机构协调", RULES, (U.COUNT,), least=1),
    Key(
        "key_share",
        "重点督办建议占立案数的比例",
        RULES,
        (U.PERCENT,),
        least=1,
        help="超过的，列入时须说明理由",
    ),
    _choice(
        "progress_reports",
        "承办单位定期报送进展",
        RULES,
        ("none", "不作要求"),
        ("key", "重点督办建议"),
        ("all", "全部建议"),
    ),
    _choice(
        "monthly_checks",
        "人大代表工作机构定期检查办理进度（月检查）",
        RULES,
        ("none", "不作要求"),
        ("key", "重点督办建议"),
        ("all", "全部建议"),
    ),
    _switch("pause_allowed", "允许中止办理时限", RULES, help="法律没有规定中止，由本地办法规定"),
    _choice(
        "co_silence",
        "协办单位在期限内尚未提意见时",
        RULES,
        ("block", "主办单位不得发出答复"),
        ("state", "主办单位在答复中说明理由后可以发出"),
        ("free", "不作限制"),
    ),  # 16, 35
    _choice(
        "silence",
        "代表逾期未评价",
        RULES,
        ("exclude", "不计入满意率"),
        ("remind", "继续提醒，不办结"),
        help="任何情况下都不视为满意",
    ),  # 19
    _choice(
        "review_desks",
        "立案前的审查",
        RULES,
        ("one", "人大代表工作机构审查"),
        ("two", "双审核（再经政府办公室复审）"),
    ),
    _number("number_between", "闭会期间建议的起编号", "填1即从第1号编起"),
    _number("number_delegation", "代表团建议的起编号", "填0不单独编号，与其他建议统一编号"),
    _number("number_motion", "议案转建议的起编号", "填0不单独编号，与其他建议统一编号"),
    _choice(
        "staff_entry",
        "凭签名纸质件代为录入建议",
        RULES,
        ("none", "不代为录入"),
        ("committee", "由人大代表工作机构录入"),
        ("station", "联络站也可以录入"),
    ),  # 30
    _switch(
        "delegation_suggestions", "代表团可以提出建议", RULES, "须在大会期间经代表团充分讨论、由团长签名"
    ),  # 28
    _choice(
        "withdraw_joint",
        "联名建议的撤回",
        RULES,
        ("lead", "领衔代表决定，告知联名代表"),
        ("all", "须全体联名代表同意"),
    ),  # 33
    _switch("withdraw_dispatched", "交办后可以书面要求终止办理", RULES),  # 33
    _switch("join_later", "提交后其他代表可以申请联名", RULES, "须代表注明可以联名、领衔代表同意"),  # 28, 95
    _choice(
        "reference_only",
        "代表注明仅供参考、不需书面答复的建议",
        RULES,
        ("note", "在答复期限内反馈参考情况，不书面答复"),
        ("file", "承办单位签收即可，不计办理时限"),
        ("reply", "与其他建议一样书面答复"),
        help="代表可以随时改为要求书面答复",
    ),  # 95
    _choice(
        "second_dissatisfied",
        "再次不满意的处理",
        RULES,
        ("coordinate", "召集代表与单位协调"),
        ("evaluate", "组织专家评估"),
    ),  # 21
    _choice(
        "joint_reply",
        "联名建议的答复",
        RULES,
        ("each", "逐人答复"),
        ("lead", "答复领衔代表，由其转告"),
        ("consent", "经领衔代表同意可只答复领衔代表"),
    ),  # 22
    _choice(
        "rating_by",
        "由谁评价办理情况",
        RULES,
        ("each", "每位签名代表"),
        ("lead", "领衔代表征求联名代表意见后"),
    ),  # 23
    _choice("signer", "答复签发人", RULES, ("head", "主要负责人"), ("any", "负责人")),  # 24
    _switch("two_signatures", "双签字（拟稿与签发须由两人分别完成）", RULES),
    _switch("reply_check", "答复发出前须经交办机构审核", RULES),
    _switch(
        "face_reply",
        "双重反馈（当面答复并书面答复）",
        RULES,
        help="开启后，登记当面答复记录后才能发出书面答复",
    ),
    _switch("seal_needed", "答复须加盖公章", RULES),  # 24
    _choice(
        "contacts_needed",
        "办理中与代表的面商",
        RULES,
        ("none", "不作要求"),
        ("one", "至少一次"),
        ("three", "三见面（办前、办中、办后都在答复之前）"),
        ("three_close", "三见面（办前、办中在答复之前，办后在办结之前）"),
    ),  # 25
    _switch("contacts_confirmed", "面商须经代表确认才计入", RULES),  # 25
    _switch("double_feedback", "双测评（答复后与承诺落实后各评价一次）", RULES),
    Key(
        "rating_link_days",
        "一次性评价链接有效期",
        RULES,
        (U.DAYS,),
        least=1,
        most={U.DAYS: 60},
        help="过期后可以重新生成",
    ),
    Key(
        "rating_soon",
        "答复后多少分钟内评价的须提示核实",
        RULES,
        (U.MINUTES,),
        most={U.MINUTES: 1440},
        help="填0为不提示",
    ),
    _switch("double_close", "双销号（政府办公室和人大工作机构都确认才能办结）", RULES),
    _choice(
        "close_told",
        "办结前告知群众",
        RULES,
        ("listed", "列明应告知的群众即可"),
        ("told", "须全部告知答复情况"),
        help="仅适用于由群众意见形成的建议",
    ),
    Key(
        "tell_voters",
        "建议有进展后告知群众的期限",
        RULES,
        (U.DAYS, U.WORKDAYS),
        least=1,
        help="自立案、交办、答复、办结之日起计算；用于统计是否及时告知",
    ),
    Key("midyear_report", "承办单位年中报告日", RULES, (U.TEXT,), help="月-日", check=_day_of_year),  # 26
    Key("yearend_report", "办理工作年终报告日", RULES, (U.TEXT,), help="月-日", check=_day_of_year),
    _switch("carry_over", "换届后未办结的继续办理", RULES),  # 27
    Key(
        "unit_letter",
        "答复函文号格式",
        RULES,
        (U.TEXT,),
        check=_letter,
        help="{mark}为发文代字，{year}为年份，{number}为序号",
    ),
    Key(
        "document_number",
        "文书（交办单、催办函等）编号格式",
        RULES,
        (U.TEXT,),
        check=_letter,
        help="{mark}为发文代字，{kind}为文书种类，{year}为年份，{number}为序号",
    ),
    _switch("opinion_approval", "群众意见转办前须经批办", STATION, help="批办人为站长或人大工作机构"),
    _switch(
        "theme_approval",
        "小组议题须经领导审定",
        STATION,
        help="审定人为联系指导该小组或联络站的常委会领导；没有登记的，由本区域领导审定",
    ),
    Key("notice_days", "接待日公告提前天数", STATION, (U.DAYS, U.WORKDAYS), least=0),
    _choice(
        "reception_holiday",
        "接待日遇节假日、休息日",
        STATION,
        ("next", "顺延至下一个工作日"),
        ("skip", "当次不接待"),
    ),  # 69
    Key("reception_remind", "接待日前提醒轮值代表和预约群众", STATION, (U.DAYS, U.WORKDAYS), least=0),
    _count("reception_min_local", "县乡代表每年进站接待至少", STATION),
    _count("reception_min_upper", "市级以上代表每年进站接待至少", STATION),
    _count("station_activities", "联络站每年活动至少", STATION),
    _switch("activity_study", "每次活动须有学习内容", STATION),
    _yuan("fund_station_least", "联络站每年经费不低于"),
    _yuan("fund_station_most", "联络站每年经费不高于"),
    _yuan("fund_point_least", "联络点每年经费不低于"),
    _yuan("fund_point_most", "联络点每年经费不高于"),
    _yuan("fund_deputy_city", "市级代表人均活动经费"),
    _yuan("fund_deputy_county", "县级代表人均活动经费"),
    _yuan("fund_deputy_town", "乡级代表人均活动经费"),
    Key("frequency_warn", "活动频次期末前多少天提醒", STATION, (U.DAYS,), least=1, most={U.DAYS: 90}),
    _count("contacts_min", "每名代表联系群众至少", STATION, "人（户）"),
    _count("link_chief", "常委会主任、副主任每人联系代表至少", STATION, "名"),
    _count("link_member", "常委会其他组成人员每人联系代表至少", STATION, "名"),
    _count("link_presidium", "主席团成员联系代表、家站、企业各至少", STATION, "个"),
    Key("link_every", "组成人员联系代表的最长间隔", STATION, (U.MONTHS,), least=1, most={U.MONTHS: 12}),
    Key("link_name", "组成人员联系对象不足时补登的期限", STATION, (U.MONTHS,), least=1, most={U.MONTHS: 12}),
    _count("group_size", "代表小组人数大约", STATION, "人"),
    _points("appraisal_excellent", "站点考评评为优秀的最低分"),  # 79
    _points("appraisal_pass", "站点考评合格的最低分", "低于此分的限期整改"),
    _points("appraisal_revoke", "站点考评不摘牌的最低分", "低于此分的建议摘牌"),
    _points("star_five", "评为五星的最低分"),
    _points("star_four", "评为四星的最低分"),
    _points("star_three", "评为三星的最低分"),
    Key(
        "participation_target", "代表参与率目标", STATION, (U.PERCENT,), least=1, help="考评中达到此率得满分"
    ),
    *UNIT_KEYS,
    *PUBLIC_KEYS,
)
CATALOGUE: dict[str, Key] = {key.key: key for key in KEYS}
