"""Messages to telephones of people without an account."""

from django.db import models
from django.utils import timezone

from notices.models.notices import DeliveryState
from pages.fields import EncryptedTextField


class Text(models.Model):
    """One short message to one telephone; once it is out, or given up, the number is no longer kept."""

    key = models.CharField("唯一键", max_length=120, unique=True)
    phone = EncryptedTextField("手机号码", blank=True)
    body = models.CharField("内容", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    created_at = models.DateTimeField("时间", default=timezone.now)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    next_at = models.DateTimeField("下次发送", default=timezone.now)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    error = models.CharField("错误", max_length=200, blank=True)

    class Meta:
        verbose_name = "短信"
        verbose_name_plural = "短信"
        indexes = (
            models.Index(fields=("next_at",), condition=models.Q(state="waiting"), name="text_waiting"),
        )

    def __str__(self) -> str:
        return f"短信{self.pk} {self.get_state_display()}"
