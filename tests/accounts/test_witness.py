"""Where a request comes from, as the journal keeps it."""

import pytest
from django.test import RequestFactory

from accounts.middleware import page_of
from accounts.witness import address_of


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("", None),
        ("unix:", None),
        ("1.2.3.4:80", None),
    ],
)
def test_only_an_address_is_kept_as_an_address(told, kept):
    request = RequestFactory().get("/", REMOTE_ADDR=told)
    assert address_of(request) == kept


@pytest.mark.parametrize(
    ("method", "headers", "page"),
    [
        ("get", {}, "/opinions/?state=new"),
        ("post", {}, "/"),
        ("post", {"referer": "http://testserver/opinions/5/"}, "/opinions/5/"),
        ("post", {"referer": "https://elsewhere.example/opinions/5/"}, "/"),
        ("post", {"referer": "javascript:alert(1)"}, "/"),
        ("get", {"hx-request": "true", "hx-current-url": "http://testserver/a/?b=1"}, "/a/?b=1"),
        ("get", {"hx-request": "true", "hx-current-url": "//elsewhere.example/a/"}, "/"),
    ],
)
def test_after_signing_in_one_comes_back_to_a_page_of_ours(method, headers, page):
    request = getattr(RequestFactory(), method)("/opinions/?state=new", headers=headers)
    assert page_of(request) == page
