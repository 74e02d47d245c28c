"""Years of lists of the commended, for the large sizes."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from liaison.demo.copying import write
from liaison.demo.rated_years import RatedYears
from suggestions.models import Commendation, Nominee

NAMED = 5  # on each list


class CommendedYears(RatedYears):
    def build(self) -> None:
        self.begin()
        self._commended(self.days)

    def _commended(self, days: list[date]) -> None:
        """Every area's two lists of each year, announced but for this year's."""
        areas = [self.city, *self.places.counties, *self.places.towns]
        made = write(Commendation, (
            Commendation(
                area=area, kind=kind, year=day.year, title=f"{day.year}年度{told}", quota=NAMED, opened_by=self.office,
                opened_on=day - timedelta(days=20), decided_by="人大常委会主任会议", document=f"人代〔{day.year}〕6号",
                announced_on=None if day == self.today else day,
            )
            for day, area, (kind, told) in product(days, areas, (("suggestion", "优秀代表建议"), ("unit", "先进承办单位")))
        ))  # fmt: skip
        write(Nominee, (one for row in made for one in self._named(row)))

    def _named(self, row: Commendation) -> Iterator[Nominee]:
        shared = {
            "commendation": row,
            "reason": "办理扎实，代表满意",
            "named_by": self.office,
            "named_on": row.opened_on,
        }
        if row.kind == "unit":
            units = self.places.units.get(row.area_id, [])
            yield from (Nominee(office=unit, **shared) for unit in units[:NAMED])
        else:
            yield from (Nominee(suggestion_id=pk, **shared) for pk in self._some(NAMED))
