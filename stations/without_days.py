"""Stations without reception days of their own: held by those below them (总站、中心站), or held by nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from stations.models import Station

SHOWN = 60


@dataclass
class Holdings:
    """covered: (station, how many below it hold days); bare: stations that neither hold days nor have any below that do."""

    covered: list[tuple[Station, int]] = field(default_factory=list)
    bare: list[Station] = field(default_factory=list)

    @property
    def shown(self) -> list[Station]:
        return self.bare[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.bare) - len(self.shown)


def holdings(stations: Iterable[Station], with_rules: set[int]) -> Holdings:
    """Sort the open stations that have no rule of reception days; a plan made for them would be empty.

    A station under one that holds days (联络点 under its 联络站) is served there, and is not named.
    """
    rows = sorted(stations, key=lambda row: row.path)
    holding = [row.path for row in rows if row.pk in with_rules]
    served = set(holding)
    found = Holdings()
    for row in rows:
        if row.pk in with_rules:
            continue
        line = {row.path[:end] for end in range(Station.steplen, len(row.path), Station.steplen)}
        if below := sum(path.startswith(row.path) for path in holding):
            found.covered.append((row, below))
        elif not line & served:
            found.bare.append(row)
    return found
