"""Who is really asking, when a reverse proxy stands in front."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Puts the visitor's address into REMOTE_ADDR, read from X-Forwarded-For behind PROXY_COUNT proxies.

    Only the last PROXY_COUNT entries were written by our own proxies; what stands before them is hearsay.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PROXY_COUNT:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entries = [e.strip() for e in request.headers.get("X-Forwarded-For", "").split(",") if e.strip()]
        if len(entries) >= settings.PROXY_COUNT:
            request.META["REMOTE_ADDR"] = entries[-settings.PROXY_COUNT]
        return self.get_response(request)
