"""The closed lists of the station as an institution: standards, appraisal, plates."""

from django.db.models import TextChoices


class StandardFact(TextChoices):
    """What the system knows by itself of a station, so that nobody ticks it by hand."""

    NAME = "name", "站名符合统一名称"
    BOARD = "board", "公众页面已公示进站代表"
    LEDGER = "ledger", "近一年有接待登记记录"
    STAFF = "staff", "有在任工作人员"
    PLAN = "plan", "有接待日规则或本年接待安排"
    RULES = "rules", "本区域有可上墙的制度"
    OPENING = "opening", "已登记地址和开放时间"


class RoundState(TextChoices):
    """States of a year's round of appraisal (考评)."""

    DRAFT = "draft", "制定中"
    OPEN = "open", "考评中"
    CLOSED = "closed", "已结束"
    CANCELLED = "cancelled", "已取消"


class AppraisalState(TextChoices):
    """States of one station's appraisal: self-report → inspection → decision → objection → in force."""

    REPORTING = "reporting", "待自评"
    REPORTED = "reported", "待验收"
    INSPECTED = "inspected", "待评定"
    ANNOUNCED = "announced", "结果待生效"
    OBJECTED = "objected", "异议处理中"
    RECTIFYING = "rectifying", "限期整改中"
    RECHECK = "recheck", "待复查"
    SETTLED = "settled", "结果已生效"
    REVOKED = "revoked", "已摘牌"
    EXEMPT = "exempt", "免予考评"
    CANCELLED = "cancelled", "考评已取消"


# an appraisal whose result is known to the station
TOLD_STATES = (
    AppraisalState.ANNOUNCED, AppraisalState.OBJECTED, AppraisalState.RECTIFYING, AppraisalState.RECHECK,
    AppraisalState.SETTLED, AppraisalState.REVOKED,
)  # fmt: skip


class Grade(TextChoices):
    """Results of an appraisal (seed row DL-07, domain rule 79)."""

    EXCELLENT = "excellent", "优秀"
    PASS = "pass", "合格"
    RECTIFY = "rectify", "限期整改"
    REVOKE = "revoke", "摘牌"


class ItemPart(TextChoices):
    """The parts of a scoring table (domain rule 79)."""

    HARDWARE = "hardware", "硬件"
    RULES = "rules", "制度"
    ACTIVITY = "activity", "活动"
    RECEPTION = "reception", "接待"
    HANDLING = "handling", "办结"
    ARCHIVE = "archive", "档案"
    NEWS = "news", "信息"
    OTHER = "other", "其他"


class AppraisalFact(TextChoices):
    """What of a station's year is counted from work already entered."""

    STANDARDS = "standards", "建设标准达标率"
    ACTIVITIES = "activities", "活动次数完成率"
    RECEPTIONS = "receptions", "接待日举行率"
    ATTENDANCE = "attendance", "代表参与率"
    NOTICED = "noticed", "接待日提前公告率"
    ANSWERED = "answered", "意见办理率"
    IN_TIME = "in_time", "意见按期答复率"
    TOLD = "told", "群众告知率"
    SATISFIED = "satisfied", "群众满意率"


class HonourKind(TextChoices):
    """What a station holds, or has lost."""

    STARS = "stars", "星级"
    PLATE = "plate", "示范点"
    REVOKED = "revoked", "摘牌"


class PlateState(TextChoices):
    """States of a selection of model stations (示范点评选)."""

    NOMINATING = "nominating", "提名中"
    SCORING = "scoring", "检查验收中"
    RANKED = "ranked", "待授牌"
    AWARDED = "awarded", "已授牌"
    CANCELLED = "cancelled", "已取消"


class ShowingPart(TextChoices):
    """How a station shows at a meeting what it does well (seed rows DL-04, YQ-12)."""

    HOST = "host", "现场观摩"
    SPEAK = "speak", "经验介绍"
