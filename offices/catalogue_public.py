"""The settings of the public pages and of the house's own security, as offices.catalogue lists them."""

from offices.keys import PUBLIC, Key, U
from offices.keys import house as _house
from offices.keys import switch as _switch

PUBLIC_KEYS = (
    Key(
        "voter_data_months",
        "网上反映人个人信息保存期（自办结之日起）",
        PUBLIC,
        (U.MONTHS,),
        least=1,
        most={U.MONTHS: 60},
        help="个人信息保护法第十九条：实现处理目的所必要的最短时间",
    ),
    Key(
        "idea_months",
        "未列入的民生实事项目建议保存期（自提出之日起）",
        PUBLIC,
        (U.MONTHS,),
        least=1,
        most={U.MONTHS: 60},
        help="期满删除提出人和内容，只留编号和名称；列入备选的不删除",
    ),
    Key(
        "speak_per_hour",
        "同一网络地址每小时可反映",
        PUBLIC,
        (U.COUNT,),
        least=1,
        most={U.COUNT: 200},
        counted="件",
    ),
    Key(
        "speak_per_day",
        "同一电话号码每日可反映",
        PUBLIC,
        (U.COUNT,),
        least=1,
        most={U.COUNT: 50},
        counted="件",
    ),
    Key(
        "receipt_tries", "同一网络地址或回执码每小时可试错", PUBLIC, (U.COUNT,), least=3, most={U.COUNT: 100}
    ),
    Key(
        "booking_places",
        "每个接待日可网上预约",
        PUBLIC,
        (U.COUNT,),
        least=0,
        most={U.COUNT: 200},
        counted="人",
        help="填0则不开放网上预约；不预约也可以直接到站",
    ),
    Key("photo_count", "网上反映可附照片", PUBLIC, (U.COUNT,), least=0, most={U.COUNT: 9}, counted="张"),
    Key(
        "public_file_mb",
        "网上反映的单个文件不超过",
        PUBLIC,
        (U.COUNT,),
        least=1,
        most={U.COUNT: 20},
        counted="MB",
    ),
    _switch("public_employer", "公众页面显示代表的工作单位及职务", PUBLIC),
    _switch("public_expertise", "公众页面显示代表的专业特长", PUBLIC),
    _switch("public_pledges", "公众页面显示代表的承诺", PUBLIC),
    _switch("public_duties", "公众页面显示代表本年履职次数", PUBLIC),
    _switch("public_phone", "公众页面显示代表的联系电话", PUBLIC, help="默认不显示；须经代表本人同意"),
    _house("idle_minutes", "无操作自动退出", U.MINUTES, 5, 120),
    _house("password_length", "密码最短长度", U.COUNT, 10, 64, counted="个字符"),
    _house("password_history", "不得重复使用的最近密码个数", U.COUNT, 5, 24),
    _house("password_max_days", "密码最长使用天数", U.DAYS, 1, 365),
    _house("lock_tries", "连续输错密码锁定次数", U.COUNT, 3, 10, counted="次"),
    _house("lock_minutes", "锁定时长", U.MINUTES, 5, 1440),
    _house("log_retention_days", "日志保存天数", U.DAYS, 180, 36500, help="网络安全法要求不少于六个月"),
)
