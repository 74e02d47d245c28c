"""The page of a step taken on many: choose in a list, see the effect, confirm, read the report, take it back."""

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from journal.book import enter
from journal.models import EntryKind
from offices.posts import holds
from pages.actions import Action
from pages.asked import keys
from workflow.bulk import MOST, Bulk, Outcome

SALT, HOUR = "workflow.bulk", 3600
KEPT = "bulk_report"  # in the session: what the last run came to, so that its page may be loaded again


class BulkView(LoginRequiredMixin, View):
    """URL: …/<slug:action>/. POST `pick` (keys) previews; with `confirm` it is done; with `undo` taken back.

    A room's view says bulks (action -> Bulk) and back (the list's URL). Every preview carries a `run` of its own:
    sent a second time, it leads to the report of the first, ?report=<run>. Any other GET leads to the list. `list` is
    the list as it was filtered, `left` what the preview left out, so that the report names it too.
    """

    bulks: ClassVar[Mapping[str, Bulk]] = {}
    back: ClassVar[str] = "/"

    def get(self, request: HttpRequest, action: str) -> HttpResponse:
        bulk, run = self._bulk(action), request.GET.get("report")
        kept = request.session.get(KEPT)
        if run and kept and kept["run"] == run:
            return self._report(bulk, kept)
        if run:
            messages.info(request, "这次操作已经提交，结果请在列表中核对。")
        return redirect(self.back)

    def post(self, request: HttpRequest, action: str) -> HttpResponse:
        bulk = self._bulk(action)
        if bulk.roles and not holds(request.user, *bulk.roles):
            raise PermissionDenied
        if token := request.POST.get("undo"):
            return self._undo(bulk, token)
        subjects = self._subjects(bulk)
        if not subjects:
            messages.warning(request, "请先在列表中勾选。")
            return redirect(self.home)
        return (
            self._run(bulk, subjects)
            if "confirm" in request.POST
            else self._preview(bulk, subjects, bulk.form())
        )

    def _bulk(self, action: str) -> Bulk:
        if action not in self.bulks:
            raise Http404
        return self.bulks[action]

    @property
    def home(self) -> str:
        """The list as it was filtered when the rows were ticked; the whole list where that is not told."""
        told = self.request.POST.get("list", "")
        return told if url_has_allowed_host_and_scheme(told, allowed_hosts=None) else self.back

    def _subjects(self, bulk: Bulk, name: str = "pick") -> list[Any]:
        """The chosen rows that one may know of, in the order of their keys; others do not exist."""
        picked = keys(self.request.POST.getlist(name))[:MOST]
        return list(bulk.rows(self.request.user).filter(pk__in=picked).order_by("pk"))

    def _preview(self, bulk: Bulk, subjects: list[Any], form: Form) -> HttpResponse:
        outcomes = bulk.preview(subjects, self.request.user)
        run = self.request.POST.get("run") or secrets.token_urlsafe(9)
        context = {"form": form, "outcomes": outcomes, "ready": sum(one.ok for one in outcomes), "run": run}
        return self._show("workflow/bulk.html", bulk, context)

    def _run(self, bulk: Bulk, subjects: list[Any]) -> HttpResponse:
        form, run = bulk.form(self.request.POST), self.request.POST.get("run") or secrets.token_urlsafe(9)
        if not form.is_valid():
            chosen = subjects + self._subjects(bulk, "left")
            return self._preview(bulk, sorted(chosen, key=lambda one: one.pk), form)
        user = self.request.user
        if self._begun(run):
            return redirect(f"{self.request.path}?report={run}")
        mark = bulk.mark()
        given = form.step_data() if hasattr(form, "step_data") else {}
        outcomes = bulk.run(subjects, user, form.cleaned_data.get("note", ""), given)
        outcomes += bulk.left(self._subjects(bulk, "left"), user)
        return self._keep(run, bulk.label, outcomes, self._token(bulk, outcomes, mark))

    def _begun(self, run: str) -> bool:
        """Was this very run sent before: a second click, or a page loaded again?"""
        kept = self.request.session.get(KEPT) or {"run": ""}
        return kept["run"] == run or not cache.add(f"bulk:{self.request.user.pk}:{run}", 1, HOUR)

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
        outcomes = bulk.undo(keys, mark, self.request.user)
        return self._keep(secrets.token_urlsafe(9), f"撤销{bulk.label}", outcomes, "")

    def _keep(self, run: str, title: str, outcomes: list[Outcome], undo: str) -> HttpResponse:
        """Journal the run, keep what it came to, and lead to its page."""
        done = [one.subject.pk for one in outcomes if one.ok]
        data = {"done": done, "failed": len(outcomes) - len(done)}
        enter(EntryKind.DEED, title, self.request.user, label=title, data=data)
        told = [(one.subject.pk, one.ok, one.words) for one in outcomes]
        self.request.session[KEPT] = {
            "run": run,
            "title": title,
            "told": told,
            "undo": undo,
            "list": self.home,
        }
        return redirect(f"{self.request.path}?report={run}")

    def _report(self, bulk: Bulk, kept: dict[str, Any]) -> HttpResponse:
        """What became of each, as far as one may still know of it."""
        subjects = bulk.rows(self.request.user).in_bulk([pk for pk, _, _ in kept["told"]])
        outcomes = [Outcome(subjects[pk], ok, words) for pk, ok, words in kept["told"] if pk in subjects]
        done, failed = [one for one in outcomes if one.ok], [one for one in outcomes if not one.ok]
        context = {"done": done, "failed": failed, "undo": kept["undo"], "title": f"{kept['title']}：结果"}
        context |= {"permanent": bulk.permanent if done else "", "home": kept.get("list", self.back)}
        return self._show("workflow/bulk_report.html", bulk, context)

    def _show(self, template: str, bulk: Bulk, context: dict[str, Any]) -> HttpResponse:
        back = Action("返回列表", context.setdefault("home", self.home))
        return render(self.request, template, {"title": bulk.label, "bulk": bulk, "back": back} | context)
