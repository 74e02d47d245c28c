"""Mandates: given, corrected, and their steps."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from deputies.forms.deputies import MandateForm
from deputies.forms.steps import FORMS
from deputies.lifecycle import MANDATE
from deputies.models import Mandate
from deputies.views.deputies import DeputyMixin
from deputies.views.keeping import FormPage
from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from workflow.lifecycle import begin, ever_offers, offered, perform
from workflow.transitions import OutOfStep


class NewMandate(DeputyMixin, FormPage):
    title = "添加代表资格"
    done = "代表资格已登记。"

    def get_form(self, *data: Any) -> MandateForm:
        return MandateForm(self.request.user, *data[:1], deputy=self.row)

    def save(self, form: Any) -> str:
        begin(MANDATE, form.save(), self.request.user)
        return self.row.get_absolute_url()


class MandateMixin:
    model = Mandate
    request: HttpRequest
    row: Mandate

    def rows(self) -> QuerySet:
        return Mandate.objects.visible_to(self.request.user).select_related("deputy__area", "term__area")

    def back(self) -> str:
        return self.row.get_absolute_url()

    def crumbs(self) -> list[Crumb]:
        deputy = self.row.deputy
        return [Crumb("代表", reverse("deputies:deputies")), Crumb(deputy.name, deputy.get_absolute_url())]


class EditMandate(MandateMixin, FormPage):
    """Certificate, constituency, delegation, first day; who and which term stay."""

    title = "修改代表资格"
    done = "代表资格已更新。"

    def lock(self) -> None:
        if self.row.state == "ended":
            raise OutOfStep("该代表资格已终止，不能再修改。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.intro = f"{self.row.deputy.name}，{self.row.term}"
        return super().get(request)

    def get_form(self, *data: Any) -> MandateForm:
        return MandateForm(self.request.user, *data[:1], instance=self.row, deputy=self.row.deputy)

    def save(self, form: Any) -> str:
        form.save()
        data = {"fields": form.changed_data}
        enter(EntryKind.DEED, "修改代表资格", self.request.user, subject=self.row, data=data)
        return self.row.get_absolute_url()


class MandateStep(MandateMixin, FormPage):
    """One step of a mandate: asked for, then taken through perform()."""

    def allowed(self) -> bool:
        """A step that is never this person's is forbidden; one that is over for now is told and left."""
        if self.kwargs["action"] not in FORMS:
            raise Http404
        return ever_offers(MANDATE, self.row, self.kwargs["action"], self.request.user)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        step = next((t for t in MANDATE.named(kwargs["action"])), None)
        self.title = step.label if step else ""
        self.intro, self.done = (step.help, f"已{step.label}。") if step else ("", "")
        self.confirm = step.confirm if step else ""

    def extra(self, form: Any) -> dict[str, Any]:
        return {"confirm": self.confirm}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = {step.action for step in offered(MANDATE, self.row, request.user)}
        return super().get(request) if kwargs["action"] in now else self.post(request)

    def get_form(self, *data: Any) -> Any:
        return FORMS[self.kwargs["action"]](self.row, *data[:1])

    def save(self, form: Any) -> str:
        note = form.cleaned_data.get("note", "")
        perform(MANDATE, self.row.pk, self.kwargs["action"], self.request.user, note=note, **form.facts())
        return self.row.get_absolute_url()

    def lock(self) -> None:
        """Somebody who was faster is told of before the form is looked at."""
        if MANDATE.find(self.kwargs["action"], self.row.state) is None:
            raise OutOfStep(
                f"{self.row.deputy.name}的{self.row.term}代表资格现为“{self.row.get_state_display()}”。"
            )
