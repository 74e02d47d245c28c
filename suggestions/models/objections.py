"""A deputy's objection to the dispatch, and the dispatcher's answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from deputies.models import Deputy
from offices.models import Office
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Objection(models.Model):
    """A signing deputy objects to the dispatch of one round (交办异议), once (domain rule 37; 上海 art. 14).

    Written by the steps "object" and "answer_objection" of suggestions.lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="objections", verbose_name="建议")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="+", verbose_name="提出代表")
    round = models.PositiveSmallIntegerField("办理轮次")
    reason = models.TextField("异议理由")
    proposed_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="希望的承办单位"
    )
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "交办异议"
        verbose_name_plural = "交办异议"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("suggestion", "deputy", "round"), name="objection_once_a_round"),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(answered_at__isnull=True), name="objection_open"),
        )

    def __str__(self) -> str:
        return f"{self.deputy}代表对{self.suggestion}交办的异议"
