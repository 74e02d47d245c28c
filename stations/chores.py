"""What happens to opinions by the clock."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from stations.models import OpinionClock, OpinionReminder, Staff
from workflow.ladder import climb
from workflow.models import RungTo


def remind_opinions(today: date) -> str:
    """Let every open clock of an opinion climb the ladder; what was told before is not told again."""
    fields = ("subject__number", "subject__station_id")
    return climb(OpinionClock, OpinionReminder, today, words=words, fields=fields, people=people).sentence


def words(row: Mapping[str, Any]) -> tuple[str, str]:
    """The opinion by its number alone, which betrays nothing of a confidential one, and its address."""
    return f"意见{row['subject__number']}", reverse("stations:opinion", args=(row["subject_id"],))


def people(rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, list[int]]]:
    """The station that sent the opinion hears of it where the dispatcher does."""
    wanted = {row["subject__station_id"] for row in rows}
    staff: dict[int, list[int]] = {}
    today_staff = Staff.objects.filter(station__in=wanted, ends_on=None, post__user__is_active=True)
    for station, user in today_staff.values_list("station_id", "post__user_id"):
        staff.setdefault(station, []).append(user)
    return {row["id"]: {RungTo.DISPATCHER: staff.get(row["subject__station_id"], [])} for row in rows}
