"""One deputy: his page and his registration."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from deputies.forms.deputies import DeputyForm, MandateForm
from deputies.lifecycle import MANDATE
from deputies.models import Deputy, GroupMember, Mandate
from deputies.views.files import case_of
from deputies.views.keeping import FormPage, KeeperView
from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from workflow.lifecycle import begin


class DeputyMixin:
    """Reads the deputy with everything his page tells."""

    model = Deputy
    request: HttpRequest
    row: Deputy

    def rows(self) -> QuerySet:
        user = self.request.user
        mandates = Mandate.objects.visible_to(user).select_related("term__area", "delegation", "deputy")
        members = GroupMember.objects.visible_to(user).select_related("group").order_by("-starts_on", "-pk")
        return (
            Deputy.objects.visible_to(user)
            .select_related("area", "user")
            .prefetch_related(
                Prefetch("mandates", mandates.prefetch_related("events__actor")),
                Prefetch("memberships", members),
            )
        )

    def back(self) -> str:
        return self.row.get_absolute_url()

    def crumbs(self) -> list[Crumb]:
        return [
            Crumb("代表", reverse("deputies:deputies")),
            Crumb(self.row.name, self.row.get_absolute_url()),
        ]


class DeputyPage(DeputyMixin, KeeperView):
    """Everybody who may know of the deputy may read his page."""

    def allowed(self) -> bool:
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "deputies/deputy.html", {"case": case_of(self.row, request.user)})


class NewDeputy(FormPage):
    """A person and his first mandate on one page."""

    title = "登记代表"
    intro = "同时登记个人信息和一项代表资格；在几级任职的，保存后再添加。"
    template_name = "deputies/new.html"

    def get_form(self, *data: Any) -> DeputyForm:
        user = self.request.user
        form = DeputyForm(user, *data[:1])
        self.mandate = MandateForm(user, *data[:1], deputy=Deputy())
        if data and not self.mandate.is_valid() and form.is_valid():
            form.add_error(None, "请核对代表资格部分。")
        return form

    def save(self, form: Any) -> str:
        deputy = form.save()
        self.mandate.deputy = deputy
        begin(MANDATE, self.mandate.save(), self.request.user)
        enter(EntryKind.DEED, "登记代表", self.request.user, subject=deputy, label=deputy.code)
        messages.success(self.request, f"已登记代表{deputy.name}（编号{deputy.code}）。")
        return deputy.get_absolute_url()

    done = ""

    def extra(self, form: Any) -> dict[str, Any]:
        return {"mandate_form": self.mandate}

    def back(self) -> str:
        return reverse("deputies:deputies")


class EditDeputy(DeputyMixin, FormPage):
    title = "修改登记"
    done = "登记已更新。"

    def get_form(self, *data: Any) -> DeputyForm:
        return DeputyForm(self.request.user, *data[:1], instance=self.row)

    def save(self, form: Any) -> str:
        form.save()
        # which fields, not their contents: the journal cannot be erased
        data = {"fields": form.changed_data}
        enter(
            EntryKind.DEED,
            "修改代表登记",
            self.request.user,
            subject=self.row,
            label=self.row.code,
            data=data,
        )
        return self.row.get_absolute_url()
