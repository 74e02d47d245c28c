"""/suggestions/words/: the lists by which the check warns; an area keeps its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post, holds
from pages.actions import Crumb
from suggestions.advice.words import adopt, applies, give_up, lists_of
from suggestions.choices import WordKind
from suggestions.forms.wordlists import WordsForm


@login_required
def words(request: HttpRequest) -> HttpResponse:
    """All lists in use here, and whose each is."""
    area = _area(request)
    here = lists_of(area)
    rows = [(kind, here.get(kind), applies(kind, area)) for kind in WordKind]
    context = {"title": "提示词表", "area": area, "rows": rows, "crumbs": _crumbs()[:1]}
    return render(request, "suggestions/words.html", context)


@login_required
def edit_words(request: HttpRequest, kind: str) -> HttpResponse:
    """/suggestions/words/<kind>/: the area's own list, begun from the one in use."""
    area, kind = _area(request), _kind(kind)
    row = lists_of(area).get(kind)
    form = WordsForm(request.POST or None, initial={"words": row.words if row else ""})
    form.edits = row
    if request.method == "POST" and form.is_valid():
        adopt(area, kind, form.cleaned_data["words"], request.user)
        messages.success(request, f"“{kind.label}”已改用{area}的词表。")
        return redirect("suggestions:words")
    own = row is not None and row.area_id == area.pk
    context = {"title": f"提示词表：{kind.label}", "form": form, "kind": kind, "own": own, "area": area,
               "back": reverse("suggestions:words"), "crumbs": _crumbs()}  # fmt: skip
    return render(request, "suggestions/words_edit.html", context)


@login_required
@require_POST
def drop_words(request: HttpRequest, kind: str) -> HttpResponse:
    """/suggestions/words/<kind>/drop/: back to the list of the areas above."""
    area, kind = _area(request), _kind(kind)
    if give_up(area, kind, request.user):
        messages.success(request, f"“{kind.label}”已恢复使用上级或通用词表。")
    else:
        messages.warning(request, f"“{kind.label}”没有本区域的词表。")
    return redirect("suggestions:words")


def _area(request: HttpRequest) -> Area:
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    return acting_post(request.user).principal.area


def _kind(kind: str) -> WordKind:
    if kind not in WordKind.values:
        raise Http404
    return WordKind(kind)


def _crumbs() -> list[Crumb]:
    return [Crumb("代表建议", reverse("suggestions:list")), Crumb("提示词表", reverse("suggestions:words"))]
