"""What the workflow room does by the clock. The rooms above climb the ladder with chores of their own."""

from datetime import date

from django.urls import reverse

from accounts.models import AdminKind, User
from notices.outbox import Message, post_many
from offices.limits import setting
from workflow.calendar import legal_calendar


def is_workday(day: date) -> bool:
    return legal_calendar().is_workday(day)


def remind_calendar(today: date) -> str:
    """Ask the system administrators for a year that is not confirmed, once a week until it is.

    This year at any time, the next one from the month of the setting on (November: the State Council
    announces the holidays in October or November); on working days.
    """
    calendar = legal_calendar()
    if not calendar.is_workday(today):
        return f"今天{calendar.why(today)}，不发提醒。"
    first_month = setting("calendar_reminder_month", on=today).number
    years = [today.year, today.year + 1] if today.month >= first_month else [today.year]
    missing = [year for year in years if year not in calendar.confirmed]
    if not missing:
        return "工作日历已核定，不需要提醒。"
    keepers = User.objects.filter(admin_kind=AdminKind.SYSTEM, is_active=True).values_list("pk", flat=True)
    week = today.isocalendar()
    url = reverse("workflow:calendar_load")
    told = post_many(
        [
            Message(
                pk,
                "calendar.missing",
                f"calendar:{year}:{week.year}-{week.week}",
                f"请载入{year}年工作日历",
                "国务院办公厅公布放假安排后请尽快载入；载入之前，落入该年的到期日均为暂定。",
                f"{url}?year={year}",
            )
            for pk in keepers
            for year in missing
        ]
    )
    words = "、".join(f"{year}年" for year in missing)
    return f"已提醒{told}人次载入{words}工作日历。" if told else f"{words}工作日历本周已提醒过。"
