"""Small pictures, whole in their structure, with what telephones write into them where a test wants it."""

import struct
import zlib


def part(marker: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int = 1, words: bytes = b"GPS 26.64N 118.18E Xiaomi 14") -> bytes:
    """An EXIF part with an orientation and words that must not get out."""
    tiff = b"MM\0*" + struct.pack(">LHHHLHHL", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return part(0xE1, b"Exif\0\0" + tiff + words)


def jpeg(*extra: bytes, tail: bytes = b"") -> bytes:
    """A JPEG with further parts, and bytes behind its end."""
    jfif = part(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    scan = part(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + jfif + b"".join(extra) + scan + b"\xff\xd9" + tail


def chunk(name: bytes, body: bytes = b"") -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))


def png(*extra: bytes) -> bytes:
    """A PNG of one black dot, with further chunks."""
    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(extra) + dot + chunk(b"IEND")
