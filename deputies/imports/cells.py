"""Reading one cell as people mean it. Pure: a value in, a value out, or Unreadable with what to do."""

import datetime as dt
import re
import unicodedata
from typing import Any

from deputies.choices import Gender, GroupDuty, Level
from pages.fields import PHONE_HELP, normalise_phone, validate_phone

CLEAR = "清空"  # what a user writes to empty a cell of the registry; a blank cell changes nothing
MASKED = re.compile(r"\d*\*{2,}\d*")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f]")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_FORMULA_FAULT = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!)")
_MONTH = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*(?:月|[./\-]\s*\d{1,2}\s*日?)?(?:\s*\d{1,2}\s*日)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(?:\d{2})?")
_SERIALS = range(3654, 73051)  # Excel's day numbers of 1910 to 2100
_SEPARATORS = re.compile("[、;,\n\uff1b\uff0c]")
_NUMERALS = {"〇": 0, "零": 0, **{sign: value for value, sign in enumerate("一二三四五六七八九", 1)}}
_TITLES = {
    "全国": Level.NATION, "国家": Level.NATION, "国家级": Level.NATION, "全国级": Level.NATION,
    "省": Level.PROVINCE, "省级": Level.PROVINCE, "自治区": Level.PROVINCE, "直辖市": Level.PROVINCE,
    "市": Level.CITY, "市级": Level.CITY, "地市级": Level.CITY, "设区的市": Level.CITY, "自治州": Level.CITY,
    "县": Level.COUNTY, "区": Level.COUNTY, "县级": Level.COUNTY, "区级": Level.COUNTY,
    "县区级": Level.COUNTY,
    "区县级": Level.COUNTY, "县市区": Level.COUNTY, "县(市、区)": Level.COUNTY, "县(市、区)级": Level.COUNTY,
    "乡": Level.TOWN, "镇": Level.TOWN, "乡级": Level.TOWN, "镇级": Level.TOWN, "乡镇": Level.TOWN,
    "乡镇级": Level.TOWN, "乡(镇)": Level.TOWN, "乡(镇)级": Level.TOWN, "县(区)": Level.COUNTY,
    "县(区)级": Level.COUNTY,
}  # fmt: skip


class Unreadable(ValueError):
    """A cell that cannot be taken; its text says what to write instead."""


def text(value: Any) -> str:
    """A cell as trimmed text: whole numbers without .0, wide signs narrow, one space for many."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = _INVISIBLE.sub("", unicodedata.normalize("NFKC", str(value)))
    found = re.sub(r"\s+", " ", found).strip()
    if _FORMULA_FAULT.fullmatch(found):
        raise Unreadable(f"公式结果出错（{found}），请改为填写内容本身。")
    return found


def prose(value: Any) -> str:
    """Trimmed text that keeps its Chinese punctuation."""
    found = re.sub(r"\s+", " ", _INVISIBLE.sub("", str(value) if isinstance(value, str) else text(value)))
    found = found.replace("\u3000", " ").strip()
    if _FORMULA_FAULT.fullmatch(found):
        text(found)
    return found.translate(_NARROW)


# wide digits and letters only: 全角标点 is how Chinese is written
_NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def name(value: Any) -> str:
    """A person's name: 张 三 is 张三, but 买买提·艾力 and Latin names keep their parts."""
    return _HAN_GAP.sub("", prose(value)).replace("•", "·").replace("・", "·")


def code(value: Any) -> str:
    """A number of the registry or a certificate: no spaces inside."""
    return text(value).replace(" ", "")


def postcode(value: Any) -> str:
    """Six digits; a sheet that dropped the leading zero gets it back."""
    found = text(value).replace(" ", "")
    if not re.fullmatch(r"\d{5,6}", found):
        raise Unreadable("请填写6位数字的邮政编码。")
    return found.zfill(6)


def ethnicity(value: Any) -> str:
    """汉 is 汉族."""
    found = name(value)
    return f"{found}族" if 0 < len(found) <= 3 and not found.endswith("族") else found


def gender(value: Any) -> str:
    found = text(value).removesuffix("性")
    for choice in Gender:
        if found in (choice.label, choice.value):
            return choice.value
    raise Unreadable("性别只能填写“男”或“女”。")


def level(value: Any) -> str:
    """One of the five levels; the ways people write them are understood."""
    found = text(value).removesuffix("代表").removesuffix("人大")
    if found in _TITLES:
        return _TITLES[found].value
    raise Unreadable(f"层级只能填写{'、'.join(Level.labels)}之一。")


def ordinal(value: Any) -> int:
    """The number of a term: 16, 第16届, 第十六届, 十六."""
    found = text(value).replace(" ", "").removeprefix("第").removesuffix("届")
    number = int(found) if found.isascii() and found.isdigit() else _chinese_number(found)
    if not 1 <= number <= 99:
        raise Unreadable("届次请填写数字，例如17或第十七届。")
    return number


def _chinese_number(found: str) -> int:
    """十六, 二十, 二十一; 0 for what is none."""
    tens, ten, ones = found.rpartition("十")
    if any(sign not in _NUMERALS for sign in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def month(value: Any, today: dt.date) -> dt.date:
    """A month of birth as its first day: 2020年5月, 2020-05, 2020/5/1, 202005, an Excel date."""
    found = _month(value)
    if found.year < 1900 or found > today:
        raise Unreadable("出生年月不能晚于今天，也不能早于1900年。")
    if (today.year - found.year, today.month) < (18, found.month):
        raise Unreadable("未满18周岁不能当选代表，请核对出生年月。")
    return found


def _month(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, 1)
    if isinstance(value, int) and value in _SERIALS:
        return (dt.date(1899, 12, 30) + dt.timedelta(days=value)).replace(day=1)
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", str(value)):
        raise Unreadable("分不清1月和10月，请写成1970-01或1970-10。")
    found = text(value)
    match = _MONTH.fullmatch(found) or _DIGITS.fullmatch(found)
    if match and 1 <= int(match[2]) <= 12 and int(match[1]) > 0:
        return dt.date(int(match[1]), int(match[2]), 1)
    raise Unreadable("日期认不出来，请写成1970-05或1970年5月。")


def phone(value: Any) -> str:
    """A normalised phone; a masked one (138****5678) comes back as it is, for the caller to compare."""
    found = text(value)
    if MASKED.fullmatch(found):
        return found
    normal = normalise_phone(found)
    try:
        validate_phone(normal)
    except ValueError:
        raise Unreadable(PHONE_HELP) from None
    except Exception as error:  # ValidationError is no ValueError
        raise Unreadable(PHONE_HELP) from error
    return normal


def several(value: Any) -> tuple[str, ...]:
    """Names with 、 or ; between them, each once."""
    parts = _SEPARATORS.split(prose(value))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def duties(value: Any) -> tuple[str, ...]:
    """Duties in groups, one for each group named beside them."""
    labels = {choice.label: choice.value for choice in GroupDuty} | {"成员": GroupDuty.MEMBER.value}
    parts = [part.strip() for part in _SEPARATORS.split(prose(value)) if part.strip()]
    if unknown := [part for part in parts if part not in labels]:
        raise Unreadable(f"组内职务“{unknown[0]}”认不出来，只能填写{'、'.join(GroupDuty.labels)}。")
    return tuple(labels[part] for part in parts)
