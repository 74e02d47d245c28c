"""The unit's contacts with the deputy (面商): what an area asks for, and what is missing (domain rules 15, 25)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offices.limits import setting
from offices.models import Area
from pages.dates import cn_date
from suggestions.choices import ContactStage, ContactState, SignatureState, SuggestionState
from suggestions.groups import shared_contacts
from suggestions.models import Assignment, Contact, Membership
from workflow.transitions import Refused

KEY, CONFIRMED_KEY = "contacts_needed", "contacts_confirmed"
NONE, ONE, THREE, THREE_CLOSE = "none", "one", "three", "three_close"
STAGES = tuple(ContactStage)
# the third meeting is about the finished reply: it comes after drafting, and by the area's rule before sending or closing
BEFORE_DRAFT = (ContactStage.BEFORE, ContactStage.DURING)


def contacts_needed(area: Area) -> str:
    """What the area asks for: "none", "one", "three" or "three_close" (三见面). Unset means one (代表法 art. 51)."""
    try:
        return setting(KEY, area).value
    except LookupError:
        return ONE


def missing(
    needed: str,
    had: Collection[str],
    stages: Collection[ContactStage] = STAGES,
    waiting: Collection[str] = (),
) -> str:
    """Which contacts are still missing, as a sentence; "" when there is none.

    had: the stages of the contacts that count. stages: those that must be there by now.
    waiting: the stages of those that the deputy has still to confirm.
    """
    if needed == ONE and not had:
        if waiting:
            return "面商已登记，待代表确认后才计入。"
        return "尚未登记与代表的面商：请先登记至少一次面商（见面、电话、走访或书面；代表有异议的不算）。"
    if needed not in (THREE, THREE_CLOSE):
        return ""
    lacking = [stage.label for stage in stages if stage not in had and stage not in waiting]
    unsure = [stage.label for stage in stages if stage not in had and stage in waiting]
    told = [f"还缺{'、'.join(lacking)}面商：请先登记。"] if lacking else []
    told += [f"{'、'.join(unsure)}面商已登记，待代表确认后才计入。"] if unsure else []
    return f"本区域要求“三见面”，{''.join(told)}" if told else ""


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
    return {contact.stage for contact in _met(assignment) if contact.state in counts}


def _met(assignment: Assignment) -> list[Contact]:
    return [*assignment.contacts.all(), *shared_contacts(assignment)]


def lacking(parts: Iterable[Assignment], stages: Collection[ContactStage] = STAGES) -> str:
    """What all these parts of one suggestion lack together, as a sentence, or ""."""
    met = [contact for part in parts for contact in _met(part)]
    area = next(iter(parts)).suggestion.area
    counts = counting(area)
    had = {one.stage for one in met if one.state in counts}
    waiting = {one.stage for one in met if one.state == ContactState.LOGGED}
    return missing(contacts_needed(area), had, stages, waiting)


def why_not_drafted(assignment: Assignment) -> str:
    """Which contact must come before the reply is drafted, or ""."""
    return lacking([assignment], BEFORE_DRAFT)


def why_not_sent(assignment: Assignment) -> str:
    """Which contact must come before the reply leaves, or ""."""
    later = contacts_needed(assignment.suggestion.area) == THREE_CLOSE
    return lacking([assignment], BEFORE_DRAFT if later else STAGES)


# --- the same, asked of many suggestions at once


def met_in_round(area: Area, stage: str | None = None) -> QuerySet[Contact]:
    """The contacts that count of the present round of an outer suggestion; of one stage, or of any."""
    of = {"stage": stage} if stage else {}
    return Contact._base_manager.filter(
        suggestion=OuterRef("pk"), assignment__round=OuterRef("round"), state__in=counting(area), **of
    )


def met_in_group(area: Area, stage: str | None = None) -> QuerySet[Contact]:
    """Those that its units had about the others of its group while they were together."""
    subject = OuterRef(OuterRef("pk"))
    own = Assignment._base_manager.filter(suggestion=subject, round=OuterRef(OuterRef("round")))
    mine = _members_at(OuterRef(OuterRef("created_at"))).filter(
        group=OuterRef("group"), suggestion=OuterRef(subject)
    )
    theirs = _members_at(OuterRef("created_at")).filter(Exists(mine), suggestion=OuterRef("suggestion"))
    rows = Contact._base_manager.filter(Exists(theirs)).exclude(suggestion=OuterRef("pk"))
    of = {"stage": stage} if stage else {}
    return rows.filter(assignment__office__in=own.values("office"), state__in=counting(area), **of)


def _members_at(moment: OuterRef) -> QuerySet[Membership]:
    still = Q(left_at=None) | Q(left_at__gte=moment)
    return Membership._base_manager.filter(still, joined_at__lte=moment)


def check_day(on: date, assignment: Assignment, today: date | None = None) -> None:
    """Raise Refused for a day that cannot be that of a contact."""
    if on > (today or timezone.localdate()):
        raise Refused("面商日期不能晚于今天。", "on")
    if on < assignment.sent_on:
        raise Refused(f"面商日期不能早于交办日期（{cn_date(assignment.sent_on)}）。", "on")


def unconfirmed(user: Any) -> QuerySet:
    """What units logged of meeting this deputy, and he has not answered."""
    rows = Contact.objects.visible_to(user).filter(
        state=ContactState.LOGGED, suggestion__state__in=(SuggestionState.DISPATCHED, SuggestionState.REPLIED),
        suggestion__signatures__deputy__user=user,
        suggestion__signatures__state=SignatureState.CONFIRMED,
    )  # fmt: skip
    return rows.select_related("suggestion", "assignment__office").order_by("pk")
