"""What a deputy may ask to sign: the suggestions of his congress that are open to others."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from deputies.models import Term
from offices.choices import Role
from offices.limits import setting
from offices.posts import holds
from suggestions.choices import SignatureState
from suggestions.drafting import own_mandates
from suggestions.joining import JOINABLE, KEY
from suggestions.models import Signature, Suggestion

A = SignatureState.ASKED


def _terms(user: Any) -> list[Term]:
    """The terms this person sits in, of congresses whose rule lets others join."""
    mandates = own_mandates(user) if holds(user, Role.DEPUTY) else []
    return [one.term for one in mandates if setting(KEY, one.term.area).flag]


def open_to(user: Any) -> QuerySet[Suggestion]:
    """Open to this deputy: not his own, not answered by him; with `asked`: has he asked to sign? No one else's rows."""
    terms = _terms(user)
    mine = Signature._base_manager.filter(suggestion=OuterRef("pk"), deputy__user=user)
    rows = Suggestion._base_manager.filter(
        area__in={term.area_id for term in terms}, term__in=terms, state__in=JOINABLE, open_to_co=True,
        confidential=False,
    )  # fmt: skip
    return rows.filter(~Exists(mine.exclude(state=A))).annotate(asked=Exists(mine.filter(state=A)))


def asked_by(user: Any) -> QuerySet[Signature]:
    """This deputy's own requests that wait for an answer."""
    rows = Signature._base_manager.filter(deputy__user=user, state=A)
    return rows.select_related("suggestion__deputy", "suggestion__area", "deputy")
