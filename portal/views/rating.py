"""A deputy's verdict by his personal one-time link: no account, nothing pre-chosen, never by a unit's account."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.witness import address_of
from offices.choices import Role
from offices.posts import holds
from portal.forms.rating import RatingForm, SecondRatingForm
from portal.views.door import frame
from suggestions.models import RatingLink
from suggestions.publishing import sent
from suggestions.rating_again import promised
from suggestions.rating_links import find_link, use_link
from workflow.transitions import OutOfStep, Refused

UNITS = (Role.HANDLER, Role.UNIT_HEAD, Role.GOVERNMENT)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """/p/rate/<token>/: the reply, the earlier ones beside it, and the form; spent by one verdict."""
    if request.user.is_authenticated and holds(request.user, *UNITS):
        raise PermissionDenied
    link = find_link(token)
    if link is None:
        return render(
            request, "portal/rated.html", frame(request, "链接已失效") | {"done": False}, status=404
        )
    form = (SecondRatingForm if link.second else RatingForm)(request.POST or None)
    if request.method == "POST" and form.is_valid() and _taken(request, token, form):
        return render(request, "portal/rated.html", frame(request, "评价已提交") | {"done": True})
    return render(request, "portal/rate.html", _context(request, link, form))


def _taken(request: HttpRequest, token: str, form: RatingForm | SecondRatingForm) -> bool:
    """Hand the verdict in; a refusal stands beside its field."""
    try:
        use_link(token, form.cleaned_data, address_of(request))
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return False
    except OutOfStep as late:
        form.add_error(None, str(late))
        return False
    return True


def _context(request: HttpRequest, link: RatingLink, form: RatingForm | SecondRatingForm) -> dict:
    suggestion = link.suggestion
    replies = sent(suggestion)
    present = [reply for reply in replies if reply.assignment.round == suggestion.round]
    earlier = [reply for reply in replies if reply.assignment.round < suggestion.round]
    title = "评价承诺落实情况" if link.second else "评价建议办理情况"
    return frame(request, title) | {
        "suggestion": suggestion, "deputy": link.signature.deputy, "replies": present, "earlier": earlier,
        "form": form, "until": link.expires_at, "promises": promised(link.suggestion) if link.second else [],
    }  # fmt: skip
