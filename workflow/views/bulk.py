"""The page of a step taken on many: choose in a list, see the effect, confirm, read the report, take it back."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Action
from pages.asked import keys
from workflow.bulk import MOST, Bulk, Outcome

SALT, HOUR = "workflow.bulk", 3600


class BulkView(LoginRequiredMixin, View):
    """URL: …/<slug:action>/. POST `pick` (keys) previews; with `confirm` it is done; with `undo` taken back.

    A room's view says bulks (action -> Bulk) and back (the list's URL). A GET leads to the list.
    """

    bulks: ClassVar[Mapping[str, Bulk]] = {}
    back: ClassVar[str] = "/"

    def get(self, request: HttpRequest, action: str) -> HttpResponse:
        self._bulk(action)
        return redirect(self.back)

    def post(self, request: HttpRequest, action: str) -> HttpResponse:
        bulk = self._bulk(action)
        if token := request.POST.get("undo"):
            return self._undo(bulk, token)
        subjects = self._subjects(bulk)
        if not subjects:
            messages.warning(request, "请先在列表中勾选。")
            return redirect(self.back)
        return (
            self._run(bulk, subjects)
            if "confirm" in request.POST
            else self._preview(bulk, subjects, bulk.form())
        )

    def _bulk(self, action: str) -> Bulk:
        if action not in self.bulks:
            raise Http404
        return self.bulks[action]

    def _subjects(self, bulk: Bulk) -> list[Any]:
        """The chosen rows that one may know of, in the order of their keys; others do not exist."""
        picked = keys(self.request.POST.getlist("pick"))[:MOST]
        return list(bulk.rows(self.request.user).filter(pk__in=picked).order_by("pk"))

    def _preview(self, bulk: Bulk, subjects: list[Any], form: Form) -> HttpResponse:
        outcomes = bulk.preview(subjects, self.request.user)
        context = {"form": form, "outcomes": outcomes, "ready": sum(one.ok for one in outcomes)}
        return self._show("workflow/bulk.html", bulk, context)

    def _run(self, bulk: Bulk, subjects: list[Any]) -> HttpResponse:
        form = bulk.form(self.request.POST)
        if not form.is_valid():
            return self._preview(bulk, subjects, form)
        user, mark = self.request.user, bulk.mark()
        given = form.step_data() if hasattr(form, "step_data") else {}
        outcomes = bulk.run(subjects, user, form.cleaned_data.get("note", ""), given)
        return self._report(bulk, outcomes, bulk.label, self._token(bulk, outcomes, mark))

    def _token(self, bulk: Bulk, outcomes: list[Outcome], mark: Any) -> str:
        """What an undo needs, signed: whose run it was, on which subjects, after what."""
        done = [one.subject.pk for one in outcomes if one.ok]
        if bulk.undo is None or not done:
            return ""
        return signing.dumps([self.request.user.pk, bulk.action, done, mark], salt=SALT)

    def _undo(self, bulk: Bulk, token: str) -> HttpResponse:
        try:
            who, action, keys, mark = signing.loads(token, salt=SALT, max_age=HOUR)
        except signing.BadSignature:
            who, action = None, ""
        if bulk.undo is None or who != self.request.user.pk or action != bulk.action:
            messages.warning(self.request, "超过一小时，或不是您本次的操作，不能整批撤销。")
            return redirect(self.back)
        return self._report(bulk, bulk.undo(keys, mark, self.request.user), f"撤销{bulk.label}", "")

    def _report(self, bulk: Bulk, outcomes: list[Outcome], title: str, undo: str) -> HttpResponse:
        done = [one for one in outcomes if one.ok]
        failed = [one for one in outcomes if not one.ok]
        data = {"done": [one.subject.pk for one in done], "failed": len(failed)}
        enter(EntryKind.DEED, title, self.request.user, label=title, data=data)
        context = {"done": done, "failed": failed, "undo": undo, "permanent": bulk.permanent if done else ""}
        return self._show("workflow/bulk_report.html", bulk, context | {"title": f"{title}：结果"})

    def _show(self, template: str, bulk: Bulk, context: dict[str, Any]) -> HttpResponse:
        back = Action("返回列表", self.back)
        return render(self.request, template, {"title": bulk.label, "bulk": bulk, "back": back} | context)
