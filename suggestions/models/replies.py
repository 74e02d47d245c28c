"""Replies, their result classes and the deputies' ratings."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from offices.choices import Role
from offices.models import Area, Office
from offices.models.remembered import Remembered
from offices.scope import Scope
from suggestions.choices import Grade, ReplyState, Via
from suggestions.models.assignments import Assignment
from suggestions.models.signatures import Signature
from suggestions.models.suggestions import OfSuggestion, Suggestion, own_part, paths_through
from suggestions.models.veil import VEILED, told_to_units


class ResultClass(Remembered):
    """A class of an area's scheme (办理结果类别): ABCD, ABC, 甲乙丙 (domain rules 47 to 52)."""

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="行政区域")
    code = models.CharField("代码", max_length=4)
    label = models.CharField("含义", max_length=60)
    resolved = models.BooleanField("计入解决率", default=False)
    promises = models.BooleanField("须列承诺事项", default=False)
    source = models.CharField("依据", max_length=120, blank=True)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "结果类别"
        verbose_name_plural = "结果类别"
        constraints = (
            models.UniqueConstraint(
                fields=("area", "code", "valid_from"), name="class_once", nulls_distinct=False
            ),
        )
        ordering = ("order", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class ReplyQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """A reply that has not left is the unit's own business, until it is laid before the dispatcher to be checked."""
        own = own_part(scope, kind, "assignment__")
        checking = Q(check_asked_on__isnull=False) if scope.role == Role.COMMITTEE else Q(pk__in=())
        return super().narrow(scope, kind) & (Q(sent_on__isnull=False) | own | checking)


class Reply(models.Model):
    """A unit's reply (答复) of one assignment: drafted by the handler, signed by the head, sent with its number.

    state is reckoned by the database from the two dates, so it never disagrees with them.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="replies", verbose_name="建议")
    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="reply", verbose_name="承办")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="replies", null=True, verbose_name="承办单位"
    )
    state = models.GeneratedField(
        expression=Case(
            When(sent_on__isnull=False, then=Value(ReplyState.SENT.value)),
            When(signed_on__isnull=False, then=Value(ReplyState.SIGNED.value)),
            default=Value(ReplyState.DRAFTED.value),
        ),
        output_field=models.CharField("状态", max_length=10, choices=ReplyState.choices),
        db_persist=True,
    )
    text = models.TextField("答复内容")
    result_class = models.ForeignKey(ResultClass, models.PROTECT, related_name="+", verbose_name="结果类别")
    co_note = models.TextField("协办单位未提意见的说明", blank=True)
    contact_person = models.CharField("联系人", max_length=30)
    contact_phone = models.CharField("联系电话", max_length=30)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签发人",
    )
    signed_on = models.DateField("签发日期", null=True, blank=True)
    lead_relays = models.BooleanField("经领衔代表同意，只答复领衔代表", default=False)
    check_asked_on = models.DateField("送审日期", null=True, blank=True)
    checked_on = models.DateField("审核日期", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )  # fmt: skip
    letter_number = models.CharField("文号", max_length=40, blank=True)
    sent_on = models.DateField("发出日期", null=True, blank=True)

    objects = ReplyQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("office", "letter_number"), condition=~Q(letter_number=""), name="letter_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion}的答复{self.letter_number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The unit stands on the reply itself, so that the database keeps its letter numbers apart."""
        if self.office_id is None:
            self.office_id = self.assignment.office_id
        super().save(*args, **kwargs)


class RatingQuerySet(OfSuggestion):
    def narrow(self, scope: Scope, kind: str) -> Q:
        return super().narrow(scope, kind) & (told_to_units() if scope.role in VEILED else Q())


class Rating(models.Model):
    """One signing deputy's verdict on one round (满意度): attitude and result apart (domain rule 53)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="ratings", verbose_name="建议")
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="ratings", verbose_name="签名代表")
    round = models.PositiveSmallIntegerField("办理轮次")
    attitude = models.CharField("办理态度", max_length=15, choices=Grade.choices)
    result = models.CharField("办理结果", max_length=15, choices=Grade.choices)
    reason = models.TextField("不满意的理由", blank=True)
    via = models.CharField("评价途径", max_length=10, choices=Via.choices, default=Via.ACCOUNT)
    address = models.GenericIPAddressField("来源地址", null=True, blank=True)
    warnings = models.JSONField("须留意", default=list, blank=True)
    at = models.DateTimeField("评价时间", auto_now_add=True)

    objects = RatingQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "评价"
        verbose_name_plural = "评价"
        constraints = (
            models.UniqueConstraint(fields=("signature", "round"), name="rating_once_a_round"),
            models.CheckConstraint(
                condition=~models.Q(attitude="dissatisfied", reason="")
                & ~models.Q(result="dissatisfied", reason=""),
                name="dissatisfied_gives_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_result_display()}"
