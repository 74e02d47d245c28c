"""Taking private data out of texts that are about to be public. A net under the writers' own care."""

import re

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[-—– ]?[1-9]\d{6,7}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_CONTACT = re.compile(
    r"((?:联系人|承办人|经办人)(?:姓名)?[:\uff1a]\s*)([\u4e00-\u9fff·])[\u4e00-\u9fff·]{1,7}"
)


def without_personal_phones(text: str) -> str:
    """Mobile and identity numbers hidden; office telephones stay, as in a notice."""
    return _MOBILE.sub(r"\1****\2", _IDENTITY.sub("******************", text))


def without_private_data(text: str) -> str:
    """The same, and the telephone and name of a unit's contact person (domain rule 109)."""
    hidden = _LANDLINE.sub(r"\1-*******", without_personal_phones(text))
    return _CONTACT.sub(r"\1\2**", hidden)
