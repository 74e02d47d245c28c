"""What a telephone writes into a photo stays with its owner."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.files import PICTURES, UploadField
from pages.photos import BadPhoto, without_metadata
from tests.pictures import chunk, exif, jpeg, part, png

ICC = part(0xE2, b"ICC_PROFILE\0\x01\x01sRGB")


def test_place_device_comments_and_what_hangs_behind_the_end_are_gone():
    xmp = part(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>GPSLatitude</x>")
    taken = jpeg(exif(), xmp, part(0xFE, b"by Liu"), part(0xED, b"Photoshop 3.0"), tail=b"motion photo GPS")
    assert without_metadata(taken) == jpeg()


def test_the_colours_stay_and_the_picture_stands_upright():
    kept = without_metadata(jpeg(exif(6), ICC))
    assert ICC in kept and b"GPS" not in kept and b"Xiaomi" not in kept
    assert kept == jpeg(exif(6, b""), ICC)


def test_the_picture_without_any_of_it_is_not_touched():
    assert without_metadata(jpeg()) == jpeg() and without_metadata(png()) == png()
    assert without_metadata(b"%PDF-1.7") == b"%PDF-1.7"


def test_a_png_loses_its_texts_its_time_and_its_exif():
    taken = png(
        chunk(b"tEXt", b"Author\0Liu"),
        chunk(b"eXIf", b"MM\0*"),
        chunk(b"tIME", b"1234567"),
        chunk(b"gAMA", b"1234"),
    )
    assert without_metadata(taken + b"tail") == png(chunk(b"gAMA", b"1234"))


@pytest.mark.parametrize("words", [b"II*\0", b"XX", b"MM\0*\0\0\xff\xff"])
def test_an_exif_that_cannot_be_read_goes_all_the_same(words):
    assert without_metadata(jpeg(part(0xE1, b"Exif\0\0" + words))) == jpeg()


@pytest.mark.parametrize(
    "content", [jpeg()[:-4], jpeg()[:12], b"\xff\xd8\xff\xe0" + b"\0" * 60, png()[:-8], png()[:20]]
)
def test_a_broken_picture_is_refused_with_a_sentence(content):
    with pytest.raises(BadPhoto):
        without_metadata(content)
    name = "a.png" if content.startswith(b"\x89") else "a.jpg"
    with pytest.raises(ValidationError, match="已损坏"):
        UploadField(kinds=PICTURES).clean(SimpleUploadedFile(name, content))


def test_an_upload_comes_out_of_its_field_clean_and_with_its_kind():
    file = UploadField(kinds=PICTURES).clean(SimpleUploadedFile("a.jpg", jpeg(exif())))
    assert file.kind.extension == "jpg" and file.read() == jpeg() and file.size == len(jpeg())
