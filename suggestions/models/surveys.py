"""Questionnaires of a look-back: how content each deputy is with the process and with the result (seed row TG-13)."""

from django.db import models
from django.db.models import Q

from deputies.models import Deputy
from offices.choices import Role
from offices.scope import Scope, ScopedQuerySet
from suggestions.choices import Grade
from suggestions.models.lookbacks import LookBackItem


class SurveyQuerySet(ScopedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """Leaders read nothing confidential."""
        return Q(item__suggestion__confidential=False) if scope.role == Role.LEADER else Q()


class SurveyReply(models.Model):
    """One deputy's questionnaire on one suggestion of a round; the congress reads it, who is judged does not."""

    item = models.ForeignKey(LookBackItem, models.CASCADE, related_name="surveys", verbose_name="回头看事项")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="+", verbose_name="代表")
    process = models.CharField("办理过程", max_length=15, choices=Grade.choices, blank=True)
    result = models.CharField("办理结果", max_length=15, choices=Grade.choices, blank=True)
    words = models.TextField("意见和建议", blank=True)
    talk = models.BooleanField("愿意参加座谈", default=False)
    sent_on = models.DateField("发出日期")
    at = models.DateTimeField("填写时间", null=True, blank=True)

    objects = SurveyQuerySet.as_manager()
    scope_paths = {"area": "item__look_back__area", "deputy": "deputy"}

    class Meta:
        verbose_name = "回头看问卷"
        verbose_name_plural = "回头看问卷"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("item", "deputy"), name="survey_once"),)
        indexes = (models.Index(fields=("deputy", "id"), condition=Q(at__isnull=True), name="survey_waits"),)

    def __str__(self) -> str:
        return f"{self.item}（{self.deputy}代表）"
