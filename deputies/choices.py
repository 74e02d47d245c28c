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


class Basis(TextChoices):
    """Why a mandate is suspended (代表法 art. 61) or ends (art. 62); see domain rule 85."""

    DETAINED = "detained", "因刑事案件被羁押正在受侦查、起诉、审判（第六十一条第一项）"
    SENTENCED = "sentenced", "被判处管制、拘役或有期徒刑而未附加剥夺政治权利，正在服刑（第六十一条第二项）"
    MOVED = "moved", "迁出或者调离本行政区域（第六十二条第一项）"
    RESIGNED = "resigned", "辞职或被责令辞职，已被接受（第六十二条第二项）"
    ABSENT = "absent", "未经批准两次不出席本级人民代表大会会议（第六十二条第三项）"
    RECALLED = "recalled", "被罢免（第六十二条第四项）"
    NATIONALITY = "nationality", "丧失中华人民共和国国籍（第六十二条第五项）"
    DEPRIVED = "deprived", "依照法律被剥夺政治权利（第六十二条第六项）"
    INCAPABLE = "incapable", "丧失行为能力（第六十二条第七项）"
    DIED = "died", "去世，资格自然终止"
    EXPIRED = "expired", "任期届满"
    MISTAKEN = "mistaken", "登记有误，予以更正"


SUSPENDING = (Basis.DETAINED, Basis.SENTENCED)
ENDING = tuple(basis for basis in Basis if basis not in SUSPENDING)
# what needs no announcement by the committee
UNANNOUNCED = (Basis.EXPIRED, Basis.MISTAKEN)


class ImportKind(TextChoices):
    """What a sheet that was brought in holds."""

    REGISTRY = "registry", "代表登记表"
    GRIDS = "grids", "网格和网格代表"
    PLACES = "places", "站点坐标"
