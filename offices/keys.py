"""What a setting is: its words, its unit, what may be chosen, and how each kind of setting is made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from offices.choices import StartEvent, Unit

E, U = StartEvent, Unit
NUMBERS = (U.DAYS, U.WORKDAYS, U.MONTHS, U.MINUTES, U.COUNT, U.PERCENT)
SPANS = (U.WORKDAYS, U.DAYS, U.MONTHS)
CEILING: Mapping[str, int] = {
    U.DAYS: 400,
    U.WORKDAYS: 250,
    U.MONTHS: 24,
    U.MINUTES: 1440,
    U.COUNT: 9999,
    U.PERCENT: 100,
}

HANDLING, RULES, STATION, PUBLIC, SECURITY = "办理时限", "办理规则", "联络站", "公众页面", "账号与安全"
GROUPS = (HANDLING, RULES, STATION, PUBLIC, SECURITY)


@dataclass(frozen=True)
class Key:
    """One setting.

    units, events: what may stand beside the value. choices: the values of a CHOICE.
    least, most: bounds of a number; `most` by unit where the law sets one.
    limit: a time limit, changed through the preview of what would move.
    house: the same everywhere, set by the security administrator only.
    counted: the word after a COUNT.
    check: a further test of the value; returns what is wrong, or "".
    """

    key: str
    label: str
    group: str
    units: tuple[Unit, ...]
    events: tuple[StartEvent, ...] = (E.NONE,)
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: Mapping[str, int] = field(default_factory=dict)
    help: str = ""
    limit: bool = False
    house: bool = False
    counted: str = "次"
    check: Callable[[str], str] | None = None

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The values to choose from; empty where one is typed."""
        return (("yes", "是"), ("no", "否")) if self.units == (U.SWITCH,) else self.choices

    def clean(self, value: str, unit: str, event: str) -> str:
        """The value as it is stored. Raises ValidationError, by field, for what may not stand."""
        if unit not in self.units:
            raise ValidationError({"unit": f"“{self.label}”的单位只能是：{labels(self.units)}。"})
        if event not in self.events:
            raise ValidationError({"start_event": f"“{self.label}”的起算事件只能是：{labels(self.events)}。"})
        value = value.strip()
        if wrong := self._wrong(value, unit):
            raise ValidationError({"value": wrong})
        return str(int(value)) if unit in NUMBERS else value

    def _wrong(self, value: str, unit: str) -> str:
        if not value:
            return "请填写值。"
        if self.options:
            return "" if value in dict(self.options) else "请从列出的选项中选择。"
        if unit in NUMBERS:
            if not re.fullmatch(r"[0-9]+", value):
                return "请填写整数。"
            most = self.most.get(unit, CEILING[unit])
            if not self.least <= int(value) <= most:
                word = self.counted if unit == U.COUNT else Unit(unit).label
                many = "个" if unit in (U.WORKDAYS, U.MONTHS) else ""
                return f"须在{self.least}至{most}{many}{word}之间。" + (
                    f"（{self.help}）" if self.help else ""
                )
        return self.check(value) if self.check else ""

    def words(self, value: str, unit: str) -> str:
        """A value as it is read: 7个工作日, 3个月, 是, 主要负责人."""
        if self.options:
            return dict(self.options).get(value, value)
        if unit == U.COUNT:
            return f"{value}{self.counted}"
        long = unit in (U.WORKDAYS, U.MONTHS)
        return f"{value}{'个' if long else ''}{Unit(unit).label}" if unit in NUMBERS else value


def labels(values: tuple) -> str:
    return "、".join(value.label for value in values)


def day_of_year(value: str) -> str:
    """MM-DD, a day that exists every year."""
    match = re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value)
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return "" if match and int(match[2]) <= days[int(match[1]) - 1] else "请填写月-日，例如08-31。"


def letter(value: str) -> str:
    """A number's format: with year and serial number, and no other words in braces than the known ones."""
    names = re.findall(r"\{(\w*)\}", value)
    left = re.sub(r"\{(?:mark|kind|year|number)\}", "", value)
    if names.count("number") == names.count("year") == 1 and not re.search(r"[{}]", left):
        return ""
    return "须含{year}和{number}各一次，例如{mark}〔{year}〕{number}号。"


def span(
    key: str, label: str, *events: StartEvent, help: str = "", most: Mapping[str, int] | None = None
) -> Key:
    return Key(key, label, HANDLING, SPANS, events, least=1, most=most or {}, help=help, limit=True)


def choice(key: str, label: str, group: str, *choices: tuple[str, str], help: str = "") -> Key:
    return Key(key, label, group, (U.CHOICE,), choices=choices, help=help)


def switch(key: str, label: str, group: str, help: str = "") -> Key:
    return Key(key, label, group, (U.SWITCH,), help=help)


def count(key: str, label: str, group: str, counted: str = "次") -> Key:
    return Key(key, label, group, (U.COUNT,), counted=counted)


def yuan(key: str, label: str) -> Key:
    """A yearly amount of a station or deputy."""
    return Key(key, label, STATION, (U.COUNT,), most={U.COUNT: 999_999}, counted="元")


def points(key: str, label: str, help: str = "") -> Key:
    return Key(key, label, STATION, (U.COUNT,), least=0, most={U.COUNT: 100}, counted="分", help=help)


def number(key: str, label: str, help: str) -> Key:
    return Key(key, label, RULES, (U.COUNT,), counted="号", help=help)


def house(
    key: str, label: str, unit: Unit, least: int, most: int, help: str = "", counted: str = "个"
) -> Key:
    return Key(
        key, label, SECURITY, (unit,), least=least, most={unit: most}, help=help, house=True, counted=counted
    )
