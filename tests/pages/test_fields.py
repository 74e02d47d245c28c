"""Personal data: unreadable in the database, masked on the page, normalised at the door."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ValidationError
from django.db import connection

from deputies.models import Deputy
from offices.models import Area
from pages.fields import (
    EncryptedTextField,
    PhoneField,
    WrongKey,
    keyed_digest,
    normalise_phone,
    validate_phone,
)
from pages.masks import mask, mask_name, mask_phone

PHONE = "13812345678"


@pytest.fixture
def deputy(db) -> Deputy:
    area = Area.objects.add_root({"code": "370000", "name": "某市", "kind": "city"})
    return Deputy.objects.create(area=area, code="D1", name="张三", phone=PHONE)


def stored(deputy: Deputy) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select phone from deputies_deputy where id = %s", [deputy.pk])
        return cursor.fetchone()[0]


def test_the_database_holds_no_number(deputy):
    assert PHONE not in stored(deputy) and len(stored(deputy)) > 80
    assert Deputy.objects.get().phone == PHONE


def test_the_same_number_is_stored_differently_each_time(deputy):
    before = stored(deputy)
    deputy.save()
    assert stored(deputy) != before


def test_an_old_key_still_reads_and_the_new_one_writes(deputy, settings):
    old, settings.FIELD_KEY = settings.FIELD_KEY, Fernet.generate_key().decode()
    with pytest.raises(WrongKey):
        Deputy.objects.get()
    settings.FIELD_KEYS = [old]
    read = Deputy.objects.get()
    assert read.phone == PHONE
    read.save()
    settings.FIELD_KEYS = []
    assert Deputy.objects.get().phone == PHONE


def test_a_new_key_leaves_the_digests(settings):
    before = keyed_digest(PHONE)
    old, settings.FIELD_KEY = settings.FIELD_KEY, Fernet.generate_key().decode()
    assert keyed_digest(PHONE) != before
    settings.FIELD_KEYS = [old]
    assert keyed_digest(PHONE) == before


def test_digests_are_equal_for_equal_values_and_tell_nothing():
    assert keyed_digest(PHONE) == keyed_digest(PHONE) != keyed_digest("13812345679")
    assert len(keyed_digest(PHONE)) == 64 and keyed_digest("") == ""


def test_encrypted_text_cannot_be_searched(deputy):
    with pytest.raises(FieldError):
        Deputy.objects.filter(phone=PHONE)
    with pytest.raises(FieldError):
        Deputy.objects.filter(phone__contains="138")
    assert Deputy.objects.filter(phone__isnull=False).exists()


def test_empty_stays_empty():
    field = EncryptedTextField()
    assert field.get_prep_value("") == "" and field.get_prep_value(None) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 1234 5678", PHONE),
        ("138-1234-5678", PHONE),
        ("+86 13812345678", PHONE),
        ("+8613812345678", PHONE),
        ("0086-138 1234 5678", PHONE),
        ("(+86)13812345678", PHONE),
        ("１３８１２３４５６７８", PHONE),
        ("0536-2345678", "0536-2345678"),
        ("05362234567", "0536-2234567"),
        ("(010) 6234 5678", "010-62345678"),
        ("0536-2234567-801", "0536-2234567-801"),
        ("0536-2234567转801", "0536-2234567-801"),
        ("", ""),
    ],
)
def test_numbers_are_kept_in_one_form(typed, kept):
    assert normalise_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1381234567", "23812345678", "12345", "abc", "138123456789", "12812345678", "电话"]
)
def test_what_is_no_number_is_refused_in_chinese(typed):
    with pytest.raises(ValidationError, match="请填写11位手机号码"):
        validate_phone(typed)


def test_the_form_field_normalises_and_may_be_empty():
    assert PhoneField().clean(" 138 1234 5678 ") == PHONE
    assert PhoneField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (PHONE, "138****5678"),
        ("0536-2345678", "0536-234****"),
        ("12345", "*****"),
        ("0536-2345678-12", "0536-234****"),
        ("", ""),
        (None, ""),
    ],
)
def test_phones_are_masked(value, masked):
    assert mask_phone(value) == masked


def test_names_are_masked_and_mask_tells_them_apart():
    assert mask_name("张三丰") == "张**" and mask_name("张") == "张" and mask_name(None) == ""
    assert mask(PHONE) == "138****5678" and mask("张三") == "张*"
