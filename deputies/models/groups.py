"""Deputies' groups (代表小组), the basic form of work between sessions (代表法 arts. 26, 27)."""

from django.db import models
from django.db.models import F, Q

from deputies.choices import GroupDuty, GroupKind
from deputies.models.deputies import Deputy
from deputies.models.sounded import Sounded, SoundedQuerySet
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url


class Group(Sounded):
    """A group (代表小组); members of mixed levels are allowed (seed row ZY-02)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="groups", verbose_name="行政区域")
    name = models.CharField("小组名称", max_length=50)
    kind = models.CharField("类别", max_length=10, choices=GroupKind.choices, default=GroupKind.AREA)
    active = models.BooleanField("在用", default=True)
    deputies = models.ManyToManyField(Deputy, through="GroupMember", related_name="groups")

    objects = SoundedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "stations", "deputy": "members__deputy"}

    class Meta:
        verbose_name = "代表小组"
        verbose_name_plural = "代表小组"
        constraints = (models.UniqueConstraint(fields=("area", "name"), name="group_once"),)
        ordering = ("area_id", "sort_key", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("deputies:group", self.pk)


class GroupMember(models.Model):
    """Membership of a group, with its dates: the history is kept."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members", verbose_name="小组")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="memberships", verbose_name="代表")
    duty = models.CharField("组内职务", max_length=15, choices=GroupDuty.choices, default=GroupDuty.MEMBER)
    starts_on = models.DateField("自")
    ends_on = models.DateField("至", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "group__area", "station": "group__stations", "deputy": "group__members__deputy"}

    class Meta:
        verbose_name = "小组成员"
        verbose_name_plural = "小组成员"
        constraints = (
            models.UniqueConstraint(
                fields=("group", "deputy"), condition=Q(ends_on__isnull=True), name="member_once"
            ),
            models.UniqueConstraint(
                fields=("group",), condition=Q(ends_on__isnull=True, duty="leader"), name="one_leader_a_group"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="member_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.deputy}"
