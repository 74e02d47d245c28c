"""The closed lists of the registry."""

from django.db.models import TextChoices


class Level(TextChoices):
    """The five levels of people's congresses (domain rule 81)."""

    NATION = "nation", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡级"


class MandateState(TextChoices):
    """State of a mandate (代表资格): suspension and ending by 代表法 arts. 61 and 62."""

    ACTIVE = "active", "在任"
    SUSPENDED = "suspended", "暂停执行职务"
    ENDED = "ended", "资格终止"


class Gender(TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class GroupKind(TextChoices):
    """Kinds of deputies' group (seed rows HN-02, ZJ-09)."""

    AREA = "area", "地域"
    TRADE = "trade", "行业"
    FIELD = "field", "专业"


class GroupDuty(TextChoices):
    LEADER = "leader", "组长"
    DEPUTY_LEADER = "deputy_leader", "副组长"
    LIAISON = "liaison", "联络员"
    MEMBER = "member", "组员"
