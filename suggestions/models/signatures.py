"""Who signs a suggestion, and whose opinions it carries."""

from django.db import models
from django.db.models import Q

from deputies.models import Deputy
from stations.models import Opinion
from suggestions.choices import SignatureRole, SignatureState, Withdrawal
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Signature(models.Model):
    """A signing deputy: the lead (领衔) or a co-signer (联名), who confirms himself (domain rule 28).

    State changes only through suggestions.signature_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="signatures", verbose_name="建议")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="signatures", verbose_name="代表")
    role = models.CharField("身份", max_length=10, choices=SignatureRole.choices)
    state = models.CharField(
        "状态", max_length=10, choices=SignatureState.choices, default=SignatureState.INVITED
    )
    rates = models.BooleanField(
        "参加评价", default=True, help_text="由领衔代表统一评价的地方，联名代表不单独评价"
    )
    invited_at = models.DateTimeField("邀请时间", auto_now_add=True)
    answered_at = models.DateTimeField("确认时间", null=True, blank=True)
    on_paper = models.BooleanField("纸质签名", default=False)
    withdrawal = models.CharField("对撤回的意见", max_length=10, choices=Withdrawal.choices, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = verbose_name_plural = "签名"
        constraints = (
            models.UniqueConstraint(fields=("suggestion", "deputy"), name="signature_once"),
            models.UniqueConstraint(fields=("suggestion",), condition=Q(role="lead"), name="one_lead"),
        )
        indexes = (
            models.Index(fields=("deputy", "state"), include=("suggestion",), name="signature_deputy"),
            models.Index(
                fields=("deputy",), include=("id", "suggestion"), condition=Q(rates=True, state="confirmed"),
                name="signature_rates",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.deputy}{self.get_role_display()}{self.suggestion}"

    @property
    def in_journal(self) -> str:
        """Without the title of what is signed."""
        return f"{self.deputy}{self.get_role_display()}{self.suggestion.in_journal}"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()

    @property
    def events(self) -> models.Manager:
        """A co-signer's answer is a line in the suggestion's own timeline."""
        return self.suggestion.events


class Lineage(models.Model):
    """Which opinion a suggestion grew from (来源意见)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="lineage", verbose_name="建议")
    opinion = models.OneToOneField(Opinion, models.PROTECT, related_name="lineage", verbose_name="群众意见")

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "来源意见"
        verbose_name_plural = "来源意见"

    def __str__(self) -> str:
        return f"{self.opinion} → {self.suggestion}"
