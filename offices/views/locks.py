"""/accounts/locks/: names that are locked after too many wrong passwords."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.lockout import locked_names, unlock
from accounts.models import AdminKind
from journal.book import enter
from offices.doors import only


@only(AdminKind.SECURITY)
def locks(request: HttpRequest) -> HttpResponse:
    """Who is locked now, from where, and for how long."""
    note = "连续输错密码的登录名会暂时锁定，到时自动解除；核实本人身份后可提前解锁。"
    context = {"title": "锁定的登录", "note": note, "locks": locked_names()}
    return render(request, "offices/locks.html", context)


@only(AdminKind.SECURITY)
@require_POST
def unlock_name(request: HttpRequest) -> HttpResponse:
    username, address = request.POST.get("username", ""), request.POST.get("address", "")
    if unlock(username, address):
        enter("account", "解锁登录", request.user, label=username[:64], data={"from": address})
        messages.success(request, f"已解锁{username}。")
    else:
        messages.warning(request, "该锁定此前已解除。")
    return redirect("offices:locks")
