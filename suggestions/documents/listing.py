"""The lists that go into an archive of papers: 办理情况汇总表 of its suggestions, 交办清单 of their batches."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from suggestions.choices import BatchState
from suggestions.documents.serving import batch_list
from suggestions.ledger import TITLE, LedgerFilters, suggestion_ledger
from suggestions.models import Batch, Suggestion
from suggestions.roles import congress_office

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)


def lists(
    user: Any, filters: LedgerFilters, code: str, found: Sequence[Suggestion]
) -> Iterator[tuple[str, bytes]]:
    """(file name, content) of each list; found: the suggestions of the archive. None for the units' people."""
    if not holds(user, *READERS):
        return
    ledger = BytesIO()
    suggestion_ledger(user, filters, ledger)
    yield f"00_{TITLE}.xlsx", ledger.getvalue()
    if code == "order":
        yield from _of_batches(user, found)


def _of_batches(user: Any, found: Sequence[Suggestion]) -> Iterator[tuple[str, bytes]]:
    rows = Batch.objects.visible_to(user).filter(state=BatchState.SENT, items__suggestion__in=found)
    for batch in rows.select_related("area").distinct().order_by("pk"):
        data = {"batch": batch.pk, "as": "zip"}
        enter(EntryKind.EXPORT, "生成文书：交办清单", user, label=str(batch), data=data)
        yield f"00_交办清单_{batch}.docx", batch_list(batch, congress_office(batch.area))
