"""Making and changing a draft: nothing here moves its state."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate, Session, Term
from offices.limits import setting
from offices.models import Area, Category
from offices.remembering import remembered
from stations.choices import LabelSort
from stations.models import Label, Opinion
from suggestions.choices import WRITABLE, SignatureRole, SignatureState, SuggestionState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Lineage, Signature, Suggestion
from suggestions.origins import carry
from suggestions.roles import is_enterer, writes
from suggestions.signature_lifecycle import SIGNATURE
from workflow.lifecycle import begin, perform
from workflow.transitions import OutOfStep

SOON = 45  # days before a session in which delegations prepare what they will submit
TEXT = ("title", "situation", "analysis", "proposal")


def mandates_of(deputy: Deputy) -> list[Mandate]:
    """The mandates that let a deputy submit today, the nearest congress first (代表法 arts. 24, 36)."""
    return _serving(Mandate.objects.filter(deputy=deputy))


def own_mandates(user: Any) -> list[Mandate]:
    """The same for the deputy who is signed in; none for anybody else."""
    return _serving(Mandate.objects.filter(deputy__user=user))


def _serving(rows: QuerySet[Mandate]) -> list[Mandate]:
    today = timezone.localdate()
    rows = rows.filter(Q(term__ends_on__isnull=True) | Q(term__ends_on__gte=today), state=MandateState.ACTIVE)
    rows = rows.select_related("term__area", "delegation", "deputy")
    return list(rows.order_by("-term__area__path", "-term__number"))


def colleagues(deputy: Deputy, term: Term | None = None) -> QuerySet[Deputy]:
    """The deputies who may sign with this one: in office in the same term of the same congress."""
    terms = [term.pk] if term else [mandate.term_id for mandate in mandates_of(deputy)]
    serving = Mandate.objects.filter(term__in=terms, state=MandateState.ACTIVE).values("deputy")
    return Deputy.objects.filter(pk__in=serving).exclude(pk=deputy.pk).order_by("sort_key", "pk")


def categories_of(area: Area) -> QuerySet[Category]:
    """The categories in use in an area: the common ones and those of the area and of the areas above it."""
    above = [area.path[:end] for end in range(Area.steplen, len(area.path) + 1, Area.steplen)]
    return Category.objects.filter(Q(area__isnull=True) | Q(area__path__in=above), active=True)


def campaigns() -> list[tuple[int, str]]:
    """The areas' campaigns (专项行动)."""
    rows = Label.objects.filter(sort=LabelSort.CAMPAIGN).values_list("pk", "name")
    return remembered("campaigns", lambda: list(rows))


def addressed(mandate: Mandate) -> dict[str, Any]:
    """To which congress a draft under this mandate goes."""
    return {"area": mandate.term.area, "term": mandate.term, "delegation": mandate.delegation}


def may_be_delegations(mandates: list[Mandate]) -> bool:
    """May one of these congresses get a suggestion of a whole delegation (重庆 art. 8; domain rule 28)?"""
    return any(
        mandate.delegation_id
        and setting("delegation_suggestions", mandate.term.area).flag
        and session_near(mandate.term_id)
        for mandate in mandates
    )


def session_near(term_id: int) -> bool:
    """Is the congress in session, or will it be within weeks?"""
    today = timezone.localdate()
    soon = today + timedelta(days=SOON)
    return Session.objects.filter(term=term_id, closes_on__gte=today, opens_on__lte=soon).exists()


def addressable(suggestion: Suggestion, user: Any) -> list[Mandate]:
    """The mandates a draft may still be moved to: none once it was submitted or others were asked to sign."""
    asked = suggestion.signatures.filter(role=SignatureRole.CO).exists()
    return [] if suggestion.submitted_on or asked else own_mandates(user)


@transaction.atomic
def start(mandate: Mandate, actor: Any, **fields: Any) -> Suggestion:
    """A new draft of the deputy's, signed by him as lead."""
    suggestion = Suggestion.objects.create(
        area=mandate.term.area,
        term=mandate.term,
        deputy=mandate.deputy,
        delegation=mandate.delegation,
        **fields,
    )
    Signature.objects.create(
        suggestion=suggestion, deputy=mandate.deputy, role=SignatureRole.LEAD, state=SignatureState.CONFIRMED,
        answered_at=timezone.now(),
    )  # fmt: skip
    begin(SUGGESTION, suggestion, actor)
    return suggestion


def start_from(opinion: Opinion, deputy: Deputy, actor: Any) -> tuple[Suggestion, bool]:
    """The draft made of an opinion, and whether it is new; a second click finds the first one's.

    Raises OutOfStep when the opinion is no longer offered to him.
    """
    if found := _already(opinion, deputy):
        return found, False
    try:
        with transaction.atomic():
            suggestion = start(_mandate_for(opinion, deputy), actor, **_taken_over(opinion))
            carry(suggestion, opinion, actor)
    except OutOfStep:
        if found := _already(opinion, deputy):
            return found, False
        raise
    return suggestion, True


def _already(opinion: Opinion, deputy: Deputy) -> Suggestion | None:
    rows = Lineage.objects.filter(opinion=opinion, suggestion__deputy=deputy)
    row = rows.select_related("suggestion").first()
    return row.suggestion if row else None


def _mandate_for(opinion: Opinion, deputy: Deputy) -> Mandate:
    """The mandate of the congress nearest above the place the opinion came from."""
    mandates = mandates_of(deputy)
    fitting = [m for m in mandates if opinion.area.path.startswith(m.term.area.path)] or mandates
    if not fitting:
        raise OutOfStep("您当前没有在任的代表资格，不能提出建议。")
    return fitting[0]


def _taken_over(opinion: Opinion) -> dict[str, Any]:
    """Title and situation to begin with; of an opinion that others were merged into, what each voter said."""
    said = list(dict.fromkeys(opinion.matters.order_by("pk").values_list("text", flat=True)))
    lines = [
        f"共有{opinion.matters.count()}位选民反映：",
        *(f"{i}. {text}" for i, text in enumerate(said, 1)),
    ]
    title = opinion.summary or opinion.text.strip().split("\n")[0][:40]
    situation = "\n".join(lines) if len(said) > 1 else opinion.text
    return {
        "title": title, "situation": situation, "category": opinion.category, "confidential": opinion.confidential,
    }  # fmt: skip


def why_not_written(suggestion: Suggestion, user: Any) -> str:
    """Why this person cannot change the text now, or "". What came on paper is corrected by who entered it."""
    if suggestion.state not in WRITABLE:
        return f"建议当前状态为“{suggestion.get_state_display()}”，不能修改。"
    if suggestion.state == SuggestionState.ENTERED and not is_enterer(suggestion, user):
        return "这件建议照纸质件录入，请由录入人更正；内容不符的可以选择“不是本人的建议”。"
    return ""


@transaction.atomic
def revise(pk: int, actor: Any, **fields: Any) -> Suggestion:
    """Write the deputy's text while it is still with him.

    Co-signers who confirmed another text are asked again (北京 art. 11).
    Raises OutOfStep once it was submitted.
    """
    suggestion = Suggestion.objects.select_for_update(of=("self",)).select_related("deputy").get(pk=pk)
    if not writes(suggestion, actor):
        raise PermissionDenied
    if why := why_not_written(suggestion, actor):
        raise OutOfStep(why)
    reworded = any(name in fields and fields[name] != getattr(suggestion, name) for name in TEXT)
    for name, value in fields.items():
        setattr(suggestion, name, value)
    suggestion.save(update_fields=list(fields))
    if reworded:
        _ask_again(suggestion, actor)
    return suggestion


def _ask_again(suggestion: Suggestion, actor: Any) -> None:
    for signature in confirmed(suggestion):
        perform(SIGNATURE, signature.pk, "reopen", actor)


def confirmed(suggestion: Suggestion) -> QuerySet[Signature]:
    """The co-signers who confirmed the text as it stands, and are asked again when it changes."""
    rows = suggestion.signatures.filter(role=SignatureRole.CO, state=SignatureState.CONFIRMED, on_paper=False)
    return rows.select_related("deputy").order_by("pk")
