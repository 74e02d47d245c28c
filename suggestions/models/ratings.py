"""What comes around a rating: one-time links, and what follows a second 不满意."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from suggestions.choices import CoordinationWay, Outcome
from suggestions.models.signatures import Signature
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class RatingLink(models.Model):
    """A deputy's personal link to rate one round without an account (直评): used once, ends by itself, revocable.

    second: for the verdict after the promises were kept, not for the one on the reply.
    Only the digest of its token is kept: who reads the table cannot rate.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="rating_links", verbose_name="建议"
    )
    signature = models.ForeignKey(
        Signature, models.CASCADE, related_name="rating_links", verbose_name="签名代表"
    )
    round = models.PositiveSmallIntegerField("办理轮次")
    second = models.BooleanField("落实后评价", default=False)
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "评价链接"
        verbose_name_plural = "评价链接"
        constraints = (
            models.UniqueConstraint(
                fields=("signature", "round", "second"),
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_live_link_a_round",
            ),
        )

    def __str__(self) -> str:
        return f"{self.signature}的评价链接"


class Coordination(models.Model):
    """What the congress office does when a deputy is not satisfied once more (domain rule 21).

    way: by the area's rule, deputy and unit are brought together, or experts judge. Open until concluded.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="coordinations", verbose_name="建议"
    )
    round = models.PositiveSmallIntegerField("办理轮次")
    way = models.CharField("方式", max_length=12, choices=CoordinationWay.choices)
    opened_on = models.DateField("开始日期")
    on = models.DateField("协调日期", null=True, blank=True)
    people = models.CharField("参加人", max_length=200, blank=True)
    record = models.TextField("协调（评估）情况", blank=True)
    outcome = models.CharField("结论", max_length=10, choices=Outcome.choices, blank=True)
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人"
    )  # fmt: skip
    concluded_on = models.DateField("结束日期", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "协调"
        verbose_name_plural = "协调"
        constraints = (
            models.UniqueConstraint(fields=("suggestion", "round"), name="coordination_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.suggestion}{self.get_way_display()}"
