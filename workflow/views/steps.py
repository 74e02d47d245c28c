"""One step of a lifecycle as a page: GET shows its form, POST takes it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from offices.menu import way_to
from pages.actions import Crumb
from workflow.cases import SEEN, make_form
from workflow.lifecycle import ever_offers, may, perform, who_was_faster
from workflow.transitions import Lifecycle, OutOfStep, Refused, Transition


class StepView(LoginRequiredMixin, View):
    """A step of one lifecycle. URL: <case page>do/<action>/ with kwargs pk and action.

    A room's view says lifecycle, forms (action -> form class; a StepForm also
    gets subject and user; a step without form is asked to be confirmed) and
    get_subject, which reads through visible_to. Invisible is 404, never
    his is 403, too late is a message and the case page again, refused is a
    fault beside its field. A field called note becomes the step's note.
    """

    lifecycle: ClassVar[Lifecycle]
    forms: ClassVar[Mapping[str, type[Form]]] = {}
    template_name = "workflow/step.html"

    def get_subject(self) -> Any:
        """The subject, through visible_to, or Http404."""
        raise NotImplementedError

    def case_url(self, subject: Any) -> str:
        """Where to go afterwards."""
        return subject.get_absolute_url()

    def extra(self, subject: Any) -> dict[str, Any]:
        """Further context of the template."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.action = kwargs["action"]
        if not self.lifecycle.named(self.action):
            raise Http404
        self.subject = self.get_subject()
        if not ever_offers(self.lifecycle, self.subject, self.action, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.show(self.step(), self.form())
        except OutOfStep as late:
            return self.too_late(str(late))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.take(self.step())
        except OutOfStep as late:
            return self.too_late(str(late))

    # --- the parts

    def step(self) -> Transition:
        """The step as it stands now. Raises OutOfStep or PermissionDenied, as perform would."""
        step = self.lifecycle.find(self.action, self.subject.state)
        if step is None:
            raise OutOfStep(who_was_faster(self.lifecycle, self.subject))
        if not may(self.lifecycle, step, self.subject, self.request.user):
            raise PermissionDenied
        if step.when and (why := step.when(self.subject)):
            raise OutOfStep(why)
        return step

    def take(self, step: Transition) -> HttpResponse:
        """Take the step with what was posted; a faulty form is shown again with what was typed."""
        request = self.request
        if (seen := request.POST.get(SEEN)) and seen != step.stamp(self.subject):
            raise OutOfStep(f"内容刚刚有修改，没有{step.label}。请看过现在的内容再办理。")
        form = self.form(request.POST, request.FILES)
        if form is not None and not form.is_valid():
            return self.show(step, form)
        note, data = self.taken(form)
        try:
            subject = perform(self.lifecycle, self.subject.pk, self.action, request.user, note=note, **data)
        except Refused as no:
            return self.refuse(step, form, no)
        return self.done(step, subject)

    def form(self, data: Any = None, files: Any = None) -> Form | None:
        """The step's form; None for a step that takes nothing."""
        form_class = self.forms.get(self.action)
        if form_class is None:
            return None
        return make_form(form_class, self.action, self.subject, self.request.user, data, files)

    def taken(self, form: Form | None) -> tuple[str, dict[str, Any]]:
        """The note and the fields that perform takes."""
        if form is None:
            return "", {}
        given = form.step_data() if hasattr(form, "step_data") else dict(form.cleaned_data)
        return form.cleaned_data.get("note", ""), {k: v for k, v in given.items() if k != "note"}

    def show(self, step: Transition, form: Form | None, status: int = 200) -> HttpResponse:
        context = {
            "title": step.label,
            "crumbs": self.crumbs(step),
            "subject": self.subject,
            "step": step,
            "form": form,
            "label": step.label,
            "style": step.style or "primary",
            "back": self.case_url(self.subject),
            "action": self.action,
            "seen": self.request.GET.get(SEEN) or step.stamp(self.subject),
        }
        return render(self.request, self.template_name, context | self.extra(self.subject), status=status)

    def crumbs(self, step: Transition) -> list[Crumb]:
        """The way back: the list, the case, this step."""
        case = self.case_url(self.subject)
        return [*way_to(self.request.user, case), Crumb(str(self.subject), case), Crumb(step.label)]

    def refuse(self, step: Transition, form: Form | None, no: Refused) -> HttpResponse:
        """The rule forbids it: say so beside the field, or above the question."""
        if form is None:
            messages.error(self.request, str(no))
        else:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        return self.show(step, form)

    def too_late(self, words: str) -> HttpResponse:
        messages.warning(self.request, words)
        return redirect(self.case_url(self.subject))

    def done(self, step: Transition, subject: Any) -> HttpResponse:
        """Back to the case; to the first page when the step took it out of one's sight."""
        messages.success(self.request, f"{subject}：{step.label}，已完成。")
        try:
            self.get_subject()
        except Http404:
            return redirect("/")
        return redirect(self.case_url(subject))
