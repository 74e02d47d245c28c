"""How an entry is turned into one line of text, and a line into a digest.

The same on every machine and after every restore: nothing here may depend on
the database's own way of writing a value. A change of this format needs a new
name of the chain, for old digests would no longer be found again.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

GENESIS = hashlib.sha256(b"liaison journal chain 1").hexdigest()

FIELDS = (
    "pk",
    "at",
    "kind",
    "verb",
    "actor_id",
    "actor_name",
    "post",
    "on_behalf_of",
    "subject_type",
    "subject_id",
    "subject",
    "address",
    "success",
    "data",
)
AT = FIELDS.index("at")
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(values: Sequence[Any]) -> str:
    """One entry, given as the values of FIELDS, as a line of JSON; times in UTC to the microsecond."""
    line = list(values)
    line[AT] = line[AT].astimezone(UTC).isoformat(timespec="microseconds")
    return _WRITER.encode(line)


def digest(before: str, position: int, values: Sequence[Any]) -> str:
    """The digest of a link: of the link before it, of its position, and of its entry."""
    return hashlib.sha256(f"{before}\n{position}\n{canonical(values)}".encode()).hexdigest()
