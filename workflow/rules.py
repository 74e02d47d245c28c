"""The time limits of the house: their codes, and the one in force in an area on a day.

The numbers themselves are dated settings (offices.limits) under the same codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from offices.catalogue import CATALOGUE
from offices.choices import Unit
from offices.limits import setting
from offices.models import Area, Setting
from workflow.deadlines import UNIT_WORDS, Rule

ROLL = "roll_to_workday"


# code -> the number it is known by in the table of parameters, 0 for none
NUMBERS: Mapping[str, int] = {
    "dispatch": 10,
    "acceptance": 12,
    "transfer": 0,
    "hand_back": 13,
    "redispatch": 14,
    "second_review": 0,
    "first_contact": 15,
    "co_opinion": 16,
    "opinion_redo": 0,
    "progress": 0,
    "check": 0,
    "reply": 17,
    "reply_extended": 17,
    "feedback": 18,
    "second_feedback": 0,
    "rehandle": 20,
    "redress": 0,
    "publish": 0,
    "opinion": 0,
    "opinion_community": 0,
    "opinion_town": 0,
    "opinion_hotline": 0,
    "appraisal_objection": 0,
    "appraisal_rectify": 0,
    "opinion_deputy": 0,
}


class UnknownRule(LookupError):
    """No such time limit."""


def code_of(text: str) -> str:
    """The code of a limit named by code or by number (17 is reply). Raises UnknownRule."""
    if text in NUMBERS:
        return text
    found = next((code for code, number in NUMBERS.items() if number and str(number) == text), None)
    if found is None:
        known = "、".join(f"{code}({number})" if number else code for code, number in NUMBERS.items())
        raise UnknownRule(f"没有“{text}”这一时限。可用：{known}")
    return found


# limits that are no setting of their own: somebody's own word, and what stations owe by rule
WORDS = {
    "promise": "承诺完成时限", "contact": "联系期限", "naming": "登记联系对象期限", "frequency": "本期活动期限",
}  # fmt: skip


def label_of(code: str) -> str:
    return CATALOGUE[code].label if code in CATALOGUE else WORDS.get(code, code)


def rule_of(code: str, area: Area | None = None, on: date | None = None) -> Rule:
    """The limit in force in an area on a day (today by default).

    Raises UnknownRule for a code the house does not have, LookupError when nothing is set.
    """
    if code not in NUMBERS:
        raise UnknownRule(f"没有“{code}”这一时限。")
    on = on or timezone.localdate()
    return _rule(code, setting(code, area, on), setting(ROLL, area, on))


@dataclass(frozen=True)
class Value:
    """A dated value as the rule book reads it; path is the area's, "" everywhere."""

    key: str
    path: str
    value: str
    unit: str
    start_event: str
    source: str
    valid_from: date

    @property
    def number(self) -> int:
        return int(self.value)

    @property
    def flag(self) -> bool:
        return self.value == "yes"


class RuleBook:
    """All values of some settings in memory: the limits of thousands of clocks without a look-up each."""

    def __init__(self, values: Iterable[Value]):
        self.values = sorted(values, key=lambda v: (len(v.path), v.valid_from), reverse=True)
        self.known: dict[tuple, Rule] = {}

    def find(self, key: str, path: str, on: date) -> Value:
        """The value in force: nearest area first, then newest. Raises LookupError."""
        for value in self.values:
            if value.key == key and value.valid_from <= on and path.startswith(value.path):
                return value
        raise LookupError(f"参数未设置：{key}")

    def rule(self, code: str, path: str, on: date) -> Rule:
        """The same rule as rule_of for the area with that path."""
        asked = (code, path, on)
        if asked not in self.known:
            self.known[asked] = _rule(code, self.find(code, path, on), self.find(ROLL, path, on))
        return self.known[asked]

    def with_value(self, value: Value) -> "RuleBook":
        """The same book with one value more, or told anew for its day."""
        same = (value.key, value.path, value.valid_from)
        return RuleBook([v for v in self.values if (v.key, v.path, v.valid_from) != same] + [value])


def read_book() -> RuleBook:
    """The values of every limit everywhere, in one query."""
    rows = Setting.objects.filter(key__in=(*NUMBERS, ROLL)).values_list(
        "key", "area__path", "value", "unit", "start_event", "source", "valid_from"
    )
    return RuleBook(Value(key, path or "", *rest) for key, path, *rest in rows)


def _rule(code: str, limit, roll) -> Rule:
    if limit.unit not in UNIT_WORDS:
        raise LookupError(f"{label_of(code)}的单位应为日、工作日或月，现为“{Unit(limit.unit).label}”。")
    return Rule(
        code=code,
        label=label_of(code),
        value=limit.number,
        unit=limit.unit,
        start_event=limit.start_event,
        source=limit.source,
        valid_from=limit.valid_from,
        roll=roll.flag,
        roll_source=roll.source if roll.flag else "",
    )
