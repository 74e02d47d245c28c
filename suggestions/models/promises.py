"""What units promised in their replies, and what became of it (承诺事项台账, domain rule 41)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from deputies.models import Term
from offices.choices import Role
from offices.models import Office
from offices.scope import Scope, scope_of
from pages.addresses import row_url
from pages.files import stored_name
from suggestions.choices import SETTLED, PromiseState
from suggestions.models.assignments import Assignment
from suggestions.models.meetings import HandlingMeeting
from suggestions.models.promise_orders import PromiseOrder
from suggestions.models.suggestions import DerivedQuerySet, OfSuggestion, Suggestion, own_part, paths_through
from workflow.models import Event


class PromiseQuerySet(OfSuggestion):
    def visible_to(self, user: Any, own: bool = False) -> "PromiseQuerySet":
        """The promises this user may know of; own: only those that his office made, found without what else leads there."""
        if not own:
            return super().visible_to(user)
        scope = scope_of(user)
        return self.filter(scope.within("office", "office"))

    def narrow(self, scope: Scope, kind: str) -> Q:
        """Only what was dispatched is promised anything, so that there is no draft to be left out."""
        open_ = Q(suggestion__confidential=False) if scope.role == Role.LEADER else Q()
        return open_ & self._told(scope, kind)

    def of_seen(self, user: Any) -> "PromiseQuerySet":
        """Those of suggestions that this user is being shown: what visible_to gives, without finding these anew."""
        scope = scope_of(user)
        told = Q(pk__in=())
        for kind in scope.kinds:
            told |= self._told(scope, kind)
        return self.filter(told)

    def _told(self, scope: Scope, kind: str) -> Q:
        """One that was not yet made to the deputy is the unit's own business."""
        return ~Q(state=PromiseState.DRAFTED) | own_part(scope, kind, "")


class Promise(models.Model):
    """One promise (承诺事项): what, by when, who answers for it, how it is proven. meeting: where it was made, if not in a reply.

    It outlives its round, its suggestion's closing and the term: office is who owes it, and its clock runs on. term is the
    suggestion's, so that what ended terms left behind is found among the few promises, not among all suggestions.
    State changes only through suggestions.promise_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="promises", verbose_name="建议")
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="+", db_index=False, editable=False, verbose_name="届"
    )
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="promises", verbose_name="承办")
    office = models.ForeignKey(Office, models.PROTECT, related_name="promises", verbose_name="承诺单位")
    state = models.CharField(
        "状态", max_length=10, choices=PromiseState.choices, default=PromiseState.DRAFTED
    )
    meeting = models.ForeignKey(
        HandlingMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="promises",
        verbose_name="作出承诺的会议",
    )
    handed = models.ForeignKey(
        PromiseOrder, models.PROTECT, null=True, blank=True, related_name="promises", verbose_name="交办清单"
    )
    order = models.PositiveSmallIntegerField("序号", default=1)
    what = models.CharField("承诺事项", max_length=300)
    due_on = models.DateField("完成时限")
    first_due_on = models.DateField("原定时限")
    who = models.CharField("责任人", max_length=60)
    proof = models.CharField("如何证明", max_length=200)
    made_on = models.DateField("承诺日期", null=True, blank=True)
    report = models.TextField("落实情况", blank=True)
    evidence = models.FileField("证明材料", upload_to=stored_name, blank=True)
    evidence_name = models.CharField("原文件名", max_length=200, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    word = models.TextField("代表意见", blank=True)
    settled_on = models.DateField("了结日期", null=True, blank=True)

    objects = PromiseQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "承诺事项"
        verbose_name_plural = "承诺事项"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("office", "state", "due_on", "id"), name="promise_office"),
            models.Index(fields=("due_on", "id"), name="promise_due"),
            models.Index(
                fields=("reported_on", "id"),
                condition=Q(state=PromiseState.REPORTED),
                name="promise_reported",
            ),
            models.Index(
                fields=("due_on", "id"),
                include=("suggestion", "office", "state"),
                condition=~Q(state__in=SETTLED),
                name="promise_unkept",
            ),
            models.Index(
                fields=("term",),
                include=("suggestion",),
                condition=Q(state__in=(PromiseState.OPEN, PromiseState.REPORTED)),
                name="promise_left",
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion}的承诺“{self.what[:20]}”"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.term_id = self.suggestion.term_id
        super().save(*args, **kwargs)

    @property
    def in_journal(self) -> str:
        """Without what was promised."""
        return f"{self.suggestion.in_journal}的承诺（{self.pk}）"

    def get_absolute_url(self) -> str:
        return f"{row_url('suggestions:suggestion', self.suggestion_id)}#promise-{self.pk}"

    @property
    def area(self):
        return self.suggestion.area


class PromiseEvent(Event):
    subject = models.ForeignKey(Promise, models.CASCADE, related_name="events")

    objects = type(
        "PromiseEventQuerySet", (DerivedQuerySet,), {"through": "subject__suggestion__"}
    ).as_manager()
    scope_paths = paths_through("subject__suggestion")

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "承诺经过"
        verbose_name_plural = "承诺经过"
        indexes = (models.Index(fields=("subject", "at"), name="promise_event"),)


class FaceReply(models.Model):
    """The record of a reply given face to face (当面答复记录, domain rule 98; 双重反馈, seed row XR-13)."""

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="face_replies", verbose_name="建议"
    )
    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="face_reply", verbose_name="承办"
    )
    on = models.DateField("时间")
    place = models.CharField("地点", max_length=80)
    people = models.CharField("单位参加人", max_length=120)
    deputies = models.CharField("参加代表", max_length=120)
    points = models.TextField("答复要点")
    opinion = models.TextField("代表意见")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "当面答复记录"
        verbose_name_plural = "当面答复记录"

    def __str__(self) -> str:
        return f"{self.suggestion}当面答复记录"
