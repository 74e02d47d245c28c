"""Whose pages these are: the three administrators' (三员), or a role's. Everybody else gets 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import AdminKind
from offices.choices import Role
from offices.posts import role_of


def allowed(user: Any, whose: tuple[str, ...]) -> bool:
    """Is the person one of these administrators, or does he act in one of these roles?"""
    if getattr(user, "admin_kind", ""):
        return user.admin_kind in whose
    return user.is_authenticated and role_of(user) in whose


def only(*whose: AdminKind | Role) -> Callable:
    """A view for these administrators and roles only."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(request.user, whose):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return wrap


class Only:
    """The same for a class of view; mix it in first."""

    whose: ClassVar[tuple[str, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not allowed(request.user, self.whose):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
