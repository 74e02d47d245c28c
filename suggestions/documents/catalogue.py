"""Every paper there is, in the order in which the case page offers them.

A further one: a layout in layouts/, its facts beside its like, a line in one of the tuples below.
"""

from collections.abc import Iterator

from suggestions.documents.answering import ANSWERING
from suggestions.documents.filing import FILING
from suggestions.documents.measuring import MEASURING
from suggestions.documents.opinions import OPINIONS
from suggestions.documents.ordering import ORDERING
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.promising import PROMISING
from suggestions.documents.recording import RECORDING
from suggestions.documents.serving import SERVING
from suggestions.documents.voicing import VOICING

DOCUMENTS: dict[str, Document] = {
    one.code: one
    for one in (
        *ORDERING,
        *MEASURING,
        *SERVING,
        *ANSWERING,
        *OPINIONS,
        *RECORDING,
        *PROMISING,
        *FILING,
        *VOICING,
    )
}


def offered_papers(desk: Desk) -> Iterator[tuple[Document, Piece]]:
    """The papers of a case that this person may have."""
    for document in DOCUMENTS.values():
        for piece in document.pieces(desk):
            yield document, piece


def find_paper(desk: Desk, code: str, key: str) -> tuple[Document, Piece] | None:
    """One of them by its address; None for what is not there, or not for him."""
    document = DOCUMENTS.get(code)
    found = (piece for piece in document.pieces(desk) if piece.key == key) if document else iter(())
    return next(((document, piece) for piece in found), None)
