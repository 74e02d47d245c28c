"""Proof that a person's own browser sends the form: work for the machine, or a question for the person.

The work (ALTCHA's, by the library) asks nothing of anybody, seeing or blind. Where a browser cannot do it, a sum
in plain words can be answered instead. Both are good once, and for an hour.
"""

import base64
import json
import secrets
from datetime import timedelta

import altcha
from django.core import signing
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

LASTS = 3600  # seconds; who writes slowly is not sent back
MOST = 60_000  # numbers to try; about a second on an old telephone
SALT = "portal.proof"
DIGITS = "零一二三四五六七八九"


def _key() -> str:
    return salted_hmac(SALT, "altcha").hexdigest()


def challenge() -> str:
    """The work to do, as the page's script reads it."""
    until = timezone.now() + timedelta(seconds=LASTS)
    options = altcha.ChallengeOptions(hmac_key=_key(), max_number=MOST, expires=until)
    return json.dumps(altcha.create_challenge(options).to_dict())


def proves(payload: str) -> bool:
    """Is this the answer to a challenge of ours, still fresh and not used before? Uses it up."""
    try:
        solution = json.loads(base64.b64decode(payload).decode())
        right, _ = altcha.verify_solution(solution, _key(), check_expires=True)
    except Exception:  # whatever a stranger sends
        return False
    return bool(right) and _first_time(solution["challenge"])


def question() -> tuple[str, str]:
    """A sum in words, and the sealed answer that goes with it."""
    a, b = secrets.randbelow(8) + 1, secrets.randbelow(8) + 1
    sealed = signing.dumps([a + b, secrets.token_hex(8)], salt=SALT)
    return f"{DIGITS[a]}加{DIGITS[b]}等于几？", sealed


def answers(sealed: str, typed: str) -> bool:
    """Is this the answer to the sealed question, still fresh and not used before? Uses it up."""
    try:
        wanted, _ = signing.loads(sealed, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return typed.strip() == str(wanted) and _first_time(sealed)


def _first_time(thing: str) -> bool:
    return cache.add(f"portal:proof:{salted_hmac(SALT, thing).hexdigest()}", 1, LASTS)
