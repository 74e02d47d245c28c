"""/offices/substitutes/: a colleague holds one's own post for a span of days."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from offices.appointing import may_be_substituted, substitute
from offices.forms.attempt import attempt
from offices.forms.posts import SubstituteForm
from offices.models import Post
from offices.people import finish
from offices.posts import colleagues_of


def substitutes(request: HttpRequest) -> HttpResponse:
    """Who stands in for me, for whom I stand in, and the form for a new one."""
    user = request.user
    if user.is_administrator:
        raise PermissionDenied
    posts = may_be_substituted(user)
    form = (
        SubstituteForm(request.POST or None, posts=posts, colleagues=colleagues_of(user)) if posts else None
    )
    if form and request.method == "POST" and form.is_valid():
        row = attempt(form, substitute, user, **form.cleaned_data)
        if row:
            messages.success(request, f"已安排{row.user.name}代理，到期自动结束。")
            return redirect("offices:substitutes")
    rows = Post.objects.exclude(ends_on__lt=timezone.localdate()).select_related("user", "area", "office")
    context = {
        "title": "代理安排",
        "note": "离岗期间由同事代为办理；代理人的每一步都会注明“代理”和被代理人。",
        "form": form,
        "mine": rows.filter(stands_in_for__user=user).order_by("starts_on"),
        "others": rows.filter(user=user, stands_in_for__isnull=False).select_related("stands_in_for__user"),
    }
    return render(request, "offices/substitutes.html", context)


@require_POST
def substitute_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Come back earlier."""
    row = get_object_or_404(Post, pk=pk, stands_in_for__user=request.user)
    if row.ends_on and row.ends_on < timezone.localdate():
        messages.warning(request, "该代理此前已结束。")
    else:
        finish(request.user, row)
        messages.success(request, "代理已提前结束。")
    return redirect("offices:substitutes")
