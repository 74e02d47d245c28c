"""Urging, supervision and what followed a late reply, as sections of the case page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pages.casefile import Offer, Part
from pages.columns import Badge
from suggestions.casefile.answers import apart
from suggestions.choices import UrgeState
from suggestions.forms.pressing import URGE_FORMS
from suggestions.forms.voices import VOICE_FORMS
from suggestions.models import Assignment, Suggestion, Urge, Voice
from suggestions.pressing_tables import letter_link, supervision_state, urge_state
from suggestions.urge_lifecycle import URGE
from suggestions.voice_lifecycle import VOICE
from workflow.cases import offers


@dataclass
class Line:
    """One urge, supervision or measure as _pressing.html draws it."""

    label: str
    url: str
    badge: Badge
    words: str
    note: str = ""


def urge_offers(user: Any, suggestion: Suggestion, parts: Sequence[Assignment]) -> list[Offer]:
    """Signing for the letters that wait, and withdrawing them; a letter is named only where there are several."""
    by_key = {part.pk: part for part in parts}
    waiting = [urge for urge in suggestion.urges.all() if urge.state == UrgeState.SENT]
    return [offer for urge in waiting for offer in _steps(urge, suggestion, by_key, user)]


def _steps(urge: Urge, suggestion: Suggestion, parts: dict[int, Assignment], user: Any) -> list[Offer]:
    urge.suggestion, urge.assignment = suggestion, parts.get(urge.assignment_id, urge.assignment)

    def url(action: str) -> str:
        return reverse("suggestions:urge-step", args=(urge.pk, action))

    found = offers(URGE, urge, user, URGE_FORMS, step_url=url)
    return [apart(offer, urge.pk, f"{offer.label}（{urge.number}号）") for offer in found]


def pressing_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The sections; those without rows are left out."""
    urged = [
        Line(
            str(u),
            letter_link(u, user),
            urge_state(u),
            u.reason,
            f"{u.assignment.office} · {u.urged_on:%Y年%-m月%-d日}",
        )
        for u in suggestion.urges.all()
    ]
    supervised = [
        Line(
            s.get_kind_display(),
            s.get_absolute_url(),
            supervision_state(s),
            s.aim,
            "；".join(f"{label}：{who}" for label, who in s.parts),
        )
        for s in suggestion.supervisions.all()
    ]
    answered_for = [
        Line(
            e.get_level_display(),
            "",
            Badge(f"超期{e.days_late}天", "red"),
            e.words,
            f"{e.office} · {e.on:%Y年%-m月%-d日}",
        )
        for e in suggestion.escalations.all()
    ]
    sections = (("催办", urged), ("督办", supervised), ("超期追责", answered_for))
    found = [
        Part(title, template="suggestions/_pressing.html", data=rows) for title, rows in sections if rows
    ]
    if voiced := [(one, _instructing(one, suggestion, user)) for one in suggestion.voices.all()]:
        found.append(Part("代表之声", template="suggestions/_voices.html", data=voiced))
    return found


def _instructing(voice: Voice, suggestion: Suggestion, user: Any) -> list[Offer]:
    voice.suggestion = suggestion

    def url(action: str) -> str:
        return reverse("suggestions:voice-step", args=(voice.pk, action))

    return [apart(offer, voice.pk) for offer in offers(VOICE, voice, user, VOICE_FORMS, step_url=url)]
