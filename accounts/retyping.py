"""What somebody had typed when the session ended: kept sealed, for the same person alone, until the next sign-in.

Kept are the fields of a form, never its files, and no form that asks for a password. Whose they are is known
from the session that ends, or from the cookie that says who signed in here last.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from pages.asked import whole
from pages.fields import WrongKey, seal, unseal

KEPT = "kept"  # key of the session
LAST = "last"  # name of the cookie
SALT = "accounts.last"
REMEMBERED = 30 * 86400  # seconds that the cookie lasts
HELD = 3600  # seconds that the fields are kept
MOST = 100_000  # characters of one form
OURS = ("csrfmiddlewaretoken", "action")  # fields that nobody types


@dataclass(frozen=True)
class Typed:
    """A form that did not arrive. path: where it was sent; page: where it stood; fields: (name, values)."""

    user: int
    path: str
    page: str
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    files: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) as the form would send them."""
        return [(name, value) for name, values in self.fields for value in values]

    @property
    def texts(self) -> list[str]:
        """What was written in sentences, to be recognised by who wrote it."""
        return [value for _, value in self.pairs if any(ord(char) > 0x2E80 for char in value)]


def remember(response: HttpResponseBase, user: Any) -> None:
    """Note in the browser who signed in here."""
    response.set_signed_cookie(
        LAST, str(user.pk), salt=SALT, max_age=REMEMBERED, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def last_one(request: HttpRequest) -> int | None:
    """The key of who signed in here last."""
    found = request.get_signed_cookie(LAST, default="", salt=SALT, max_age=REMEMBERED)
    return whole(found)


def keep(request: HttpRequest, user: int | None, page: str) -> bool:
    """Put the posted fields into the session of the request; False where there is nothing to keep."""
    if not (user and _own_form(request)):
        return False
    fields = [(name, values) for name, values in request.POST.lists() if name != OURS[0]]
    length = sum(len(value) for _, values in fields for value in values)
    typed = any(any(values) for name, values in fields if name not in OURS)
    if not typed or length > MOST or any("password" in name for name, _ in fields):
        return False
    row = Typed(user, request.get_full_path(), page, fields, bool(request.FILES))
    request.session[KEPT] = seal(json.dumps(asdict(row)))
    return True


def _own_form(request: HttpRequest) -> bool:
    """Is this a form that a page of ours sent, and not one of the small questions that a page asks meanwhile?"""
    if request.method != "POST" or "application/json" in request.headers.get("Accept", ""):
        return False
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return False
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return "HX-Request" not in request.headers or here == request.path


def kept(request: HttpRequest) -> Typed | None:
    """What is kept for the person of this request; what is another's, or old, is forgotten."""
    sealed = request.session.get(KEPT)
    if not sealed:
        return None
    try:
        row = Typed(**json.loads(unseal(sealed, HELD)))
    except (WrongKey, TypeError, ValueError):
        row = None
    if row is None or row.user != request.user.pk:
        forget(request)
        return None
    return row


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
