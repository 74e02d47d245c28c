"""The people a rung of the ladder speaks to, of thousands of clocks: holders, heads, dispatchers, leaders."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from offices.choices import Role
from offices.models import Area, Post
from workflow.models import RungTo

AT_OFFICE = (Role.HANDLER, Role.UNIT_HEAD, Role.GOVERNMENT, Role.COMMITTEE)
HANDLING = (Role.HANDLER, Role.GOVERNMENT, Role.COMMITTEE)


class Recipients:
    """The posts in force on a day, read once and only when somebody is to be told."""

    def __init__(self, today: date | None = None):
        self.today = today or timezone.localdate()
        self.handling: dict[int, set[int]] = {}

    def of(self, to: str, row: Mapping[str, Any]) -> set[int]:
        """The users a rung speaks to. row: office_id, person_id and path (the area's) of a clock."""
        if to == RungTo.HOLDER:
            return self._holders(row)
        if to == RungTo.HEAD:
            return self.posts[Role.UNIT_HEAD, row["office_id"]] if row["office_id"] else set()
        return self._nearest(Role.COMMITTEE if to == RungTo.DISPATCHER else Role.LEADER, row["path"])

    def everywhere(self) -> Iterator[tuple[str, int, int]]:
        """(rung's to, place, user) of all a rung may speak to where no person is named.

        The place is an office for holders and heads, an area for dispatchers and leaders.
        """
        for office in {place for _, place in self.posts if isinstance(place, int)}:
            row = {"office_id": office, "person_id": None}
            yield from (
                (to, office, user) for to in (RungTo.HOLDER, RungTo.HEAD) for user in self.of(to, row)
            )
        for area, path in Area.objects.values_list("pk", "path"):
            row = {"path": path}
            yield from (
                (to, area, user) for to in (RungTo.DISPATCHER, RungTo.LEADER) for user in self.of(to, row)
            )

    def _holders(self, row: Mapping[str, Any]) -> set[int]:
        """The person; else who handles at the office, its head where nobody does."""
        if row["person_id"]:
            return {row["person_id"]}
        office = row["office_id"]
        if office and office not in self.handling:
            found = set().union(*(self.posts[role, office] for role in HANDLING))
            self.handling[office] = found or self.posts[Role.UNIT_HEAD, office]
        return self.handling[office] if office else set()

    def _nearest(self, role: Role, path: str) -> set[int]:
        """The holders of a role in the area, or in the nearest area above that has one."""
        while path:
            if found := self.posts[role, path]:
                return found
            path = path[: -Area.steplen]
        return set()

    @cached_property
    def posts(self) -> Mapping[tuple[str, Any], set[int]]:
        """(role, office id) and (role, area path) -> users."""
        found: dict[tuple[str, Any], set[int]] = defaultdict(set)
        rows = Post.objects.in_force(self.today).filter(role__in=(*AT_OFFICE, Role.LEADER))
        for user, role, office, path in rows.values_list("user_id", "role", "office_id", "area__path"):
            found[role, office].add(user)
            found[role, path].add(user)
        return found
