"""Numbering a paper when it is first made, making it, and writing down that it was."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO

from django.db import transaction
from django.db.models import Max

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from offices.models import Area, Office
from pages.documents import fill
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.models import DocumentNumber, Suggestion
from suggestions.reaching import note_reading

FORMAT = "document_number"


@transaction.atomic
def number_of(document: Document, suggestion: Suggestion, piece: Piece, office: Office | None) -> str:
    """The number a paper carries, with its issuer's mark: given once, in the order of first making, without gaps.

    office: the congress office of the case, which issues what no other office does.
    """
    if not document.series:
        return ""
    mine = DocumentNumber._base_manager.filter(suggestion=suggestion, code=document.code, key=piece.key)
    issuer = piece.by if piece.by and piece.by != office else None
    if (known := mine.select_related("office").first()) is None:
        Area.objects.select_for_update(of=("self",)).get(pk=suggestion.area_id)
        known = mine.first() or _next(document, suggestion, piece, issuer)
    return number_words(document.series, suggestion.area, known.year, known.serial, known.office or office)


def number_words(series: str, area: Area, year: int, serial: int, office: Office | None) -> str:
    """A number as the area prints it: 云人代催办〔2026〕3号."""
    limit = setting(FORMAT, area, date(year, 1, 1))
    mark = office.letter_mark if office else ""
    return limit.value.format(mark=mark, kind=series, year=year, number=serial)


def _next(document: Document, suggestion: Suggestion, piece: Piece, issuer: Office | None) -> DocumentNumber:
    series = DocumentNumber._base_manager.filter(
        area=suggestion.area_id, office=issuer, code=document.code, year=piece.on.year
    )
    last = series.aggregate(last=Max("serial"))["last"] or 0
    return DocumentNumber.objects.create(
        area=suggestion.area, suggestion=suggestion, office=issuer, code=document.code, key=piece.key,
        year=piece.on.year, serial=last + 1,
    )  # fmt: skip


def make(desk: Desk, document: Document, piece: Piece) -> bytes:
    """The paper as .docx, with its number."""
    number = number_of(document, desk.suggestion, piece, desk.office)
    facts = piece.facts()
    return fill(document.layout, {"number": number} | facts)


def journal(desk: Desk, document: Document, piece: Piece, how: str) -> None:
    """Write down who made which paper of which case, and that he read the deputies' numbers on it."""
    enter(
        EntryKind.EXPORT, f"生成文书：{document.label}", desk.user, subject=desk.suggestion,
        data={"document": document.code, "piece": piece.key, "as": how},
    )  # fmt: skip
    if document.phones and desk.reaches:
        note_reading(desk.suggestion, desk.user, f"生成{document.label}")


def file_name(suggestion: Suggestion, piece: Piece) -> str:
    """二十届一次第12号_答复函（云川市教育局致陈建国代表）.docx, safe for every file system."""
    name = f"{suggestion.called}_{piece.label}" if suggestion.number else piece.label
    return "".join("_" if one in '\\/:*?"<>|' else one for one in name)[:120] + ".docx"


Lists = Callable[[], Iterable[tuple[str, bytes]]]


def pack(desks: Iterable[Desk], document: Document, file: IO[bytes], lists: Lists = tuple) -> int:
    """The papers of one kind of many cases in one archive; how many there are. Each is journalled.

    lists: the lists beside them, (file name, content) each; made only where there are papers.
    """
    count, names = 0, set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for desk in desks:
            for piece in document.pieces(desk):
                name = file_name(desk.suggestion, piece)
                if name in names:
                    name = f"{count + 1}_{name}"
                names.add(name)
                archive.writestr(name, make(desk, document, piece))
                journal(desk, document, piece, "zip")
                count += 1
        for name, content in lists() if count else ():
            archive.writestr(name, content)
    return count
