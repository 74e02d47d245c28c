"""Bringing in small sheets: upload, dry run, confirmation; the empty sheet and the one with its faults marked."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from deputies.imports.uploads import held, keep, throw_away
from deputies.models import Upload
from deputies.views.again import brought_in
from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.exporting import download
from pages.sheets import BadSheet, error_sheet
from stations.forms.grids import SheetForm
from stations.sheets_in import KINDS, Plan, SheetKind, carry_out, dry_run, template

SHOWN = 100
LISTS = {"grids": "stations:grids", "places": "stations:map"}


def _kind(request: HttpRequest, key: str) -> SheetKind:
    """The kind of sheet; 404 unknown, 403 for all but the congress's working organ."""
    if key not in KINDS:
        raise Http404
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    return KINDS[key]


def _upload(request: HttpRequest, pk: int) -> tuple[Upload, BytesIO]:
    row = get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)
    with row.file.open("rb") as file:
        return row, BytesIO(file.read())


@login_required
def sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose the file; what cannot be read is refused beside the field."""
    one = _kind(request, kind)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            dry_run(one, file, request.user)
        except BadSheet as bad:
            form.add_error("file", str(bad))
        else:
            return redirect("stations:sheet_check", kind, keep(file, request.user).pk)
    context = {
        "title": one.title, "form": form, "columns": one.columns, "back": reverse(LISTS[kind]),
        "actions": [
            Action("下载空白表", reverse("stations:sheet_template", args=(kind,)), icon="download"),
            Action("导入记录", f"{reverse('deputies:imports')}?kind={kind}", icon="history"),
        ],
        "crumbs": [Crumb("联络站", reverse("stations:stations")), Crumb(one.title)],
    }  # fmt: skip
    return render(request, "stations/sheet.html", context)


@login_required
def sheet_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    one = _kind(request, kind)
    return download(request, f"{one.title}（空白表）.xlsx", BytesIO(template(one)))


@login_required
def sheet_check(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What the sheet would change; the button writes exactly that."""
    one = _kind(request, kind)
    if there := brought_in(request, pk, kind):
        return there
    upload, content = _upload(request, pk)
    if request.method == "POST":
        plan = _confirmed(one, content, request, upload)
        if plan is None:  # by the other of two clicks
            return brought_in(request, pk, kind) or redirect("deputies:imports")
        if plan.made:
            messages.success(request, f"导入完成：{len(plan.lines)}项。导入有误的，可以在本页整批撤销。")
            return redirect(plan.made)
        messages.warning(request, "登记内容在核对后有变化，尚未导入，请重新核对。")
    else:
        plan = _planned(one, content, request.user)
    context = {
        "title": f"核对：{one.title}", "plan": plan, "upload": upload, "kind": kind, "lines": plan.lines[:SHOWN],
        "faults": plan.faults[:SHOWN], "shown": SHOWN,
        "crumbs": [Crumb(one.title, reverse("stations:sheet", args=(kind,))), Crumb("核对")],
    }  # fmt: skip
    return render(request, "stations/sheet_check.html", context)


@transaction.atomic
def _confirmed(one: SheetKind, content: BytesIO, request: HttpRequest, upload: Upload) -> Plan | None:
    """What was brought in, and the file let go; None where that is done already."""
    if held(upload.pk, request.user) is None:
        return None
    try:
        plan = carry_out(one, content, request.user, request.POST.get("digest", ""), upload)
    except BadSheet as bad:
        raise Http404 from bad
    if plan.made:
        throw_away(upload)
    return plan


def _planned(one: SheetKind, content: BytesIO, user: Any) -> Plan:
    """The plan; 404 for an upload of another kind of sheet."""
    try:
        return dry_run(one, content, user)
    except BadSheet as bad:
        raise Http404 from bad


@login_required
def sheet_errors(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """The uploaded file given back with its faults marked."""
    one = _kind(request, kind)
    if there := brought_in(request, pk, kind):
        return there
    upload, content = _upload(request, pk)
    marked = error_sheet(content, _planned(one, content, request.user).faults)
    return download(request, f"错误标注_{upload.file_name}", BytesIO(marked))


@login_required
@require_POST
def sheet_discard(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Throw the uploaded file away."""
    _kind(request, kind)
    if there := brought_in(request, pk, kind):
        return there
    throw_away(_upload(request, pk)[0])
    messages.success(request, "已放弃导入，上传的文件已删除。")
    return redirect("stations:sheet", kind)
