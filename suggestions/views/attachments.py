"""Papers of a suggestion: attaching, reading and taking them away; none exists for whoever may not see its row."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from pages.casefile import Part
from pages.files import serve
from suggestions.forms.attachments import AttachForm
from suggestions.models import Attachment, Suggestion
from suggestions.papers import attach, attaches, may_take_away, take_away, why_not_attached
from workflow.transitions import OutOfStep, Refused


@login_required
def attach_file(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/attach/"""
    rows = Suggestion.objects.visible_to(request.user).select_related("deputy")
    suggestion = get_object_or_404(rows, pk=pk)
    if not attaches(request.user, suggestion):
        raise PermissionDenied
    if why := why_not_attached(request.user, suggestion):
        messages.warning(request, why)
        return redirect(suggestion)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _attached(request, suggestion, form):
        return redirect(suggestion)
    context = {
        "title": "添加附件",
        "form": form,
        "intro": str(suggestion),
        "back": suggestion.get_absolute_url(),
    }
    return render(request, "pages/form.html", context)


def _attached(request: HttpRequest, suggestion: Suggestion, form: AttachForm) -> bool:
    """Take it in; a refusal stands beside the field, a step missed is told."""
    try:
        row = attach(request.user, suggestion, form.cleaned_data["file"])
    except Refused as no:
        form.add_error(no.field, str(no))
        return False
    except OutOfStep as late:
        messages.warning(request, str(late))
        return True
    messages.success(request, f"已添加附件“{row.name}”。")
    return True


@login_required
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """/suggestions/attachments/<pk>/; reading one of a confidential suggestion is entered in the journal."""
    row = _row(request, pk)
    if row.suggestion.confidential:
        enter(
            EntryKind.READING,
            "下载保密建议附件",
            request.user,
            subject=row.suggestion,
            data={"attachment": row.pk},
        )
    return serve(row.file, row.name, inline=True)


@login_required
@require_POST
def delete_attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/attachments/<pk>/delete/"""
    row = _row(request, pk)
    try:
        take_away(request.user, row)
    except OutOfStep as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, f"已删除附件“{row.name}”。")
    return redirect(row.suggestion)


def _row(request: HttpRequest, pk: int) -> Attachment:
    """The file's row, if both it and its suggestion are visible."""
    seen = Suggestion.objects.visible_to(request.user)
    rows = Attachment.objects.visible_to(request.user).filter(suggestion__in=seen)
    return get_object_or_404(rows.select_related("suggestion__deputy", "assignment"), pk=pk)


def _rows(user: Any, suggestion: Suggestion) -> list[Attachment]:
    rows = Attachment.objects.visible_to(user).filter(suggestion=suggestion).order_by("pk")
    return list(rows.select_related("suggestion__deputy", "assignment__office", "uploaded_by"))


def attachment_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The section of the case page, if there is anything to show or do. suggestion: as its page reads it."""
    rows = _rows(user, suggestion) if suggestion.kinds["attachments"] else []
    adds = attaches(user, suggestion) and not why_not_attached(user, suggestion)
    if not rows and not adds:
        return []
    files = [(row, may_take_away(user, row)) for row in rows]
    data = {"files": files, "adds": adds, "suggestion": suggestion}
    return [Part("附件", template="suggestions/_attachments.html", data=data)]
