"""Bringing the registry in and out as a sheet: upload, dry run, confirmation; template and export.

A room above mounts import_urls(its own RegistryImport) at the same addresses, before these.
"""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from deputies.forms.asking import ExportForm, UploadForm
from deputies.imports.export import registry_sheet
from deputies.imports.registry import MOST_ROWS, Faulty, RegistryImport
from deputies.imports.run import Run
from deputies.imports.sheet import Line
from deputies.imports.template import template
from deputies.imports.uploads import held, keep, throw_away
from deputies.models import Import, Upload
from deputies.views.again import brought_in
from deputies.views.keeping import FormPage, KeeperView
from journal.book import enter
from journal.models import EntryKind
from pages.actions import Action, Crumb
from pages.exporting import download
from pages.sheets import BadSheet, error_sheet

SHOWN_ROWS = 100  # faults and notes on the page; the file given back has them all


class ImporterMixin:
    """Which columns the sheet has."""

    importer: type[RegistryImport] = RegistryImport

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表", reverse("deputies:deputies")), Crumb("导入", reverse("deputies:import"))]


class ImportView(ImporterMixin, FormPage):
    """Choose the file. What cannot be read as a registry sheet is refused beside the field."""

    title = "导入代表登记表"
    done = ""
    template_name = "deputies/import.html"

    def get_form(self, *data: Any) -> UploadForm:
        return UploadForm(*data)

    def save(self, form: Any) -> str | HttpResponse:
        file, user = form.cleaned_data["file"], self.request.user
        try:
            self.importer.dry_run(file, user)
        except BadSheet as bad:
            form.add_error("file", str(bad))
            return self.show(form)
        return keep(file, user).get_absolute_url()

    def back(self) -> str:
        return reverse("deputies:deputies")

    def extra(self, form: Any) -> dict[str, Any]:
        actions = [
            Action("下载空白登记表", reverse("deputies:template"), icon="download"),
            Action("导出现有登记表", reverse("deputies:export"), icon="download"),
            Action("导入记录", reverse("deputies:imports"), icon="history"),
        ]
        return {"actions": actions, "columns": self.importer.columns(), "most": MOST_ROWS}


class UploadPage(ImporterMixin, KeeperView):
    """A page of one's own upload; of one that was brought in, the way to its import."""

    model = Upload
    row: Upload

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = request.user.is_authenticated and self.allowed()
        if known and (there := brought_in(request, kwargs["pk"], self.importer.kind)):
            return there
        return super().dispatch(request, *args, **kwargs)

    def run(self) -> Run:
        """The dry run; 404 for an upload that is no sheet of the registry."""
        with self.row.file.open("rb") as file:
            content = BytesIO(file.read())
        try:
            return self.importer.dry_run(content, self.request.user)
        except BadSheet as bad:
            raise Http404 from bad


class DryRun(UploadPage):
    """What the file would change; the button that does it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.run())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = self.carry_out(request.POST.get("digest", "") or "none")
        except Faulty as faulty:
            messages.warning(request, "登记内容在核对后有变化，尚未导入，请重新核对。")
            return self.show(faulty.run)
        except BadSheet as bad:
            raise Http404 from bad
        if made is None:  # by the other of two clicks
            return brought_in(request, self.row.pk, self.importer.kind) or redirect("deputies:imports")
        messages.success(request, f"导入完成：新增{made.created}行，更新{made.updated}行。")
        return redirect(made.get_absolute_url())

    @transaction.atomic
    def carry_out(self, digest: str) -> Import | None:
        """Bring it in and let the file go; None where that is done already. Raises Faulty."""
        upload = held(self.row.pk, self.request.user)
        if upload is None:
            return None
        with upload.file.open("rb") as file:
            content = BytesIO(file.read())
        made = self.importer.carry_out(content, upload.file_name, self.request.user, digest, upload.pk)
        throw_away(upload)
        return made

    def show(self, run: Run) -> HttpResponse:
        by_row = list(run.faults.by_row.items())
        context = {
            "title": "核对导入内容", "upload": self.row, "run": run, "faulty_rows": by_row[:SHOWN_ROWS],
            "fault_count": len(run.faults.errors), "faulty_count": len(by_row), "shown": SHOWN_ROWS,
            "notes": run.faults.notes[:SHOWN_ROWS], "crumbs": [*self.crumbs(), Crumb("核对")],
            "changes": run.counts["created"] + run.counts["updated"], "lines": _changed(run)[:SHOWN_ROWS],
        }  # fmt: skip
        return render(self.request, "deputies/dry_run.html", context)


def _changed(run: Run) -> list[Line]:
    return [line for line in run.lines if line.outcome != "unchanged" and not line.faulty]


class ErrorSheet(UploadPage):
    """The uploaded file given back with its faults marked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        errors = self.run().faults.errors
        with self.row.file.open("rb") as file:
            marked = error_sheet(file, errors)
        return download(request, f"错误标注_{self.row.file_name}", BytesIO(marked))


class Discard(UploadPage):
    """Throw the uploaded file away."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        throw_away(self.row)
        messages.success(request, "已放弃导入，上传的文件已删除。")
        return redirect("deputies:import")


class Template(ImporterMixin, KeeperView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return download(request, "代表登记表（空白）.xlsx", BytesIO(template(self.importer)))


class ExportView(ImporterMixin, FormPage):
    """The registry in the columns of the import; with full phones only for a reason that the journal keeps."""

    title = "导出代表登记表"
    intro = "每行一项在任的代表资格，列与导入相同，可以修改后再导入。"

    def get_form(self, *data: Any) -> ExportForm:
        return ExportForm(*data[:1])

    def save(self, form: Any) -> HttpResponseBase:
        user, told = self.request.user, form.cleaned_data
        file, count = registry_sheet(self.importer, user, told["phones"], told["reason"])
        verb = "导出代表登记表（含完整电话）" if told["phones"] else "导出代表登记表"
        data = {"rows": count, "phones": told["phones"], "reason": told["reason"]}
        enter(EntryKind.EXPORT, verb, user, label="代表登记表", data=data)
        return download(self.request, f"代表登记表_{timezone.localdate():%Y%m%d}.xlsx", file)

    def back(self) -> str:
        return reverse("deputies:deputies")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表", reverse("deputies:deputies")), Crumb("导出")]


def import_urls(importer: type[RegistryImport]) -> list[URLPattern]:
    """The addresses of import and export, below /deputies/, for a registry with these columns."""
    views = {
        "import/": (ImportView, "import"),
        "import/template/": (Template, "template"),
        "import/<int:pk>/": (DryRun, "upload"),
        "import/<int:pk>/errors/": (ErrorSheet, "upload-errors"),
        "import/<int:pk>/discard/": (Discard, "upload-discard"),
        "export/": (ExportView, "export"),
    }
    return [path(route, view.as_view(importer=importer), name=name) for route, (view, name) in views.items()]
