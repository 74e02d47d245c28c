"""Who takes part in a suggestion, and in what part: the actors and the people of its lifecycle."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from offices.choices import CONGRESS_KINDS, Role
from offices.limits import setting
from offices.models import Area, Office, Post
from offices.posts import acting_post, holders, holds
from offices.scope import scope_of
from suggestions.choices import AssignmentState, SignatureRole, SignatureState
from suggestions.models import Assignment, Signature, Suggestion


def _loaded(suggestion: Suggestion, relation: str) -> bool:
    """Has the page fetched this relation already? Then asking costs nothing."""
    return relation in getattr(suggestion, "_prefetched_objects_cache", {})


def signatures_of(suggestion: Suggestion) -> Iterable[Signature]:
    """All signatures with deputy; as the page fetched them, else read now."""
    rows = suggestion.signatures.all()
    return rows if _loaded(suggestion, "signatures") else rows.select_related("deputy")


def assignments_of(suggestion: Suggestion) -> list[Assignment]:
    """The assignments of the present round, with their offices."""
    rows = suggestion.assignments.all()
    if not _loaded(suggestion, "assignments"):
        rows = rows.select_related("office")
    return [row for row in rows if row.round == suggestion.round]


def signature_of(suggestion: Suggestion, user: Any) -> Signature | None:
    """This user's own signature, whatever its state."""
    return next((s for s in signatures_of(suggestion) if s.deputy.user_id == user.pk), None)


def co_signed(suggestion: Suggestion) -> QuerySet[Signature]:
    """The co-signers who confirmed."""
    return suggestion.signatures.filter(role=SignatureRole.CO, state=SignatureState.CONFIRMED)


def _principal(user: Any) -> Post | None:
    post = acting_post(user)
    return post.principal if post else None


def congress_office(area: Area) -> Office | None:
    """The congress organ of an area that reviews and dispatches (代表法 art. 51: 办事机构、工作机构 or 主席团)."""
    return Office.objects.filter(area=area, kind__in=CONGRESS_KINDS, active=True).order_by("pk").first()


# --- actors: may this user act in that part?


def is_lead(suggestion: Suggestion, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and suggestion.deputy.user_id == user.pk


def notes_for_lead(suggestion: Suggestion, user: Any) -> bool:
    """The office, for a lead deputy who has no account: what he wants he has written on paper."""
    return suggestion.deputy.user_id is None and is_committee(suggestion, user)


def speaks_for(suggestion: Suggestion, user: Any) -> bool:
    """The lead deputy; after a change of term also the deputy who follows it for him."""
    heir = suggestion.heir
    follows = heir is not None and heir.user_id == user.pk and holds(user, Role.DEPUTY)
    return follows or is_lead(suggestion, user)


def is_signer(suggestion: Suggestion, user: Any) -> bool:
    if not holds(user, Role.DEPUTY):
        return False
    own = signature_of(suggestion, user)
    return own is not None and own.state == SignatureState.CONFIRMED


def is_rater(suggestion: Suggestion, user: Any) -> bool:
    """A signing deputy who is asked for his verdict: each for himself, or the lead for all (domain rule 23)."""
    own = signature_of(suggestion, user) if is_signer(suggestion, user) else None
    return own is not None and own.rates


def is_committee(suggestion: Suggestion, user: Any) -> bool:
    """The congress organ of the suggestion's own area; one above sees it and leaves it alone."""
    post = _principal(user)
    return post is not None and post.role == Role.COMMITTEE and post.area_id == suggestion.area_id


def is_government(suggestion: Suggestion, user: Any) -> bool:
    """The government office that coordinates one of the present units (二级交办)."""
    post = _principal(user)
    if post is None or post.role != Role.GOVERNMENT or not post.office_id:
        return False
    if any(a.office.coordinator_id == post.office_id for a in assignments_of(suggestion)):
        return True
    return suggestion.transfers.filter(round=suggestion.round, office=post.office_id).exists()


def is_enterer(suggestion: Suggestion, user: Any) -> bool:
    """Who entered it from paper: the congress office, or the staff of the station that did."""
    if suggestion.entered_by_id is None:
        return False
    if is_committee(suggestion, user):
        return True
    at = suggestion.entered_station_id
    return (
        at is not None and holds(user, Role.CLERK, Role.STATION_HEAD) and at in scope_of(user).ids("station")
    )


def writes(suggestion: Suggestion, user: Any) -> bool:
    """Whose text it is to change: the lead deputy's; what came on paper, also theirs who entered it."""
    return is_lead(suggestion, user) or is_enterer(suggestion, user)


def is_second(suggestion: Suggestion, user: Any) -> bool:
    """The government office that is asked to review it as well."""
    post = _principal(user)
    asked = suggestion.second_desk_id
    return post is not None and post.role == Role.GOVERNMENT and asked is not None and post.office_id == asked


# --- people: who is told


def committee(suggestion: Suggestion) -> list:
    return holders((Role.COMMITTEE,), area=suggestion.area_id)


def co_signers(suggestion: Suggestion) -> list:
    return [row.deputy.user for row in co_signed(suggestion).select_related("deputy__user")]


def enterer(suggestion: Suggestion) -> list:
    return [suggestion.entered_by] if suggestion.entered_by_id else []


def second(suggestion: Suggestion) -> list:
    return holders((Role.GOVERNMENT,), office=suggestion.second_desk_id) if suggestion.second_desk_id else []


def lead(suggestion: Suggestion) -> list:
    return [suggestion.deputy.user]


def _deputies(suggestion: Suggestion, **where: Any) -> list:
    rows: QuerySet = suggestion.signatures.filter(**where).select_related("deputy__user")
    return [row.deputy.user for row in rows]


def signers(suggestion: Suggestion) -> list:
    """Every deputy who signed, each for himself (逐人, domain rule 22); and who follows it in a new term."""
    heir = [suggestion.heir.user] if suggestion.heir else []
    return [*_deputies(suggestion, state=SignatureState.CONFIRMED), *heir]


def addressees(suggestion: Suggestion) -> list:
    """To whom the reply goes: each signer, or the lead who tells the others (joint_reply, domain rule 22)."""
    return lead(suggestion) if through_the_lead(suggestion) else signers(suggestion)


def through_the_lead(suggestion: Suggestion) -> bool:
    """Does the lead deputy pass the reply on: by the area's rule, or because he agreed to it?"""
    rule = setting("joint_reply", suggestion.area).value
    if rule != "consent":
        return rule == "lead"
    replies = suggestion.replies.filter(assignment__round=suggestion.round, sent_on__isnull=False)
    relayed = list(replies.values_list("lead_relays", flat=True))
    return bool(relayed) and all(relayed)


def invited(suggestion: Suggestion) -> list:
    return _deputies(suggestion, state=SignatureState.INVITED)


def _present(suggestion: Suggestion) -> list[Office]:
    rows = suggestion.assignments.filter(round=suggestion.round).exclude(state=AssignmentState.REVOKED)
    return [row.office for row in rows.select_related("office")]


def units(suggestion: Suggestion) -> list:
    """The people of the units that handle it now."""
    return holders((Role.HANDLER, Role.UNIT_HEAD), office__in=[office.pk for office in _present(suggestion)])


def government(suggestion: Suggestion) -> list:
    coordinators = {office.coordinator_id for office in _present(suggestion)} - {None}
    coordinators |= set(suggestion.transfers.filter(round=suggestion.round).values_list("office", flat=True))
    return holders((Role.GOVERNMENT,), office__in=coordinators)
