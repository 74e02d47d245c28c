"""Deputies and their mandates."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from deputies.choices import Basis, Gender, Level, MandateState
from deputies.models.congress import Delegation, Term
from deputies.models.sounded import Sounded, SoundedQuerySet
from offices.models import Area, Post
from offices.scope import HELD, ScopedQuerySet
from pages.addresses import row_url
from pages.fields import EncryptedTextField
from pages.search import Searchable, SearchQuerySet, fill_grams, grams_index
from workflow.models import Event

POSTCODE = RegexValidator(r"^\d{6}$", "请填写6位数字的邮政编码。")


class DeputyQuerySet(SearchQuerySet, SoundedQuerySet):
    def bulk_create(self, objs: Iterable["Deputy"], *args: Any, **kwargs: Any) -> list["Deputy"]:
        """As Django's, with the sort key and the search words filled first."""
        objs = list(objs)
        fill_grams(objs)
        return super().bulk_create(objs, *args, **kwargs)


class Deputy(Sounded, Searchable):
    """A deputy (人大代表) as a person; each level he serves at is a mandate of its own.

    No ID number is kept. `code` is the registry's own number and the key of imports.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="deputies", verbose_name="所在行政区域")
    code = models.CharField("代表编号", max_length=20, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy",
        verbose_name="账号",
    )
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender.choices, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    birth_month = models.DateField("出生年月", null=True, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    employer = models.CharField("工作单位及职务", max_length=120, blank=True)
    expertise = models.CharField("专业特长", max_length=120, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    address = models.CharField("通讯地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True, validators=[POSTCODE])
    created_at = models.DateTimeField("录入时间", auto_now_add=True)

    objects = DeputyQuerySet.as_manager()
    search_fields = ("name", "code", "employer", "expertise")
    scope_paths = {"area": "area", "station": "stationings__station", "deputy": "pk"}

    class Meta:
        verbose_name = "代表"
        verbose_name_plural = "代表"
        indexes = (
            grams_index("deputy_grams"),
            models.Index(fields=("sort_key", "id"), name="deputy_sort"),
            models.Index(fields=("area", "sort_key", "id"), name="deputy_area_sort"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("deputies:deputy", self.pk)


class Mandate(models.Model):
    """A mandate (代表资格): one person at one level for one term.

    State changes only through deputies.lifecycle.
    level is the term's, kept here because every list asks for it.
    """

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="mandates", verbose_name="代表")
    term = models.ForeignKey(Term, models.PROTECT, related_name="mandates", verbose_name="届")
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    certificate = models.CharField("代表证号", max_length=30)
    constituency = models.CharField("选区或选举单位", max_length=80, blank=True)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name="代表团"
    )
    state = models.CharField("状态", max_length=10, choices=MandateState.choices, default=MandateState.ACTIVE)
    starts_on = models.DateField("任职自")
    ends_on = models.DateField("任职至", null=True, blank=True)
    basis = models.CharField("暂停或终止的法定情形", max_length=15, choices=Basis.choices, blank=True)
    ended_because = models.CharField("暂停或终止说明", max_length=200, blank=True)
    announcement = models.CharField("公告文号", max_length=40, blank=True)
    announced_on = models.DateField("公告日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "deputy__area", "station": "deputy__stationings__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "代表资格"
        verbose_name_plural = "代表资格"
        constraints = (
            models.UniqueConstraint(fields=("term", "certificate"), name="certificate_once_per_term"),
            models.UniqueConstraint(
                fields=("term", "deputy"), condition=~Q(state="ended"), name="mandate_once_per_term"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="mandate_ends_after_start",
            ),
        )
        indexes = (models.Index(fields=("level", "state"), name="mandate_level_state"),)
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.deputy} {self.get_level_display()} {self.certificate}"

    def get_absolute_url(self) -> str:
        return self.deputy.get_absolute_url()


class MandateEvent(Event):
    """One step of a mandate: given, suspended, resumed, ended."""

    subject = models.ForeignKey(Mandate, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {
        "area": "subject__deputy__area",
        "station": "subject__deputy__stationings__station",
        "deputy": "subject__deputy",
    }

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "代表资格变动"
        verbose_name_plural = "代表资格变动"


def _deputies_held(post: Post) -> models.QuerySet:
    return Deputy._base_manager.filter(user=post.user_id).values_list("pk", flat=True)


HELD["deputy"] = _deputies_held
