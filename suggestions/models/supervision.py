"""Supervision of the handling (督办): by whom, with which plan and team, and what followed when a reply stayed out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from offices.models import Area, Category, Office
from offices.models.remembered import Remembered
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from suggestions.choices import EscalationLevel, SupervisionKind, SupervisionState
from suggestions.models.signing_for import SignedFor
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Team(Remembered):
    """A team that supervises (督查组, seed row RD-06)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    name = models.CharField("名称", max_length=40)
    head = models.CharField("组长", max_length=40)
    members = models.CharField("成员", max_length=200, blank=True)
    active = models.BooleanField("在用", default=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "督查组"
        verbose_name_plural = "督查组"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("area", "name"), name="team_once"),)

    def __str__(self) -> str:
        return f"{self.name}（组长{self.head}）"


class CategoryCommittee(models.Model):
    """Which committee supervises what (对口督办, seed row TG-12): the area's own table."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="类别")
    committee = models.CharField("对口督办机构", max_length=60)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "对口督办机构"
        verbose_name_plural = "对口督办机构"
        ordering = ("category__order", "category__code")
        constraints = (
            models.UniqueConstraint(fields=("area", "category"), name="committee_once_per_category"),
        )

    def __str__(self) -> str:
        return f"{self.category}：{self.committee}"


class SupervisionQuerySet(OfSuggestion):
    def search(self, text: str) -> "SupervisionQuerySet":
        """Supervisions of the suggestions found by this number or these words. Raises TooShort."""
        return self.filter(suggestion__in=Suggestion.objects.search(text).values("pk"))


class Supervision(models.Model):
    """One way of supervising one suggestion: led, by committee, daily, or key (seed rows TG-12, TL-12, ZJ-11).

    Numbered when the notice (督办通知单) is served. State changes only through
    suggestions.supervision_lifecycle; its steps are lines in the suggestion's timeline.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="supervisions", verbose_name="建议"
    )
    kind = models.CharField("督办方式", max_length=12, choices=SupervisionKind.choices)
    state = models.CharField(
        "状态", max_length=10, choices=SupervisionState.choices, default=SupervisionState.PLANNED
    )
    leader = models.CharField("督办领导", max_length=40, blank=True)
    chief = models.CharField("领办领导", max_length=40, blank=True)
    committee = models.CharField("督办机构", max_length=60, blank=True)
    charged = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="督办责任人",
    )
    chief_charged = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="领办责任人",
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="督查组"
    )
    aim = models.TextField("督办要求")
    due_on = models.DateField("完成期限", null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    number = models.PositiveIntegerField("通知单号", null=True, blank=True)
    served_on = models.DateField("通知日期", null=True, blank=True)
    result = models.TextField("督办结果", blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    created_on = models.DateField("立项日期", auto_now_add=True)

    objects = SupervisionQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "督办"
        verbose_name_plural = "督办"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("area", "year", "number"), name="supervision_number_once"),
            models.UniqueConstraint(
                fields=("suggestion", "kind"), condition=~Q(state="ended"), name="one_supervision_of_a_kind"
            ),
        )
        indexes = (models.Index(fields=("-created_on", "-id"), name="supervision_new"),)

    def __str__(self) -> str:
        return f"{self.suggestion}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return row_url("suggestions:supervision", self.pk)

    @property
    def title(self) -> str:
        return f"督办通知单〔{self.year}〕{self.number}号" if self.number else "督办通知单（未发出）"

    @property
    def notice_url(self) -> str:
        """The notice to print; "" until it is served."""
        where = (self.suggestion_id, "supervision-notice", str(self.pk))
        return reverse("suggestions:document-print", args=where) if self.number else ""

    @property
    def by(self) -> str:
        """Who supervises, in words."""
        named = (self.leader, self.committee, self.team)
        person = self.charged.name if self.charged and self.charged.name not in self.leader else ""
        return "、".join(str(one) for one in (*named, person) if one)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Each part in it with who has it: 领衔督办, 领衔办理, 重点督办, 对口督办 (双领双督一委评, seed row TL-12)."""
        chief = self.chief or (self.chief_charged.name if self.chief_charged else "")
        return [
            (label, who) for label, who in ((self.get_kind_display(), self.by), ("领衔办理", chief)) if who
        ]


class NoticeReceipt(SignedFor):
    """The notice (督办通知单) as one unit got it: each signs for itself."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="receipts", verbose_name="督办")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="承办单位")

    objects = type("ReceiptQuerySet", (OfSuggestion,), {"through": "supervision__suggestion__"}).as_manager()
    scope_paths = paths_through("supervision__suggestion")

    class Meta:
        verbose_name = "督办通知单签收"
        verbose_name_plural = "督办通知单签收"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("supervision", "office"), name="notice_receipt_once"),)

    def __str__(self) -> str:
        return f"{self.office}：{'已签收' if self.signed_on else '待签收'}"


class PlanItem(models.Model):
    """One line of the plan (督办方案): who does what by when."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="items", verbose_name="督办")
    who = models.CharField("责任人（单位）", max_length=60)
    what = models.CharField("工作内容", max_length=200)
    due_on = models.DateField("完成时限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    outcome = models.CharField("完成情况", max_length=400, blank=True)

    objects = type("PlanItemQuerySet", (OfSuggestion,), {"through": "supervision__suggestion__"}).as_manager()
    scope_paths = paths_through("supervision__suggestion")

    class Meta:
        verbose_name = "督办方案事项"
        verbose_name_plural = "督办方案事项"
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.who}：{self.what}"


class Escalation(SignedFor):
    """What followed when a unit's reply stayed out: 提醒 → 督办 → 通报 → 问责 (seed row CQ-01).

    The last two are papers with a number, for which the unit signs.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="escalations", verbose_name="建议"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="承办单位")
    round = models.PositiveSmallIntegerField("办理轮次")
    level = models.CharField("级别", max_length=10, choices=EscalationLevel.choices)
    on = models.DateField("日期")
    days_late = models.PositiveSmallIntegerField("当时超期天数")
    words = models.TextField("内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    number = models.PositiveIntegerField("文号", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "超期追责"
        verbose_name_plural = "超期追责"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion", "office", "round", "level"), name="escalation_once_a_level"
            ),
        )

    def __str__(self) -> str:
        return f"{self.office}{self.get_level_display()}"

    @property
    def paper(self) -> str:
        """The paper by which 通报 and 问责 are served: 通报〔2026〕3号; "" for the levels below."""
        return f"{self.get_level_display()}〔{self.year}〕{self.number}号" if self.number else ""
