"""What the clock does for appraisals: results stand once nobody objected, and limits are reminded of."""

from datetime import date
from itertools import chain

from django.db.models import Value
from django.db.models.functions import Concat

from pages.among import among
from stations.appraisal_lifecycle import APPRAISAL, GOOD
from stations.grades import AppraisalState, Grade
from stations.models import Appraisal, AppraisalClock, AppraisalReminder, Staff
from workflow.ladder import climb
from workflow.lifecycle import perform
from workflow.models import RungTo
from workflow.telling import Clocks, Told, Words, page_of
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
    return climb(AppraisalClock, AppraisalReminder, today, words()).sentence


def people(clocks: Clocks) -> Told:
    """All staff of the station hear of it where the holder does."""
    there = Staff._base_manager.filter(
        among("station__appraisals__clocks", chain.from_iterable(clocks.values())),
        ends_on=None,
        post__user__is_active=True,
    )
    for clock, user in there.values_list("station__appraisals__clocks", "post__user_id"):
        yield clock, RungTo.HOLDER, user


def words() -> Words:
    named = Concat("subject__station__name", Value("考评"))
    return Words(named, page_of("stations:appraisal", "subject_id"), people)
