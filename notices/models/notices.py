"""The outbox: notices owed, digests made of them, deliveries tried."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pages.addresses import row_url


class Notice(models.Model):
    """One message owed to one person; shown in the product at once, carried outside by deliveries."""

    key = models.CharField("唯一键", max_length=120)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        db_index=False,  # every index below begins with it
        related_name="notices",
        verbose_name="收件人",
    )
    kind = models.CharField("类型", max_length=60)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    urgent = models.BooleanField("即时发送", default=False)
    created_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    digest = models.ForeignKey(
        "notices.Digest",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="notices",
        verbose_name="晨报",
    )

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        constraints = (models.UniqueConstraint(fields=("recipient", "key"), name="notice_once"),)
        indexes = (
            models.Index(fields=("recipient", "-id"), name="notice_recipient"),
            models.Index(
                fields=("recipient",), condition=models.Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=("digest",), condition=models.Q(digest__isnull=False), name="notice_of_digest"
            ),
            models.Index(
                fields=("recipient", "id"),
                condition=models.Q(digest__isnull=True, read_at__isnull=True),
                name="notice_undigested",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("notices:notice", self.pk)


class Digest(models.Model):
    """The morning list (晨报) of one person: one a day at most."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests", verbose_name="收件人"
    )
    on = models.DateField("日期")

    class Meta:
        verbose_name = "晨报"
        verbose_name_plural = "晨报"
        constraints = (models.UniqueConstraint(fields=("recipient", "on"), name="digest_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.recipient} {self.on}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


class Delivery(models.Model):
    """One message on its way through one channel; tried again, later and later, until it is out."""

    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="deliveries")
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, blank=True, related_name="deliveries")
    channel = models.CharField("渠道", max_length=20)
    state = models.CharField(
        "状态", max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    tries = models.PositiveSmallIntegerField("次数", default=0)
    refusals = models.PositiveSmallIntegerField("被拒次数", default=0)
    next_at = models.DateTimeField("下次发送", default=timezone.now)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = "发送"
        verbose_name_plural = "发送"
        constraints = (
            models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once_per_notice"),
            models.UniqueConstraint(fields=("digest", "channel"), name="delivery_once_per_digest"),
            models.CheckConstraint(
                condition=models.Q(notice__isnull=True) ^ models.Q(digest__isnull=True),
                name="delivery_of_one_thing",
            ),
        )
        indexes = (
            models.Index(fields=("next_at",), condition=models.Q(state="waiting"), name="delivery_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.get_state_display()}"
