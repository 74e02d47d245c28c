"""What a deputy may ask to sign: the suggestions of his congress that are open to others."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from deputies.models import Term
from offices.choices import Role
from offices.limits import setting
from offices.posts import holds
from suggestions.choices import COME_TO_NOTHING, SignatureState
from suggestions.drafting import own_mandates
from suggestions.joining import ANSWERABLE, JOINABLE, KEY
from suggestions.models import Signature, Suggestion

A = SignatureState.ASKED


def _terms(user: Any) -> list[Term]:
    """The terms this person sits in, of congresses whose rule lets others join."""
    mandates = own_mandates(user) if holds(user, Role.DEPUTY) else []
    return [one.term for one in mandates if setting(KEY, one.term.area).flag]


def open_to(user: Any) -> QuerySet[Suggestion]:
    """Open to this deputy: he neither signs nor is asked to; with `asked` and `before`: does he ask, did he once?"""
    terms = _terms(user)
    if not terms:
        return Suggestion._base_manager.none()
    mine = Signature._base_manager.filter(suggestion=OuterRef("pk"), deputy__user=user)
    rows = Suggestion._base_manager.filter(
        area__in={term.area_id for term in terms}, term__in=terms, state__in=JOINABLE, open_to_co=True,
        confidential=False,
    )  # fmt: skip
    return rows.filter(~Exists(mine.exclude(state__in=(A, *COME_TO_NOTHING)))).annotate(
        asked=Exists(mine.filter(state=A)), before=Exists(mine.filter(state__in=COME_TO_NOTHING))
    )


def asked_by(user: Any) -> QuerySet[Signature]:
    """This deputy's own requests that wait for an answer."""
    rows = Signature._base_manager.filter(deputy__user=user, state=A)
    return rows.select_related("suggestion__deputy", "suggestion__area", "deputy")


def askers(user: Any) -> QuerySet:
    """Colleagues who ask to sign what this deputy leads."""
    rows = Signature.objects.visible_to(user).filter(
        state=A, suggestion__deputy__user=user, suggestion__state__in=ANSWERABLE
    )
    return rows.select_related("suggestion", "deputy").defer("deputy__grams", "deputy__phone").order_by("pk")
