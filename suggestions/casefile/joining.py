"""On the lead deputy's case page: who asks to sign as well, and his answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pages.casefile import Offer, Part
from suggestions.casefile.answers import apart
from suggestions.choices import SignatureState, Withdrawal
from suggestions.forms.steps import SIGNATURE_FORMS
from suggestions.models import Signature, Suggestion
from suggestions.roles import signatures_of
from suggestions.signature_lifecycle import SIGNATURE
from workflow.cases import offers


@dataclass(frozen=True)
class Asking:
    """One line of _joining.html."""

    signature: Signature
    offers: list[Offer]


def joining_parts(suggestion: Suggestion, user: Any) -> list[Part]:
    """For the lead, or who notes his word for him, while somebody waits for it."""
    asked = [s for s in signatures_of(suggestion) if s.state == SignatureState.ASKED]
    rows = [row for row in _rows(asked, suggestion, user) if row.offers] if asked else []
    return [Part("联名申请", template="suggestions/_joining.html", data=rows)] if rows else []


def withdrawal_parts(suggestion: Suggestion, user: Any) -> list[Part]:
    """For the office, while co-signers without an account are asked whether they agree to the withdrawal."""
    asked = [
        s for s in signatures_of(suggestion) if s.withdrawal == Withdrawal.ASKED and not s.deputy.user_id
    ]
    rows = [row for row in _rows(asked, suggestion, user) if row.offers] if asked else []
    return [Part("征求撤回意见", template="suggestions/_joining.html", data=rows)] if rows else []


def _rows(rows: Iterable[Signature], suggestion: Suggestion, user: Any) -> Iterable[Asking]:
    for row in rows:
        row.suggestion = suggestion

        def url(action: str, pk: int = row.pk) -> str:
            return reverse("suggestions:signature-step", args=(pk, action))

        yield Asking(
            row,
            [apart(offer, row.pk) for offer in offers(SIGNATURE, row, user, SIGNATURE_FORMS, step_url=url)],
        )
