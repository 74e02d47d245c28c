"""The deputies' second verdict, when what was promised has been done (双测评)."""

from django.db import models
from django.db.models import Q

from offices.scope import Scope
from suggestions.choices import Grade, Via
from suggestions.models.signatures import Signature
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through
from suggestions.models.veil import VEILED, told_to_units


class SecondRatingQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """Units know who is asked; what was said, when the time is over."""
        narrowed = super().narrow(scope, kind)
        if scope.role not in VEILED:
            return narrowed
        return narrowed & (Q(at__isnull=True) | told_to_units("second_feedback"))


class SecondRating(models.Model):
    """One signing deputy asked a second time: owed while `at` is empty, never changed afterwards.

    The first verdict stays as it was (Rating); both are shown side by side (domain rule 53, 重庆 art. 26 to 28).
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="second_ratings", verbose_name="建议"
    )
    signature = models.ForeignKey(
        Signature, models.PROTECT, related_name="second_ratings", verbose_name="签名代表"
    )
    round = models.PositiveSmallIntegerField("办理轮次")
    asked_on = models.DateField("请评日期")
    attitude = models.CharField("办理态度", max_length=15, choices=Grade.choices, blank=True)
    result = models.CharField("落实结果", max_length=15, choices=Grade.choices, blank=True)
    reason = models.TextField("不满意的理由", blank=True)
    at = models.DateTimeField("评价时间", null=True, blank=True)
    via = models.CharField("评价途径", max_length=10, choices=Via.choices, default=Via.ACCOUNT)
    address = models.GenericIPAddressField("来源地址", null=True, blank=True)
    warnings = models.JSONField("须留意", default=list, blank=True)

    objects = SecondRatingQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "落实后评价"
        verbose_name_plural = "落实后评价"
        constraints = (
            models.UniqueConstraint(fields=("signature", "round"), name="second_rating_once_a_round"),
            models.CheckConstraint(
                condition=~Q(attitude="dissatisfied", reason="") & ~Q(result="dissatisfied", reason=""),
                name="second_dissatisfied_gives_reason",
            ),
        )
        indexes = (
            models.Index(fields=("-asked_on", "-id"), name="second_rating_asked"),
            models.Index(fields=("signature",), condition=Q(at=None), name="second_rating_owed"),
        )

    def __str__(self) -> str:
        return f"{self.suggestion}落实后评价"
