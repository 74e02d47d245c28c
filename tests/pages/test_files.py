"""Files are what they are, not what they are called."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse

from pages.files import PICTURES, UploadField, check_upload, kind_of, serve, stored_name

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PDF = b"%PDF-1.7\n%\xe2\xe3"


def archive(*names: str, size: int = 4) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, b"x" * size)
    return file.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
OFD = archive("OFD.xml", "Doc_0/Document.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("a.JPG", JPG),
        ("a.jpeg", JPG),
        ("公函.pdf", PDF),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
        ("a.ofd", OFD),
    ],
)
def test_papers_and_pictures_are_taken(name, content):
    kind = check_upload(SimpleUploadedFile(name, content))
    assert kind.extension == name.lower().rsplit(".", 1)[1].replace("jpeg", "jpg")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", "内容与扩展名相符"),
        ("a.png", PDF, "内容与扩展名相符"),
        ("a.exe", PDF, "内容与扩展名相符"),
        ("pdf", PDF, "内容与扩展名相符"),
        ("a.svg", b"<svg onload='x'/>", "内容与扩展名相符"),
        ("a.docx", archive("a.txt"), "内容与扩展名相符"),
        ("a.docx", XLSX, "内容与扩展名相符"),
        ("a.docx", b"PK\x03\x04broken", "内容与扩展名相符"),
        (
            "a.docx",
            archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "内容与扩展名相符",
        ),
        ("a.pdf", b"", "文件是空的"),
    ],
)
def test_what_is_something_else_is_refused(name, content, told):
    with pytest.raises(ValidationError, match=told):
        check_upload(SimpleUploadedFile(name, content))


def test_a_file_beyond_the_limit_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="不能超过1MB"):
        check_upload(SimpleUploadedFile("a.pdf", PDF + b"x" * 1024 * 1024))


def test_an_archive_that_would_burst_is_refused(monkeypatch):
    monkeypatch.setattr("pages.files.MOST_UNPACKED", 1000)
    bomb = archive("[Content_Types].xml", "word/document.xml", size=5000)
    assert kind_of(BytesIO(bomb)) is None


def test_only_the_kinds_asked_for_are_taken():
    with pytest.raises(ValidationError, match="只接受内容与扩展名相符的 jpg、png 文件"):
        check_upload(SimpleUploadedFile("a.pdf", PDF), PICTURES)


def test_the_form_field_tells_beside_the_field_and_keeps_the_kind():
    class Upload(forms.Form):
        paper = UploadField()

    assert Upload({}, {"paper": SimpleUploadedFile("a.pdf", b"no")}).errors["paper"]
    form = Upload({}, {"paper": SimpleUploadedFile("a.pdf", PDF)})
    assert form.is_valid() and form.cleaned_data["paper"].kind.extension == "pdf"
    assert 'accept=".pdf,.ofd,.docx,.xlsx,.jpg,.png,.jpeg,application/pdf' in str(form["paper"])


def test_the_stored_name_tells_nothing():
    instance = SimpleNamespace(_meta=SimpleNamespace(label_lower="papers.paper"))
    name = stored_name(instance, "../../张三的身份证.PDF")
    assert (
        name.startswith("papers/paper/") and name.endswith(".pdf") and "张三" not in name and ".." not in name
    )
    assert name != stored_name(instance, "../../张三的身份证.PDF")


def served(content: bytes, name: str, inline: bool = False) -> FileResponse:
    return serve(ContentFile(content, name="stored"), name, inline)


def test_a_served_file_is_a_download_that_nobody_runs():
    response = served(PDF, "公函.pdf")
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%85%AC")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == PDF


def test_only_pdf_and_pictures_open_in_the_browser():
    assert served(PDF, "a.pdf", True).headers["Content-Disposition"].startswith("inline")
    assert served(PNG, "a.png", True).headers["Content-Type"] == "image/png"
    assert served(DOCX, "a.docx", True).headers["Content-Disposition"].startswith("attachment")
    odd = served(b"<html>", "a.html", True)
    assert odd.headers["Content-Type"] == "application/octet-stream"
    assert odd.headers["Content-Disposition"].startswith("attachment")
