"""Dates and days in words. A list page writes hundreds of them, so nothing here goes through strftime."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils import timezone

TENTATIVE = "（暂定）"  # behind a due day that rests on a year whose holidays are not announced
FURTHEST = 30  # years ahead; a day beyond is a slip of the finger


def why_not_ahead(day: dt.date) -> str:
    """Why a day by which something is to be done cannot be meant, or ""."""
    if day <= today():
        return f"须晚于今天（{cn_date(today())}）。"
    return too_far(day)


def too_far(day: dt.date) -> str:
    """Why its year is a slip, or ""."""
    return f"在{FURTHEST}年以后，请核对年份。" if day.year > today().year + FURTHEST else ""


def cn_date(value: dt.date | dt.datetime | None) -> str:
    """2026年11月20日, in local time; nothing for nothing."""
    if value is None:
        return ""
    day = local(value)
    return f"{day.year}年{day.month}月{day.day}日"


def due_date(value: dt.date | None, provisional: bool) -> str:
    """A due day in words, and whether it is to be reckoned anew."""
    return cn_date(value) + tentative(provisional and value is not None)


def tentative(provisional: bool) -> str:
    return TENTATIVE if provisional else ""


def cn_datetime(value: dt.datetime | None) -> str:
    """2026年11月20日 09:05, in local time."""
    if value is None:
        return ""
    at = local(value)
    return f"{at.year}年{at.month}月{at.day}日 {at.hour:02}:{at.minute:02}"


def local(value: dt.date | dt.datetime) -> Any:
    """An aware moment in the site's time zone; days and naive moments as they are."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_default_timezone())
    return value


def today() -> dt.date:
    """The day it is at the site: what timezone.localdate() says, by a shorter way, for what asks at every row."""
    return local(timezone.now()).date()


@lru_cache(maxsize=5000)
def date_html(value: dt.date) -> str:
    """A day in words that machines can read too."""
    day = local(value)
    words = f"{day.year}年{day.month}月{day.day}日"
    return f'<time datetime="{day.year}-{day.month:02}-{day.day:02}">{words}</time>'


def datetime_html(value: dt.datetime) -> str:
    """A moment in words that machines can read too."""
    at = local(value)
    machine = f"{at.year}-{at.month:02}-{at.day:02}T{at.hour:02}:{at.minute:02}"
    return f'<time datetime="{machine}">{cn_datetime(at)}</time>'


def days_left(due_on: dt.date | None, on: dt.date | None = None) -> str:
    """还剩3天, 今天到期, 已超期5天: calendar days from `on` (today) to due_on."""
    if due_on is None:
        return ""
    days = (due_on - (on or today())).days
    if days == 0:
        return "今天到期"
    return f"还剩{days}天" if days > 0 else f"已超期{-days}天"


def urgency(due_on: dt.date | None, on: dt.date | None = None) -> str:
    """The colour of a due date: red when late or due today, orange within three days, grey later."""
    if due_on is None:
        return ""
    days = (due_on - (on or today())).days
    if days <= 0:
        return "red"
    return "orange" if days <= 3 else "grey"
