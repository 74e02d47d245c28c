"""Who signed a suggestion, as the printed form lists them."""

from dataclasses import dataclass

from deputies.models import Deputy, Mandate
from suggestions.choices import SignatureRole, SignatureState
from suggestions.models import Suggestion


@dataclass(frozen=True)
class Signer:
    """A signing deputy with the certificate (代表证号) of the congress he signs in; "" when he has none there."""

    deputy: Deputy
    certificate: str


def signers_in_order(suggestion: Suggestion) -> list[Signer]:
    """The lead first, then the co-signers who confirmed; two queries."""
    rows = (
        suggestion.signatures.filter(state=SignatureState.CONFIRMED).select_related("deputy").order_by("pk")
    )
    signed = sorted(rows, key=lambda row: row.role != SignatureRole.LEAD)
    held = Mandate.objects.filter(term=suggestion.term_id, deputy__in=[row.deputy_id for row in signed])
    certificates = dict(held.order_by("pk").values_list("deputy_id", "certificate"))
    return [Signer(row.deputy, certificates.get(row.deputy_id, "")) for row in signed]
