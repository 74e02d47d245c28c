"""Photos without what telephones write into them: place, time, device, owner. The picture itself is not touched.

A JPEG keeps its colour profile and, so that it does not lie on its side, its orientation; everything else that is
not the picture goes, also what hangs behind its end. A PNG loses its texts, its time and its EXIF.
"""

import struct
from collections.abc import Iterator

START, END, SCAN, EXIF, ICC, ADOBE, JFIF, COMMENT = 0xD8, 0xD9, 0xDA, 0xE1, 0xE2, 0xEE, 0xE0, 0xFE
APPLICATION = range(0xE0, 0xF0)
ALONE = (0x01, *range(0xD0, 0xD8))  # markers without a length
ORIENTATION = 0x0112
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = (
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"acTL", b"fcTL",
    b"fdAT",
)  # fmt: skip


class BadPhoto(ValueError):
    """Not the picture that its first bytes say."""


def without_metadata(content: bytes) -> bytes:
    """The same JPEG or PNG without metadata; other files as they are. Raises BadPhoto."""
    try:
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        return _png(content) if content.startswith(PNG_HEAD) else content
    except (IndexError, struct.error) as cut:
        raise BadPhoto("the file ends too early") from cut


def _jpeg(content: bytes) -> bytes:
    kept, turned = [], 1
    for marker, piece in _pieces(content):
        if marker == EXIF and piece[4:10] == b"Exif\0\0":
            turned = _orientation(piece[10:])
        keep = marker in (JFIF, ADOBE) or marker == ICC and piece[4:16] == b"ICC_PROFILE\0"
        if keep or marker not in (*APPLICATION, COMMENT):
            kept.append((marker, piece))
    first = 2 if len(kept) > 1 and kept[1][0] == JFIF else 1
    pieces = [piece for _, piece in kept]
    return b"".join([*pieces[:first], _turned(turned), *pieces[first:]])


def _pieces(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of each part of a JPEG, from its start to its end; a scan together with its data."""
    yield START, content[:2]
    at = 2
    while True:
        if content[at] != 0xFF:
            raise BadPhoto("no marker where one belongs")
        while content[at + 1] == 0xFF:  # padding
            at += 1
        marker = content[at + 1]
        if marker == END:
            yield END, content[at : at + 2]
            return
        if marker in ALONE:
            stop = at + 2
        else:
            (length,) = struct.unpack_from(">H", content, at + 2)
            stop = at + 2 + length
            if length < 2 or stop > len(content):
                raise BadPhoto("a part longer than the file")
        if marker == SCAN:
            stop = _end_of_scan(content, stop)
        yield marker, content[at:stop]
        at = stop


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; stuffed bytes and restarts belong to the data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise BadPhoto("a scan without end")
        if content[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    """How the picture is turned (1 to 8) as its EXIF says; 1 when it does not, or cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (at,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHLH", tiff, at + 2 + 12 * number)
            if tag == ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    """An EXIF part that says nothing but how the picture is turned; none for the usual way."""
    if orientation == 1:
        return b""
    tiff = b"MM\0*" + struct.pack(">LHHHLHHL", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept, at = [PNG_HEAD], len(PNG_HEAD)
    while True:
        length, name = struct.unpack_from(">L4s", content, at)
        stop = at + 12 + length
        if stop > len(content):
            raise BadPhoto("a part longer than the file")
        if name in PNG_KEPT:
            kept.append(content[at:stop])
        if name == b"IEND":
            return b"".join(kept)
        at = stop
