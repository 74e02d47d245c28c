"""Nobody is offered what he may not open: every link of every page a person can reach leads to a page of his."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.house.test_access import signed_in
from tests.house.world import world  # noqa: F401 - a fixture

LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
HIDDEN = re.compile(r"(?s)<(script|style|textarea)\b.*?</\1>")
ASIDE = re.compile(r"^/static/|^/accounts/sign-|[?&](export|sort)=")
SLIPS = {
    "a value that is not there": re.compile(r">\s*None\s*<"),
    "a template's own marks": re.compile(r"\{\{|\{%"),
    "a day as machines write it": re.compile(r"(?<![\w-])20\d\d-\d\d-\d\d(?!\w)(?=[^<>]*<)"),
}


ROLES = ("lin", "chen", "zhou", "wu", "gao", "sun", "zheng", "luo", "feng", "shen", "stranger")


@pytest.mark.parametrize("who", ROLES)
def test_every_link_a_person_is_shown_opens(world, who):  # noqa: F811
    visitor, start = (Client(), "/p/") if who == "stranger" else (signed_in(getattr(world, who)), "/")
    assert faults(visitor, start) == []


def faults(visitor: Client, start: str) -> list[str]:
    """What did not open and slips in what is shown, walking every address once bare and once with a question."""
    waiting, known, found = deque([(start, "")]), set(), []
    while waiting:
        url, page = waiting.popleft()
        response = visitor.get(url)
        if response.status_code >= 400:
            found.append(f"{page} leads to {url}: {response.status_code}")
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        text = HIDDEN.sub("", response.content.decode())
        found += [f"{url} shows {what}" for what, slip in SLIPS.items() if slip.search(text)]
        for link in links(text, url):
            kind = (resolve(urlsplit(link).path).view_name, bool(urlsplit(link).query))
            if kind not in known:
                known.add(kind)
                waiting.append((link, url))
    return found


def links(text: str, page: str) -> list[str]:
    """Addresses of the house in a page; files and the way out left aside."""
    found = (urljoin(page, unescape(link)) for link in LINK.findall(text))
    return [
        link
        for link in found
        if link.startswith("/") and not link.startswith(("/static/", "/accounts/sign-"))
    ]
