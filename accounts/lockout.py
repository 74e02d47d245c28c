"""What a person meets who typed a wrong password too often."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from axes.utils import reset
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.forms import SignInForm
from accounts.models import User


def failures(username: str, address: str | None) -> dict:
    """The wrong passwords in a row that still count: {"count", "last"}."""
    attempts = AccessAttempt.objects.filter(
        username=username, ip_address=address, attempt_time__gte=timezone.now() - get_cool_off()
    )
    return attempts.aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))


def time_left(username: str, address: str | None) -> timedelta:
    """How long the name stays locked from this address."""
    last = failures(username, address)["last"]
    return last + get_cool_off() - timezone.now() if last else timedelta()


def tries_left(request: HttpRequest, username: str) -> int:
    """How many wrong passwords more before the lock falls."""
    limit = get_failure_limit(request, {"username": username})
    return limit - (failures(username, request.META.get("REMOTE_ADDR"))["count"] or 0)


@dataclass(frozen=True)
class Lock:
    """A locked name: from which address, since when, for how long yet, and whose it is if anybody's."""

    username: str
    address: str
    since: datetime
    left: str
    name: str


def locked_names() -> list[Lock]:
    """The names that are locked now, newest first."""
    now, span = timezone.now(), get_cool_off()
    attempts = AccessAttempt.objects.filter(attempt_time__gte=now - span).values("username", "ip_address")
    attempts = attempts.annotate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    found = attempts.filter(count__gte=get_failure_limit(None, None)).order_by("-last")
    names = dict(
        User.objects.filter(username__in=[row["username"] for row in found]).values_list("username", "name")
    )
    return [
        Lock(row["username"], row["ip_address"] or "", row["last"], in_words(row["last"] + span - now),
             names.get(row["username"], ""))
        for row in found
    ]  # fmt: skip


def unlock(username: str, address: str) -> bool:
    """Forget the wrong passwords of a name from an address; False when there were none."""
    return bool(username) and reset(ip=address or None, username=username) > 0


def in_words(span: timedelta) -> str:
    """A span as one waits for it: whole minutes, upwards."""
    minutes = max(1, math.ceil(span.total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分钟" if hours and rest else f"{hours}小时" if hours else f"{minutes}分钟"


def locked(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The sign-in page with the name kept, the time left, and whom to ask (AXES_LOCKOUT_CALLABLE)."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    left = in_words(time_left(username, request.META.get("REMOTE_ADDR")))
    context = {"form": SignInForm(request, initial={"username": username}), "title": "登录", "left": left}
    context["limit"] = get_failure_limit(request, credentials)
    return render(request, "accounts/locked.html", context, status=429)
