"""Entering a suggestion for a deputy from the signed paper form (河南 art. 11, 山东 art. 8; domain rule 30)."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate, Term
from notices.outbox import post
from offices.choices import Role
from offices.limits import setting
from offices.models import Area
from offices.posts import acting_post
from offices.scope import scope_of
from suggestions.choices import Kind, SignatureRole, SignatureState, SuggestionState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Attachment, Signature, Suggestion
from workflow.lifecycle import begin
from workflow.transitions import Refused

STATION = (Role.CLERK, Role.STATION_HEAD)


def entered_areas(user: Any) -> list[Area]:
    """The areas for whose congress this person may enter suggestions: his own office's, or those above his station."""
    acting = acting_post(user)
    if acting is None:
        return []
    area = acting.principal.area
    if acting.principal.role == Role.COMMITTEE:
        return [area] if _rule(area) != "none" else []
    if acting.principal.role not in STATION:
        return []
    paths = [area.path[:end] for end in range(Area.steplen, len(area.path) + 1, Area.steplen)]
    above = Area.objects.filter(path__in=paths).order_by("-path")
    return [one for one in above if _rule(one) == "station"]


def _rule(area: Area) -> str:
    return setting("staff_entry", area).value


def entered_terms(user: Any) -> QuerySet[Term]:
    """The present terms of those congresses."""
    rows = Term.objects.filter(area__in=entered_areas(user)).select_related("area")
    today = timezone.localdate()
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today).order_by(
        "-area__path"
    )


def check_signers(term: Term, lead: Deputy, others: Iterable[Deputy]) -> None:
    """Everybody who signed the paper serves in that term, and nobody twice. Raises Refused, naming the field."""
    others = list(others)
    people = [lead, *others]
    serving = Mandate.objects.filter(term=term, state=MandateState.ACTIVE, deputy__in=people)
    ids = set(serving.values_list("deputy_id", flat=True))
    if lead.pk not in ids:
        raise Refused(f"{lead}不是{term}在任代表。", "deputy")
    if lead in others:
        raise Refused("领衔代表不必列入联名代表。", "co")
    if strangers := [str(one) for one in others if one.pk not in ids]:
        raise Refused(f"{'、'.join(strangers)}不是{term}在任代表。", "co")


@transaction.atomic
def enter_paper(
    user: Any, term: Term, deputy: Deputy, co: Iterable[Deputy], scan: UploadedFile, **text: Any
) -> Suggestion:
    """The paper as a row that waits for the deputy; its scan is kept, its signatures count as given on paper.

    Raises PermissionDenied, Refused.
    """
    if not entered_terms(user).filter(pk=term.pk).exists():
        raise PermissionDenied
    co = list(co)
    check_signers(term, deputy, co)
    mandate = Mandate.objects.filter(term=term, deputy=deputy, state=MandateState.ACTIVE).first()
    row = Suggestion.objects.create(
        area=term.area, term=term, deputy=deputy, delegation=mandate.delegation if mandate else None,
        kind=Kind.JOINT if co else Kind.SINGLE, state=SuggestionState.ENTERED, entered_by=user,
        entered_station_id=_station_of(user), **text,
    )  # fmt: skip
    Signature.objects.bulk_create(_signatures(row, deputy, co))
    begin(SUGGESTION, row, user, action="enter")
    Attachment.objects.create(
        suggestion=row, file=scan, name=scan.name[-200:], size=scan.size, uploaded_by=user, scan=True
    )
    post(
        [deputy.user] if deputy.user_id else [],
        kind="suggestion.enter",
        key=f"suggestion.enter:{row.pk}",
        title=f"工作人员根据您签名的纸质件录入了建议《{row.title}》，请核对确认",
        url=row.get_absolute_url(),
    )
    return row


def _station_of(user: Any) -> int | None:
    """The station a clerk enters for; none for the congress office."""
    acting = acting_post(user)
    return min(scope_of(user).ids("station"), default=None) if acting.principal.role in STATION else None


def _signatures(row: Suggestion, lead: Deputy, co: list[Deputy]) -> list[Signature]:
    given = {"state": SignatureState.CONFIRMED, "answered_at": timezone.now(), "on_paper": True}
    first = Signature(suggestion=row, deputy=lead, role=SignatureRole.LEAD, **given)
    return [first, *(Signature(suggestion=row, deputy=one, role=SignatureRole.CO, **given) for one in co)]
