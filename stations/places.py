"""Where stations lie: checking coordinates, and drawing them to scale without any map service."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from stations.models import Station

WEST, EAST, SOUTH, NORTH = 73, 136, 3, 54  # the country's reach in degrees
WIDTH, MARGIN, LEGEND = (
    1000,
    60,
    40,
)  # units of the drawing; the legend is the bar of the scale below all marks
BAR_START = 30
KM_PER_DEGREE = 111.32


def wrong_places(east: Decimal | None, north: Decimal | None) -> list[tuple[str, str]]:
    """What is wrong with a longitude and a latitude, as (column, words); nothing when both are well."""
    if east is not None and north is not None and SOUTH <= east <= NORTH and WEST <= north <= EAST:
        return [("经度", "经度和纬度好像填反了。")]
    wrong = []
    for label, value, least, most, like in (
        ("经度", east, WEST, EAST, "118.123456"), ("纬度", north, SOUTH, NORTH, "27.123456"),
    ):  # fmt: skip
        if value is None:
            wrong.append((label, f"请填写十进制度数，如{like}。"))
        elif not least <= value <= most:
            wrong.append((label, f"应在{least}至{most}度之间。"))
    return wrong


@dataclass(frozen=True)
class Dot:
    """A station on the drawing: where, and by which mark (hall, station, point)."""

    station: Station
    x: float
    y: float
    mark: str


@dataclass(frozen=True)
class Drawing:
    """The drawing: its size, its dots, and a bar for the scale."""

    width: int
    height: int
    dots: Sequence[Dot]
    bar: float
    bar_words: str
    scale: float  # of the marks, which are drawn ten wide

    @property
    def bar_end(self) -> float:
        return BAR_START + self.bar


def mark_of(station: Station) -> str:
    """Square for those that lead others, round for stations, triangle for points."""
    if station.tier.point:
        return "point"
    return "hall" if station.tier.rank <= 2 else "station"


def draw(stations: Sequence[Station]) -> Drawing | None:
    """Stations with coordinates to scale, north above; None without any."""
    placed = [one for one in stations if one.longitude is not None and one.latitude is not None]
    if not placed:
        return None
    easts, norths = [float(one.longitude) for one in placed], [float(one.latitude) for one in placed]
    shrink = math.cos(math.radians((min(norths) + max(norths)) / 2))
    across = max((max(easts) - min(easts)) * shrink, 0.01)
    down = max(max(norths) - min(norths), 0.01)
    stretch = (WIDTH - 2 * MARGIN) / max(across, down)
    height = round(down * stretch) + 2 * MARGIN + LEGEND
    left = (WIDTH - across * stretch) / 2
    dots = [
        Dot(one, round(left + (east - min(easts)) * shrink * stretch, 1),
            round(MARGIN + (max(norths) - north) * stretch, 1), mark_of(one))
        for one, east, north in zip(placed, easts, norths, strict=True)
    ]  # fmt: skip
    km = _round_km(KM_PER_DEGREE * 180 / stretch)
    scale = 1.6 if len(dots) <= 60 else 1.2 if len(dots) <= 300 else 0.8
    return Drawing(WIDTH, height, dots, round(km / KM_PER_DEGREE * stretch, 1), _km_words(km), scale)


def _round_km(km: float) -> float:
    """The largest of 1, 2, 5, 10… that is no longer."""
    power = 10 ** math.floor(math.log10(km))
    return max(step * power for step in (1, 2, 5) if step * power <= km)


def _km_words(km: float) -> str:
    return f"{km:g}公里" if km >= 1 else f"{km * 1000:g}米"
