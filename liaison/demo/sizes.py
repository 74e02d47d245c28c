"""How much of everything a size has."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """years back from today; yearly figures for suggestions, opinions and receptions.

    in_session: the share of suggestions that come in the week of the session.
    showcase: work under way for the demo people.
    """

    years: int
    deputies: int
    stations: int
    units: int
    suggestions: int
    opinions: int
    receptions: int
    journal: int = 0
    in_session: float = 0.8
    showcase: bool = False

    def with_suggestions(self, total: int) -> "Size":
        return replace(self, suggestions=max(1, total // self.years))


SIZES = {
    "small": Size(
        years=2,
        deputies=330,
        stations=85,
        units=30,
        suggestions=110,
        opinions=420,
        receptions=160,
        in_session=0.5,
        showcase=True,
    ),
    "city": Size(
        years=1,
        deputies=6000,
        stations=1500,
        units=300,
        suggestions=2500,
        opinions=50_000,
        receptions=30_000,
        journal=150_000,
    ),
    "decade": Size(
        years=10,
        deputies=6000,
        stations=1500,
        units=300,
        suggestions=3000,
        opinions=50_000,
        receptions=30_000,
        journal=1_500_000,
    ),
}
