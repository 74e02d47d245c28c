"""The closed lists of the offices room."""

from django.db.models import TextChoices


class AreaKind(TextChoices):
    """Kinds of area (行政区域); 开发区 and 管理区 count beside the statutory ones (seed row ZY-01)."""

    PROVINCE = "province", "省（自治区、直辖市）"
    CITY = "city", "设区的市（自治州）"
    COUNTY = "county", "县（市、区）"
    TOWN = "town", "乡镇"
    STREET = "street", "街道"
    ZONE = "zone", "开发区"
    DISTRICT = "district", "管理区"
    COMMUNITY = "community", "社区（村）"


class OfficeKind(TextChoices):
    """Kinds of office (机构) by their part in a case."""

    COMMITTEE = "committee", "人大常委会代表工作机构"
    PRESIDIUM = "presidium", "乡镇人大主席团"
    STREET = "street", "街道人大工委"
    GOVERNMENT = "government", "政府办公厅（室）"
    COURT = "court", "人民法院"
    PROCURATORATE = "procuratorate", "人民检察院"
    SUPERVISORY = "supervisory", "监察委员会"
    UNIT = "unit", "承办单位"


CONGRESS_KINDS = (OfficeKind.COMMITTEE, OfficeKind.PRESIDIUM, OfficeKind.STREET)


class Role(TextChoices):
    """What a post (任职) lets its holder do."""

    CLERK = "clerk", "联络员"
    STATION_HEAD = "station_head", "站长"
    DEPUTY = "deputy", "人大代表"
    COMMITTEE = "committee", "人大工作机构经办人"
    GOVERNMENT = "government", "政府办公室经办人"
    HANDLER = "handler", "承办单位经办人"
    UNIT_HEAD = "unit_head", "承办单位负责人"
    LEADER = "leader", "领导"


class Unit(TextChoices):
    """Units of a setting's value; 月 ends on the same day, clipped to the month's end (domain rule 119)."""

    DAYS = "day", "日"
    WORKDAYS = "workday", "工作日"
    MONTHS = "month", "月"
    MINUTES = "minute", "分钟"
    COUNT = "count", "次（件、人）"
    PERCENT = "percent", "%"
    FRACTION = "fraction", "分数（如2/3）"
    SWITCH = "switch", "是/否"
    CHOICE = "choice", "选项"
    TEXT = "text", "文字"


class StartEvent(TextChoices):
    """What starts a time limit."""

    NONE = "", "—"
    SUBMITTED = "submitted", "提出"
    RECEIVED = "received", "收到"
    DISPATCHED = "dispatched", "交办"
    REPLIED = "replied", "答复"
    REDISPATCHED = "redispatched", "重新交办"
    HANDED_BACK = "handed_back", "退办"
    OPENED = "opened", "受理"
