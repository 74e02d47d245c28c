"""The first tier of a dispatch: what a government office is to give to its units (政府办转交)."""

from typing import Any

from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from pages.addresses import row_url
from suggestions.choices import AssignmentRole, TransferState
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Transfer(models.Model):
    """A suggestion, or a part of one, that a government office passes on to the units it coordinates (domain rule 38).

    role: what the units will do in it. State changes only through suggestions.transfer_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="transfers", verbose_name="建议")
    office = models.ForeignKey(Office, models.PROTECT, related_name="transfers", verbose_name="转交机构")
    dispatcher = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="交办机构")
    role = models.CharField("承办方式", max_length=10, choices=AssignmentRole.choices)
    state = models.CharField(
        "状态", max_length=12, choices=TransferState.choices, default=TransferState.WAITING
    )
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    sent_on = models.DateField("交办日期")
    forwarded_on = models.DateField("转交日期", null=True, blank=True)
    requirement = models.CharField("办理要求", max_length=200, blank=True)
    proposed_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议改交单位"
    )

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "二级交办"
        verbose_name_plural = "二级交办"
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion", "office", "round"),
                condition=~Q(state="revoked"),
                name="transfer_once",
            ),
        )
        indexes = (
            models.Index(fields=("office", "state", "-id"), name="transfer_office"),
            models.Index(fields=("-sent_on", "-id"), name="transfer_new"),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_role_display()} {self.office}"

    def get_absolute_url(self) -> str:
        return row_url("suggestions:suggestion", self.suggestion_id)

    @property
    def area(self) -> Area:
        return self.suggestion.area

    @property
    def events(self) -> Any:
        """What a government office does with it is a line in the suggestion's own timeline."""
        return self.suggestion.events
