"""Dates and days in words."""

import datetime as dt

from django.utils import timezone


def cn_date(value: dt.date | dt.datetime | None) -> str:
    """2026年11月20日, in local time; nothing for nothing."""
    if value is None:
        return ""
    day = local(value)
    return f"{day.year}年{day.month}月{day.day}日"


def cn_datetime(value: dt.datetime | None) -> str:
    """2026年11月20日 09:05, in local time."""
    if value is None:
        return ""
    moment = local(value)
    return f"{cn_date(value)} {moment:%H:%M}"


def local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """An aware moment in the site's time zone; dates and naive moments as they are."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def days_left(due_on: dt.date | None, today: dt.date | None = None) -> str:
    """还剩3天, 今天到期, 已超期5天: calendar days from today to due_on."""
    if due_on is None:
        return ""
    days = (due_on - (today or timezone.localdate())).days
    if days == 0:
        return "今天到期"
    return f"还剩{days}天" if days > 0 else f"已超期{-days}天"


def urgency(due_on: dt.date | None, today: dt.date | None = None) -> str:
    """The colour of a due date: red when late or due today, orange within three days, grey later."""
    if due_on is None:
        return ""
    days = (due_on - (today or timezone.localdate())).days
    if days <= 0:
        return "red"
    return "orange" if days <= 3 else "grey"
