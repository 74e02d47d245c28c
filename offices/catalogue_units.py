"""The settings by which units are compared and rated, as offices.catalogue lists them."""

from fractions import Fraction

from offices.keys import RULES, Key, U
from offices.keys import choice as _choice
from offices.keys import count as _count
from offices.keys import switch as _switch


def _weight(key: str, label: str, help: str = "") -> Key:
    return Key(key, label, RULES, (U.COUNT,), most={U.COUNT: 100}, counted="分", help=help)


def fraction_of(value: str) -> Fraction:
    """A share as it is set: 50 is per cent, 2/3 a fraction. Raises ValueError for neither."""
    return Fraction(value) if "/" in value else Fraction(int(value), 100)


def _within_one(value: str) -> str:
    """A share of nothing to all."""
    try:
        return "" if 0 <= fraction_of(value) <= 1 else "不能超过全部。"
    except (ValueError, ZeroDivisionError):
        return "请填写分数，例如2/3。"


def _share(key: str, label: str, help: str) -> Key:
    return Key(key, label, RULES, (U.PERCENT, U.FRACTION), help=help, check=_within_one)


COMPARE = (("over", "超过"), ("least", "达到"))
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
        "测评会得票率的基数",
        RULES,
        ("valid", "有效票"),
        ("present", "到会人数"),
        ("all", "全体组成人员"),
        help="各地规定不同：全体、到会或有效票",
    ),  # 58, 60
    _choice(
        "ballot_quorum",
        "测评会的法定人数",
        RULES,
        ("half", "全体组成人员过半数到会"),
        ("two_thirds", "全体组成人员三分之二以上到会"),
        ("none", "不作要求"),
        help="不足法定人数的，不能得出测评结果",
    ),  # 58, 60
    _choice("ballot_compare", "测评为满意：满意票与比例的比较", RULES, *COMPARE),  # 58
    _share("ballot_share", "测评为满意：满意票占基数的比例", "填百分数，或者选“分数”填2/3"),
    _choice("ballot_compare_both", "测评为基本满意：两项合计与比例的比较", RULES, *COMPARE),  # 58
    _share(
        "ballot_share_both", "测评为基本满意：满意和基本满意票合计占基数的比例", "填百分数，或者选“分数”填2/3"
    ),
    _share("ballot_fails", "不满意票超过基数多少的，一律为不满意", "填100为不另作规定"),  # 60
    _choice(
        "ballot_invalid",
        "测评会的无效票",
        RULES,
        ("out", "不计入"),
        ("whole", "计入基数，不算任何一项"),
        ("against", "按不满意票计"),
        help="不选、多选的为无效票；以到会人数、全体组成人员为基数的，前两项结果相同",
    ),  # 57, 60
    _switch("ballot_again", "测评不满意的，整改后再次测评", RULES),  # 60
)
