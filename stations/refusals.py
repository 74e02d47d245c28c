"""What the slip says when a station does not accept a matter: why, by which rule, and where to go (domain rule 73)."""

from dataclasses import dataclass

from stations.choices import RefusalReason as R

PETITION_LIMITS = (
    "有关机关、单位收到信访事项后，应当在十五日内书面告知是否受理（《信访工作条例》第二十三条）；"
    "应当自受理之日起六十日内办结，情况复杂的可以延长三十日（《信访工作条例》第三十四条）。"
)
NOT_DIRECT = "代表听取、反映群众的意见和要求，不直接处理问题（《代表法》第三十一条）。"


@dataclass(frozen=True)
class Ground:
    """reason: the sentence of the slip. where: offices usually right, offered while typing. note: what to expect there."""

    reason: str
    where: tuple[str, ...]
    note: str = ""


GROUNDS = {
    R.LITIGATION: Ground(
        "该事项已经或者依法应当通过诉讼、行政复议、仲裁解决，代表联络站不能受理，也不能影响有关机关依法裁判。",
        ("有管辖权的人民法院", "行政复议机关", "劳动人事争议仲裁委员会"),
        NOT_DIRECT,
    ),
    R.PERSONAL: Ground(
        "该事项属于个人涉法涉诉事项，应当由办案机关依照法定程序处理。",
        ("办案机关", "人民检察院12309检察服务中心", "法律援助中心"),
        NOT_DIRECT,
    ),
    R.PRIVATE: Ground(
        "该事项只涉及个人利益，不具有公益性、普惠性，不属于代表联络站受理范围。",
        ("社区（村）居委会", "12345政务服务便民热线", "有关主管部门服务窗口"),
    ),
    R.JURISDICTION: Ground(
        "该事项不属于本行政区域的职权范围，本站不能受理。", ("有管辖权地方的代表联络站", "有管辖权的主管部门")
    ),
    R.PETITION: Ground(
        "该事项属于信访事项，应当按照信访工作的程序提出和处理。",
        ("信访局", "有权处理的机关、单位"),
        PETITION_LIMITS,
    ),
    R.OTHER: Ground("该事项不属于代表联络站受理范围。", ("12345政务服务便民热线",)),
}
PLACES = tuple(dict.fromkeys(place for ground in GROUNDS.values() for place in ground.where))
