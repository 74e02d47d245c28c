"""Rows of the journal and the links of its hash chain."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import AdminKind
from pages.asked import whole


class EntryKind(models.TextChoices):
    DEED = "deed", "业务操作"
    READING = "reading", "查看个人信息"
    EXPORT = "export", "导出"
    SIGN_IN = "sign_in", "登录"
    ACCOUNT = "account", "账号与任职"
    SETTING = "setting", "参数设置"


class EntryQuerySet(models.QuerySet):
    """Rows of the journal."""

    def visible_to(self, user) -> "EntryQuerySet":
        """The journal is read by the audit administrator and by nobody else."""
        return self.all() if getattr(user, "admin_kind", "") == AdminKind.AUDIT else self.none()

    def search(self, text: str) -> "EntryQuerySet":
        """Rows whose subject, person or verb holds every word; a number also finds the row of that number."""
        found = self
        for word in text.replace("\x00", " ").split():
            hit = models.Q(subject__icontains=word) | models.Q(actor_name__icontains=word)
            hit |= models.Q(verb__icontains=word)
            if (number := whole(word.lstrip("#"))) is not None:
                hit |= models.Q(pk=number)
            found = found.filter(hit)
        return found

    def unsealed(self) -> "EntryQuerySet":
        """Rows that are in no link of the chain yet."""
        return self.filter(link__isnull=True)


class Entry(models.Model):
    """One thing that happened. Written by journal.book.enter; never changed, never deleted."""

    at = models.DateTimeField("时间", default=timezone.now)
    kind = models.CharField("类型", max_length=10, choices=EntryKind.choices)
    verb = models.CharField("动作", max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    actor_name = models.CharField("操作人姓名", max_length=50, blank=True)
    post = models.CharField("以何身份", max_length=100, blank=True)
    on_behalf_of = models.CharField("代何人", max_length=50, blank=True)
    subject_type = models.CharField("对象类型", max_length=60, blank=True)
    subject_id = models.BigIntegerField("对象编号", null=True, blank=True)
    subject = models.CharField("对象", max_length=200, blank=True)
    address = models.GenericIPAddressField("来源地址", null=True, blank=True)
    success = models.BooleanField("成功", default=True)
    data = models.JSONField("内容", default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        indexes = (
            models.Index(fields=("subject_type", "subject_id", "id"), name="journal_subject"),
            models.Index(fields=("actor", "id"), name="journal_actor"),
            models.Index(fields=("kind", "id"), name="journal_kind"),
            models.Index(fields=("at", "id"), name="journal_at"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.verb} {self.subject}"


def last_deed(subject: models.Model, since: datetime) -> Entry | None:
    """The last thing done to a row since then; reading it and taking it away in a file do nothing to it."""
    rows = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, at__gte=since)
    return rows.exclude(kind__in=(EntryKind.READING, EntryKind.EXPORT)).order_by("-id").first()


class LinkQuerySet(models.QuerySet):
    """Links of the chain."""

    def last_position(self) -> int:
        """How far the chain reaches; 0 before the first seal."""
        return self.order_by("-position").values_list("position", flat=True).first() or 0


class Link(models.Model):
    """One link of the chain (封存链): the digest of an entry and of all links before it."""

    position = models.BigIntegerField("序号", primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING, db_constraint=False, related_name="link")
    digest = models.CharField("摘要", max_length=64)
    sealed_at = models.DateTimeField("封存时间", default=timezone.now)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
