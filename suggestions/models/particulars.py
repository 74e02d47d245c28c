"""What the printed form asks besides the text (专用纸, domain rule 95)."""

from django.conf import settings
from django.db import models

from offices.models import Office
from stations.models import Label, Station
from suggestions.choices import Raised, Research


class Particulars(models.Model):
    """相关情况 of the form, and where a suggestion comes from that was not one from the beginning."""

    discussed_on = models.DateField("代表团讨论日期", null=True, blank=True)
    research = models.CharField("调研形成", max_length=10, choices=Research.choices, blank=True)
    raised = models.CharField("多年多次提出、尚未解决", max_length=10, choices=Raised.choices, blank=True)
    wants_contact = models.BooleanField("希望承办单位加强联系沟通", default=False)
    reference_only = models.BooleanField("仅供工作参考，不需书面答复", default=False)
    open_to_co = models.BooleanField("可以由其他代表联名提出", default=False)
    campaign = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主题（专项）活动",
        help_text="在本区域统一部署的活动中提出的，请选择",
    )  # fmt: skip
    proposed_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议承办单位",
        help_text="希望由哪个单位办理，供交办时参考，可不填",
    )  # fmt: skip
    from_motion = models.BooleanField("议案转为建议", default=False)
    motion_basis = models.CharField("议案转建议的决定", max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代为录入人",
    )
    entered_station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代为录入的联络站"
    )
    stands_on_scan = models.BooleanField("以签名纸质件为准", default=False)

    class Meta:
        abstract = True
