"""The whole check of one text, as the panel shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from offices.models import Area
from suggestions.advice.forwarding import bare_forwarding
from suggestions.advice.similar import Like, similar
from suggestions.advice.texts import FIELDS, Finding, look
from suggestions.advice.words import warnings
from suggestions.models import Lineage, Suggestion


@dataclass(frozen=True)
class Advice:
    """What the reader should think about; findings that would likely bring it back stand first."""

    findings: list[Finding]
    similar: list[Like]


def check(texts: Mapping[str, str], area: Area, user: Any, besides: int | None = None) -> Advice:
    """Advice on a text addressed to the congress of an area; besides: the suggestion it is of. It decides nothing."""
    voices = (
        Lineage.objects.visible_to(user).filter(suggestion=besides).values_list("opinion__text", flat=True)
    )
    found = [*look(texts), *warnings(texts, area), *bare_forwarding(texts, voices if besides else ())]
    return Advice(sorted(found, key=lambda one: not one.serious), similar(texts, area, user, besides))


def texts_of(suggestion: Suggestion) -> dict[str, str]:
    return {name: getattr(suggestion, name) for name in FIELDS}
