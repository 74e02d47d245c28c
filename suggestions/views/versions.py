"""/suggestions/<pk>/versions/: two texts of one suggestion side by side."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pages.actions import Crumb
from suggestions.casefile.reviews import WORDS, said
from suggestions.choices import AT_DEPUTY
from suggestions.differences import Span, compare
from suggestions.models import Review, Suggestion, Version

NOW = "now"


@dataclass(frozen=True)
class Side:
    """One of the texts: its name in the address, what it is called, and the row that holds it."""

    key: str
    label: str
    row: Version | Suggestion


@login_required
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """?old=1&new=2 of the texts submitted; new=now is the text as it stands with the deputy."""
    rows = Suggestion.objects.visible_to(request.user).select_related("deputy")
    suggestion = get_object_or_404(rows, pk=pk)
    sides = _sides(request, suggestion)
    if len(sides) < 2:
        raise Http404
    by_key = {side.key: side for side in sides}
    new = by_key.get(request.GET.get("new", ""), sides[-1])
    old = by_key.get(request.GET.get("old", ""), sides[max(0, sides.index(new) - 1)])
    reviews = Review.objects.visible_to(request.user).filter(
        suggestion=suggestion, version__number=_number(old)
    )
    context = {
        "title": "两稿对照", "suggestion": suggestion, "sides": sides, "old": old, "new": new,
        "parts": [(label, *_compared(name, old, new)) for name, label in WORDS.items()],
        "reviews": [said(row) for row in reviews.select_related("version", "by")],
        "crumbs": [Crumb("代表建议", "/suggestions/"), Crumb(str(suggestion), suggestion.get_absolute_url()),
                   Crumb("两稿对照")],
    }  # fmt: skip
    return render(request, "suggestions/versions.html", context)


def _sides(request: HttpRequest, suggestion: Suggestion) -> list[Side]:
    kept = Version.objects.visible_to(request.user).filter(suggestion=suggestion).order_by("number")
    sides = [Side(str(row.number), f"第{row.number}次提交稿", row) for row in kept]
    return sides + ([Side(NOW, "目前修改稿", suggestion)] if suggestion.state in AT_DEPUTY else [])


def _number(side: Side) -> int:
    return side.row.number if isinstance(side.row, Version) else 0


def _compared(name: str, old: Side, new: Side) -> tuple[list[Span], list[Span]]:
    return compare(getattr(old.row, name), getattr(new.row, name))
