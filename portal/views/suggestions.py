"""Suggestions that their deputies agreed to publish, with their answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from pages.actions import Crumb
from pages.redaction import without_private_data
from pages.search import TooShort
from portal.forms.search import SearchForm
from portal.published import co_signers, found, published_suggestions, sent_replies
from portal.views.door import frame, paged, public_page
from suggestions.choices import Consent, Scope
from suggestions.models import Suggestion
from suggestions.publishing import hidden

PARTS = (("situation", "基本情况"), ("analysis", "问题分析"), ("proposal", "具体建议"))


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """The published ones, newest first, with a search that reads only what is public."""
    form = SearchForm(request.GET)
    form.fields["q"].label = "标题或内容中的词"
    form.is_valid()
    words = form.cleaned_data.get("q", "").strip()
    rows, problem = published_suggestions(), ""
    if words:
        try:
            rows = found(rows, words)
        except TooShort as short:
            problem = str(short)
    context = frame(request, "代表建议公开") | paged(request, rows, "-submitted_on")
    return render(
        request, "portal/suggestions.html", context | {"form": form, "words": words, "problem": problem}
    )


@public_page
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: in full with its answers, or its title alone, as the deputy chose."""
    row = get_object_or_404(published_suggestions(), pk=pk)
    trail = Crumb("代表建议公开", reverse("portal:suggestions"))
    whole = row.consent == Consent.FULL and row.publication.scope == Scope.FULL
    context = frame(request, row.title, trail) | {"suggestion": row, "whole": whole}
    if whole:
        context |= {"parts": _parts(row), "replies": _replies(row), "signers": list(co_signers(row)[:100])}
    return render(request, "portal/suggestion.html", context)


def _parts(row: Suggestion) -> list[tuple[str, str]]:
    marks = row.publication.marks
    told = [
        (label, without_private_data(hidden(getattr(row, name), marks.get(name, []))))
        for name, label in PARTS
    ]
    return [(label, text) for label, text in told if text.strip()]


def _replies(row: Suggestion) -> list[dict]:
    return [
        {
            "unit": reply.assignment.office.name,
            "round": reply.assignment.round,
            "letter": reply.letter_number,
            "sent_on": reply.sent_on,
            "result": reply.result_class.label,
            "text": without_private_data(
                hidden(reply.text, row.publication.marks.get(f"reply-{reply.pk}", []))
            ),
        }
        for reply in sent_replies(row)[:20]
    ]
