"""/suggestions/classes/: the result classes of one's area, and a new scheme from a date."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.dates import cn_date
from suggestions.forms.classes import SchemeForm
from suggestions.replies import result_classes
from suggestions.schemes import adopt, schemes_of
from workflow.transitions import Refused


@login_required
def classes(request: HttpRequest) -> HttpResponse:
    """Seen by whoever classifies or counts, changed by the congress office of the area."""
    if not holds(request.user, Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER):
        raise PermissionDenied
    may_change = holds(request.user, Role.COMMITTEE)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    area = acting_post(request.user).principal.area
    form = SchemeForm(request.POST or None, now=result_classes(area)) if may_change else None
    if request.method == "POST" and form.is_valid():
        try:
            adopt(
                area,
                form.cleaned_data["lines"],
                form.cleaned_data["valid_from"],
                form.cleaned_data["source"],
                request.user,
            )
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            messages.success(request, f"新方案自{cn_date(form.cleaned_data['valid_from'])}起使用。")
            return redirect("suggestions:classes")
    context = {
        "title": "办理结果类别", "area": area, "now": result_classes(area), "own": schemes_of(area), "form": form,
        "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/classes.html", context)
