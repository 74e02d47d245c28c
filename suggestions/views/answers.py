"""Answers to what a unit put on record: the deputy's to a contact, the dispatcher's to a request for more time."""

from typing import Any

from django.shortcuts import get_object_or_404

from suggestions.contact_lifecycle import CONTACT
from suggestions.extension_lifecycle import EXTENSION
from suggestions.forms.answers import ANSWER_FORMS
from suggestions.models import Contact, Extension
from workflow.views import StepView


class ContactStep(StepView):
    """/suggestions/contacts/<pk>/do/<action>/"""

    lifecycle, forms = CONTACT, ANSWER_FORMS

    def get_subject(self) -> Contact:
        rows = Contact.objects.visible_to(self.request.user).select_related(
            "suggestion__deputy", "assignment"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class ExtensionStep(StepView):
    """/suggestions/extensions/<pk>/do/<action>/"""

    lifecycle, forms = EXTENSION, ANSWER_FORMS
    template_name = "suggestions/extension_step.html"

    def get_subject(self) -> Extension:
        rows = Extension.objects.visible_to(self.request.user).select_related(
            "suggestion__area", "assignment__office", "assignment__dispatcher", "asked_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def extra(self, subject: Extension) -> dict[str, Any]:
        return {"extension": subject}
