"""The unit's contacts with the deputy (面商): what an area asks for, and what is missing (domain rules 15, 25)."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from offices.limits import setting
from offices.models import Area
from pages.dates import cn_date
from suggestions.choices import ContactStage, ContactState
from suggestions.groups import shared_contacts
from suggestions.models import Assignment
from workflow.transitions import Refused

KEY, CONFIRMED_KEY = "contacts_needed", "contacts_confirmed"
NONE, ONE, THREE = "none", "one", "three"
STAGES = tuple(ContactStage)
# the third meeting is about the finished reply, so it may come after drafting and must come before sending
BEFORE_DRAFT = (ContactStage.BEFORE, ContactStage.DURING)


def contacts_needed(area: Area) -> str:
    """What the area asks for: "none", "one" or "three" (三见面). Unset means one (代表法 art. 51)."""
    try:
        return setting(KEY, area).value
    except LookupError:
        return ONE


def missing(needed: str, had: Collection[str], stages: Collection[ContactStage] = STAGES) -> str:
    """Which contacts are still missing, as a sentence; "" when there is none.

    had: the stages of the contacts logged. stages: those that must be there by now.
    """
    if needed == ONE and not had:
        return "尚未登记与代表的面商：请先登记至少一次面商（见面、电话、走访或书面；代表有异议的不算）。"
    if needed == THREE and (lacking := [stage.label for stage in stages if stage not in had]):
        return f"本区域要求“三见面”，还缺{'、'.join(lacking)}面商：请先登记。"
    return ""


def counting(area: Area) -> tuple[str, ...]:
    """The states in which a contact counts: never one that the deputy disputes, and only a confirmed one where asked."""
    try:
        confirmed = setting(CONFIRMED_KEY, area).flag
    except LookupError:
        confirmed = False
    return (ContactState.CONFIRMED,) if confirmed else (ContactState.CONFIRMED, ContactState.LOGGED)


def stages_had(assignment: Assignment) -> set[str]:
    """The stages at which this unit met the deputy, as the page fetched them or read now."""
    counts = counting(assignment.suggestion.area)
    met = [*assignment.contacts.all(), *shared_contacts(assignment)]
    return {contact.stage for contact in met if contact.state in counts}


def why_not_drafted(assignment: Assignment) -> str:
    """Which contact must come before the reply is drafted, or ""."""
    return missing(contacts_needed(assignment.suggestion.area), stages_had(assignment), BEFORE_DRAFT)


def why_not_sent(assignment: Assignment) -> str:
    """Which contact must come before the reply leaves, or ""."""
    return missing(contacts_needed(assignment.suggestion.area), stages_had(assignment))


def check_day(on: date, assignment: Assignment, today: date | None = None) -> None:
    """Raise Refused for a day that cannot be that of a contact."""
    if on > (today or timezone.localdate()):
        raise Refused("面商日期不能晚于今天。", "on")
    if on < assignment.sent_on:
        raise Refused(f"面商日期不能早于交办日期（{cn_date(assignment.sent_on)}）。", "on")
