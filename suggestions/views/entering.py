"""/suggestions/enter/: staff enter a suggestion from the signed paper form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pages.actions import Crumb
from suggestions.entering import enter_paper, entered_terms
from suggestions.forms.entering import EntryForm


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """For the congress office, and for station staff where the area lets them."""
    if not entered_terms(request.user).exists():
        raise PermissionDenied("本区域没有授权您代为录入建议。")
    form = EntryForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        row = enter_paper(request.user, **form.entry())
        messages.success(request, "已录入，等待代表确认；代表没有账号的，可以签名纸质件为准提交。")
        return redirect(row)
    context = {
        "title": "代为录入建议", "form": form, "back": reverse("suggestions:list"),
        "intro": "代表提交签名纸质件的，由工作人员照录；代表本人可在系统中确认。",
        "crumbs": [Crumb("代表建议", reverse("suggestions:list")), Crumb("代为录入建议")],
    }  # fmt: skip
    return render(request, "pages/form.html", context)
