"""Which area and which term a row means."""

from collections import defaultdict

from deputies.choices import Level
from deputies.imports.cells import Unreadable, text
from deputies.models import Term
from offices.models import Area
from offices.scope import scope_of


class Places:
    """The areas a person keeps the registry of, and the terms of those and of the areas above."""

    def __init__(self, user) -> None:
        ids = scope_of(user).ids("area")
        self.within = {area.pk: area for area in Area.objects.filter(pk__in=ids)}
        self.by_code = {area.code: area for area in self.within.values()}
        self.by_name: dict[str, list[Area]] = defaultdict(list)
        for area in self.within.values():
            self.by_name[text(area.name)].append(area)
        self.by_path = {area.path: area for area in self.within.values()}
        starts = {area.path[:end] for area in self.within.values() for end in self._ends(area)}
        for area in Area.objects.filter(path__in=starts - set(self.by_path)):
            self.by_path[area.path] = area
        self.terms: dict[tuple[int, str, int], Term] = {}
        reached = [area.pk for area in self.by_path.values()]
        for term in Term.objects.filter(area__in=reached).select_related("area"):
            self.terms[term.area_id, term.level, term.number] = term

    @staticmethod
    def _ends(area: Area) -> range:
        return range(len(area.path), 0, -Area.steplen)

    def area(self, written: str) -> Area:
        """The area of that code or name. Raises Unreadable when it is none of ours, or more than one."""
        if found := self.by_code.get(written):
            return found
        named = self.by_name.get(written, [])
        if len(named) > 1:
            codes = "、".join(area.code for area in named[:3])
            raise Unreadable(f"有{len(named)}个区域叫“{written}”，请填写行政区划代码（如{codes}）。")
        if not named:
            raise Unreadable(f"您管理的范围内没有“{written}”，请填写行政区域的全称或代码。")
        return named[0]

    def chain(self, area: Area) -> list[Area]:
        """The area and those above it, nearest first."""
        return [self.by_path[area.path[:end]] for end in self._ends(area) if area.path[:end] in self.by_path]

    def term(self, area: Area, level: str, number: int) -> Term:
        """The term of that level and number, of the nearest area upwards. Raises Unreadable."""
        for one in self.chain(area):
            if found := self.terms.get((one.pk, level, number)):
                return found
        raise Unreadable(
            f"{area}及其上级没有{Level(level).label}第{number}届，请核对行政区域、层级和届次，或先在“届次”中登记。"
        )


def contains(outer: Area, inner: Area) -> bool:
    """Is the second area the first, or below it?"""
    return inner.path.startswith(outer.path)
