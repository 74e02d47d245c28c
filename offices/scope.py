"""Who may see which rows: the only row-level scoping in the house.

A model says how its rows lead to places:

    scope_paths = {"area": "area", "station": "station", "office": "assignments__office", "deputy": "..."}

and visible_to(user) turns the paths that the acting post may use into one
filter. What a role may use is SEES; which stations or deputies a post holds
is told by the rooms that own them (HELD, filled in their AppConfig.ready).
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.sql.query import Query

from offices.choices import Role
from offices.models import Area, Post
from offices.posts import acting_post
from offices.remembering import remembered
from pages.among import among
from pages.conditions import lasting
from pages.written import Written

T = TypeVar("T")
# Which paths of a model each role may follow.
SEES: dict[Role, tuple[str, ...]] = {
    Role.CLERK: ("station",),
    Role.STATION_HEAD: ("station",),
    Role.DEPUTY: ("deputy",),
    Role.COMMITTEE: ("area", "office"),
    Role.GOVERNMENT: ("office", "coordinator", "referee"),
    Role.HANDLER: ("office",),
    Role.UNIT_HEAD: ("office",),
    Role.LEADER: ("area",),
}

# place kind -> the ids of the places of that kind that a post holds
HELD: dict[str, Callable[[Post], Iterable[int]]] = {}


@dataclass
class Scope:
    """What the acting post reaches; each kind is looked up once, when first asked for."""

    post: Post | None

    @property
    def role(self) -> Role | None:
        return Role(self.post.role) if self.post else None

    @property
    def kinds(self) -> tuple[str, ...]:
        return SEES[self.role] if self.role else ()

    @cached_property
    def _ids(self) -> dict[str, frozenset[int]]:
        return {}

    def ids(self, kind: str) -> frozenset[int]:
        """The ids of the places of one kind within reach."""
        if self.post is None:
            return frozenset()
        if kind not in self._ids:
            self._ids[kind] = frozenset(self._look_up(kind))
        return self._ids[kind]

    def within(self, path: str, kind: str) -> Q:
        """The rows whose path leads to a place of that kind within reach."""
        return among(path, self.ids(kind))

    def _look_up(self, kind: str) -> Iterable[int]:
        principal = self.post.principal
        if kind == "area":
            path = principal.area.path
            return remembered(("areas", path), lambda: [*_areas_below(path)])
        if kind in ("office", "coordinator", "referee"):
            return [principal.office_id] if principal.office_id else []
        return HELD[kind](principal)


def _areas_below(path: str) -> QuerySet:
    return Area.objects.filter(path__startswith=path).order_by().values_list("pk", flat=True)


def scope_of(user) -> Scope:
    """The scope of the post the user acts in, worked out once per request."""
    post = acting_post(user)
    if getattr(user, "_scope", None) is None or user._scope.post is not post:
        user._scope = Scope(post)
    return user._scope


BY_AREA = (Role.COMMITTEE, Role.LEADER)  # what they reach changes with nothing but the areas


def by_place(user: Any, key: Hashable, make: Callable[[], T]) -> T:
    """What is made alike for all who act in one role at one place, remembered while nothing of it is changed.

    Whoever sees by other ways (his stations, his signatures) has it made anew.
    """
    post = acting_post(user) if user else None
    if post is None or post.principal.role not in BY_AREA:
        return make()
    place = post.principal
    return remembered((key, place.role, place.area_id, place.office_id), make)


def read_alike(user: Any, key: Hashable, rows: Callable[[], QuerySet]) -> list[Any]:
    """What these rows (models or values) hold now, by a statement written once for all who see alike, see by_place."""
    return by_place(user, ("read", key), lambda: Written(lambda _: rows())).read(0)


class ScopedQuerySet(QuerySet):
    """Rows that lead to places. A model may narrow a path by overriding `narrow`."""

    def visible_to(self, user) -> "ScopedQuerySet":
        """The rows this user may know of; nobody else's rows exist for him.

        Of all rows of a table they are found by the same conditions for all who see alike, see by_place.
        """
        if self._prefetch_related_lookups or self._db or vars(self.query) != vars(Query(self.model)):
            return self.seen_by(user)
        return by_place(user, ("seen", type(self), self.model), lambda: lasting(self.seen_by(user))).all()

    def seen_by(self, user) -> "ScopedQuerySet":
        """What visible_to gives. A model that overrides it looks at nothing of the user but his post, nor at the day."""
        scope = scope_of(user)
        allowed = Q(pk__in=())
        for kind in scope.kinds:
            if kind in self.model.scope_paths:
                allowed |= self._reach(scope, kind)
        return self.filter(allowed)

    def visible_in(self, area: Area, user) -> "ScopedQuerySet":
        """visible_to, of this very area alone.

        Where the whole area is within reach it is looked for by itself, and by no other path: to plan that takes
        PostgreSQL a tenth of the time.
        """
        scope, here = scope_of(user), Q(**{self.model.scope_paths["area"]: area.pk})
        if "area" in scope.kinds and area.pk in scope.ids("area"):
            return self.filter(here & self.narrow(scope, "area"))
        return self.visible_to(user).filter(here)

    def _reach(self, scope: Scope, kind: str) -> Q:
        path = self.model.scope_paths[kind]
        many = self._many(path)
        if many is None:
            return scope.within(path, kind) & self.narrow(scope, kind)
        before, relation, after = many
        if (
            relation.one_to_many and after
        ):  # asked from where the many begin, without this table and what leads there
            found = relation.related_model._base_manager.filter(scope.within(after, kind))
            reach = Q(**{f"{before or 'pk'}__in": found.values(relation.field.name)})
        else:
            reach = Q(pk__in=self.model._base_manager.filter(scope.within(path, kind)).values("pk"))
        return reach & self.narrow(scope, kind)

    def _many(self, path: str) -> tuple[str, Any, str] | None:
        """Where the path crosses to many rows, so that a join would double these: what leads there, how, and what from there."""
        model, names = self.model, path.split("__")
        for place, name in enumerate(names[:-1] if names[-1] == "pk" else names):
            field = model._meta.get_field(name)
            if field.one_to_many or field.many_to_many:
                return "__".join(names[:place]), field, "__".join(names[place + 1 :])
            model = field.related_model
        return None

    def narrow(self, scope: Scope, kind: str) -> Q:
        """What must hold besides, on that path; nothing by default."""
        return Q()
