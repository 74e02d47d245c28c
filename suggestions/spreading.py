"""How the registered suggestions of an area spread over what they have in common: category, campaign, form, session …

Each group's result classes, with what is only for reference and what is not answered, add up to the group, and the
groups to the whole (seed row NH-03); 解决率 and 落实率 stand beside 满意率 (DL-14). Campaigns are one way to spread (TG-09).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import Combinable

from offices.models import Area
from offices.scope import read_alike
from suggestions.choices import Grade, Kind
from suggestions.ledger import LedgerFilters
from suggestions.models import Rating, Suggestion
from suggestions.ranking import judged_rows
from suggestions.totals import REFERENCE, UNANSWERED, UNCLASSED, Totals, class_of

NONE = "none"  # the group of those that have no value
WORDS = dict(Grade.choices)


@dataclass(frozen=True)
class Split:
    """A way to spread. path: of the value, name: of its words; when: a condition instead of a path.

    words: those of a choice or of the condition's two sides; without: what those without a value are called.
    """

    key: str
    label: str
    path: str = ""
    name: str = ""
    words: Mapping[Any, str] = field(default_factory=dict)
    without: str = ""
    when: Q | None = None

    def value(self, prefix: str = "") -> Combinable:
        if self.when is None:
            return F(f"{prefix}{self.path}")
        children = {f"{prefix}{name}": wanted for name, wanted in self.when.children}  # type: ignore[misc]
        return ExpressionWrapper(Q(**children), output_field=BooleanField())

    def named(self, value: Any, name: str | None) -> str:
        return self.without if value is None else self.words.get(value) or name or str(value)

    def only(self, rows: QuerySet, value: str) -> QuerySet:
        """The rows of one group, by its value in an address; none for nonsense."""
        if self.when is not None:
            return rows.filter(self.when) if value == "True" else rows.exclude(self.when)
        if value == NONE:
            return rows.filter(**{f"{self.path}__isnull": True})
        whole = value.isdecimal() and len(value) < 18
        return rows.filter(**{self.path: value}) if whole or value in self.words else rows.none()


SPLITS = {
    one.key: one
    for one in (
        Split("category", "类别", "category", "category__name", without="没有类别"),
        Split("campaign", "主题（专项）活动", "campaign", "campaign__name", without="不属于活动"),
        Split("kind", "提出形式", "kind", words=dict(Kind.choices)),
        Split("session", "会议、闭会期间", when=Q(session__isnull=False), words={True: "会议期间", False: "闭会期间"}),
        Split("delegation", "代表团", "delegation", "delegation__name", without="没有代表团"),
        Split("motion", "议案转建议", when=Q(from_motion=True), words={True: "议案转建议", False: "直接提出"}),
        Split("key", "重点督办", when=Q(key=True), words={True: "重点督办", False: "其他建议"}),
    )
}  # fmt: skip


@dataclass
class Group:
    """One group and its counts."""

    value: str
    name: str
    totals: Totals = field(default_factory=Totals)


@dataclass
class Spread:
    """The groups, the largest first, and the whole."""

    split: Split
    groups: list[Group]
    whole: Group
    columns: list[Any] | None = None  # what a page makes of the classes

    @cached_property
    def classes(self) -> list[tuple[int, str, str]]:
        """(order, code, label) of every class there is, what has none behind them."""
        return sorted(self.whole.totals.classes)


def spread_rows(user: Any, area: Area, filters: LedgerFilters) -> QuerySet[Suggestion]:
    """The area's registered suggestions that this user may know of; never the confidential ones."""
    return filters.apply(Suggestion.objects.visible_in(area, user)).filter(confidential=False)


def spread(user: Any, area: Area, filters: LedgerFilters, split: Split) -> Spread:
    """Of what this user may know of. Two queries, however many rows and groups there are."""
    found: dict[Any, Group] = {}
    whole = Group("", "合计")
    asked = (area.pk, filters, split.key)
    for line in read_alike(user, ("spread", *asked), lambda: _lines(spread_rows(user, area, filters), split)):
        value = line["value"]
        group = found.setdefault(value, Group(_key(value), split.named(value, line.get("name"))))
        for totals in (group.totals, whole.totals):
            _add(totals, line)
    verdicts = read_alike(
        user, ("verdicts", *asked), lambda: _verdicts(spread_rows(user, area, filters), split, user)
    )
    for value, grade, count in verdicts:
        for totals in (found[value].totals, whole.totals):
            totals.grades[WORDS[grade]] += count
    groups = sorted(found.values(), key=lambda one: (one.value == NONE, -one.totals.rows, one.name))
    return Spread(split, groups, whole)


def _key(value: Any) -> str:
    return NONE if value is None else str(value)


def _is(**asked: Any) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**asked), output_field=BooleanField())


def _lines(rows: QuerySet, split: Split) -> QuerySet:
    """Of each group and class its counts."""
    name = {"name": F(split.name)} if split.name else {}
    by = rows.order_by().annotate(value=split.value(), **name).values(
        "value", *name, "result_class__order", "result_class__code", "result_class__label", "result_class__resolved",
        handed=_is(dispatched_on__isnull=False), answered=_is(replied_on__isnull=False),
        noted=_is(reference_only=True, replied_on__isnull=False, result_class__isnull=True),
    )  # fmt: skip
    return by.annotate(n=Count("pk"), kept=Count("fulfilment__suggestion"))


def _add(totals: Totals, line: Mapping[str, Any]) -> None:
    count = line["n"]
    code = line["result_class__code"]
    known = (line["result_class__order"], code, line["result_class__label"]) if code is not None else None
    totals.rows += count
    totals.dispatched += count * line["handed"]
    totals.replied += count * line["answered"]
    totals.resolved += count * bool(line["answered"] and line["result_class__resolved"])
    totals.kept += line["kept"] * line["answered"]
    totals.noted += count * line["noted"]
    totals.classes[class_of(known, line["answered"], line["noted"])] += count


def _verdicts(rows: QuerySet, split: Split, user: Any) -> QuerySet:
    """(value of the group, grade, how many) of the last round, as far as this user may read verdicts by now."""
    by = (
        judged_rows(rows, user)
        .order_by()
        .annotate(value=split.value())
        .values_list("value", "ratings__result")
    )
    return by.annotate(n=Count("ratings"))


def of_class(rows: QuerySet, label: str) -> QuerySet:
    """The rows of one column, by its words in an address; all of them without one."""
    if not label:
        return rows
    unclassed = rows.filter(replied_on__isnull=False, result_class__isnull=True)
    if label == REFERENCE:
        return unclassed.filter(reference_only=True)
    if label == UNCLASSED:
        return unclassed.filter(reference_only=False)
    if label == UNANSWERED:
        return rows.filter(replied_on__isnull=True)
    code, _, words = label.partition(" ")
    return rows.filter(replied_on__isnull=False, result_class__code=code, result_class__label=words)


def of_rate(rows: QuerySet, rate: str, area: Area, user: Any) -> QuerySet:
    """The rows that a rate is divided by; all of them for an unknown one."""
    written = rows.filter(replied_on__isnull=False).exclude(reference_only=True, result_class__isnull=True)
    if rate == "satisfied":
        told = Rating.objects.visible_in(area, user).filter(round=F("suggestion__round"))
        return rows.filter(pk__in=told.values("suggestion"))
    return {"replied": rows.filter(dispatched_on__isnull=False), "resolved": written, "kept": written}.get(
        rate, rows
    )
