"""The views a person keeps: all of them, keeping one, changing it, giving it up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from offices.posts import acting_post
from pages.actions import Crumb
from reports.forms_views import KeptViewForm
from reports.keeping import count_of, list_at, tidy
from reports.models import KeptView

CRUMBS = [Crumb("我的待办", "/"), Crumb("保存的视图", "/views/")]


@login_required
def views(request: HttpRequest) -> HttpResponse:
    """One's own views and those shared in one's area, each with how many rows it has now."""
    rows = KeptView.objects.visible_to(request.user).select_related("owner", "area")
    counted = [(row, *count_of(row, request.user)) for row in rows]
    return render(
        request, "reports/views.html", {"title": "保存的视图", "rows": counted, "crumbs": CRUMBS[:1]}
    )


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is filtered: ?path=…&query=…"""
    post = acting_post(request.user)
    if post is None:
        raise PermissionDenied
    path, query = request.GET.get("path", ""), tidy(QueryDict(request.GET.get("query", "")))
    if list_at(path, query, request.user) is None:
        return redirect("reports:views")
    return _form(request, KeptView(owner=request.user, path=path, query=query), "保存视图")


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _own(request, pk), "修改视图")


def _form(request: HttpRequest, row: KeptView, title: str) -> HttpResponse:
    post = acting_post(request.user)
    form = KeptViewForm(request.POST or None, instance=row, area=post.principal.area if post else None)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, f"视图“{saved.label}”已保存，列在列表上方。")
        return redirect(saved.url)
    context = {"title": title, "form": form, "back": row.url, "crumbs": CRUMBS}
    return render(request, "pages/form.html", context)


@require_POST
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    row.delete()
    messages.success(request, f"视图“{row.label}”已删除。")
    return redirect(reverse("reports:views"))


def _own(request: HttpRequest, pk: int) -> KeptView:
    """One's own view; somebody else's may be looked at, not changed. Raises Http404, PermissionDenied."""
    row = get_object_or_404(KeptView.objects.visible_to(request.user), pk=pk)
    if row.owner_id != request.user.pk:
        raise PermissionDenied
    if list_at(row.path, row.query, request.user) is None:
        raise Http404
    return row
