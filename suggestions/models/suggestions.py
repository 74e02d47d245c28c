"""The suggestion itself, its number and its events."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from deputies.models import Delegation, Deputy, Session, Term
from deputies.sittings import sitting, sittings_called
from offices.choices import Role
from offices.models import Area, Category, Office
from offices.scope import Scope, ScopedQuerySet
from pages.addresses import row_url
from pages.search import Searchable, SearchQuerySet, TooShort, fold, grams_index
from suggestions.choices import FINAL, HANDED, OPENING, PUBLIC_STATES, READING, Consent, Kind, SuggestionState
from suggestions.models.particulars import Particulars
from workflow.models import Event

ENTERING = ("area", "station")
BESIDE = {"coordinator": "second_desk", "station": "entered_station"}
_NUMBER = re.compile(r"(\w+届(?:\w+次|闭会))?(第?)(\d{1,6})号?(?:建议)?")


def narrowed(scope: Scope, kind: str, prefix: str = "") -> Q:
    """What must hold on a path besides place: a deputy's own draft is his; leaders, no confidential.

    What staff entered from a signed paper is no draft: they see it before it is submitted.
    """
    seen = Q()
    if kind != "deputy":
        seen = Q(**{f"{prefix}submitted_on__isnull": False})
        if kind in ENTERING and scope.role != Role.LEADER:
            seen |= Q(**{f"{prefix}entered_by__isnull": False})
    if scope.role == Role.LEADER:
        seen &= Q(**{f"{prefix}confidential": False})
    return seen


class ReachedQuerySet(ScopedQuerySet):
    """Beside the plain paths: whom a deputy's signature, a review or an entry on paper leads to.

    A deputy who declined or left reads it no more; a government office reads what it is asked to
    review; a station, what its clerk entered.
    """

    through = ""

    def _reach(self, scope: Scope, kind: str) -> Q:
        at = self.through
        if kind == "deputy":
            signatures = Suggestion._meta.get_field("signatures").related_model._base_manager
            mine = signatures.filter(scope.within("deputy", kind), state__in=READING).values("suggestion")
            return (Q(**{f"{at}pk__in": mine}) | scope.within(f"{at}heir", kind)) & self.narrow(scope, kind)
        reach = super()._reach(scope, kind)
        if kind in BESIDE:
            reach |= scope.within(f"{at}{BESIDE[kind]}", kind) & self.narrow(scope, kind)
        return reach


class SuggestionQuerySet(SearchQuerySet, ReachedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        return narrowed(scope, kind)

    def _holds(self, word: str) -> Q:
        """A word such as 第123号 or 二十届一次第123号 is the number alone; 123 the number, or part of the text."""
        match = _NUMBER.fullmatch(fold(word))
        if not match:
            return super()._holds(word)
        numbered = Q(number=int(match[3]))
        if match[1]:
            found = [Q(term=term, session=session) for term, session in sittings_called(match[1])]
            return numbered & reduce(or_, found, Q(pk__in=()))
        if match[2]:
            return numbered
        try:
            return numbered | super()._holds(word)
        except TooShort:
            return numbered


class Suggestion(Particulars, Searchable):
    """A deputy's suggestion, criticism or opinion (代表建议、批评和意见).

    State changes only through suggestions.lifecycle. `number` is given at
    registration, without gaps, per term, session and kind. `round` counts
    handlings: 1, and one more after each 不满意.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    term = models.ForeignKey(Term, models.PROTECT, related_name="suggestions", verbose_name="届")
    session = models.ForeignKey(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name="次会议",
        help_text="会议期间提出的建议填写，闭会期间提出的留空",
    )
    number = models.PositiveIntegerField("建议号", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=SuggestionState.choices, default=SuggestionState.DRAFT
    )
    kind = models.CharField("提出形式", max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="suggestions", verbose_name="领衔代表")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="代表团"
    )
    title = models.CharField("标题", max_length=100)
    situation = models.TextField("基本情况", blank=True)
    analysis = models.TextField("问题分析", blank=True)
    proposal = models.TextField("具体建议", blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    consent = models.CharField("公开意见", max_length=10, choices=Consent.choices, blank=True)
    confidential = models.BooleanField("保密", default=False)
    key = models.BooleanField("重点督办", default=False)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    registered_on = models.DateField("立案日期", null=True, blank=True)
    dispatched_on = models.DateField("交办日期", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    government_closed_on = models.DateField("政府办公室销号日期", null=True, blank=True)
    decline_reason = models.CharField("不予立案原因", max_length=15, blank=True)
    lead_office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_suggestions",
        verbose_name="主办单位",
        help_text="由交办、改交带来，供列表与统计使用",
    )
    result_class = models.ForeignKey(
        "ResultClass", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结果类别"
    )
    hand_backs = models.PositiveSmallIntegerField("退办次数", default=0)
    second_desk = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复审机构"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_into", verbose_name="拆分自"
    )
    heir = models.ForeignKey(
        Deputy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_suggestions",
        verbose_name="接续联系的代表",
        help_text="换届后由本届代表接续联系",
    )
    carried_on = models.DateField("结转日期", null=True, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()
    search_fields = ("title", "situation", "analysis", "proposal")
    scope_paths = {
        "area": "area",
        "office": "assignments__office",
        "coordinator": "assignments__office__coordinator",
        "referee": "transfers__office",
        "deputy": "signatures__deputy",
        "station": "lineage__opinion__station",
    }

    class Meta:
        verbose_name = "代表建议"
        verbose_name_plural = "代表建议"
        constraints = (
            models.UniqueConstraint(
                fields=("term", "session", "number"),
                name="number_once",
                nulls_distinct=False,
                condition=Q(number__isnull=False),
            ),
        )
        indexes = (
            grams_index("suggestion_grams"),
            models.Index(fields=("-submitted_on", "-id"), name="suggestion_submitted"),
            models.Index(fields=("area", "state", "due_on", "id"), name="suggestion_area_state"),
            models.Index(fields=("area", "-submitted_on", "-id"), name="suggestion_area_new"),
            models.Index(fields=("lead_office", "-submitted_on", "-id"), name="suggestion_lead_new"),
            models.Index(
                fields=("second_desk", "state", "id"),
                condition=Q(second_desk__isnull=False),
                name="suggestion_second",
            ),
            models.Index(fields=("number",), condition=Q(number__isnull=False), name="suggestion_number"),
            models.Index(
                fields=("area", "category", "-id"),
                condition=Q(lead_office__isnull=False),
                name="suggestion_alike",
            ),
            models.Index(
                fields=("area", "-hand_backs", "-id"),
                condition=Q(hand_backs__gt=0),
                name="suggestion_hand_backs",
            ),
            models.Index(fields=("due_on", "id"), condition=~Q(state__in=FINAL), name="suggestion_open_due"),
            # by what it is decided who may know of one: rows that hang on it need not open it to be listed and counted
            models.Index(
                fields=("id",),
                include=("area", "submitted_on", "entered_by", "confidential"),
                name="suggestion_seen",
            ),
            # what is under way, few among all there ever were: who signed hundreds finds his few without opening the rest,
            # and what is asked of them on first pages is told without opening these
            models.Index(
                fields=("id",),
                include=(
                    "state",
                    "round",
                    "heir",
                    "area",
                    "deputy",
                    "term",
                    "lead_office",
                    "due_on",
                    "submitted_on",
                    "entered_by",
                ),
                condition=~Q(state__in=FINAL),
                name="suggestion_open",
            ),
            models.Index(
                fields=("deputy", "state", "id"), condition=~Q(state__in=FINAL), name="suggestion_open_deputy"
            ),
            models.Index(
                fields=("area", "due_on", "id"),
                condition=Q(key=True) & ~Q(state__in=FINAL),
                name="suggestion_open_key",
            ),
            # closed and followed by nobody: among them are those whose promises outlived a term
            models.Index(
                fields=("area", "id"),
                include=("submitted_on", "entered_by", "due_on"),
                condition=Q(heir__isnull=True, state="closed"),
                name="suggestion_unfollowed",
            ),
            # all that the comparison of units reads, so that it need not open the suggestions themselves
            models.Index(
                fields=("area", "registered_on"),
                include=(
                    "id",
                    "term",
                    "session",
                    "lead_office",
                    "round",
                    "due_on",
                    "replied_on",
                    "result_class",
                    "submitted_on",
                    "entered_by",
                ),
                condition=Q(confidential=False, lead_office__isnull=False, state__in=HANDED),
                name="suggestion_led",
            ),
            models.Index(
                fields=("area", "due_on"),
                include=("lead_office", "registered_on", "submitted_on", "entered_by"),
                condition=Q(
                    confidential=False, lead_office__isnull=False, state__in=HANDED, replied_on__isnull=True
                ),
                name="suggestion_still_owed",
            ),
            # all that the spread over categories reads
            models.Index(
                fields=("area", "registered_on"),
                include=(
                    "id",
                    "category",
                    "result_class",
                    "dispatched_on",
                    "replied_on",
                    "reference_only",
                    "round",
                    "submitted_on",
                    "entered_by",
                ),
                condition=Q(confidential=False),
                name="suggestion_registered",
            ),
            models.Index(
                fields=("-submitted_on", "-id"), condition=Q(state="letter"), name="suggestion_letters"
            ),
            # what the public may be shown, in the order in which publications are kept
            models.Index(
                fields=("id",),
                include=("area", "submitted_on", "entered_by"),
                condition=Q(confidential=False, consent__in=OPENING, state__in=PUBLIC_STATES),
                name="suggestion_openable",
            ),
        )

    def __str__(self) -> str:
        return f"{self.called}建议" if self.number else f"建议《{self.title}》"

    @property
    def in_journal(self) -> str:
        """Without its title: who reads the journal sees no cases."""
        return str(self) if self.number else f"未编号的建议（{self.pk}）"

    @property
    def sitting(self) -> str:
        """二十届一次, or 二十届闭会."""
        return sitting(self.term_id, self.session_id)

    @property
    def called(self) -> str:
        """二十届一次第26号, so that numbers of several sessions are told apart; "" before it is registered."""
        return f"{self.sitting}第{self.number}号" if self.number else ""

    def get_absolute_url(self) -> str:
        return row_url("suggestions:suggestion", self.pk)


class NumberSeries(models.Model):
    """The last number given in one series; locked while the next is taken, so no gaps and no doubles.

    kind: "" the common series; delegations and motions may have their own, from a number the area sets.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("系列", max_length=10, blank=True)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = (
            models.UniqueConstraint(
                fields=("term", "session", "kind"), name="series_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.session or self.term} {self.last}"


class DerivedQuerySet(ReachedQuerySet):
    """Rows that hang on a suggestion and are seen as it is seen."""

    through = "subject__"

    def narrow(self, scope: Scope, kind: str) -> Q:
        return narrowed(scope, kind, self.through)


class OfSuggestion(DerivedQuerySet):
    through = "suggestion__"


def own_part(scope: Scope, kind: str, prefix: str) -> Q:
    """Parts of the unit's own, or of the units a government office coordinates; nobody else's."""
    paths = {"office": "office", "coordinator": "office__coordinator"}
    return scope.within(f"{prefix}{paths[kind]}", kind) if kind in paths else Q(pk__in=())


def paths_through(prefix: str) -> dict[str, str]:
    """The suggestion's scope paths for a model that leads to it by `prefix`."""
    return {kind: f"{prefix}__{path}" for kind, path in Suggestion.scope_paths.items()}


class SuggestionEvent(Event):
    """supervision: whose step it is, where it is one of a supervision: there may be several of a suggestion."""

    subject = models.ForeignKey(Suggestion, models.CASCADE, related_name="events")
    supervision = models.ForeignKey(
        "suggestions.Supervision",
        models.CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="events",
    )

    objects = DerivedQuerySet.as_manager()
    scope_paths = paths_through("subject")

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "建议办理经过"
        verbose_name_plural = "建议办理经过"
        indexes = (models.Index(fields=("subject", "at"), name="suggestion_event"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A step of a supervision is a line of its suggestion's timeline."""
        if self.supervision is not None:
            self.subject_id = self.supervision.suggestion_id
        super().save(*args, **kwargs)
