"""The closed lists of the stations room."""

from django.db.models import IntegerChoices, TextChoices


class StaffDuty(TextChoices):
    HEAD = "head", "站长"
    DEPUTY_HEAD = "deputy_head", "副站长"
    CLERK = "clerk", "联络员"


class ReceptionState(TextChoices):
    """States of a reception day (接待日)."""

    PLANNED = "planned", "已计划"
    PUBLISHED = "published", "已公告"
    OPEN = "open", "接待中"
    CLOSED = "closed", "已归档"
    CANCELLED = "cancelled", "已取消"


class ReceptionMode(TextChoices):
    """Where and how voters are received (站内站外、固定流动、线上线下, seed row BG-03)."""

    STATION = "station", "站内接待"
    OUTSIDE = "outside", "站外流动接待"
    ONLINE = "online", "网上接待"


# a reception day on which something is still to be done
UNFINISHED_DAYS = (ReceptionState.PLANNED, ReceptionState.PUBLISHED, ReceptionState.OPEN)


class OpinionState(TextChoices):
    """States of an opinion (群众意见)."""

    OPENED = "opened", "待处理"
    PENDING = "pending", "待批办"
    REFERRED = "referred", "转办中"
    OFFERED = "offered", "待代表提建议"
    SUGGESTED = "suggested", "已转为建议"
    ANSWERED = "answered", "已答复"
    REFUSED = "refused", "不予受理"
    CLOSED = "closed", "已办结"
    MERGED = "merged", "已并入"


# an opinion somebody still has to do something about; the rest waits for a suggestion, or is over
WAITING = (OpinionState.OPENED, OpinionState.PENDING, OpinionState.REFERRED, OpinionState.OFFERED)
# what came of it is known, and the voters are to be told
TO_TELL = (OpinionState.ANSWERED, OpinionState.REFUSED)
UNFINISHED = (*WAITING, OpinionState.SUGGESTED, *TO_TELL)


class BookingState(TextChoices):
    """States of an appointment for a reception day (预约)."""

    ASKED = "asked", "待确认"
    PROPOSED = "proposed", "已提议改期"
    CONFIRMED = "confirmed", "已确认"
    CANCELLED = "cancelled", "已取消"


class Route(TextChoices):
    """Where an opinion went (domain rule 72)."""

    ON_SPOT = "on_spot", "当场答复"
    COMMUNITY = "community", "社区（村）居委会"
    TOWN = "town", "乡镇（街道）"
    OFFICE = "office", "其他单位"
    HOTLINE = "hotline", "12345热线"
    DEPUTY = "deputy", "代表提出建议"
    REFUSED = "refused", "不予受理"


# the routes by which an opinion leaves the station for somebody who must answer it
REFERRALS = (Route.COMMUNITY, Route.TOWN, Route.OFFICE, Route.HOTLINE)


class OpinionLevel(TextChoices):
    """At which of the three levels a matter can be solved (三个层面, seed row RD-02)."""

    VILLAGE = "village", "村（社区）"
    TOWN = "town", "乡镇（街道）"
    COUNTY = "county", "县（区）及以上"


class RefusalReason(TextChoices):
    """Why a station does not accept a matter (domain rule 73)."""

    LITIGATION = "litigation", "属诉讼、行政复议、仲裁事项"
    PERSONAL = "personal", "属个人涉法涉诉事项"
    PRIVATE = "private", "不具公益性、普惠性"
    JURISDICTION = "jurisdiction", "不属本行政区域职权"
    PETITION = "petition", "属信访事项"
    OTHER = "other", "其他"


class TellWay(TextChoices):
    """How a voter was told (反馈方式)."""

    FACE = "face", "当面"
    PHONE = "phone", "电话"
    SMS = "sms", "短信"
    LETTER = "letter", "书面"
    VISIT = "visit", "上门"
    WEB = "web", "网上查询"


class Verdict(TextChoices):
    """What the voter said about the outcome (选民评价, domain rule 99)."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class RulePattern(TextChoices):
    """How a station's reception days recur (domain rule 69)."""

    DAYS = "days", "每月固定日期"
    ORDINAL = "ordinal", "每月第几个星期几"
    WEEKLY = "weekly", "每周固定星期"


class MonthSet(TextChoices):
    """The months in which a rule holds."""

    ALL = "all", "每月"
    ODD = "odd", "单月"
    EVEN = "even", "双月"
    QUARTER = "quarter", "每季度首月"


class Ordinal(IntegerChoices):
    FIRST = 1, "第一个"
    SECOND = 2, "第二个"
    THIRD = 3, "第三个"
    FOURTH = 4, "第四个"
    LAST = -1, "最后一个"


class Weekday(IntegerChoices):
    """The days of the week as datetime counts them."""

    MONDAY = 0, "星期一"
    TUESDAY = 1, "星期二"
    WEDNESDAY = 2, "星期三"
    THURSDAY = 3, "星期四"
    FRIDAY = 4, "星期五"
    SATURDAY = 5, "星期六"
    SUNDAY = 6, "星期日"


class Channel(TextChoices):
    """How a matter reached the station (反映渠道, seed row DZ-07)."""

    RECEPTION = "reception", "接待日"
    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    CALL = "call", "来电"
    WEB = "web", "网络"
    HOTLINE = "hotline", "12345热线"
    POINT = "point", "观察监测"


class WishState(TextChoices):
    """States of a micro-wish (微心愿): 申请→认领→完成→回访 (seed row XR-08)."""

    APPLIED = "applied", "待公布"
    OPEN = "open", "待认领"
    CLAIMED = "claimed", "已认领"
    DONE = "done", "已完成，待回访"
    CLOSED = "closed", "已回访"
    DECLINED = "declined", "未采纳"


AT_STATION = (WishState.APPLIED, WishState.DONE)  # wishes for which the station has the next step


class IdeaState(TextChoices):
    """States of a proposal for livelihood projects (民生实事项目建议)."""

    RECEIVED = "received", "待筛选"
    KEPT = "kept", "列入备选"
    DECLINED = "declined", "未列入"
    CHOSEN = "chosen", "票决列入"
    LOST = "lost", "票决未列入"
    DONE = "done", "已办成"


class LabelSort(TextChoices):
    """The lists of words that an area keeps for its activities and stations."""

    KIND = "kind", "活动类别"
    FUNCTION = "function", "平台功能"
    TAG = "tag", "站点标签"
    GRADE = "grade", "履职考评等次"
    CAMPAIGN = "campaign", "主题活动"
    SERVICE = "service", "服务类别"
    FIELD = "field", "监督领域"


class Purpose(TextChoices):
    """Which kind of book an activity belongs in (seed rows ZY-07, ZY-08, XH-05)."""

    GROUP = "group", "小组活动"
    STUDY = "study", "学习履职交流"
    WALK = "walk", "走访联系"
    SERVICE = "service", "为民办实事"
    REPORT = "report", "述职"
    REVIEW = "review", "履职评价"
    OTHER = "other", "其他活动"


class ThemeState(TextChoices):
    """States of a theme handed to a deputies' group (小组议题)."""

    CHECKING = "checking", "待审定"
    RETURNED = "returned", "退回修改"
    PROPOSED = "proposed", "待承接"
    TAKEN = "taken", "进行中"
    DONE = "done", "已完成"
    DECLINED = "declined", "未承接"
    WITHDRAWN = "withdrawn", "已撤回"


# a theme that the leader has not agreed to: the group knows nothing of it yet
UNAPPROVED = (ThemeState.CHECKING, ThemeState.RETURNED)


class RuleSubject(TextChoices):
    """Whose frequency a rule sets."""

    STATION = "station", "联络站"
    GROUP = "group", "代表小组"


class Period(TextChoices):
    """How often (seed rows ZY-08, TG-05)."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


# what a rule of frequency counts: reception days held, activities of any kind, or of one purpose
RECEPTIONS, ANY_ACTIVITY = "reception", "any"
COUNTED = ((RECEPTIONS, "接待选民"), (ANY_ACTIVITY, "各类活动"), *Purpose.choices)


class GridTier(TextChoices):
    """The two tiers of grids below an area (seed row BG-02): 街道（镇）为大网格，社区（村）为小网格."""

    BIG = "big", "大网格"
    SMALL = "small", "小网格"


class FundKind(TextChoices):
    """Money of a station (seed row YQ-09)."""

    ALLOTMENT = "allotment", "拨付"
    SPENDING = "spending", "支出"


class LinkRank(TextChoices):
    """As what a deputy keeps contact with others (seed rows RD-03, XR-05)."""

    CHIEF = "chief", "常委会主任、副主任"
    MEMBER = "member", "常委会其他组成人员"
    PRESIDIUM = "presidium", "乡镇人大主席团成员"


class LinkKind(TextChoices):
    """With whom (三联系)."""

    DEPUTY = "deputy", "代表"
    STATION = "station", "代表家站"
    ENTERPRISE = "enterprise", "企业"


class LinkWay(TextChoices):
    VISIT = "visit", "走访"
    TALK = "talk", "座谈"
    PHONE = "phone", "电话、网络"
    TOGETHER = "together", "共同调研、视察"
    OTHER = "other", "其他"


class ScrutinyState(TextChoices):
    """States of a matter to be supervised (监督事项)."""

    PLANNED = "planned", "待开展"
    RUNNING = "running", "开展中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再实施"


class ScrutinySource(TextChoices):
    """Where a matter of supervision came from (seed rows XR-05, LY-06)."""

    PLAN = "plan", "年度监督计划"
    HOTLINE = "hotline", "12345热线办理情况"
    VOICES = "voices", "群众意见集中反映"
    OTHER = "other", "其他"


class ScrutinyWay(TextChoices):
    LOOK = "look", "视察、检查"
    STUDY = "study", "专题调研"
    HEAR = "hear", "听取汇报"
    ASK = "ask", "询问、约见"
    TALK = "talk", "座谈、走访"
    OTHER = "other", "其他"
