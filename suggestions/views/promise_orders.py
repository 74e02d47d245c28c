"""承诺事项交办清单: handing them over, and each as a page, as a Word file, and all of a meeting in one archive."""

import zipfile
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from pages.asked import whole
from pages.documents import DOCX, drawn
from pages.exporting import download
from suggestions.documents.promising import order_paper
from suggestions.meeting import keeps
from suggestions.models import HandlingMeeting, PromiseOrder, Suggestion
from suggestions.promise_orders import hand_over, sign
from suggestions.signing_for import served_on
from workflow.transitions import Refused


def _readable(user: Any) -> QuerySet[PromiseOrder]:
    rows = PromiseOrder.objects.visible_to(user)
    return rows.select_related("office", "area", "meeting__office", "signed_by")


def orders_of(meeting: HandlingMeeting, user: Any) -> QuerySet[PromiseOrder]:
    """Those of the meeting that this person may read: the offices all, a unit its own."""
    return _readable(user).filter(meeting=meeting)


@require_POST
@login_required
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/orders/: hand over what is on no list yet."""
    meeting = get_object_or_404(HandlingMeeting.objects.visible_to(request.user), pk=pk)
    if not keeps(meeting, request.user):
        raise PermissionDenied
    try:
        made = hand_over(meeting, request.user)
    except Refused as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, f"已交办{len(made)}份清单，并通知各承诺单位。")
    return redirect(meeting)


@never_cache
@login_required
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/orders/<pk>/: to print; ?docx the Word file."""
    row = get_object_or_404(_readable(request.user), pk=pk)
    docx, word = order_paper(row, request.user), "docx" in request.GET
    _note(request, row, "docx" if word else "print")
    if word:
        return download(request, f"{row}_{row.office}.docx", BytesIO(docx), DOCX)
    where = reverse("suggestions:promise-order", args=(row.pk,))
    context = {
        "title": str(row),
        "blocks": drawn(docx),
        "docx": f"{where}?docx",
        "back": row.meeting.get_absolute_url(),
    }
    return render(request, "pages/document.html", context)


@require_POST
@login_required
def order_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/orders/<pk>/sign/: the unit signs for its list; ?case= the case page it was signed on."""
    row = get_object_or_404(_readable(request.user), pk=pk)
    if not served_on(row, request.user):
        raise PermissionDenied
    try:
        sign(row, request.user)
    except Refused as no:
        messages.info(request, str(no))
    else:
        messages.success(request, f"已签收{row}。")
    case = Suggestion.objects.visible_to(request.user).filter(pk=whole(request.GET.get("case"))).first()
    return redirect(case or row.meeting)


@never_cache
@login_required
def orders(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/orders/all/: every list of the meeting that this person may read, in one archive."""
    meeting = get_object_or_404(HandlingMeeting.objects.visible_to(request.user), pk=pk)
    found = list(orders_of(meeting, request.user))
    if not found:
        raise Http404
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in found:
            archive.writestr(f"{row}_{row.office}.docx", order_paper(row, request.user))
            _note(request, row, "zip")
    file.seek(0)
    return download(request, f"承诺事项交办清单_{meeting}.zip", file, "application/zip")


def _note(request: HttpRequest, row: PromiseOrder, how: str) -> None:
    data = {"order": row.pk, "as": how}
    enter(EntryKind.EXPORT, "生成文书：承诺事项交办清单", request.user, subject=row.meeting, data=data)
