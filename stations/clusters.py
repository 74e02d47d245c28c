"""Stations that lie too close together on the drawing, shown as one circle with their number; a click draws them larger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pages.links import Link
from stations.models import Station
from stations.places import EAST, NORTH, SOUTH, WEST, Dot, draw

FEW = 60  # so many marks stand side by side without hiding one another
REACH = 62  # of the thousand units of the drawing's width: nearer marks become one
PAD = 0.08  # of the extent, around what is drawn larger
NARROW = 0.00002  # degrees, about two metres: nothing to be drawn larger
NAMES = 8

Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass
class Cluster:
    """Several stations as one circle; url draws their neighbourhood larger, or leads to the list when they share a place."""

    x: float
    y: float
    members: list[Dot] = field(default_factory=list)
    url: str = ""

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def radius(self) -> int:
        return 16 if self.count < 10 else 20 if self.count < 100 else 26

    @property
    def names(self) -> str:
        """清河站、望江站等12个站点."""
        named = "、".join(dot.station.name for dot in self.members[:NAMES])
        return f"{named}等{self.count}个站点" if self.count > NAMES else named


def gathered(dots: Sequence[Dot], zoom: Callable[[str], str], here: str) -> tuple[list[Dot], list[Cluster]]:
    """The marks that stand alone, and the circles; few marks are left as they are. here: the address of the list."""
    if len(dots) <= FEW:
        return list(dots), []
    cells: dict[tuple[int, int], list[Cluster]] = {}
    found: list[Cluster] = []
    for dot in dots:
        cell = (int(dot.x // REACH), int(dot.y // REACH))
        near = [
            one for a in (-1, 0, 1) for b in (-1, 0, 1) for one in cells.get((cell[0] + a, cell[1] + b), ())
        ]
        best = min(near, key=lambda one: (one.x - dot.x) ** 2 + (one.y - dot.y) ** 2, default=None)
        if best and (best.x - dot.x) ** 2 + (best.y - dot.y) ** 2 <= REACH**2:
            best.members.append(dot)
            continue
        made = Cluster(dot.x, dot.y, [dot])
        cells.setdefault(cell, []).append(made)
        found.append(made)
    circles = [one for one in found if one.count > 1]
    for one in circles:
        one.x = round(sum(dot.x for dot in one.members) / one.count, 1)
        one.y = round(sum(dot.y for dot in one.members) / one.count, 1)
        box = box_of([dot.station for dot in one.members])
        one.url = zoom(words_of(box)) if box else here
    return [one.members[0] for one in found if one.count == 1], circles


def box_of(stations: Sequence[Station]) -> Box | None:
    """The smallest box around these, with a little air; None when they all stand in one place."""
    easts, norths = [float(one.longitude) for one in stations], [float(one.latitude) for one in stations]
    across, down = max(easts) - min(easts), max(norths) - min(norths)
    if max(across, down) < NARROW:
        return None
    air = max(across, down) * PAD
    return min(easts) - air, min(norths) - air, max(easts) + air, max(norths) + air


def words_of(box: Box) -> str:
    return ",".join(f"{one:.5f}" for one in box)


def read_box(text: str) -> Box | None:
    """A box from an address; None for what is none."""
    try:
        west, south, east, north = (float(one) for one in text.split(","))
    except ValueError:
        return None
    fits = WEST - 1 <= west < east <= EAST + 1 and SOUTH - 1 <= south < north <= NORTH + 1
    return (west, south, east, north) if fits else None


def within(stations: Sequence[Station], box: Box | None) -> list[Station]:
    """Those with coordinates in the box; all of them without a box."""
    if box is None:
        return list(stations)
    west, south, east, north = box
    return [
        one for one in stations
        if one.longitude is not None and one.latitude is not None
        and west <= one.longitude <= east and south <= one.latitude <= north
    ]  # fmt: skip


def pictured(stations: Sequence[Station], link: Link) -> dict[str, Any]:
    """What stations/_drawing.html draws: these stations, or those in the box that was clicked.

    link: the address of the page, which keeps its filters. Below the drawing belongs a list with the id `places`.
    """
    box = read_box(dict(link.kept).get("box", ""))
    shown = within(stations, box)
    drawing = draw(shown)
    marks, circles = (
        gathered(drawing.dots, lambda words: link.but(box=words), "#places") if drawing else ([], [])
    )
    whole = link.but(drop=("box",)) if box else ""
    return {"drawing": drawing, "marks": marks, "circles": circles, "whole": whole, "stations": shown}
