"""Uploaded files: judged by their content, kept under generated names, sent so that no browser runs them."""

import uuid
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import FileResponse

from pages.photos import BadPhoto, without_metadata

MOST_BYTES = 20 * 1024 * 1024  # unless settings.UPLOAD_MAX_BYTES says otherwise
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 10_000
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its extension, media type, first bytes, and for archives the parts it must hold.

    start: what stands at the offset `at`; several where the kind has several beginnings.
    """

    extension: str
    media_type: str
    start: bytes | tuple[bytes, ...]
    parts: tuple[str, ...] = ()
    at: int = 0


ZIP = b"PK\x03\x04"
PDF = Kind("pdf", "application/pdf", b"%PDF-")
JPG = Kind("jpg", "image/jpeg", b"\xff\xd8\xff")
PNG = Kind("png", "image/png", b"\x89PNG\r\n\x1a\n")
DOCX = Kind("docx", f"{OFFICE}.wordprocessingml.document", ZIP, ("[Content_Types].xml", "word/document.xml"))
XLSX = Kind("xlsx", f"{OFFICE}.spreadsheetml.sheet", ZIP, ("[Content_Types].xml", "xl/workbook.xml"))
OFD = Kind("ofd", "application/ofd", ZIP, ("OFD.xml",))
PAPERS = (PDF, OFD, DOCX, XLSX, JPG, PNG)
PICTURES = (JPG, PNG)
MP3 = Kind("mp3", "audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"))
M4A = Kind("m4a", "audio/mp4", (b"ftypM4A ", b"ftypmp42", b"ftypmp41", b"ftypisom", b"ftyp3gp"), at=4)
AMR = Kind("amr", "audio/amr", b"#!AMR")
WAV = Kind("wav", "audio/wav", b"WAVE", at=8)
OGG = Kind("ogg", "audio/ogg", b"OggS")
VOICES = (MP3, M4A, AMR, WAV, OGG)
SHEETS = (XLSX,)
ALIASES = {"jpeg": "jpg", "mp4": "m4a", "3gp": "m4a", "opus": "ogg"}
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# no PDF viewer opens in a sandbox
PDF_POLICY = "default-src 'self'; style-src 'unsafe-inline'; script-src 'none'"


def check_upload(upload: UploadedFile, kinds: tuple[Kind, ...] = PAPERS, most: int = 0) -> Kind:
    """The kind the file is by its content. Raises ValidationError: empty, too large (bytes), another kind."""
    most = most or getattr(settings, "UPLOAD_MAX_BYTES", MOST_BYTES)
    if not upload.size:
        raise ValidationError("文件是空的，请重新选择。", code="empty")
    if upload.size > most:
        raise ValidationError(f"文件不能超过{most // 1024 // 1024}MB。", code="large")
    kind = kind_of(upload.file, kinds)
    named = PurePath(upload.name or "").suffix.lstrip(".").lower()
    if kind is None or ALIASES.get(named, named) != kind.extension:
        accepted = "、".join(one.extension for one in kinds)
        raise ValidationError(f"只接受内容与扩展名相符的 {accepted} 文件。", code="kind")
    return kind


def kind_of(file: IO[bytes], kinds: tuple[Kind, ...] = PAPERS) -> Kind | None:
    """Which of these kinds the content is; None for none of them. Reads no more than it must."""
    file.seek(0)
    start = file.read(16)
    names = _parts(file) if start.startswith(ZIP) else frozenset()
    file.seek(0)
    for kind in kinds:
        if start[kind.at :].startswith(kind.start) and names.issuperset(kind.parts):
            return kind
    return None


def _parts(file: IO[bytes]) -> frozenset[str]:
    """The names inside an archive; none if it is broken, has macros, or would unpack beyond reason."""
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()
    names = frozenset(info.filename for info in infos)
    too_much = len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return frozenset() if too_much or macros else names


def stored_name(instance: Any, name: str) -> str:
    """upload_to of a file field: a generated name in the model's own folder; only the extension stays."""
    key = uuid.uuid4().hex
    extension = PurePath(name).suffix.lower()[:6]
    return f"{instance._meta.label_lower.replace('.', '/')}/{key[:2]}/{key}{extension}"


def serve(file: Any, name: str, inline: bool = False) -> FileResponse:
    """Send a stored file under its own name. The caller has read its row through visible_to.

    inline lets PDFs, pictures and sound open in the browser; everything else is a download.
    """
    kind = kind_of(file.open("rb"), PAPERS + VOICES)
    shown = inline and kind in (PDF, JPG, PNG, *VOICES)
    media_type = kind.media_type if kind else "application/octet-stream"
    response = FileResponse(file, as_attachment=not shown, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY if kind is PDF and shown else FILE_POLICY
    response["Cache-Control"] = "private, no-store"
    return response


def clean_upload(upload: UploadedFile, kinds: tuple[Kind, ...] = PAPERS, most: int = 0) -> UploadedFile:
    """The checked file, which has `kind`; a photo without place, time and device. Raises ValidationError."""
    kind = check_upload(upload, kinds, most)
    if kind in PICTURES:
        content = upload.read()
        upload.seek(0)
        try:
            upload = SimpleUploadedFile(upload.name or "", without_metadata(content), upload.content_type)
        except BadPhoto:
            raise ValidationError("照片不完整或已损坏，请重新选择或重新拍摄。", code="broken") from None
    upload.kind = kind
    return upload


def accepted(kinds: tuple[Kind, ...]) -> str:
    """The accept attribute of a file input: endings, and media types, by which telephones offer camera and recorder."""
    names = [alias for alias, name in ALIASES.items() if name in {kind.extension for kind in kinds}]
    types = ["audio/*"] if kinds == VOICES else [kind.media_type for kind in kinds]
    return ",".join([*(f".{name}" for name in (*(kind.extension for kind in kinds), *names)), *types])


class UploadField(forms.FileField):
    """A form field for one checked file; the cleaned file has `kind`, and a photo no metadata."""

    def __init__(self, *, kinds: tuple[Kind, ...] = PAPERS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds = kinds
        most = getattr(settings, "UPLOAD_MAX_BYTES", MOST_BYTES)
        self.widget.attrs |= {"accept": accepted(kinds), "data-most": most}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return clean_upload(file, self.kinds) if isinstance(file, UploadedFile) else file
