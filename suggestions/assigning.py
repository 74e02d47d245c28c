"""Which units handle a suggestion: checking a plan and making its assignments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from offices.choices import CONGRESS_KINDS, OfficeKind, Role
from offices.models import Area, Office
from offices.posts import acting_post
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.clockwork import start_transfer
from suggestions.models import Assignment, AssignmentEvent, Suggestion, Transfer
from suggestions.transfers import DIRECT, TWO, check_tier, is_tier, tiers_of
from workflow.transitions import Refused

Check = Callable[[Office, Area, str], None]
NEVER = (*CONGRESS_KINDS, OfficeKind.GOVERNMENT)


def units_of(*areas: Any) -> Any:
    """The offices of these areas (or their keys) that may handle a suggestion: 承办单位, courts, procuratorate, supervisors."""
    return Office.objects.filter(area__in=areas, active=True).exclude(kind__in=NEVER)


def recipients_of(area: Area) -> Any:
    """To whom the congress office may dispatch: units, and government offices that pass on (dispatch_tiers)."""
    rows = Office.objects.filter(area=area, active=True).exclude(kind__in=CONGRESS_KINDS)
    tiers = tiers_of(area)
    if tiers == DIRECT:
        return rows.exclude(kind=OfficeKind.GOVERNMENT)
    return rows.filter(coordinator=None) if tiers == TWO else rows


def sendable_by(user: Any, area: Area) -> Any:
    """To whom this person may give a part: a government office to its own units, a congress office by the area's rule."""
    post = acting_post(user)
    own = post.principal if post else None
    if own and own.role == Role.GOVERNMENT:
        return units_of(area).filter(coordinator=own.office_id)
    return recipients_of(area)


@dataclass(frozen=True)
class Plan:
    """Who handles it: one lead with co-units (主办、协办), or two or more separate units (分办)."""

    lead: Office | None = None
    co: tuple[Office, ...] = ()
    separate: tuple[Office, ...] = ()

    def parts(self) -> list[tuple[str, Office, AssignmentRole]]:
        """(form field, office, role) of every part."""
        found = [("lead", self.lead, AssignmentRole.LEAD)] if self.lead else []
        found += [("co", office, AssignmentRole.CO) for office in self.co]
        return found + [("separate", office, AssignmentRole.SEPARATE) for office in self.separate]

    def check(self, area: Area, may: "Check | None" = None, whole: bool = True) -> None:
        """Raise Refused, naming the field, for a plan the rules do not know (domain rule 35).

        may: which offices may take part (check_recipient unless said); whole: not just one role's share of a case.
        """
        if whole:
            self.check_roles()
        seen: set[int] = set()
        for field, office, _ in self.parts():
            (may or check_recipient)(office, area, field)
            if office.pk in seen:
                raise Refused(f"“{office}”重复选择。", field)
            seen.add(office.pk)

    def check_roles(self) -> None:
        """Raise Refused, naming the field, where the roles do not go together, whatever the offices."""
        if self.lead and self.separate:
            raise Refused("主办与分办不能并用：请只填主办、协办，或只填分办单位。", "separate")
        if self.co and not self.lead:
            raise Refused("有协办单位时必须有主办单位。", "lead")
        if not self.lead and not self.separate:
            raise Refused("请选择主办单位。", "lead")
        if self.separate and len(self.separate) < 2:
            raise Refused("分办至少需要两个单位。", "separate")


def check_unit(office: Office, area: Area, field: str) -> None:
    """Raise Refused unless the office may handle suggestions of this area."""
    if office.area_id != area.pk or office.kind in NEVER or not office.active:
        raise Refused(f"“{office}”不是本区域可以承办建议的单位。", field)


def check_recipient(office: Office, area: Area, field: str) -> None:
    """Raise Refused unless the congress office may dispatch to it, by the way the area says."""
    if not is_tier(office):
        check_unit(office, area, field)
    elif office.area_id != area.pk or not office.active:
        raise Refused(f"“{office}”不是本区域的政府办公室。", field)
    check_tier(office, area, field)


def check_own_unit(government: Office) -> "Check":
    """The test for the second tier: only units that this government office coordinates."""

    def check(office: Office, area: Area, field: str) -> None:
        check_unit(office, area, field)
        if office.coordinator_id != government.pk:
            raise Refused(f"“{office}”不由本办公室统筹，不能转交。", field)

    return check


def assign(
    suggestion: Suggestion, plan: Plan, dispatcher: Office, actor: Any, on: date, requirement: str = ""
) -> list[Assignment]:
    """Make the assignments of the suggestion's present round, each with its first event.

    A government office in the plan gets a first-tier dispatch instead, and passes it on.
    """
    tiers = [(office, role) for _, office, role in plan.parts() if is_tier(office)]
    for row in Transfer.objects.bulk_create(
        Transfer(
            suggestion=suggestion, office=office, dispatcher=dispatcher, role=role, sent_on=on,
            round=suggestion.round, requirement=requirement,
        )
        for office, role in tiers
    ):  # fmt: skip
        start_transfer(row)
    rows = Assignment.objects.bulk_create(
        Assignment(
            suggestion=suggestion, office=office, dispatcher=dispatcher, role=role, sent_on=on,
            round=suggestion.round, requirement=requirement,
        )
        for _, office, role in plan.parts()
        if not is_tier(office)
    )  # fmt: skip
    record(rows, actor)
    if plan.lead:
        suggestion.lead_office = plan.lead
        suggestion.save(update_fields=("lead_office",))
    return rows


def record(rows: Iterable[Assignment], actor: Any) -> None:
    """The first event of new assignments: sent, by whom and as what."""
    post = acting_post(actor) if actor else None
    AssignmentEvent.objects.bulk_create(
        AssignmentEvent(
            subject=row, action="send", after=row.state, actor=actor, post=str(post) if post else "",
            on_behalf_of=post.principal_name if post else "",
        )
        for row in rows
    )  # fmt: skip


def plans_again(suggestion: Suggestion) -> list[tuple[Plan, Office]]:
    """The same units once more (重新办理), by who dispatched them: congress, or its government office."""
    rows = suggestion.assignments.filter(round=suggestion.round).exclude(state=AssignmentState.REVOKED)
    parts = list(rows.select_related("office", "dispatcher").order_by("pk"))
    plans = []
    for dispatcher in dict.fromkeys(part.dispatcher for part in parts):
        own = [part for part in parts if part.dispatcher_id == dispatcher.pk]
        of = {role: tuple(part.office for part in own if part.role == role) for role in AssignmentRole}
        lead = next(iter(of[AssignmentRole.LEAD]), None)
        plans.append((Plan(lead, of[AssignmentRole.CO], of[AssignmentRole.SEPARATE]), dispatcher))
    return plans
