"""Who takes part in one unit's part of a suggestion: the actors and the people of the assignment's lifecycle."""

from typing import Any

from django.db.models import QuerySet

from offices.choices import OfficeKind, Role
from offices.models import Post
from offices.posts import acting_post, holders
from suggestions import roles
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment


def _principal(user: Any) -> Post | None:
    post = acting_post(user)
    return post.principal if post else None


# --- actors


def is_unit(assignment: Assignment, user: Any) -> bool:
    """The unit's handlers; its head may do their work too."""
    post = _principal(user)
    return (
        post is not None
        and post.role in (Role.HANDLER, Role.UNIT_HEAD)
        and post.office_id == assignment.office_id
    )


def is_head(assignment: Assignment, user: Any) -> bool:
    """The unit's head, who signs (主要负责人签发, domain rule 24)."""
    return is_unit(assignment, user) and _principal(user).role == Role.UNIT_HEAD


def is_dispatcher(assignment: Assignment, user: Any) -> bool:
    """Who decides on a hand-back: whoever dispatched (domain rule 38).

    What the congress organ dispatched the unit's coordinating government office may decide too, as its referee.
    """
    post = _principal(user)
    if post is not None and post.role == Role.GOVERNMENT and post.office_id:
        return post.office_id in (assignment.office.coordinator_id, assignment.dispatcher_id)
    return roles.is_committee(assignment.suggestion, user) and not second_tier(assignment)


def second_tier(assignment: Assignment) -> bool:
    """Was it a government office that gave the unit its part (二级交办)?"""
    return assignment.dispatcher.kind == OfficeKind.GOVERNMENT


def is_lead_unit(assignment: Assignment, user: Any) -> bool:
    """The unit that answers for a co-unit's round: it may ask for a better opinion."""
    post = _principal(user)
    if (
        assignment.role != AssignmentRole.CO
        or post is None
        or post.role not in (Role.HANDLER, Role.UNIT_HEAD)
    ):
        return False
    return _leads(assignment).filter(office=post.office_id).exists()


def _leads(assignment: Assignment) -> QuerySet[Assignment]:
    return Assignment._base_manager.filter(
        suggestion=assignment.suggestion_id, round=assignment.round, role=AssignmentRole.LEAD
    ).exclude(state=AssignmentState.REVOKED)


# --- people


def holders_of(office: int) -> list:
    """The people of a unit."""
    return holders((Role.HANDLER, Role.UNIT_HEAD), office=office)


def unit(assignment: Assignment) -> list:
    return holders((Role.HANDLER, Role.UNIT_HEAD), office=assignment.office_id)


def heads(assignment: Assignment) -> list:
    return holders((Role.UNIT_HEAD,), office=assignment.office_id)


def dispatchers(assignment: Assignment) -> list:
    """The congress organ, and the government office that coordinates the unit; of a second-tier part, the latter alone."""
    if second_tier(assignment):
        return holders((Role.GOVERNMENT,), office=assignment.dispatcher_id)
    found = roles.committee(assignment.suggestion)
    if assignment.office.coordinator_id:
        found += holders((Role.GOVERNMENT,), office=assignment.office.coordinator_id)
    return found


def lead_unit(assignment: Assignment) -> list:
    """The people of the unit that answers (主办) in the same round."""
    return holders((Role.HANDLER, Role.UNIT_HEAD), office__in=_leads(assignment).values("office"))


def signers(assignment: Assignment) -> list:
    return roles.signers(assignment.suggestion)
