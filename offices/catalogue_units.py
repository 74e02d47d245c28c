"""The settings by which units are compared and rated, as offices.catalogue lists them."""

from offices.keys import RULES, Key, U
from offices.keys import choice as _choice
from offices.keys import count as _count


def _weight(key: str, label: str, help: str = "") -> Key:
    return Key(key, label, RULES, (U.COUNT,), most={U.COUNT: 100}, counted="分", help=help)


UNIT_KEYS = (
    _weight("unit_weight_timely", "承办单位评价分值：按时答复率"),
    _weight("unit_weight_met", "承办单位评价分值：面商率"),
    _weight("unit_weight_resolved", "承办单位评价分值：解决率", "青岛2021第三十一条：落实率的权重高于满意率"),
    _weight("unit_weight_satisfied", "承办单位评价分值：满意率", "分值为0的一项不计分"),
    _weight("unit_weight_kept", "承办单位评价分值：承诺落实率"),
    _choice(
        "unit_rank_told",
        "向承办单位告知办理情况评价",
        RULES,
        ("place", "本单位的各项比率、得分和名次"),
        ("shares", "本单位的各项比率和得分"),
        ("none", "不告知"),
        help="只告知本单位的；代表评价期限未满的评价不计入",
    ),  # 46
    _count("unit_rank_least", "承办单位主办几件以上才排名次", RULES, "件"),
    _choice(
        "ballot_base",
        "测评会满意率的基数",
        RULES,
        ("valid", "有效票"),
        ("present", "到会人数"),
        ("all", "应到人数"),
        help="各地规定不同：全体、到会或有效票",
    ),
    Key("ballot_pass", "测评会满意、基本满意票须超过", RULES, (U.PERCENT,), help="占基数的百分比"),
)
