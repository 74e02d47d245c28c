"""The span a dashboard looks at: a calendar year, or everything."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pages.asked import whole

FIRST = 2012


@dataclass(frozen=True)
class Period:
    """since is the first day, until the day after the last; both None mean everything."""

    key: str
    label: str
    since: date | None = None
    until: date | None = None

    @property
    def query(self) -> dict[str, str]:
        """The span as parameters of a figure's rows."""
        if self.since is None or self.until is None:
            return {}
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


def year(number: int) -> Period:
    return Period(str(number), f"{number}年", date(number, 1, 1), date(number + 1, 1, 1))


EVERYTHING = Period("all", "全部")


def chosen(asked: str, today: date) -> Period:
    """The period asked for; this year when the asking makes no sense."""
    if asked == "all":
        return EVERYTHING
    return year(whole(asked, FIRST, today.year) or today.year)


def offered(today: date) -> list[Period]:
    return [*(year(today.year - back) for back in range(5)), EVERYTHING]


def months(today: date, count: int = 12) -> list[date]:
    """The first days of the last so many months, this one included, oldest first."""
    found = []
    number = today.year * 12 + today.month - 1
    for back in range(count - 1, -1, -1):
        found.append(date((number - back) // 12, (number - back) % 12 + 1, 1))
    return found


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def rows_url(path: str, **cell: object) -> str:
    """A figure's rows, narrowed to one cell; several labels together are given as a tuple."""
    kept = {name: value for name, value in cell.items() if value not in (None, "", ())}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path
