"""How units handle what they lead: five shares of each, a score by the area's weights, and a rank (seed row HN-04).

QD 31: what was solved weighs more than what pleased. Each share names what it is divided by, and opens its rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, cast

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from offices.choices import OfficeKind, Role
from offices.limits import setting
from offices.models import Area
from offices.posts import role_of
from offices.scope import read_alike, scope_of
from suggestions.choices import HANDED, ContactState, Grade, PromiseState
from suggestions.ledger import LedgerFilters
from suggestions.models import Contact, Suggestion
from suggestions.models.veil import VEILED, under_judgement
from suggestions.spans import split
from suggestions.units_kept import behind, kept, solving, untold

PLACE, NOTHING = "place", "none"
ANSWERED = Q(replied_on__isnull=False)


@dataclass(frozen=True)
class Measure:
    """A share that counts towards the score. words: what is divided by what."""

    key: str
    name: str
    words: str

    @property
    def setting(self) -> str:
        return f"unit_weight_{self.key}"


MEASURES = (
    Measure("timely", "按时答复率", "期限内答复的÷已答复和已超期的"),
    Measure("met", "面商率", "与代表面商过的（代表有异议的不算）÷已答复的"),
    Measure("resolved", "解决率", "结果类别计入解决的÷有结果类别的"),
    Measure("satisfied", "满意率", "最近一轮办理结果评为满意的÷已评价的，按人次"),
    Measure("kept", "承诺落实率", "已落实的承诺÷已落实和已超期的承诺，不再落实的不算，按项"),
)
MEASURED = {one.key: one for one in MEASURES}


@dataclass
class UnitScore:
    """One unit. parts: {measure: (how many, of how many)}; rank is None while it led too few to be compared."""

    office: int
    name: str
    led: int = 0
    again: int = 0
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    score: float | None = None
    rank: int | None = None

    def add(self, other: "UnitScore") -> None:
        """Count what it led elsewhere too."""
        self.led += other.led
        self.again += other.again
        for key, (part, whole) in other.parts.items():
            mine = self.parts.get(key, (0, 0))
            self.parts[key] = (mine[0] + part, mine[1] + whole)

    def share(self, key: str) -> float | None:
        part, whole = self.parts.get(key, (0, 0))
        return part / whole if whole else None


def led_rows(user: Any, area: Area, filters: LedgerFilters) -> QuerySet[Suggestion]:
    """What units led of the area's suggestions, as far as this user may know of it; never the confidential ones."""
    rows = filters.apply(Suggestion.objects.visible_in(area, user)).filter(confidential=False)
    if role_of(user) == Role.GOVERNMENT:  # of the units it does not coordinate it knows but a part
        rows = rows.filter(scope_of(user).within("lead_office__coordinator", "coordinator"))
    return led(rows)


def all_led(area: Area, filters: LedgerFilters) -> QuerySet[Suggestion]:
    """The same whoever asks: what a unit's place among the others is reckoned from, and never shown."""
    rows = filters.apply(Suggestion._base_manager.filter(area=area, confidential=False))
    return led(rows)


def led(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Those that a unit leads (主办): what a government office has still to pass on (二级交办) is led by nobody yet."""
    rows = rows.filter(state__in=HANDED, lead_office__isnull=False)
    return rows.exclude(lead_office__kind=OfficeKind.GOVERNMENT)


def with_contact(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    met = Contact._base_manager.filter(suggestion=OuterRef("pk")).exclude(state=ContactState.DISPUTED)
    return rows.annotate(had_contact=Exists(met))


def bases(today: date) -> dict[str, tuple[Q, Q]]:
    """Of the suggestions themselves: {measure: (those that count, those of them that are well)}; rows with_contact."""
    judged = ANSWERED | Q(due_on__lt=today)
    return {
        "timely": (Q(due_on__isnull=False) & judged, ANSWERED & Q(replied_on__lte=F("due_on"))),
        "met": (ANSWERED, Q(had_contact=True)),
        "resolved": (ANSWERED & Q(result_class__isnull=False), Q(result_class__resolved=True)),
    }


def judged_rows(rows: QuerySet[Suggestion], user: Any) -> QuerySet[Suggestion]:
    """These, once for each verdict on their last handling that he who is shown them may read; None: any unit."""
    told = user is None or role_of(user) in VEILED
    rows = rows.filter(ratings__round=F("round"))
    return rows.filter(~under_judgement("pk")) if told else rows


def promising_rows(rows: QuerySet[Suggestion], today: date) -> QuerySet[Suggestion]:
    """These, once for each promise of their leading unit that was kept, or should have been by now."""
    late = Q(promises__state__in=(PromiseState.OPEN, PromiseState.REPORTED), promises__due_on__lt=today)
    return rows.filter(Q(promises__state=PromiseState.KEPT) | late, promises__office=F("lead_office"))


def measured(rows: QuerySet[Suggestion], key: str, user: Any, today: date) -> QuerySet[Suggestion]:
    """The suggestions behind one share: all that it is divided by; all of them for an unknown measure."""
    if key == "again":
        return rows.filter(round__gt=1)
    if key == "satisfied":
        return rows.filter(pk__in=judged_rows(rows, user).values("pk"))
    if key == "kept":
        return rows.filter(pk__in=promising_rows(rows, today).values("pk"))
    known = bases(today)
    return with_contact(rows).filter(known[key][0]) if key in known else rows


def ranking(user: Any, area: Area, filters: LedgerFilters, today: date) -> list[UnitScore]:
    """The units that led such suggestions, best first, those with too few at the end.

    user: whose sight counts; None: everybody's suggestions, and the verdicts as far as units are told by now.
    Whole years are summed from what is kept of them; the ends of a span, a term and a session are counted.
    """
    years, others = split(filters)
    found: dict[int, UnitScore] = _kept(user, area, years, today) if years else {}
    for part in others:
        for office, unit in counted(_led(user, area, part), user, today).items():
            found.setdefault(office, UnitScore(office, unit.name)).add(unit)
    weights = weights_of(area, today)
    for unit in found.values():
        unit.score = score(unit, weights)
    return _ranked(found.values(), setting("unit_rank_least", area, today).number)


def _led(user: Any, area: Area, filters: LedgerFilters) -> QuerySet[Suggestion]:
    return all_led(area, filters) if user is None else led_rows(user, area, filters)


def _kept(user: Any, area: Area, years: LedgerFilters, today: date) -> dict[int, UnitScore]:
    """{unit: its shares} of whole years, in a few queries that do not grow with the rows."""
    sums: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names = {}
    for (kind, office, name, label), count in kept(user, area, years).items():
        sums[kind, office][label] += count
        names[office] = name
    rows = _led(user, area, years)
    told = read_alike(user, ("units behind", area.pk, years, today), lambda: behind(rows, today))
    late, veiled, resolved = {(what, office): n for what, office, n in told}, untold(rows, user), solving()
    found = {}
    for office, name in names.items():
        led, answered = sums["unit_led", office], sums["unit_answered", office]["answered"]
        timely, classes = sums["unit_timely", office], sums["unit_class", office]
        rated, promised = sums["unit_rated", office], sums["unit_promised", office]["kept"]
        unread = veiled.get(office, (0, 0))
        parts = {
            "timely": (timely["well"], sum(timely.values()) + late.get(("late", office), 0)),
            "met": (sums["unit_met", office]["well"], answered),
            "resolved": (sum(n for key, n in classes.items() if key in resolved), sum(classes.values())),
            "satisfied": (rated[Grade.SATISFIED] - unread[0], sum(rated.values()) - unread[1]),
            "kept": (promised, promised + late.get(("unkept", office), 0)),
        }
        found[office] = UnitScore(office, name, sum(led.values()), led["again"], parts)
    return found


def counted(rows: QuerySet[Suggestion], user: Any, today: date) -> dict[int, UnitScore]:
    """{unit: its shares} of these, row by row in three queries, however many there are."""
    found = _counted(rows, today)
    _add(found, "satisfied", judged_rows(rows, user), "ratings", Q(ratings__result=Grade.SATISFIED))
    _add(found, "kept", promising_rows(rows, today), "promises", Q(promises__state=PromiseState.KEPT))
    return found


def _counted(rows: QuerySet[Suggestion], today: date) -> dict[int, UnitScore]:
    counts: dict[str, Any] = {}
    for key, (base, well) in bases(today).items():
        counts |= {f"{key}_all": Count("pk", filter=base), f"{key}_well": Count("pk", filter=base & well)}
    lines = with_contact(rows).order_by().values("lead_office", "lead_office__name")
    lines = lines.annotate(led=Count("pk"), again=Count("pk", filter=Q(round__gt=1)), **counts)
    found = {}
    for line in cast("Any", lines):
        parts = {key: (line[f"{key}_well"], line[f"{key}_all"]) for key in ("timely", "met", "resolved")}
        unit = UnitScore(line["lead_office"], line["lead_office__name"], line["led"], line["again"], parts)
        found[unit.office] = unit
    return found


def _add(found: dict[int, UnitScore], key: str, rows: QuerySet, part: str, well: Q) -> None:
    """Counted from the suggestions' side, where the index of what was led tells all that is needed of them."""
    counted = (
        rows.order_by().values_list("lead_office").annotate(good=Count(part, filter=well), whole=Count(part))
    )
    parts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    parts.update({pk: (good, whole) for pk, good, whole in counted})
    for pk, unit in found.items():
        unit.parts[key] = parts[pk]


def weights_of(area: Area, on: date) -> dict[str, int]:
    """What each share weighs, by the area's dated settings."""
    return {one.key: setting(one.setting, area, on).number for one in MEASURES}


def score(unit: UnitScore, weights: dict[str, int]) -> float | None:
    """0 to 100: the shares by their weights; a share of nothing is left out with its weight. None where all are."""
    told = [(weight, share) for key, weight in weights.items() if (share := unit.share(key)) is not None]
    whole = sum(weight for weight, _ in told)
    return round(100 * sum(weight * share for weight, share in told) / whole, 1) if whole else None


def _ranked(units: Iterable[UnitScore], least: int) -> list[UnitScore]:
    """Equal scores share a rank, and the next one counts on behind them."""
    compared = [unit for unit in units if unit.led >= least and unit.score is not None]
    rest = [unit for unit in units if unit.led < least or unit.score is None]
    compared.sort(key=lambda unit: (-(unit.score or 0), -unit.led, unit.name))
    before = 0
    for _, alike in groupby(compared, key=lambda unit: unit.score):
        group = list(alike)
        for unit in group:
            unit.rank = before + 1
        before += len(group)
    return compared + sorted(rest, key=lambda unit: (-unit.led, unit.name))


def told_of(area: Area, office: int, filters: LedgerFilters, today: date) -> tuple[list[UnitScore], int]:
    """What a unit is told of itself, by the area's rule: its own line, and among how many it was placed (0: not told)."""
    found = ranking(None, area, filters, today)
    mine = [unit for unit in found if unit.office == office]
    if told_rule(area) != PLACE:
        return [replace(unit, rank=None) for unit in mine], 0
    return mine, sum(unit.rank is not None for unit in found)


def told_rule(area: Area) -> str:
    return setting("unit_rank_told", area).value
