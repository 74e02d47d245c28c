"""Posts: who acts as what, where, from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.choices import Role
from offices.models.places import Area, Office


class PostQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "PostQuerySet":
        """Posts held on that day, by people whose account is open."""
        return self.filter(starts_on__lte=on, user__is_active=True).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def at_time(self, word: str, today: date | None = None) -> "PostQuerySet":
        """Posts that are held "now", have "ended", or lie in the "future", whoever holds them."""
        today = today or timezone.localdate()
        if word == "future":
            return self.filter(starts_on__gt=today)
        if word == "ended":
            return self.filter(ends_on__lt=today)
        return self.filter(starts_on__lte=today).exclude(ends_on__lt=today)

    def search(self, text: str) -> "PostQuerySet":
        """Posts whose holder, office or title holds every word."""
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(
                Q(user__name__icontains=word) | Q(office__name__icontains=word) | Q(title__icontains=word)
            )
        return found


class Post(models.Model):
    """A post (任职): user × role × place, with dates.

    Station staff and deputies hold their post in an area; which station or
    which deputy it is, is known to the rooms above (see offices.scope.HELD).
    A substitute (代理) holds a post of his own that names the one stood in for.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name="人员"
    )
    role = models.CharField("岗位", max_length=15, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="行政区域")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, verbose_name="机构")
    title = models.CharField("职务", max_length=50, blank=True)
    starts_on = models.DateField("任职自")
    ends_on = models.DateField("任职至", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name="代理何岗位"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        indexes = (models.Index(fields=("role", "office"), name="post_role_office"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="post_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        """At most 100 characters: as long as the journal and the events keep it."""
        words = f"{self.office or self.area} {self.title or self.get_role_display()}"
        return words[:96] + ("（代理）" if self.stands_in_for_id else "")

    @classmethod
    def held_today(cls) -> models.Prefetch:
        """For a list of users: their posts of today, as `held`."""
        posts = cls.objects.in_force(timezone.localdate()).select_related("area", "office")
        return models.Prefetch("posts", posts.order_by("pk"), to_attr="held")

    def covers(self, on: date) -> bool:
        """Is it held on that day, as far as its dates go?"""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def principal(self) -> "Post":
        """The post whose rights are used: one's own, or the one stood in for."""
        return self.stands_in_for or self

    @property
    def principal_name(self) -> str:
        return self.stands_in_for.user.name if self.stands_in_for_id else ""
