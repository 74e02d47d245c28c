"""From a receipt code and the last digits of a telephone to what became of the matter. No oracle: a wrong code
and wrong digits take the same work and get the same answer."""

import re
import unicodedata
from functools import cache as once
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from pages.fields import EncryptedTextField
from stations.models import Booking, Idea, Matter, Visit, Wish
from stations.models.visits import SIGNS

SALT, RECEIPT, BOOKING = "portal.follow", "portal.receipt", "portal.booking"
LASTS = 1800  # seconds that a found matter, or a fresh receipt, stays open in the browser
FIELD = EncryptedTextField()


@once
def _nobody() -> str:
    """An encrypted number of nobody's, to be read where there is no row."""
    return FIELD.get_prep_value("00000000000")


def normal(receipt: str) -> str:
    """The code without the signs between, as it is stored."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", receipt).upper() if sign in SIGNS)


def found(receipt: str, digits: str) -> Visit | None:
    """The visit of this receipt, if the telephone left there ends with these four digits."""
    return _if_right(receipt, digits, Visit._base_manager.select_related("station__area"))


def found_booking(receipt: str, digits: str) -> Booking | None:
    """The appointment of this receipt, in the same way."""
    return _if_right(receipt, digits, Booking._base_manager.all())


def _if_right(receipt: str, digits: str, rows: QuerySet) -> Any:
    code = normal(receipt)
    row = rows.filter(receipt=code).first() if code else None
    phone = row.phone if row else FIELD.from_db_value(_nobody(), None, None) or ""
    tail = re.sub(r"\D", "", "".join(phone.split("-")[:2]))[-4:]  # what follows a second dash is an extension
    right = constant_time_compare(tail.encode(), digits.encode())
    return row if right and row and len(tail) == 4 else None


def seal(row: Visit | Booking, salt: str = SALT) -> str:
    """A key to the matter, to its receipt or to an appointment, that runs out."""
    return signing.dumps(row.pk, salt=salt)


def opened(sealed: str, salt: str = SALT) -> Visit | None:
    """The visit of a key that has not run out."""
    return _opened(sealed, salt, Visit._base_manager.select_related("station__area"))


def opened_booking(sealed: str) -> Booking | None:
    """The appointment of a key that has not run out."""
    related = ("reception__station", "reception__area", "proposed__station")
    return _opened(sealed, BOOKING, Booking._base_manager.select_related(*related))


def _opened(sealed: str, salt: str, rows: QuerySet) -> Any:
    try:
        pk = signing.loads(sealed, salt=salt, max_age=LASTS)
    except signing.BadSignature:
        return None
    return rows.filter(pk=pk).first()


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
