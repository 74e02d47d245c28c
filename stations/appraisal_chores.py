"""What the clock does for appraisals: results stand once nobody objected, and limits are reminded of."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from stations.appraisal_lifecycle import APPRAISAL, GOOD
from stations.grades import AppraisalState, Grade
from stations.models import Appraisal, AppraisalClock, AppraisalReminder, Staff
from workflow.ladder import climb
from workflow.lifecycle import perform
from workflow.models import RungTo
from workflow.transitions import OutOfStep, Refused


def settle_appraisals(today: date) -> str:
    """Let results stand whose days for an objection are over. The loss of a plate is left to people."""
    done = 0
    for action, grades in (("confirm", GOOD), ("demand", (Grade.RECTIFY,))):
        rows = Appraisal._base_manager.filter(
            state=AppraisalState.ANNOUNCED, grade__in=grades, due_on__lt=today
        )
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            done += _settle(pk, action)
    return f"考评结果生效{done}个"


def _settle(pk: int, action: str) -> int:
    try:
        perform(APPRAISAL, pk, action, None, note="异议期满，按期生效")
    except (OutOfStep, Refused):
        return 0
    return 1


def remind_appraisals(today: date) -> str:
    """Let every open clock of an appraisal climb the ladder; what was told before is not told again."""
    fields = ("subject__station__name", "subject__station_id")
    return climb(AppraisalClock, AppraisalReminder, today, words=words, fields=fields, people=people).sentence


def words(row: Mapping[str, Any]) -> tuple[str, str]:
    return f"{row['subject__station__name']}考评", reverse("stations:appraisal", args=(row["subject_id"],))


def people(rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, list[int]]]:
    """All staff of the station hear of it where the holder does."""
    staff: dict[int, list[int]] = {}
    wanted = {row["subject__station_id"] for row in rows}
    there = Staff._base_manager.filter(station__in=wanted, ends_on=None, post__user__is_active=True)
    for station, user in there.values_list("station_id", "post__user_id"):
        staff.setdefault(station, []).append(user)
    return {row["id"]: {RungTo.HOLDER: staff.get(row["subject__station_id"], [])} for row in rows}
