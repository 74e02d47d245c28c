"""Looking back (回头看): every reply of a range gone through again, and its class raised where it was kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from pages.files import stored_name
from suggestions.choices import Further, LookState
from suggestions.models.meetings import HandlingMeeting
from suggestions.models.replies import ResultClass
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class LookBack(models.Model):
    """One round of looking back in an area (seed rows DL-16, DZ-05). meeting: whose suggestions it looks at (TG-14)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    name = models.CharField("名称", max_length=60)
    meeting = models.ForeignKey(
        HandlingMeeting, models.PROTECT, null=True, blank=True, related_name="look_backs", verbose_name="会议"
    )
    opened_on = models.DateField("开始日期")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {
        "area": "area",
        "office": "items__suggestion__assignments__office",
        "coordinator": "items__suggestion__assignments__office__coordinator",
        "deputy": "items__suggestion__signatures__deputy",
    }

    class Meta:
        verbose_name = "回头看"
        verbose_name_plural = "回头看"
        constraints = (models.UniqueConstraint(fields=("area", "name"), name="look_back_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("suggestions:look-back", self.pk)


class LookBackItem(models.Model):
    """One suggestion in a round: its class before, what the unit shows, the deputy's word, its class after.

    before is never changed, after only by settling: both snapshots stay. State changes only through
    suggestions.look_lifecycle; its steps are lines in the suggestion's own timeline.
    """

    look_back = models.ForeignKey(LookBack, models.CASCADE, related_name="items", verbose_name="回头看")
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="look_backs", verbose_name="建议")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="承办单位")
    state = models.CharField("状态", max_length=10, choices=LookState.choices, default=LookState.OPEN)
    before = models.ForeignKey(ResultClass, models.PROTECT, related_name="+", verbose_name="原类别")
    proposed = models.ForeignKey(
        ResultClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟调整为"
    )
    after = models.ForeignKey(
        ResultClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现类别"
    )
    report = models.TextField("落实情况", blank=True)
    evidence = models.FileField("证明材料", upload_to=stored_name, blank=True)
    evidence_name = models.CharField("原文件名", max_length=200, blank=True)
    agreed = models.BooleanField("代表认可", null=True, blank=True)
    word = models.TextField("代表意见", blank=True)
    settled_on = models.DateField("验收日期", null=True, blank=True)

    further = models.CharField("后续措施", max_length=10, choices=Further.choices, blank=True)
    further_on = models.DateField("安排后续措施日期", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "回头看事项"
        verbose_name_plural = "回头看事项"
        constraints = (
            models.UniqueConstraint(fields=("look_back", "suggestion"), name="looked_at_once_a_round"),
        )
        indexes = (
            models.Index(fields=("look_back", "state", "id"), name="look_back_state"),
            models.Index(fields=("office", "id"), condition=Q(state=LookState.OPEN), name="look_back_unit"),
            models.Index(
                fields=("suggestion",),
                condition=Q(state__in=(LookState.PROPOSED, LookState.ANSWERED)),
                name="look_back_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.look_back}：{self.suggestion}"

    def get_absolute_url(self) -> str:
        return f"{row_url('suggestions:suggestion', self.suggestion_id)}#look-{self.pk}"

    @property
    def events(self) -> models.Manager:
        """A line in the suggestion's own timeline."""
        return self.suggestion.events
