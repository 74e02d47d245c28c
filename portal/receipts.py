"""From a receipt code and the last digits of a telephone to what became of the matter. No oracle: a wrong code
and wrong digits take the same work and get the same answer."""

import re
from functools import cache as once

from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from pages.fields import EncryptedTextField
from stations.models import Idea, Matter, Visit, Wish
from stations.models.visits import SIGNS

SALT, RECEIPT = "portal.follow", "portal.receipt"
LASTS = 1800  # seconds that a found matter, or a fresh receipt, stays open in the browser
FIELD = EncryptedTextField()


@once
def _nobody() -> str:
    """An encrypted number of nobody's, to be read where there is no row."""
    return FIELD.get_prep_value("00000000000")


def normal(receipt: str) -> str:
    """The code without the signs between, as it is stored."""
    return "".join(sign for sign in receipt.upper() if sign in SIGNS)


def found(receipt: str, digits: str) -> Visit | None:
    """The visit of this receipt, if the telephone left there ends with these four digits."""
    code = normal(receipt)
    visit = Visit._base_manager.filter(receipt=code).select_related("station__area").first() if code else None
    phone = visit.phone if visit else FIELD.from_db_value(_nobody(), None, None) or ""
    tail = re.sub(r"\D", "", phone)[-4:]
    right = constant_time_compare(tail.encode(), digits.encode())
    return visit if right and visit and len(tail) == 4 else None


def seal(visit: Visit, salt: str = SALT) -> str:
    """A key to the matter, or to its receipt, that runs out."""
    return signing.dumps(visit.pk, salt=salt)


def opened(sealed: str, salt: str = SALT) -> Visit | None:
    """The visit of a key that has not run out."""
    try:
        pk = signing.loads(sealed, salt=salt, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Visit._base_manager.select_related("station__area").filter(pk=pk).first()


def matters_of(visit: Visit) -> QuerySet:
    """What was said then, each with its opinion."""
    rows = Matter._base_manager.filter(visit=visit).select_related("opinion__office", "opinion__deputy")
    return rows.defer("opinion__grams").order_by("order")


def asked_of(visit: Visit) -> list[Wish | Idea]:
    """The micro-wish or project proposal brought then."""
    return [
        *Wish._base_manager.filter(visit=visit).select_related("deputy"),
        *Idea._base_manager.filter(visit=visit),
    ]
