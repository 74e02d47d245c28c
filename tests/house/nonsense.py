"""Sending every form what it does not expect."""

from typing import Any
from urllib.parse import urljoin

from django.db import transaction
from django.test import Client
from lxml import html

from tests.house.addresses import name_of

LEFT = ("accounts:", "offices:act-as")  # they end or change what this visitor is
WRONG = {
    "date": "2026-02-31",
    "time": "25:99",
    "number": "9" * 20,
    "email": "x",
    "checkbox": "无",
    "radio": "无",
}
LONG = "𠮷'\"<script>%s{{" * 50
FORMS = "//form[translate(@method, 'POST', 'post') = 'post']"


def fallen(visitor: Client, page: str, url: str, sent: set[Any]) -> list[str]:
    """The forms of a page that fall over wrong days, endless numbers, choices that are none; nothing of it stays."""
    found = []
    for form in html.fromstring(page).xpath(FORMS):
        address = urljoin(url, form.get("action") or url)
        name = name_of(address)
        kind = (name, *form.xpath(".//input[@name = 'action']/@value"))
        if kind in sent or name.startswith(LEFT):
            continue
        sent.add(kind)
        if (code := answer(visitor, address, typed(form))) >= 500:
            found.append(f"{address} fell over {kind}: {code}")
    return found


def typed(form: Any) -> dict[str, list[str]]:
    """Something wrong in every field; what is hidden stays as it was."""
    data: dict[str, list[str]] = {}
    for field in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        sort = "select" if field.tag == "select" else field.get("type", "text")
        if sort in ("file", "submit"):
            continue
        wrong = field.get("value", "") if sort == "hidden" else WRONG.get(sort, LONG)
        data.setdefault(field.get("name"), []).append("9" * 12 if sort == "select" else wrong)
    return data


def answer(visitor: Client, address: str, data: dict[str, list[str]]) -> int:
    """The status of a POST that is then taken back; an exception counts as 500."""
    visitor.raise_request_exception = False
    with transaction.atomic():
        code = visitor.post(address, data).status_code
        transaction.set_rollback(True)
    return code
