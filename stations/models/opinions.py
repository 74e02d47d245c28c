"""Opinions: what becomes of what the voters said."""

import datetime as dt

from django.db import models
from django.db.models import Q, QuerySet

from deputies.models import Deputy
from offices.choices import Role
from offices.models import Area, Category, Office
from offices.scope import Scope, ScopedQuerySet
from pages.addresses import row_url
from pages.among import among
from pages.search import Searchable, SearchQuerySet, grams_index
from stations.choices import (
    UNFINISHED,
    WAITING,
    Channel,
    OpinionLevel,
    OpinionState,
    RefusalReason,
    Route,
    Verdict,
)
from stations.models.stations import Station
from workflow.models import Clock, ClockQuerySet, Event, Reminder
from workflow.models.clocks import clock_indexes

# of a matter: its voter is not content, and nobody has called on him since
DISPLEASED = Q(verdict=Verdict.DISSATISFIED, revisited_on__isnull=True)


class OpinionQuerySet(SearchQuerySet, ScopedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """Leaders do not read confidential opinions; who spoke is narrowed further, see Visit."""
        return Q(confidential=False) if scope.role == Role.LEADER else Q()

    def _reach(self, scope: Scope, kind: str) -> Q:
        """Units of a coordinator are listed by id, so that the index on office serves him too.

        A deputy reads what was offered to him, what voters said at his own code, and what he is asked to follow.
        """
        if kind == "deputy":
            mine = scope.ids(kind)
            return Q(deputy__in=mine) | Q(addressee__in=mine) | Q(overseer__in=mine)
        if kind != "coordinator":
            return super()._reach(scope, kind)
        units = Office.objects.filter(coordinator__in=scope.ids(kind)).values_list("pk", flat=True)
        return among("office", units)

    def waiting(self) -> "OpinionQuerySet":
        """Somebody still has to answer, refuse or take them up."""
        return self.filter(state__in=WAITING)

    def displeased(self) -> "OpinionQuerySet":
        """A voter of theirs is not content, and nobody has called on him since."""
        matters = self.model._meta.get_field("matters").related_model
        return self.filter(pk__in=matters._base_manager.filter(DISPLEASED).values("opinion"))

    def overdue(self, today: dt.date) -> "OpinionQuerySet":
        """Past their day, compared by day; overdue is never a state."""
        return self.waiting().filter(due_on__lt=today)


class Opinion(Searchable):
    """A voters' opinion (群众意见): one or more matters, handled once.

    State changes only through stations.opinion_lifecycle. text holds the
    voter's own words; no name and no phone belongs in it.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="opinions", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    number = models.CharField("编号", max_length=40, unique=True)
    state = models.CharField("状态", max_length=10, choices=OpinionState.choices, default=OpinionState.OPENED)
    text = models.TextField("反映事项（原话）")
    summary = models.CharField("事项摘要", max_length=100, blank=True)
    advice = models.CharField("拟办意见", max_length=200, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="类别")
    confidential = models.BooleanField("保密", default=False)
    opened_on = models.DateField("受理日期")
    channel = models.CharField("反映渠道", max_length=10, choices=Channel.choices, default=Channel.VISIT)
    addressee = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="面向代表",
        help_text="群众扫该代表的代表码反映",
    )  # fmt: skip
    route = models.CharField("处理方式", max_length=10, choices=Route.choices, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="转交单位"
    )
    receiver = models.CharField("接收方", max_length=60, blank=True, help_text="未列入机构名录的社区、村等")
    deputy = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offered_opinions",
        verbose_name="拟提建议代表",
    )
    overseer = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="overseen_opinions",
        verbose_name="督办代表",
    )
    referred_on = models.DateField("转交日期", null=True, blank=True)
    answer = models.TextField("办理结果", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    level = models.CharField("解决层面", max_length=10, choices=OpinionLevel.choices, blank=True)
    approved_on = models.DateField("批办日期", null=True, blank=True)
    outside_number = models.CharField("热线工单号", max_length=40, blank=True)
    order = models.ForeignKey(
        "stations.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opinions",
        verbose_name="交办单",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    refusal = models.CharField("不予受理原因", max_length=15, choices=RefusalReason.choices, blank=True)
    go_instead = models.CharField("应向何处反映", max_length=120, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)

    objects = OpinionQuerySet.as_manager()
    search_fields = ("number", "text", "summary", "answer")
    scope_paths = {
        "area": "area",
        "station": "station",
        "office": "office",
        "coordinator": "office__coordinator",
        "deputy": "deputy",
    }

    class Meta:
        verbose_name = "群众意见"
        verbose_name_plural = "群众意见"
        indexes = (
            grams_index("opinion_grams"),
            models.Index(fields=("-opened_on", "-id"), name="opinion_opened"),
            models.Index(fields=("station", "-opened_on", "-id"), name="opinion_station"),
            models.Index(fields=("area", "state", "-opened_on", "-id"), name="opinion_area_state"),
            models.Index(fields=("office", "-opened_on", "-id"), name="opinion_office"),
            models.Index(fields=("deputy", "-opened_on", "-id"), name="opinion_deputy"),
            models.Index(
                fields=("addressee", "-opened_on", "-id"),
                condition=Q(addressee__isnull=False),
                name="opinion_addressee",
            ),
            models.Index(
                fields=("overseer", "-opened_on", "-id"),
                condition=Q(overseer__isnull=False),
                name="opinion_overseer",
            ),
            models.Index(fields=("station", "state", "-opened_on", "-id"), name="opinion_station_state"),
            models.Index(fields=("due_on", "id"), name="opinion_due"),
            models.Index(fields=("due_on", "id"), condition=Q(state__in=WAITING), name="opinion_waiting_due"),
            models.Index(
                fields=("office", "due_on", "id"),
                condition=Q(state__in=WAITING),
                name="opinion_office_waiting",
            ),
            models.Index(
                fields=("area", "due_on", "id"),
                condition=Q(state__in=WAITING),
                name="opinion_area_waiting",
            ),
            models.Index(
                fields=("station", "due_on", "id"),
                condition=Q(state__in=UNFINISHED),
                name="opinion_unfinished",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("outside_number",), condition=~Q(outside_number=""), name="outside_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"意见{self.number}"

    def get_absolute_url(self) -> str:
        return row_url("stations:opinion", self.pk)

    @property
    def untold(self) -> QuerySet:
        """The matters whose voters have not been told yet."""
        return self.matters.filter(told_on__isnull=True)

    @property
    def judged(self) -> bool:
        """Are its voters asked for their verdict? Not where it could not be taken up (domain rule 73): nothing was handled."""
        return not self.refusal

    @property
    def unjudged(self) -> QuerySet:
        """The matters whose voters were told and have said nothing of the outcome."""
        return self.matters.filter(told_on__isnull=False, verdict="")

    @property
    def displeased(self) -> QuerySet:
        """The matters whose voters are not content, and on whom nobody has called since (待回访)."""
        return self.matters.filter(DISPLEASED)


_PATHS = {
    "area": "subject__area",
    "station": "subject__station",
    "office": "subject__office",
    "coordinator": "subject__office__coordinator",
    "deputy": "subject__deputy",
}


class OpinionDerived(ScopedQuerySet):
    """Rows that hang on an opinion, by their field `subject`."""

    paths = _PATHS

    def narrow(self, scope: Scope, kind: str) -> Q:
        return Q(subject__confidential=False) if scope.role == Role.LEADER else Q()

    def _reach(self, scope: Scope, kind: str) -> Q:
        if kind != "deputy":
            return super()._reach(scope, kind)
        mine = scope.ids(kind)
        return super()._reach(scope, kind) | Q(subject__addressee__in=mine) | Q(subject__overseer__in=mine)


class OpinionEvent(Event):
    subject = models.ForeignKey(Opinion, models.CASCADE, related_name="events")

    objects = OpinionDerived.as_manager()
    scope_paths = _PATHS

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "意见办理经过"
        verbose_name_plural = "意见办理经过"


class OpinionClockQuerySet(ClockQuerySet, OpinionDerived):
    pass


class OpinionClock(Clock):
    subject = models.ForeignKey(Opinion, models.CASCADE, related_name="clocks")

    objects = OpinionClockQuerySet.as_manager()
    scope_paths = _PATHS

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = "意见时限"
        verbose_name_plural = "意见时限"
        indexes = clock_indexes("opinion_clock")


class OpinionReminder(Reminder):
    clock = models.ForeignKey(OpinionClock, models.CASCADE, db_index=False, related_name="reminders")

    class Meta:
        verbose_name = "意见提醒"
        verbose_name_plural = "意见提醒"
        constraints = (
            models.UniqueConstraint(fields=("clock", "rung", "due_on"), name="opinion_reminder_once"),
        )
