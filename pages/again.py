"""Who was overtaken in the moment of saving is answered as if he had come a little later."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class Overtaken(Exception):
    """Somebody saved the row between the check of the form and its saving."""


class OvertakenMiddleware:
    """Whoever was overtaken while saving is answered once more: his form now finds the row as it is."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = request.resolver_match
        if not isinstance(error, Overtaken) or found is None:
            return None
        return found.func(request, *found.args, **found.kwargs)
