"""Rules of handling groups (并案不并号, domain rule 36): who may be in one, and what its members share.

Nothing is copied: contacts, co-opinions and reply texts of the others are read
as far as they came while both were in the group. So leaving keeps what was
shared, and undoing a joining leaves everything exactly as it was before.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.timezone import localdate

from offices.models import Office
from suggestions.choices import AssignmentRole, SuggestionState
from suggestions.models import (
    Assignment,
    Contact,
    HandlingGroup,
    Membership,
    ProgressReport,
    Reply,
    Suggestion,
)
from workflow.transitions import Refused, Step

OPEN = (SuggestionState.REGISTERED, SuggestionState.DISPATCHED)


def seats_of(suggestion: Suggestion) -> list[Membership]:
    """Every membership, past ones too; as the case page fetched them (casefile.reading), or read now."""
    fetched = getattr(suggestion, "seats", None)
    if fetched is None:
        return list(suggestion.memberships.order_by("pk"))
    return [_drawn(suggestion, one) for one in fetched]


def _drawn(suggestion: Suggestion, row: dict[str, Any]) -> Membership:
    moments = {
        name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("joined_at", "left_at")
    }
    return Membership(pk=row["id"], group_id=row["group_id"], suggestion=suggestion, **moments)


def seat_of(suggestion: Suggestion) -> Membership | None:
    """The present membership."""
    return next((seat for seat in seats_of(suggestion) if seat.left_at is None), None)


def spans(suggestion: Suggestion) -> dict[int, list[tuple[datetime, datetime]]]:
    """Key of another suggestion -> the spans in which both were in one group; two queries, none for the ungrouped."""
    own = seats_of(suggestion)
    if not own:
        return {}
    now, found = timezone.now(), {}
    others = Membership._base_manager.filter(group__in=[seat.group_id for seat in own])
    for other in others.exclude(suggestion=suggestion):
        for seat in own:
            since, until = (
                max(seat.joined_at, other.joined_at),
                min(seat.left_at or now, other.left_at or now),
            )
            if seat.group_id == other.group_id and since < until:
                found.setdefault(other.suggestion_id, []).append((since, until))
    return found


def _together(found: dict[int, list[tuple[datetime, datetime]]], moment: str) -> Q:
    """Rows of the others whose moment lies in a span together."""
    wanted = Q(pk__in=())
    for suggestion, times in found.items():
        for since, until in times:
            wanted |= Q(suggestion=suggestion, **{f"{moment}__gte": since, f"{moment}__lte": until})
    return wanted


def shared_contacts(assignment: Assignment) -> list[Contact]:
    """The contacts that the same unit had about the others while they were together."""
    found = spans(assignment.suggestion)
    if not found:
        return []
    rows = Contact._base_manager.filter(
        _together(found, "created_at"), assignment__office=assignment.office_id
    )
    return list(rows.select_related("suggestion").order_by("on", "pk"))


def shared_opinions(assignment: Assignment) -> list[Assignment]:
    """The co-units' opinions on the others that came while they were together (day by day)."""
    found = spans(assignment.suggestion)
    if not found:
        return []
    days = {
        pk: [(localdate(since), localdate(until)) for since, until in times] for pk, times in found.items()
    }
    rows = Assignment._base_manager.filter(_together(days, "opinion_on"), role=AssignmentRole.CO)
    return list(rows.select_related("office", "suggestion").order_by("pk"))


def shared_progress(suggestion: Suggestion) -> list[ProgressReport]:
    """What units reported on the others while they were together (day by day)."""
    found = spans(suggestion)
    if not found:
        return []
    days = {
        pk: [(localdate(since), localdate(until)) for since, until in times] for pk, times in found.items()
    }
    rows = ProgressReport._base_manager.filter(_together(days, "on"))
    told = list(rows.select_related("assignment__office", "suggestion").order_by("on", "pk"))
    for row in told:
        row.shared = True  # said of another one: the page names which
    return told


def companion_parts(assignment: Assignment) -> list[Assignment]:
    """The same unit's parts of the present companions, in their present rounds."""
    seat = seat_of(assignment.suggestion)
    if seat is None:
        return []
    others = Membership._base_manager.filter(group=seat.group_id, left_at__isnull=True)
    rows = Assignment._base_manager.filter(
        suggestion__in=others.values("suggestion"), office=assignment.office_id, round=F("suggestion__round")
    )
    return list(rows.exclude(pk=assignment.pk).select_related("suggestion__area", "office").order_by("pk"))


def shared_reply(assignment: Assignment) -> Reply | None:
    """The newest reply of the same unit to one of the present companions: a text to begin with."""
    seat = seat_of(assignment.suggestion)
    if seat is None:
        return None
    others = Membership._base_manager.filter(group=seat.group_id, left_at__isnull=True)
    rows = Reply._base_manager.filter(
        suggestion__in=others.values("suggestion"), assignment__office=assignment.office_id
    )
    return (
        rows.exclude(suggestion=assignment.suggestion_id).select_related("suggestion").order_by("-pk").first()
    )


# --- joining and leaving


def why_not_joined(suggestion: Suggestion) -> str:
    """Why a suggestion cannot be in a group at all, or ""."""
    if suggestion.confidential:
        return "保密办理的建议不并案。"
    if suggestion.state == SuggestionState.DISPATCHED and suggestion.lead_office_id is None:
        return "分别办理的建议没有主办单位，不能并案。"
    return ""


def not_free(suggestion: Suggestion) -> str:
    return "已在并案中，请先退出。" if seat_of(suggestion) else why_not_joined(suggestion)


def not_in_one(suggestion: Suggestion) -> str:
    return "" if seat_of(suggestion) else "这件建议没有并案。"


def why_not_as_before(suggestion: Suggestion) -> str:
    """Why a joining cannot be undone, or "": a reply that was written in the group stays written."""
    seat = seat_of(suggestion)
    if seat is None:
        return not_in_one(suggestion)
    drafted = suggestion.assignments.filter(events__action="draft_reply", events__at__gte=seat.joined_at)
    return "并案后已拟写答复，不能撤销，只能退出并案。" if drafted.exists() else ""


def join(step: Step) -> None:
    """Into a group of the same area with the same lead unit; number, deputies, clock, reply and rating stay its own."""
    suggestion, group = (
        step.subject,
        HandlingGroup._base_manager.select_for_update().get(pk=step.data["group"].pk),
    )
    lead = suggestion.lead_office if suggestion.state == SuggestionState.DISPATCHED else None
    if group.area_id != suggestion.area_id:
        raise Refused("只能与本区域的建议并案。", "group")
    if lead and group.lead_office_id not in (None, lead.pk):
        raise Refused(
            f"{suggestion}由{lead}主办，与本并案的主办单位{group.lead_office}不同，不能并案。", "group"
        )
    if lead and group.lead_office_id is None:
        group.lead_office = lead
        group.save(update_fields=["lead_office"])
    Membership.objects.create(
        group=group, suggestion=suggestion, joined_at=timezone.now(), joined_by=step.actor
    )


def leave(step: Step) -> None:
    """At any time; what was shared until now stays shared."""
    suggestion = step.subject
    suggestion.memberships.filter(left_at__isnull=True).update(left_at=timezone.now())


def undo_join(step: Step) -> None:
    """As if it had never joined: it reads nothing of the others any more, nor they of it."""
    step.subject.memberships.filter(left_at__isnull=True).delete()


def check_lead(suggestion: Suggestion, lead: Office | None, instead_of: Office | None = None) -> None:
    """Raise Refused when a member would be dispatched to another lead unit than its group's; the first one sets it.

    instead_of: the government office that passes it on.
    """
    seat = seat_of(suggestion)
    if seat is None:
        return
    group = HandlingGroup._base_manager.select_for_update().get(pk=seat.group_id)
    open_to = {None, lead.pk if lead else None, instead_of.pk if instead_of else None}
    if lead is None or group.lead_office_id not in open_to:
        wanted = group.lead_office or "同一主办单位"
        raise Refused(f"本建议已并案，应由{wanted}主办；要交其他单位，请先退出并案。", "lead")
    if group.lead_office_id != lead.pk:
        group.lead_office = lead
        group.save(update_fields=["lead_office"])


def part_ways(suggestion: Suggestion, office: Office) -> str:
    """Another lead unit has it now: it leaves its group; in words what happened, or ""."""
    seat = seat_of(suggestion)
    if seat is None or HandlingGroup._base_manager.filter(pk=seat.group_id, lead_office=office).exists():
        return ""
    suggestion.memberships.filter(left_at__isnull=True).update(left_at=timezone.now())
    return "主办单位改变，已退出并案。"
