"""The addresses of rows: reversing a name for every row of a list took a tenth of the page's time."""

from functools import cache
from threading import local
from typing import Any

from django.core.signals import request_finished, request_started
from django.urls import get_script_prefix, reverse

ROW = 987654321  # stands for the key while an address is cut in two
HERE = local()  # .prefix: below which path the site answers this thread's request, while one is under way


def prefix() -> str:
    """Below which path the site is served: what get_script_prefix() says, by a shorter way."""
    return getattr(HERE, "prefix", None) or get_script_prefix()


def row_url(name: str, pk: int) -> str:
    """The address of one row, as reverse(name, args=(pk,)) gives it. name: a path with nothing but the key."""
    before, after = halves(name)
    return f"{before}{pk}{after}"


def keyed_url(name: str, *keys: int | str) -> str:
    """The same for an address with several keys: whole numbers or slugs, in their order."""
    return _shape(name, len(keys), prefix()) % keys


@cache
def _shape(name: str, keys: int, prefix: str) -> str:
    marks = [str(ROW + number) for number in range(keys)]
    shape = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        shape = shape.replace(mark, "%s")
    return shape


def page_url(name: str, *words: str) -> str:
    """The address of a page without a key, as reverse(name, args=words) gives it."""
    return _page(name, words, prefix())


@cache
def _page(name: str, words: tuple[str, ...], prefix: str) -> str:
    return reverse(name, args=words)


def halves(name: str) -> tuple[str, str]:
    """What stands before and after the key in the address of a row."""
    return _halves(name, prefix())


@cache
def _halves(name: str, prefix: str) -> tuple[str, str]:
    before, after = reverse(name, args=(ROW,)).split(str(ROW))
    return before, after


def _begin(**_: Any) -> None:
    HERE.prefix = get_script_prefix()


def _end(**_: Any) -> None:
    vars(HERE).clear()


request_started.connect(_begin, dispatch_uid="pages.addresses")
request_finished.connect(_end, dispatch_uid="pages.addresses")
