"""The deputy's telephone and account: each a deed that the journal keeps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from deputies.access import open_account, proposed_username
from deputies.forms.asking import AccountForm, ReasonForm
from deputies.views.deputies import DeputyMixin
from deputies.views.files import case_of, may_read_phone
from deputies.views.keeping import FormPage
from journal.book import enter
from journal.models import EntryKind
from workflow.transitions import OutOfStep


@method_decorator(never_cache, name="dispatch")
class Phone(DeputyMixin, FormPage):
    """The full number, after a reason that the journal keeps."""

    title = "查看完整电话"

    def allowed(self) -> bool:
        return may_read_phone(self.request.user, self.row)

    def get_form(self, *data: Any) -> ReasonForm:
        return ReasonForm(*data[:1])

    def save(self, form: Any) -> HttpResponse:
        user = self.request.user
        data = {"reason": form.cleaned_data["reason"]}
        enter(EntryKind.READING, "查看代表完整电话", user, subject=self.row, label=self.row.code, data=data)
        case = case_of(self.row, user, phone=self.row.phone)
        return render(self.request, "deputies/deputy.html", {"case": case})


@method_decorator(never_cache, name="dispatch")
class Account(DeputyMixin, FormPage):
    """An account for the deputy; its first password is on this one answer and nowhere else."""

    title = "开通账号"
    intro = "账号供代表本人登录，岗位为“人大代表”。首次密码只显示一次，首次登录时必须修改。"

    def lock(self) -> None:
        if self.row.user_id:
            raise OutOfStep(f"{self.row.name}已有账号（{self.row.user.username}）。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.post(request) if self.row.user_id else super().get(request)

    def get_form(self, *data: Any) -> AccountForm:
        initial = {"username": proposed_username(self.row)} if not data else None
        return AccountForm(*data[:1], initial=initial)

    def save(self, form: Any) -> HttpResponse:
        username = form.cleaned_data["username"]
        password = open_account(self.row, username, self.request.user)
        told = {"title": "账号已开通", "deputy": self.row, "username": username, "password": password}
        return render(self.request, "deputies/account.html", told | {"crumbs": self.crumbs()})
