"""Nobody passes without signing in, except where voters are served."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.retyping import keep, last_one

PUBLIC = ("/p/",)


class DoorMiddleware(LoginRequiredMiddleware):
    """Sign-in by default. Opt out with login_not_required, or live below /p/."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any):
        if request.path_info.startswith(PUBLIC):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:
        """To the sign-in page, and afterwards to a page; the request of a fragment moves the whole page.

        A form's fields are kept meanwhile for who signed in here last.
        """
        keep(request, last_one(request), page_of(request))
        response = redirect_to_login(page_of(request), self.get_login_url(view_func))
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": response["Location"]})
        return response


def page_of(request: HttpRequest) -> str:
    """The page asked for; for a form or a fragment the page of ours that it was sent from, else the first."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")
