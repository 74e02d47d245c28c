"""Urging, supervision and what followed a late reply, as sections of the case page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from offices.choices import Role
from offices.posts import holds
from pages.actions import Action
from pages.casefile import Offer, Part
from pages.columns import Badge
from suggestions.casefile.answers import apart
from suggestions.choices import UrgeState
from suggestions.forms.pressing import URGE_FORMS
from suggestions.forms.voices import VOICE_FORMS
from suggestions.measures import DOCUMENTS, may_number, may_sign, print_url
from suggestions.models import Assignment, Escalation, PromiseOrder, Suggestion, Urge, Voice
from suggestions.pressing_tables import letter_link, supervision_state, urge_state
from suggestions.promise_orders import orders_on
from suggestions.signing_for import served_on
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
    actions: tuple[Action, ...] = ()


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
    answered_for = [_measure(one, user) for one in suggestion.escalations.all()]
    sections = (("催办", urged), ("督办", supervised), ("超期追责", answered_for))
    found = [
        Part(title, template="suggestions/_pressing.html", data=rows) for title, rows in sections if rows
    ]
    if checked := list(suggestion.checks.all()):
        found.append(Part("月检查", template="suggestions/_monthly.html", data=checked))
    if voiced := [(one, _instructing(one, suggestion, user)) for one in suggestion.voices.all()]:
        found.append(Part("代表之声", template="suggestions/_voices.html", data=voiced))
    return found


def _measure(one: Escalation, user: Any) -> Line:
    """A level taken; from 通报 on with its paper, and whether the unit has signed for it."""
    note, badge = f"{one.office} · {one.on:%Y年%-m月%-d日}", Badge(f"超期{one.days_late}天", "red")
    if one.level not in DOCUMENTS:
        return Line(one.get_level_display(), "", badge, one.words, note)
    if not one.number:
        number = reverse("suggestions:escalation-number", args=(one.pk,))
        ask = f"将按{one.on.year}年的顺序编号，并请{one.office}签收。确定吗？"
        late = Action("补编文号", number, icon="edit", method="post", confirm=ask)
        note += " · 登记时通报、问责尚未编号"
        return Line(one.get_level_display(), "", badge, one.words, note, (late,) * may_number(one, user))
    own = may_sign(one, user)
    shown = own or holds(user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
    to_sign = _to_sign(
        one, one.get_level_display(), reverse("suggestions:escalation-sign", args=(one.pk,)), own
    )
    return Line(
        one.paper, print_url(one) if shown else "", badge, one.words, f"{note} · {_signed(one)}", to_sign
    )


def order_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The lists of promises that reached the units, to be signed for (seed row TG-14)."""
    rows = [_order(one, suggestion, user) for one in orders_on(suggestion, user)]
    return [Part("承诺事项交办清单", template="suggestions/_pressing.html", data=rows)] if rows else []


def _order(one: PromiseOrder, suggestion: Suggestion, user: Any) -> Line:
    """Signing for it leads back to this case."""
    note = f"{one.office} · {one.served_on:%Y年%-m月%-d日}交办（{one.meeting}）"
    badge = Badge("已签收", "green") if one.signed_on else Badge("待签收", "orange")
    sign = f"{reverse('suggestions:promise-order-sign', args=(one.pk,))}?case={suggestion.pk}"
    url = reverse("suggestions:document-print", args=(suggestion.pk, "promise-order", one.pk))
    words = f"{one.signed_on:%Y年%-m月%-d日}由{one.signed_by.name}签收。" if one.signed_on else ""
    return Line(str(one), url, badge, words, note, _to_sign(one, "清单", sign, served_on(one, user)))


def _to_sign(one: Escalation | PromiseOrder, what: str, url: str, own: bool) -> tuple[Action, ...]:
    return (
        () if one.signed_on or not own else (Action(f"签收{what}", url, "primary", "check", method="post"),)
    )


def _signed(one: Escalation) -> str:
    return f"{one.signed_on:%Y年%-m月%-d日}签收" if one.signed_on else "待签收"


def _instructing(voice: Voice, suggestion: Suggestion, user: Any) -> list[Offer]:
    voice.suggestion = suggestion

    def url(action: str) -> str:
        return reverse("suggestions:voice-step", args=(voice.pk, action))

    return [apart(offer, voice.pk) for offer in offers(VOICE, voice, user, VOICE_FORMS, step_url=url)]
