"""Rows of an area that hold for everybody below it."""

from django.db.models import Q

from offices.models import Area
from offices.scope import Scope, ScopedQuerySet


def line_of(area: Area) -> list[str]:
    """The tree paths of the area and of all areas above it."""
    step = Area.steplen
    return [area.path[:end] for end in range(step, len(area.path) + 1, step)]


class HandedDownQuerySet(ScopedQuerySet):
    """Read in the row's area, above it as usual, and in all areas below it; rows of no area are read everywhere."""

    def _reach(self, scope: Scope, kind: str) -> Q:
        path = self.model.scope_paths[kind]
        above = line_of(scope.post.principal.area)
        reach = Q(**{f"{path}__path__in": above}) | Q(**{f"{path}__isnull": True})
        if kind == "area":
            reach |= scope.within(path, kind)
        return reach & self.narrow(scope, kind)


HANDED_DOWN = {"area": "area", "station": "area", "deputy": "area"}
