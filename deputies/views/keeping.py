"""What the pages of those who keep the registry share: who may, and a form's two halves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from deputies.lifecycle import is_registrar
from pages.actions import Crumb
from workflow.transitions import OutOfStep, Refused


class KeeperView(LoginRequiredMixin, View):
    """A page of the committee's office. With a model, self.row is the row of the address: 404 before 403."""

    model: type[Model] | None = None

    def rows(self) -> QuerySet:
        """The rows this person may know of."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[union-attr]

    def allowed(self) -> bool:
        return is_registrar(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.row = get_object_or_404(self.rows(), pk=kwargs["pk"]) if self.model and "pk" in kwargs else None
        if not self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FormPage(KeeperView):
    """A page with one form: get_form, then save, then on to what it returns.

    Refused becomes the fault of a field; OutOfStep (somebody was faster) a message and the way back.
    """

    title = ""
    intro = ""
    done = "已保存。"
    template_name = "pages/form.html"

    def get_form(self, *data: Any) -> BaseForm:
        """The form, unbound or with POST and files."""
        raise NotImplementedError

    def save(self, form: BaseForm) -> str | HttpResponseBase:
        """Do the deed; the address to go on to, or the answer itself. May raise Refused or OutOfStep."""
        raise NotImplementedError

    def back(self) -> str:
        raise NotImplementedError

    def crumbs(self) -> list[Crumb]:
        return []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.get_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                self.lock()
                form = self.get_form(request.POST, request.FILES)
                if not form.is_valid():
                    return self.show(form)
                onwards = self.save(form)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
            return self.show(form)
        except OutOfStep as faster:
            messages.warning(request, str(faster))
            return redirect(self.back())
        if isinstance(onwards, HttpResponseBase):
            return onwards
        if self.done:
            messages.success(request, self.done)
        return redirect(onwards)

    def lock(self) -> None:
        """Hold what the form's rules read until it is saved; nothing by default."""

    def show(self, form: BaseForm) -> HttpResponse:
        context = {
            "title": self.title, "form": form, "intro": self.intro, "back": self.back(), "crumbs": self.crumbs(),
        }  # fmt: skip
        return render(self.request, self.template_name, context | self.extra(form))

    def extra(self, form: BaseForm) -> dict[str, Any]:
        """More for the template."""
        return {}
