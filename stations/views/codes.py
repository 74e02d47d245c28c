"""The code of a station or a deputy: shown, made anew, taken out of use, printed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from deputies.models import Deputy
from pages.actions import Crumb
from pages.qr import qr_svg
from stations.actors import runs, staffs
from stations.codes import Subject, address_of, deputies_here, give_all, renew, revoke, running_code
from stations.models import DeputyCode, Station, Stationing
from workflow.transitions import OutOfStep

KINDS: dict[str, tuple[type, str]] = {"station": (Station, "站码"), "deputy": (Deputy, "代表码")}
DOINGS = {
    "renew": ("更换", "更换后，已张贴和散发的旧二维码立即失效，需要重新打印张贴。", "primary"),
    "revoke": ("停用", "停用后，扫码的群众将看到“二维码已停用”，不能再由此反映意见。", "danger"),
    "give": ("为进站代表生成", "将为本站还没有代表码的进站代表各生成一个代表码。", "primary"),
}


def subject_of(request: HttpRequest, kind: str, pk: int) -> Subject:
    """The station or deputy in sight, or 404."""
    return get_object_or_404(KINDS[kind][0].objects.visible_to(request.user), pk=pk)


def keeps(user: Any, subject: Subject) -> bool:
    """Who may make and end this code: staff of the (deputy's) station, and the committee's office above it."""
    if runs(user, subject.area_id):
        return True
    if isinstance(subject, Station):
        return staffs(user, subject.pk)
    here = Stationing.objects.visible_to(user).filter(deputy=subject, ends_on=None)
    return any(staffs(user, station) for station in here.values_list("station", flat=True))


def reads(user: Any, subject: Subject) -> bool:
    """Who may show and print it: who keeps it, and the deputy himself."""
    return keeps(user, subject) or isinstance(subject, Deputy) and subject.user_id == user.pk


@login_required
def code_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The code with its address, and what may be done with it."""
    subject = subject_of(request, kind, pk)
    if not reads(request.user, subject):
        raise PermissionDenied
    code, label = running_code(subject), KINDS[kind][1]
    address = address_of(code, request.build_absolute_uri("/")) if code else ""
    context = {
        "title": f"{subject}的{label}", "label": label, "kind": kind, "subject": subject, "code": code,
        "address": address, "picture": qr_svg(address, f"{subject}的{label}") if code else "",
        "keeps": keeps(request.user, subject), "closed": kind == "station" and not subject.online,
        "crumbs": [Crumb(str(subject), subject.get_absolute_url()), Crumb(label)],
    }  # fmt: skip
    return render(request, "stations/code.html", context)


@login_required
def change_code(request: HttpRequest, kind: str, pk: int, action: str) -> HttpResponse:
    """GET asks, POST does: a new code, none any more, or one for each deputy of the station."""
    subject = subject_of(request, kind, pk)
    if action not in DOINGS or (action == "give" and kind != "station"):
        raise Http404
    if not keeps(request.user, subject):
        raise PermissionDenied
    back = reverse(f"stations:{kind}_code", args=(pk,))
    code, (verb, question, style) = running_code(subject), DOINGS[action]
    if request.method == "POST":
        _do(request, subject, action, request.POST.get("action", ""))
        return redirect(
            "stations:station_code_print" if action == "give" else back,
            **({"pk": pk} if action == "give" else {}),
        )
    label = f"{verb}{KINDS['deputy' if action == 'give' else kind][1]}"
    context = {"title": label, "question": question, "label": label, "style": style, "back": back,
               "action": code.token if code else ""}  # fmt: skip
    return render(
        request, "pages/confirm.html", context | {"crumbs": [Crumb(str(subject), back), Crumb(label)]}
    )


def _do(request: HttpRequest, subject: Subject, action: str, seen: str) -> None:
    """Do it, and say so; or say who was faster."""
    try:
        if action == "give":
            messages.success(request, f"已为{give_all(request.user, subject)}位代表生成代表码。")
        elif action == "renew":
            renew(request.user, subject, seen)
            messages.success(request, "已生成新的二维码，请打印张贴。")
        else:
            revoke(request.user, subject, seen)
            messages.success(request, "二维码已停用。")
    except OutOfStep as late:
        messages.warning(request, str(late))


@login_required
def print_code(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The poster; a station's has its deputies' codes on the following sheet."""
    subject = subject_of(request, kind, pk)
    if not reads(request.user, subject):
        raise PermissionDenied
    code, root = running_code(subject), request.build_absolute_uri("/")
    deputies = _cards(request, subject, root) if kind == "station" else []
    context = {
        "title": f"打印{KINDS[kind][1]}", "label": KINDS[kind][1], "kind": kind, "subject": subject, "deputies": deputies,
        "unready": not code and not deputies, "keeps": keeps(request.user, subject),
        "picture": qr_svg(address_of(code, root), f"{subject}的{KINDS[kind][1]}") if code else "",
        "back": reverse(f"stations:{kind}_code", args=(pk,)),
    }  # fmt: skip
    return render(request, "stations/code_print.html", context)


def _cards(request: HttpRequest, station: Station, root: str) -> list[tuple[Deputy, Any]]:
    rows = DeputyCode.objects.visible_to(request.user).filter(
        revoked_at=None, deputy__in=deputies_here(station)
    )
    rows = rows.select_related("deputy").order_by("deputy__sort_key", "deputy_id")[:200]
    return [(row.deputy, qr_svg(address_of(row, root), f"{row.deputy.name}的代表码")) for row in rows]
