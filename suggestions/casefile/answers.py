"""Contacts and requests for more time on the case page, with what this person may answer to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from pages.casefile import Offer
from pages.columns import Badge
from pages.labels import label
from suggestions.choices import ContactState, ExtensionState
from suggestions.contact_lifecycle import CONTACT
from suggestions.extension_lifecycle import EXTENSION
from suggestions.forms.answers import ANSWER_FORMS
from suggestions.models import Assignment, Contact, Extension, Suggestion
from workflow.cases import offers

SAID = {ContactState.LOGGED: "grey", ContactState.CONFIRMED: "green", ContactState.DISPUTED: "red"}


@dataclass
class ContactRow:
    """One contact of _contacts.html, with the deputy's buttons."""

    contact: Contact
    said: Badge
    offers: list[Offer] = field(default_factory=list)


def contact_rows(user: Any, suggestion: Suggestion, parts: Iterable[Assignment]) -> list[ContactRow]:
    """The contacts of all parts, the oldest first; parts as suggestions.casefile.reading fetches them."""
    met = []
    for part in parts:
        for contact in part.contacts.all():
            contact.suggestion, contact.assignment = suggestion, part
            met.append(contact)
    met.sort(key=lambda contact: (contact.on, contact.pk))
    return [ContactRow(contact, _said(contact), _answers(contact, user)) for contact in met]


def _said(contact: Contact) -> Badge:
    return Badge(label(contact, "state"), SAID[ContactState(contact.state)])


def _answers(contact: Contact, user: Any) -> list[Offer]:
    def url(action: str) -> str:
        return reverse("suggestions:contact-step", args=(contact.pk, action))

    return [apart(offer, contact.pk) for offer in offers(CONTACT, contact, user, ANSWER_FORMS, step_url=url)]


def extension_offers(user: Any, suggestion: Suggestion) -> list[Offer]:
    """The dispatcher's answer to the request that waits."""
    asked = [e for e in suggestion.extensions.all() if e.state == ExtensionState.ASKED]
    return [offer for extension in asked for offer in _decisions(extension, suggestion, user)]


def _decisions(extension: Extension, suggestion: Suggestion, user: Any) -> list[Offer]:
    extension.suggestion = suggestion

    def url(action: str) -> str:
        return reverse("suggestions:extension-step", args=(extension.pk, action))

    return offers(EXTENSION, extension, user, ANSWER_FORMS, step_url=url, pages=("grant_extension",))


def apart(offer: Offer, pk: int, label: str = "") -> Offer:
    """Several of the same kind on one page must not share element ids, and may need words of their own."""
    if offer.form is not None:
        offer.form.auto_id = f"id_{offer.action}_{pk}_%s"
    return replace(offer, label=label or offer.label)
