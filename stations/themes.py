"""Finding what several voters say alike, and handing it to a group of deputies as a theme."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from deputies.models import Group
from notices.outbox import post
from offices.choices import Role
from offices.models import Category
from offices.posts import acting_post, holds
from pages.search import fold, grams_of
from stations.actors import STATION_ROLES, station_of
from stations.choices import OpinionState, ThemeState
from stations.guiding import leaders_of, needs_approval
from stations.models import Opinion, Theme, ThemeOpinion, next_number
from stations.similar import ENOUGH, POLITE, likeness
from stations.theme_lifecycle import THEME, group_people
from workflow.lifecycle import begin

LOOKED_AT = 400  # the newest opinions of the category
SHOWN = 12
LEAST = 2  # opinions that make a cluster
S = OpinionState
# what is refused or went into another one is no ground for a theme
USABLE = (S.OPENED, S.PENDING, S.REFERRED, S.OFFERED, S.ANSWERED, S.CLOSED)


@dataclass
class Cluster:
    """Opinions that say alike; `head` is the newest."""

    head: Opinion
    grams: set[str]
    rows: list[Opinion] = field(default_factory=list)

    @property
    def keys(self) -> list[int]:
        return [row.pk for row in self.rows]


def may_propose(user: Any) -> bool:
    """Station staff, and the congress's working organ."""
    return bool(holds(user, *STATION_ROLES, Role.COMMITTEE))


def usable(user: Any) -> QuerySet:
    """The opinions a theme may stand on: in sight, not confidential, neither refused nor merged."""
    return Opinion.objects.visible_to(user).filter(confidential=False, state__in=USABLE)


def clusters(user: Any, category: Category, since: dt.date) -> list[Cluster]:
    """Opinions of the category since that day that say alike, the largest clusters first."""
    rows = usable(user).filter(category=category, opened_on__gte=since).select_related("station")
    found: list[Cluster] = []
    for row in rows.order_by("-opened_on", "-pk").defer("grams")[:LOOKED_AT]:
        own = grams_of(fold(f"{row.text} {row.summary}")) - POLITE
        scored = [(likeness(own, one.grams), i) for i, one in enumerate(found)]
        share, best = max(scored, default=(0.0, -1))
        if share >= ENOUGH:
            found[best].rows.append(row)
        else:
            found.append(Cluster(row, own, [row]))
    several = [one for one in found if len(one.rows) >= LEAST]
    return sorted(several, key=lambda one: -len(one.rows))[:SHOWN]


@transaction.atomic
def propose(
    actor: Any, group: Group, opinions: list[Opinion], *, title: str, reason: str, category: Category
) -> Theme:
    """Hand a theme to a group, and tell its deputies; where the area wants it, ask the guiding leader first.

    Where nobody could agree (no leader anywhere above), it goes to the group at once.
    """
    place = acting_post(actor).principal
    station = station_of(actor)
    area, today = (station.area if station else place.area), timezone.localdate()
    judges = leaders_of(area, group, station) if needs_approval(area) else []
    theme = Theme.objects.create(
        state=ThemeState.CHECKING if judges else ThemeState.PROPOSED,
        number=next_number(Theme, "YT", station.code if station else area.code, today.year), area=area,
        station=station, group=group, title=title, reason=reason, category=category, proposed_on=today,
    )  # fmt: skip
    ThemeOpinion.objects.bulk_create(ThemeOpinion(theme=theme, opinion=one) for one in opinions)
    begin(THEME, theme, actor)
    asked, words = (judges, "请审定") if judges else (group_people(theme), "请小组研究是否承接")
    post(asked, kind="theme.create", key=f"theme.create:{theme.pk}",
         title=f"{theme}：{words}", body=reason, url=theme.get_absolute_url())  # fmt: skip
    return theme
