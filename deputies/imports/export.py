"""The registry out of the house, in the very columns it comes in by."""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any

from django.utils import timezone

from deputies.choices import MandateState
from deputies.imports.registry import RegistryImport
from deputies.models import Mandate
from pages.dates import cn_datetime
from pages.masks import mask_phone
from pages.sheets import SheetColumn, stream_sheet

CHUNK = 2000


def registry_rows(importer: type[RegistryImport], user: Any, phones: bool) -> Iterator[list[Any]]:
    """One row per mandate that has not ended, in the importer's columns; phones masked unless asked for."""
    rows = Mandate.objects.visible_to(user).exclude(state=MandateState.ENDED)
    rows = rows.select_related("deputy__area", "term", "delegation").order_by(
        "deputy__sort_key", "deputy", "pk"
    )
    names = [column.name for column in importer.columns()]
    reader = iter(rows.iterator(chunk_size=CHUNK))
    while chunk := list(islice(reader, CHUNK)):
        parts = [part.cells(chunk) for part in importer.parts]
        for told in zip(*parts, strict=True):
            values = {name: value for cells in told for name, value in cells.items()}
            if not phones:
                values["phone"] = mask_phone(values["phone"])
            yield [values[name] for name in names]


def registry_sheet(
    importer: type[RegistryImport], user: Any, phones: bool, reason: str
) -> tuple[IO[bytes], int]:
    """The file and its number of rows."""
    file = tempfile.TemporaryFile(prefix="registry-")  # noqa: SIM115 the response closes it
    cover = {
        "导出人": user.name,
        "导出时间": cn_datetime(timezone.now()),
        "用途": reason or "—",
        "联系电话": "完整" if phones else "部分隐藏，再次导入时不改动登记的号码",
    }
    count = stream_sheet(file, "代表登记表", _columns(importer), registry_rows(importer, user, phones), cover)
    file.seek(0)
    return file, count


def _columns(importer: type[RegistryImport]) -> Sequence[SheetColumn]:
    return [SheetColumn(column.label, column.width) for column in importer.columns()]
