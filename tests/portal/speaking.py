"""A voter's browser: opens a code's page, does the proof, and sends the form."""

import base64
import json
import re
from html import unescape

import altcha
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.pictures import jpeg

JPG = jpeg()
MP3 = b"ID3\x04" + b"\0" * 60


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    return found


def worked(page: str) -> str:
    """The proof that the page's script would have done."""
    asked = json.loads(unescape(re.search(r'data-proof="([^"]+)"', page)[1]))
    solution = altcha.solve_challenge(
        asked["challenge"], asked["salt"], asked["algorithm"], asked["maxNumber"]
    )
    data = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(data | {"number": solution.number}).encode()).decode()


def said(client, token: str, **typed) -> dict:
    """What the browser sends after opening the page: every field, the proof done."""
    page = client.get(reverse("portal:code", args=(token,))).content.decode()
    data = hidden(page) | {
        "proof": worked(page),
        "text": "小区门口的路灯坏了很久",
        "phone": "13912345678",
        "consent": "on",
    }
    return data | typed


def speak(client, token: str, **typed):
    return client.post(reverse("portal:code", args=(token,)), said(client, token, **typed))


def photo(name: str = "a.jpg", content: bytes = JPG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
