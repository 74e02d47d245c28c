"""The only way into the journal."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from journal.models import Entry, EntryKind


def enter(
    kind: EntryKind | str,
    verb: str,
    actor: Any = None,
    *,
    subject: Model | None = None,
    label: str = "",
    data: dict | None = None,
    address: str | None = None,
    success: bool = True,
) -> Entry:
    """Enter one row, inside the caller's transaction.

    verb: a short Chinese phrase. subject: the row it is about, label its words (no personal data, nothing of what
    a case says: the journal cannot be erased, and who reads it sees no cases); without label the row's `in_journal`
    where it has one, else str(). data: facts as JSON.
    The post and the person stood in for are read from the actor's acting post.
    """
    post = getattr(actor, "acting", None)
    principal = getattr(post, "principal_name", "")
    return Entry.objects.create(
        kind=kind,
        verb=verb[:60],
        actor=actor if getattr(actor, "pk", None) else None,
        actor_name=_name(actor),
        post=str(post)[:100] if post else "",
        on_behalf_of=principal,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        subject=_clean(label or _words(subject))[:200],
        data=plain(data or {}),
        address=address or getattr(actor, "address", None),
        success=success,
    )


def enter_reading(actor: Any, subject: Model, what: str, reason: str, *, label: str = "") -> Entry:
    """Enter that a person looked at unmasked personal data: what ("来访群众电话"), of which row, and why.

    Call it before the data is shown, in the same transaction. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("reading personal data needs a reason")
    data = {"what": what, "reason": reason.strip()}
    return enter(EntryKind.READING, f"查看{what}"[:60], actor, subject=subject, label=label, data=data)


def plain(data: dict) -> dict:
    """The same facts as values that JSON can hold; model rows become 'name #pk'."""
    return _clean(json.loads(json.dumps(data, cls=_Encoder, ensure_ascii=False)))


def _words(subject: Model | None) -> str:
    """What the journal calls a row."""
    return str(getattr(subject, "in_journal", subject or ""))


def _name(actor: Any) -> str:
    """The person's name; nobody is the machine, a stranger is a visitor."""
    if actor is None:
        return "系统"
    return getattr(actor, "name", "") or "访客"


def _clean(value: Any) -> Any:
    """The value without NUL, the one character that the database cannot hold."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value


class _Encoder(DjangoJSONEncoder):
    def default(self, o):
        if isinstance(o, Model):
            return f"{o} #{o.pk}"
        if isinstance(o, set | frozenset):
            return sorted(o)
        if hasattr(o, "name") and hasattr(o, "chunks"):
            return o.name
        if hasattr(o, "__iter__"):
            return list(o)
        return super().default(o)
