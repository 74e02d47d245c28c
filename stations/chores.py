"""What happens to opinions by the clock."""

from datetime import date
from itertools import chain

from django.db.models import Value
from django.db.models.functions import Concat

from pages.among import among
from stations.models import OpinionClock, OpinionReminder, Staff
from workflow.ladder import climb
from workflow.models import RungTo
from workflow.telling import Clocks, Told, Words, page_of


def remind_opinions(today: date) -> str:
    """Let every open clock of an opinion climb the ladder; what was told before is not told again."""
    return climb(OpinionClock, OpinionReminder, today, words()).sentence


def people(clocks: Clocks) -> Told:
    """The station that sent the opinion hears of it where the dispatcher does."""
    staff = Staff.objects.filter(
        among("station__opinions__clocks", chain.from_iterable(clocks.values())),
        ends_on=None,
        post__user__is_active=True,
    )
    for clock, user in staff.values_list("station__opinions__clocks", "post__user_id"):
        yield clock, RungTo.DISPATCHER, user


def words() -> Words:
    """The opinion by its number alone, which betrays nothing of a confidential one."""
    return Words(Concat(Value("意见"), "subject__number"), page_of("stations:opinion", "subject_id"), people)
