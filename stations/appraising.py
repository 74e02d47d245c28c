"""What of a station's year is counted by itself, and how points and grades come of it.

Each fact is declared once: its rows, and which of them count. The appraisal's numbers and the list
that they open are the same rows. Confidential matters are left out of all of them.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from offices.limits import setting
from offices.models import Area
from stations.choices import TO_TELL, WAITING, OpinionState, ReceptionState, Verdict
from stations.grades import AppraisalFact, Grade
from stations.models import (
    Activity,
    Appraisal,
    AppraisalItem,
    AppraisalScore,
    Matter,
    Opinion,
    Reception,
    RosterEntry,
    Station,
)
from stations.standards import standings

A = AppraisalFact
TENTH = Decimal("0.1")
Count = tuple[int, int]


@dataclass(frozen=True)
class Rows:
    """A fact that is rows: all that should have been (rows), and those that were done (good).

    path, day: how the rows lead to their station and to their day. idle: nothing to be done counts as nothing
    done, where a station that plans nothing should not gain by it; else the item is left out.
    words: what is counted of what, for the page.
    """

    model: type
    path: str
    day: str
    only: Q
    good: Q
    words: str
    idle: bool = False

    def rows(
        self, stations: list[int], start: dt.date, end: dt.date, seen: QuerySet | None = None
    ) -> QuerySet:
        """Those of the stations from start to end; seen: the rows that a reader may know of."""
        rows = self.model._base_manager.all() if seen is None else seen
        span = {f"{self.path}__in": stations, f"{self.day}__range": (start, end)}
        return rows.filter(self.only, **span)


R, O = ReceptionState, OpinionState  # noqa: E741
OPEN_MATTERS = Q(opinion__confidential=False)
FACTS: dict[str, Rows] = {
    A.RECEPTIONS: Rows(
        Reception, "station", "on", ~Q(state=R.CANCELLED), Q(state=R.CLOSED), "应举行的接待日中已举行并归档的", idle=True
    ),
    A.ATTENDANCE: Rows(
        RosterEntry, "reception__station", "reception__on", Q(reception__state=R.CLOSED), Q(attended=True),
        "轮值的代表人次中到岗的", idle=True,
    ),
    A.NOTICED: Rows(
        Reception, "station", "on", Q(state=R.CLOSED), Q(published_on__lt=F("on")), "已举行的接待日中事前公告的"
    ),
    A.ANSWERED: Rows(
        Opinion, "station", "opened_on", Q(confidential=False) & ~Q(state=O.MERGED), ~Q(state__in=WAITING),
        "受理的群众意见中已有结果或已转为建议的",
    ),
    A.IN_TIME: Rows(
        Opinion, "station", "due_on", Q(confidential=False) & ~Q(state__in=(O.MERGED, O.SUGGESTED)),
        Q(answered_on__lte=F("due_on")),
        "已到期的群众意见中按期答复的",
    ),
    A.TOLD: Rows(
        Matter, "opinion__station", "opinion__opened_on",
        OPEN_MATTERS & Q(opinion__state__in=(*TO_TELL, O.CLOSED)), Q(told_on__isnull=False),
        "已有结果的事项中告知了群众的",
    ),
    A.SATISFIED: Rows(
        Matter, "opinion__station", "opinion__opened_on", OPEN_MATTERS & ~Q(verdict="") & Q(opinion__refusal=""),
        Q(verdict__in=(Verdict.SATISFIED, Verdict.BASICALLY)), "群众作了评价的事项中满意和基本满意的",
    ),
    A.ACTIVITIES: Rows(Activity, "station", "on", Q(), Q(), "本期开展的活动", idle=True),
}  # fmt: skip
WORDS = {code: fact.words for code, fact in FACTS.items()} | {A.STANDARDS: "建设标准的项目中已具备的"}
IDLE = {code for code, fact in FACTS.items() if fact.idle} | {A.STANDARDS}


def span_of(appraisal: Appraisal, today: dt.date | None = None) -> tuple[dt.date, dt.date]:
    """The days that count: those of the round, up to yesterday or the day of the inspection."""
    until = appraisal.inspected_on or today or timezone.localdate()
    return appraisal.round.starts_on, min(appraisal.round.ends_on, until - dt.timedelta(days=1))


def stations_of(station: Station) -> list[int]:
    """The station and all below it: what they do counts for it."""
    return list(Station._base_manager.filter(path__startswith=station.path).values_list("pk", flat=True))


def counted(appraisal: Appraisal, code: str, today: dt.date | None = None) -> Count:
    """How much of a fact was done, and how much there was to do."""
    if code == A.STANDARDS:
        standing = standings([appraisal.station], today)[appraisal.station_id]
        return standing.met, len(standing.lines)
    fact, (start, end) = FACTS[code], span_of(appraisal, today)
    rows = fact.rows(stations_of(appraisal.station), start, end)
    if code == A.ACTIVITIES:
        return rows.count(), setting("station_activities", appraisal.area, end).number
    return rows.filter(fact.good).count(), rows.count()


def worth(item: AppraisalItem, count: Count) -> Decimal | None:
    """The points of a counted item: in proportion, all of them from the target on; None where there is no basis."""
    got, out_of = count
    if not out_of:
        return Decimal(0) if item.fact in IDLE else None
    share = Decimal(got * 100) / (out_of * item.target)
    return tenths(item.points * min(Decimal(1), share))


def tenths(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)


@dataclass
class Line:
    """One item of one appraisal. proposed: the points that facts or the station give; given: what counts."""

    item: AppraisalItem
    score: AppraisalScore
    count: Count | None
    proposed: Decimal | None

    @property
    def given(self) -> Decimal | None:
        return self.score.points if self.score.points is not None else self.proposed

    @property
    def basis(self) -> bool:
        """Does the item count at all? A counted item without anything to count does not."""
        return not (self.item.fact and self.proposed is None and self.score.points is None)


def lines_of(appraisal: Appraisal, live: bool) -> list[Line]:
    """Every item with its score. live: count the facts now; else as they were kept at the last step."""
    scores = {row.item_id: row for row in AppraisalScore._base_manager.filter(appraisal=appraisal)}
    found = []
    for item in AppraisalItem._base_manager.filter(round=appraisal.round_id).order_by("order", "pk"):
        score = scores.get(item.pk) or AppraisalScore(appraisal=appraisal, item=item)
        count = _count_of(appraisal, item, score, live) if item.fact else None
        found.append(Line(item, score, count, worth(item, count) if count else score.self_points))
    return found


def _count_of(appraisal: Appraisal, item: AppraisalItem, score: AppraisalScore, live: bool) -> Count:
    if live or score.out_of is None:
        return counted(appraisal, item.fact)
    return score.got, score.out_of


def keep_counts(appraisal: Appraisal) -> list[Line]:
    """Count the facts now and keep the numbers with the scores; returns the lines."""
    lines = lines_of(appraisal, live=True)
    for line in lines:
        if line.count:
            line.score.got, line.score.out_of = line.count
            line.score.save()
    return lines


def total_of(lines: list[Line]) -> Decimal:
    """The sum of the points given, of a hundred; items without a basis are left out of both sides."""
    counting = [line for line in lines if line.basis]
    most = sum((line.item.points for line in counting), Decimal(0))
    got = sum((line.given or Decimal(0) for line in counting), Decimal(0))
    return tenths(got * 100 / most) if most else Decimal(0)


STARS = ((5, "star_five"), (4, "star_four"), (3, "star_three"))


def proposed(total: Decimal, area: Area, on: dt.date | None = None) -> tuple[Grade, int]:
    """The grade and stars that the area's thresholds give a total."""
    if total < setting("appraisal_revoke", area, on).number:
        return Grade.REVOKE, 0
    if total < setting("appraisal_pass", area, on).number:
        return Grade.RECTIFY, 0
    stars = next((n for n, key in STARS if total >= setting(key, area, on).number), 0)
    excellent = total >= setting("appraisal_excellent", area, on).number
    return (Grade.EXCELLENT if excellent else Grade.PASS), stars


def facts_wanted(area: Area, on: dt.date) -> int:
    """The share of deputies on duty who are to come (seed row YQ-16), in percent."""
    return setting("participation_target", area, on).number
