"""《代表之声》: an excerpt that goes straight to the leaders, and what they wrote on it (批示, seed row TL-10)."""

from django.conf import settings
from django.db import models

from offices.models import Area
from pages.files import stored_name
from suggestions.choices import VoiceState
from suggestions.models.suggestions import OfSuggestion, Suggestion, SuggestionEvent, paths_through


class VoiceQuerySet(OfSuggestion):
    def search(self, text: str) -> "VoiceQuerySet":
        """Issues about the suggestions found by this number or these words. Raises TooShort."""
        return self.filter(suggestion__in=Suggestion.objects.search(text).values("pk"))


class Voice(models.Model):
    """One issue of 《代表之声》 made of one suggestion; numbered per area and year.

    State changes only through suggestions.voice_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="voices", verbose_name="建议")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("期号")
    state = models.CharField("状态", max_length=12, choices=VoiceState.choices, default=VoiceState.SENT)
    headline = models.CharField("标题", max_length=100)
    digest = models.TextField("摘报内容")
    recipients = models.CharField("报送", max_length=200)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="送阅领导")
    sent_on = models.DateField("报送日期")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="编发人"
    )

    objects = VoiceQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "代表之声"
        verbose_name_plural = "代表之声"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("area", "year", "number"), name="voice_number_once"),)
        indexes = (models.Index(fields=("-sent_on", "-id"), name="voice_new"),)

    def __str__(self) -> str:
        return f"《代表之声》{self.year}年第{self.number}期"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()

    @property
    def events(self) -> "models.Manager[SuggestionEvent]":
        return self.suggestion.events


class Instruction(models.Model):
    """What a leader wrote on an issue (批示)."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="instructions", verbose_name="代表之声")
    leader = models.CharField("批示领导", max_length=40)
    words = models.TextField("批示内容")
    on = models.DateField("批示日期")
    scan = models.FileField("批示件", upload_to=stored_name, blank=True)
    scan_name = models.CharField("原文件名", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
    )

    objects = type("InstructionQuerySet", (OfSuggestion,), {"through": "voice__suggestion__"}).as_manager()
    scope_paths = paths_through("voice__suggestion")

    class Meta:
        verbose_name = "批示"
        verbose_name_plural = "批示"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.leader}批示"
