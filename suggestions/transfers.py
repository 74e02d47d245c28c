"""The two tiers of a dispatch (domain rule 38): congress → government office → its units; each with its own clock."""

from datetime import date
from typing import Any

from offices.choices import OfficeKind, Role
from offices.limits import setting
from offices.models import Area, Office
from offices.posts import acting_post
from suggestions.choices import AssignmentRole, AssignmentState, TransferState
from suggestions.models import Suggestion, Transfer
from workflow.transitions import Refused

TIERS = "dispatch_tiers"
EITHER, TWO, DIRECT = "either", "two", "direct"
PENDING = (TransferState.WAITING, TransferState.HANDED_BACK)


def tiers_of(area: Area) -> str:
    """How the area dispatches to units of its government: "two" tiers, "direct", or "either"."""
    try:
        return setting(TIERS, area).value
    except LookupError:
        return EITHER


def is_tier(office: Office) -> bool:
    """Does the office pass on rather than handle?"""
    return office.kind == OfficeKind.GOVERNMENT


def check_tier(office: Office, area: Area, field: str) -> None:
    """Raise Refused where the area's rule asks for the other way to this office."""
    tiers = tiers_of(area)
    if is_tier(office) and tiers == DIRECT:
        raise Refused("本区域规定直接交办承办单位，不经政府办公室转交。", field)
    if not is_tier(office) and office.coordinator_id and tiers == TWO:
        raise Refused(
            f"本区域规定“{office}”的建议由{office.coordinator}转交，请选择{office.coordinator}。", field
        )


def transfers_of(suggestion: Suggestion) -> list[Transfer]:
    """The first-tier dispatches of the present round; as the case page fetched them, or read now."""
    fetched = getattr(suggestion, "tiers", None)
    if fetched is None:
        rows = list(suggestion.transfers.select_related("office", "dispatcher").order_by("pk"))
    else:
        rows = [_drawn(suggestion, one) for one in fetched]
    return [row for row in rows if row.round == suggestion.round]


def _drawn(suggestion: Suggestion, row: dict[str, Any]) -> Transfer:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None for name in ("sent_on", "forwarded_on")
    }
    names = {"office_name": row["office_name"], "dispatcher_name": row["dispatcher_name"]}
    one = Transfer(
        **{name: value for name, value in row.items() if name not in names} | days, suggestion=suggestion
    )
    one.office = Office(pk=row["office_id"], name=names["office_name"])
    one.dispatcher = Office(pk=row["dispatcher_id"], name=names["dispatcher_name"])
    return one


def pending(suggestion: Suggestion) -> list[Transfer]:
    """Those that no unit has yet."""
    return [row for row in transfers_of(suggestion) if row.state in PENDING]


def still_owes(suggestion: Suggestion, round_: int) -> bool:
    """Does an answering part still lie with a government office?"""
    rows = suggestion.transfers.filter(round=round_, state__in=PENDING)
    return rows.exclude(role=AssignmentRole.CO).exists()


def check_forward(transfer: Transfer, plan: Any) -> None:
    """Raise Refused for a plan that does not fit what the government office was asked for."""
    if transfer.role == AssignmentRole.CO:
        if plan.lead or plan.separate:
            raise Refused("本办公室为协办，只能转交协办单位。", "lead" if plan.lead else "separate")
        if not plan.co:
            raise Refused("请选择协办单位。", "co")
    elif transfer.role == AssignmentRole.SEPARATE:
        if plan.lead or plan.co:
            raise Refused("本建议为分别办理，只能转交分办单位。", "lead" if plan.lead else "co")
        if not plan.separate:
            raise Refused("请选择分办单位。", "separate")
    elif plan.separate and _others(transfer).exists():
        raise Refused("另有协办单位，须确定一个主办单位。", "separate")
    busy = {part.office_id for part in _others(transfer)}
    for field, office, _ in plan.parts():
        if office.pk in busy:
            raise Refused(f"“{office}”已在承办单位中。", field)


def _others(transfer: Transfer) -> Any:
    rows = transfer.suggestion.assignments.filter(round=transfer.round)
    return rows.exclude(state=AssignmentState.REVOKED)


def referees(transfer: Transfer, user: Any) -> bool:
    """Is he of the government office that is to pass it on?"""
    post = acting_post(user)
    principal = post.principal if post else None
    return (
        principal is not None
        and principal.role == Role.GOVERNMENT
        and principal.office_id == transfer.office_id
    )
