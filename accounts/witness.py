"""Tells the room above what happened at the door.

The journal stands above the accounts and may not be imported here, so the
settings name the function that writes things down (ACCOUNTS_WITNESS).
"""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.module_loading import import_string


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from; None for what is no address, such as a socket's name."""
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return None


def tell(
    request: HttpRequest,
    kind: str,
    verb: str,
    user: Any = None,
    *,
    label: str = "",
    success: bool = True,
    data: dict | None = None,
) -> None:
    """One deed at the door: kind "sign_in" or "account", a short Chinese verb, the person if known."""
    import_string(settings.ACCOUNTS_WITNESS)(
        kind,
        verb,
        user or AnonymousUser(),
        subject=user,
        label=label,
        data=data,
        address=address_of(request),
        success=success,
    )
