"""The exchange with the 12345 hotline: the files out and in."""

import tempfile

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.exporting import download
from pages.sheets import BadSheet, SheetColumn, stream_sheet
from stations.forms.orders import HotlineFileForm
from stations.hotline import COLUMNS, BadFile, as_json, as_rows, outgoing, read_file, take_rows
from stations.hotline_figures import hotline_figures
from stations.orders import may_send

WIDTHS = (26, 20, 60, 14, 20, 30, 14, 14, 50)
KINDS = (*["text"] * 6, "date", "date", "text")


@login_required
def hotline(request: HttpRequest) -> HttpResponse:
    """How the hotline handles what it was sent; for who sends: what waits, the files to send, and the file sent back."""
    sends = may_send(request.user)
    office, reads = holds(request.user, Role.COMMITTEE), holds(request.user, Role.COMMITTEE, Role.LEADER)
    if not sends and (request.method == "POST" or not holds(request.user, Role.LEADER)):
        raise PermissionDenied
    form, taken = HotlineFileForm(request.POST or None, request.FILES or None, user=request.user), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_file(file, file.name)
        except (BadFile, BadSheet) as bad:
            form.add_error("file", str(bad))
        else:
            taken = take_rows(request.user, rows, form.cleaned_data["station"])
            data = {"file": file.name[:100], "done": len(taken.done), "faults": taken.faulty_rows}
            enter(EntryKind.DEED, "读入12345热线文件", request.user, data=data)
    context = {
        "title": "12345热线", "sends": sends,
        "scrutinies": reverse("stations:scrutinies") if reads else "",
        "names": reverse("stations:scrutiny_new") if office else "",
        "figures": hotline_figures(request.user, timezone.localdate()),
        "form": form, "taken": taken,
        "crumbs": [Crumb("群众意见", reverse("stations:opinions")), Crumb("12345热线")],
        "rows": outgoing(request.user)[:200],
    }  # fmt: skip
    return render(request, "stations/hotline.html", context)


@login_required
def hotline_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The file for the hotline, as .xlsx or .json; without the voter."""
    if not may_send(request.user):
        raise PermissionDenied
    rows, day = outgoing(request.user), f"{timezone.localdate():%Y%m%d}"
    enter(EntryKind.EXPORT, "导出12345热线文件", request.user, data={"form": form, "rows": rows.count()})
    if form == "json":
        response = HttpResponse(as_json(rows), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="hotline-{day}.json"'
        return response
    file = tempfile.TemporaryFile(prefix="hotline-")  # noqa: SIM115 the response closes it
    columns = [SheetColumn(*column) for column in zip(COLUMNS, WIDTHS, KINDS, strict=True)]
    cover = {"导出人": request.user.name, "内容": "转12345热线、尚未答复的意见，不含选民信息"}
    stream_sheet(file, "热线交换", columns, as_rows(rows), cover)
    file.seek(0)
    return download(request, f"12345热线交换_{day}.xlsx", file)
