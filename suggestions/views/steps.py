"""The steps of a suggestion and of a co-signature, each on a page of its own."""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from deputies.models import Deputy, Session, Term
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Office
from offices.posts import acting_post
from pages.asked import whole
from pages.options import OptionsPage
from suggestions.ahead import limits_ahead, of_suggestion
from suggestions.assigning import sendable_by, units_of
from suggestions.carrying import heirs
from suggestions.drafting import colleagues, own_mandates
from suggestions.forms.steps import SIGNATURE_FORMS, STEP_FORMS
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from suggestions.proposing import propose
from suggestions.rating_again import first_verdict, promised
from suggestions.reference import unwritten
from suggestions.signature_lifecycle import SIGNATURE
from workflow.views import StepView

# who decides on the text has the check of it beside him
CHECKED = ("submit", "acknowledge", "register", "return", "endorse", "disagree")


class SuggestionStep(StepView):
    """/suggestions/<pk>/do/<action>/"""

    lifecycle, forms = SUGGESTION, STEP_FORMS
    template_name = "suggestions/step.html"

    def get_subject(self) -> Suggestion:
        rows = Suggestion.objects.visible_to(self.request.user).select_related(
            "area", "term", "deputy", "category"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is not public yet is opened in full to be made public: a reading in the journal."""
        if self.action == "publish":
            enter(EntryKind.READING, "查看公开前的原文", request.user, subject=self.subject)
        return super().get(request, *args, **kwargs)

    def form(self, data: Any = None, files: Any = None) -> Form | None:
        """?lead= chooses a proposed unit beforehand."""
        form = super().form(data, files)
        asked = whole(self.request.GET.get("lead"))
        if form is not None and self.action == "dispatch" and asked is not None:
            form.initial["lead"] = asked
        return form

    def extra(self, subject: Suggestion) -> dict[str, Any]:
        """Beside the dispatch: units proposed from similar suggestions, and the limits it would start.

        Beside a submission and a review: the check of the text. Beside a second verdict: what was promised, what
        came of it, and the first verdict.
        """
        if self.action == "publish":
            return {"marks": True}
        if self.action == "rate_again":
            return {"promises": promised(subject), "first": first_verdict(subject, self.request.user)}
        if self.action in CHECKED:
            return {"check_url": reverse("suggestions:advice", args=(subject.pk,))}
        if self.action != "dispatch":
            return {}
        return {
            "proposals": propose(subject, self.request.user),
            "category": subject.category,
            "ahead": limits_ahead(subject.area, of_suggestion(subject)),
            "unwritten": unwritten(subject),
        }


class SignatureStep(StepView):
    """/suggestions/signatures/<pk>/do/<action>/"""

    lifecycle, forms = SIGNATURE, SIGNATURE_FORMS

    def get_subject(self) -> Signature:
        rows = Signature.objects.visible_to(self.request.user)
        rows = rows.select_related("suggestion__deputy", "suggestion__delegation", "deputy")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class UnitOptions(OptionsPage):
    """The units that may handle a suggestion of the area one acts in; for a deputy, of the congresses he serves in."""

    model, search_fields = Office, ("name", "code")

    def rows(self) -> QuerySet:
        post = acting_post(self.request.user)
        if post is None:
            return Office.objects.none()
        served = own_mandates(self.request.user) if post.principal.role == Role.DEPUTY else []
        return units_of(post.principal.area, *(mandate.term.area for mandate in served))


class RecipientOptions(OptionsPage):
    """To whom one may dispatch."""

    model, search_fields = Office, ("name", "code")

    def rows(self) -> QuerySet:
        post = acting_post(self.request.user)
        return sendable_by(self.request.user, post.principal.area) if post else Office.objects.none()


class ColleagueOptions(OptionsPage):
    """The deputies of one's own congress, to be asked for a signature: names, no telephone numbers."""

    model, search_fields = Deputy, ("name", "code", "employer")

    def rows(self) -> QuerySet:
        own = own_deputy(self.request)
        return colleagues(own) if own else Deputy.objects.visible_to(self.request.user).none()

    def label(self, row: Deputy) -> str:
        return f"{row.name}（{row.code}{'，' + row.employer if row.employer else ''}）"


class HeirOptions(OptionsPage):
    """The deputies who sit in the congress of the area one acts in: who may follow what an ended term left."""

    model, search_fields = Deputy, ("name", "code", "employer")

    def rows(self) -> QuerySet:
        post = acting_post(self.request.user)
        here = Deputy.objects.visible_to(self.request.user)
        return here.filter(pk__in=heirs(post.principal.area).values("pk")) if post else here.none()


class TermOptions(OptionsPage):
    """Terms to filter by, those of one's own area first."""

    model, search_fields = Term, ("area__name",)

    def rows(self) -> QuerySet:
        return Term.objects.select_related("area").order_by(
            _own_first(self.request, "area"), "area", "-number"
        )


class SessionOptions(OptionsPage):
    """Sessions to filter by, those of one's own congress first."""

    model, search_fields = Session, ("term__area__name",)

    def rows(self) -> QuerySet:
        rows = Session.objects.select_related("term__area")
        return rows.order_by(_own_first(self.request, "term__area"), "-opens_on", "pk")


def _own_first(request: HttpRequest, path: str) -> Case:
    post = acting_post(request.user)
    return Case(When(**{path: post.principal.area_id if post else None}, then=Value(0)), default=Value(1))


class DeputyOptions(OptionsPage):
    """The deputies within one's sight, for the filter of the list."""

    model, search_fields = Deputy, ("name", "code")


def own_deputy(request: HttpRequest) -> Any:
    """The registry's row of the deputy who is signed in, or None."""
    return getattr(request.user, "deputy", None)
