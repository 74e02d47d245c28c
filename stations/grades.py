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
