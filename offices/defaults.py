"""The defaults for all areas: domain rules, section 1.2, each with where it comes from.

Migration 0002 enters them. A changed default is a new dated row with its own
migration, never an edit here.
"""

from datetime import date

LAW = date(2025, 3, 11)  # 代表法 as amended
ALWAYS = date(2000, 1, 1)  # so that old cases can be reckoned

ROWS = (
    (
        "dispatch",
        "7",
        "workday",
        "submitted",
        "默认值；参见 上海2015第十一条（7个工作日），各地5至10个工作日",
        ALWAYS,
    ),
    ("acceptance", "7", "day", "submitted", "默认值；参见 浙江2016第十条（7日内告知代表）", ALWAYS),
    (
        "hand_back",
        "7",
        "workday",
        "received",
        "默认值；参见 上海2015第十四条（7个工作日），各地5至10个工作日",
        ALWAYS,
    ),
    ("redispatch", "10", "workday", "handed_back", "默认值；参见 河南2017、重庆2017（10个工作日）", ALWAYS),
    ("first_contact", "20", "workday", "received", "默认值；参见 重庆2017第十八条（20个工作日）", ALWAYS),
    (
        "co_opinion",
        "1",
        "month",
        "received",
        "默认值；参见 山东2017第二十一条、青岛2021第二十四条（一个月）",
        ALWAYS,
    ),
    ("reply", "3", "month", "dispatched", "默认值；参见 北京2014第二十一条、山东2017第十九条", ALWAYS),
    ("reply", "3", "month", "dispatched", "代表法（2025年修正）第五十一条：自交办之日起三个月内答复", LAW),
    (
        "reply_extended",
        "6",
        "month",
        "dispatched",
        "默认值；参见 北京2014第二十一条、山东2017第十九条",
        ALWAYS,
    ),
    (
        "reply_extended",
        "6",
        "month",
        "dispatched",
        "代表法（2025年修正）第五十一条：涉及面广、处理难度大的六个月内",
        LAW,
    ),
    ("feedback", "15", "workday", "replied", "默认值；参见 北京2014第二十三条（15个工作日）", ALWAYS),
    (
        "rehandle",
        "1",
        "month",
        "redispatched",
        "默认值；参见 上海2015第二十一条、山东2017第二十四条（一个月）",
        ALWAYS,
    ),
    ("opinion", "15", "workday", "received", "默认值，非法律规定", ALWAYS),
    (
        "roll_to_workday",
        "no",
        "switch",
        "",
        "默认从严，按月的时限止于对应日；民法典第二百零三条的顺延可由各地设定",
        ALWAYS,
    ),
    ("session_dispatch", "session", "choice", "", "默认值；参见 上海2015第十一条、山东2017第十条", ALWAYS),
    (
        "extension_approval",
        "yes",
        "switch",
        "",
        "默认值；参见 北京2014第二十一条、青岛2021第二十五条",
        ALWAYS,
    ),
    ("silence", "exclude", "choice", "", "默认值；参见 重庆2017第二十九条（不计入满意率）", ALWAYS),
    ("delegation_suggestions", "yes", "switch", "", "默认值；参见 重庆2017第八条（代表团建议）", ALWAYS),
    ("withdraw_joint", "lead", "choice", "", "默认值；上海2015第十条须全体联名代表同意，可改", ALWAYS),
    (
        "withdraw_dispatched",
        "no",
        "switch",
        "",
        "默认值；北京2014第十三条止于交办前，青岛、山东、重庆可书面撤回",
        ALWAYS,
    ),
    ("second_dissatisfied", "coordinate", "choice", "", "默认值；参见 重庆2017第二十七条", ALWAYS),
    (
        "joint_reply",
        "each",
        "choice",
        "",
        "默认值；参见 河南2017第二十一条、上海2015第二十条（逐人答复）",
        ALWAYS,
    ),
    ("rating_by", "each", "choice", "", "默认值；山东、重庆、浙江由领衔代表填写，可改", ALWAYS),
    (
        "signer",
        "head",
        "choice",
        "",
        "默认值；参见 河南2017第二十一条、浙江2016第二十二条（主要负责人）",
        ALWAYS,
    ),
    ("seal_needed", "yes", "switch", "", "默认值；参见 上海2015、山东2017、青岛2021、浙江2016", ALWAYS),
    ("contacts_needed", "one", "choice", "", "默认值；代表法第五十一条要求与代表联系沟通", ALWAYS),
    ("double_feedback", "no", "switch", "", "默认值；参见 松阳“双测评”、重庆2017第二十六至二十八条", ALWAYS),
    ("midyear_report", "08-31", "text", "", "默认值；参见 河南2017第二十八条", ALWAYS),
    ("yearend_report", "11-30", "text", "", "默认值；参见 重庆2017第三十四条（十一月）", ALWAYS),
    ("carry_over", "yes", "switch", "", "默认值；参见 上海2015第十九、二十二条", ALWAYS),
    ("unit_letter", "{mark}〔{year}〕{number}号", "text", "", "默认值；公文格式通例", ALWAYS),
    ("document_number", "{mark}{kind}〔{year}〕{number}号", "text", "", "默认值；公文格式通例", ALWAYS),
    ("notice_days", "3", "day", "", "默认值；多地接待前三日公告", ALWAYS),
    ("reception_holiday", "next", "choice", "", "默认值；多地接待日遇节假日顺延", ALWAYS),
    ("reception_remind", "1", "day", "", "默认值，非法律规定；多地在接待前一日提醒", ALWAYS),
    (
        "reception_min_local",
        "2",
        "count",
        "",
        "默认值；参见 铜陵“121”机制（县乡代表每年进站不少于2次）",
        ALWAYS,
    ),
    (
        "reception_min_upper",
        "1",
        "count",
        "",
        "默认值；参见 铜陵“121”机制（市级以上代表每年不少于1次）",
        ALWAYS,
    ),
    ("station_activities", "12", "count", "", "默认值；参见 铜陵“121”机制（每月至少1次活动）", ALWAYS),
    ("contacts_min", "10", "count", "", "默认值；参见 枣阳（联系10名以上选民或户）", ALWAYS),
    ("group_size", "10", "count", "", "默认值；参见 枣阳（每组约10人）", ALWAYS),
    ("idle_minutes", "30", "minute", "", "默认值；参见 GB/T 22239-2019（超时退出）", ALWAYS),
    ("password_length", "10", "count", "", "默认值；参见 GB/T 22239-2019（口令复杂度）", ALWAYS),
    ("password_history", "5", "count", "", "默认值；参见 GB/T 22239-2019（定期更换）", ALWAYS),
    ("password_max_days", "90", "day", "", "默认值；参见 GB/T 22239-2019（定期更换）", ALWAYS),
    ("lock_tries", "5", "count", "", "默认值；参见 GB/T 22239-2019（登录失败处理）", ALWAYS),
    ("lock_minutes", "15", "minute", "", "默认值；参见 GB/T 22239-2019（登录失败处理）", ALWAYS),
    ("log_retention_days", "180", "day", "", "网络安全法第二十一条：日志留存不少于六个月", ALWAYS),
)


def seed(model) -> None:
    """Enter the defaults into the model Setting; a second run changes nothing."""
    for key, value, unit, start_event, source, valid_from in ROWS:
        model.objects.get_or_create(
            area=None,
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "unit": unit, "start_event": start_event, "source": source},
        )
