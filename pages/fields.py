"""Personal data in the database: encrypted text, its keyed digest, and telephone numbers."""

import hashlib
import hmac
import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.core.signals import setting_changed
from django.db import models

PHONE_HELP = "请填写11位手机号码，或带区号的固定电话，例如0536-2345678。"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})-?([2-9]\d{6,7})(?:[-转](\d{1,6}))?")


class WrongKey(ValueError):
    """A stored value that none of the configured keys can read."""


@cache
def field_keys() -> tuple[str, ...]:
    """The keys, newest first: the first one writes, all of them read."""
    return (settings.FIELD_KEY, *getattr(settings, "FIELD_KEYS", ()))


def _set_anew(**_: Any) -> None:
    field_keys.cache_clear()


setting_changed.connect(_set_anew, dispatch_uid="pages.fields")


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=20_000)
def _opened(sealed: str, keys: tuple[str, ...]) -> str:
    """A stored value deciphered; lists show the same ones all day. Raises InvalidToken.

    Whoever could read them in the memory of the process could read the keys there too.
    """
    return _cipher(keys).decrypt(sealed.encode()).decode()


class EncryptedTextField(models.TextField):
    """Text that only the application can read. It cannot be searched; keep a keyed_digest beside it."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return _cipher(field_keys()).encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            return _opened(value, field_keys())
        except InvalidToken as error:
            raise WrongKey(f"{self} was encrypted with a key that is not configured") from error

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be searched; look up its digest")
        return super().get_lookup(lookup_name)


def seal(text: str) -> str:
    """A text that only this site can read again."""
    return _cipher(field_keys()).encrypt(text.encode()).decode()


def unseal(sealed: str, seconds: int | None = None) -> str:
    """What was sealed. Raises WrongKey for what was not sealed here, or longer ago than so many seconds."""
    try:
        return _cipher(field_keys()).decrypt(sealed.encode(), seconds).decode()
    except InvalidToken as error:
        raise WrongKey("not sealed with a key of this site, or too long ago") from error


def keyed_digest(value: str) -> str:
    """64 hexadecimal digits that only this site can reckon: the same value, the same digest. Empty for empty.

    Made with the oldest key, so that a new key in front does not change what was stored.
    """
    if not value:
        return ""
    return hmac.new(b"digest:" + field_keys()[-1].encode(), value.encode(), hashlib.sha256).hexdigest()


def normalise_phone(text: str | None) -> str:
    """13812345678 or 0536-2345678(-extension), whatever spaces, dashes, wide digits or +86 were typed.

    What is no mainland number comes back trimmed, for validate_phone to refuse.
    """
    typed = unicodedata.normalize("NFKC", text or "").strip()
    bare = re.sub(r"^(\+|00)86|[\s()·.–—]|^\+86", "", typed.replace("(+86)", ""))
    digits = bare.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    if match := _LANDLINE.fullmatch(bare):
        return "-".join(part for part in match.groups() if part)
    return typed


def is_mobile(phone: str) -> bool:
    """Can a normalised number take a text message?"""
    return bool(_MOBILE.fullmatch(phone))


def validate_phone(value: str) -> None:
    """Refuse what is neither a mainland mobile number nor a landline number with its area code."""
    normal = normalise_phone(value)
    if not (_MOBILE.fullmatch(normal) or _LANDLINE.fullmatch(normal)):
        raise ValidationError(PHONE_HELP, code="phone")


class PhoneField(forms.CharField):
    """A form field for one telephone number; its value is normalised."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "label": "联系电话"} | kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            validate_phone(text)
        return normalise_phone(text)
