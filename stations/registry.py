"""The registry's sheet with the stations of each person: the column 联络站 of import and export."""

from collections import defaultdict
from typing import Any

from deputies.imports import cells
from deputies.imports.columns import ImportColumn
from deputies.imports.registry import RegistryImport
from deputies.imports.run import Part, Person, merged
from deputies.models import Mandate
from stations.models import Station, Stationing


class StationsPart(Part):
    """Assigns each person to the stations the sheet names, and ends the assignments it no longer names."""

    columns = (
        ImportColumn(
            "stations",
            "联络站",
            cells.several,
            sample="清河街道人大代表联络站",
            width=26,
            hint="站点名称或编号，几个用、分开；须已设立",
        ),
    )
    tables = (Stationing,)

    def plan(self) -> None:
        """Every line's stations are looked up, whomever it is about."""
        self._load()
        for line in self.run.lines:
            for name in line["stations"] or ():
                try:
                    self._station(name)
                except cells.Unreadable as fault:
                    self.run.fault([line], "联络站", str(fault))
        for person in self.run.people:
            names = merged(self.run, person, self.columns[0])
            if names is not None and all(line.sound("联络站") for line in person.lines):
                self._fill(person, names or ())

    def _load(self) -> None:
        """The stations of the person's own areas, and who is assigned there now."""
        areas = list(self.run.places.within)
        rows = list(Station._base_manager.filter(area__in=areas, closed_on__isnull=True))
        self.by_code = {row.code: row for row in rows}
        self.by_name: dict[str, list[Station]] = defaultdict(list)
        for row in rows:
            self.by_name[row.name].append(row)
        known = [person.deputy.pk for person in self.run.people if not person.new]
        running = Stationing._base_manager.filter(deputy__in=known, ends_on__isnull=True, station__in=rows)
        self.held: dict[int, list[Stationing]] = defaultdict(list)
        for row in running.select_related("station", "deputy"):
            self.held[row.deputy_id].append(row)

    def _fill(self, person: Person, names: tuple[str, ...]) -> None:
        wanted = {station.pk: station for station in map(self._station, names)}
        for row in self.held.get(person.deputy.pk, []):
            if wanted.pop(row.station_id, None) is None:
                self.run.change(row, (), ends_on=max(self.run.today, row.starts_on))
                self.run.touch(person.lines, f"离开{row.station}")
        for station in wanted.values():
            self.run.create(Stationing(station=station, deputy=person.deputy, starts_on=self.run.today))
            self.run.touch(person.lines, f"编入{station}")

    def _station(self, name: str) -> Station:
        """The station of that code or name. Raises Unreadable where it is none, or several."""
        if station := self.by_code.get(name.upper()):
            return station
        named = self.by_name.get(name, [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = "、".join(station.code for station in named[:3])
            raise cells.Unreadable(f"有{len(named)}个站点叫“{name}”，请填写站点编号（如{codes}）。")
        raise cells.Unreadable(f"没有在用的联络站“{name}”，请先设立或核对名称。")

    @classmethod
    def cells(cls, mandates: list[Mandate]) -> list[dict[str, Any]]:
        people = {mandate.deputy_id for mandate in mandates}
        running = Stationing._base_manager.filter(deputy__in=people, ends_on__isnull=True)
        rows = list(running.select_related("station").order_by("pk"))
        twins = _twins({row.station.name for row in rows})
        held: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            held[row.deputy_id].append(row.station.code if row.station.name in twins else row.station.name)
        return [{"stations": "、".join(held[mandate.deputy_id])} for mandate in mandates]


def _twins(names: set[str]) -> set[str]:
    """The names that more than one station in use bears: those are written by code."""
    seen: set[str] = set()
    twins: set[str] = set()
    for name in Station._base_manager.filter(name__in=names, closed_on__isnull=True).values_list(
        "name", flat=True
    ):
        (twins if name in seen else seen).add(name)
    return twins


class StationedImport(RegistryImport):
    """The registry with the stations."""

    parts = (*RegistryImport.parts, StationsPart)
