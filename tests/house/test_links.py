"""Every page that a person can reach: its links open, its words are words, its forms stand whatever is typed."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client

from tests.house.addresses import name_of
from tests.house.nonsense import fallen
from tests.house.test_access import signed_in

LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
HIDDEN = re.compile(r"(?s)<(script|style|textarea)\b.*?</\1>")
ASIDE = re.compile(r"^/static/|^/accounts/sign-|[?&](export|sort)=")
SLIPS = {
    "a value that is not there": re.compile(r">\s*None\s*<"),
    "a template's own marks": re.compile(r"\{\{|\{%"),
    "a day as machines write it": re.compile(r"(?<![\w-])20\d\d-\d\d-\d\d(?!\w)(?=[^<>]*<)"),
}
# in parties, because a world of their own for each takes longer than the walk of some
PARTIES = (("zhou",), ("lin", "luo", "feng"), ("chen", "wu", "sun", "zheng", "shen", "stranger"))


@pytest.mark.parametrize("party", PARTIES, ids="-".join)
def test_every_link_opens_and_every_form_stands_what_is_typed(world, party):
    for who in party:
        visitor, start = (Client(), "/p/") if who == "stranger" else (signed_in(getattr(world, who)), "/")
        assert faults(visitor, start) == [], who


def faults(visitor: Client, start: str) -> list[str]:
    """What did not open and slips in what is shown, walking every kind of page once."""
    waiting, known, sent, found = deque([(start, "")]), set(), set(), []
    while waiting:
        url, page = waiting.popleft()
        response = visitor.get(url, follow=True)
        if response.status_code >= 400:
            found.append(f"{page} leads to {url}: {response.status_code}")
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        shown = response.content.decode()
        found += fallen(visitor, shown, url, sent)
        text = HIDDEN.sub("", shown)
        found += [f"{url} shows {what}" for what, slip in SLIPS.items() if slip.search(text)]
        for link in links(text, url):
            kind = name_of(link)
            if kind not in known:
                known.add(kind)
                waiting.append((link, url))
    return found


def links(text: str, page: str) -> list[str]:
    """Addresses of the house in a page; files, sheets and the way out left aside."""
    found = (urljoin(page, unescape(link)) for link in LINK.findall(text))
    return [link for link in found if link.startswith("/") and not ASIDE.search(link)]
