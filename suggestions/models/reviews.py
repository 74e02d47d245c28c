"""What was submitted, each time, and what the reviewers said of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.choices import Role
from offices.models import Category
from offices.scope import Scope
from suggestions.choices import Consent, Desk, Verdict
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through

# who reads what the desks say to each other; everybody else reads what is said to the deputy
DESKS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
UNITS = (
    Role.HANDLER,
    Role.UNIT_HEAD,
)  # they are handed the text that was registered, and nothing of how it came about


class VersionQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        return Q(pk__in=()) if scope.role in UNITS else super().narrow(scope, kind)


class Version(models.Model):
    """A suggestion as it was submitted: one row each time, never changed."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="versions", verbose_name="建议")
    number = models.PositiveSmallIntegerField("第几次提交")
    title = models.CharField("标题", max_length=100)
    situation = models.TextField("基本情况", blank=True)
    analysis = models.TextField("问题分析", blank=True)
    proposal = models.TextField("具体建议", blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    consent = models.CharField("公开意见", max_length=10, choices=Consent.choices, blank=True)
    submitted_at = models.DateTimeField("提交时间", auto_now_add=True)

    objects = VersionQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "提交稿"
        verbose_name_plural = "提交稿"
        constraints = (models.UniqueConstraint(fields=("suggestion", "number"), name="version_once"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"第{self.number}次提交"


class ReviewQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """What goes back to the deputy is his; what the desks say to each other stays with them."""
        if scope.role in UNITS:
            return Q(pk__in=())
        said = Q() if scope.role in DESKS else Q(verdict=Verdict.RETURN)
        return super().narrow(scope, kind) & said


class Review(models.Model):
    """What a desk said of one version: marked reasons, and a remark to each part of the text (审查意见)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reviews", verbose_name="建议")
    version = models.ForeignKey(
        Version, models.CASCADE, null=True, blank=True, related_name="reviews", verbose_name="提交稿"
    )
    desk = models.CharField("审查机构", max_length=10, choices=Desk.choices)
    verdict = models.CharField("意见", max_length=10, choices=Verdict.choices)
    reasons = models.JSONField("原因", default=list, blank=True)
    remarks = models.JSONField("逐项意见", default=dict, blank=True)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="审查人")
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = ReviewQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "审查意见"
        verbose_name_plural = "审查意见"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_desk_display()} {self.get_verdict_display()}"
