"""What the database itself refuses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from journal.book import enter, enter_reading
from journal.models import Entry
from journal.seals import seal
from journal.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    row = enter("deed", "立案", label="第1号建议")
    seal(None)
    return row


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = '销案'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry CASCADE",
        "UPDATE journal_link SET digest = ''",
        "DELETE FROM journal_link",
        "TRUNCATE journal_link",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_was_entered(entry, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(IntegrityError, match="日志只能追加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().verb == "立案"
    assert verify().count == 1


def test_saving_an_entry_again_is_refused_too(entry):
    entry.verb = "销案"
    with pytest.raises(IntegrityError, match="日志只能追加"), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError, match="日志只能追加"), transaction.atomic():
        entry.delete()


def test_a_reading_of_personal_data_names_what_whose_and_why(entry):
    row = enter_reading(None, entry, "来访群众电话", " 回访核实 ")
    assert (row.kind, row.verb, row.data["reason"]) == ("reading", "查看来访群众电话", "回访核实")
    assert row.subject_id == entry.pk


def test_a_reading_without_a_reason_is_refused(entry):
    with pytest.raises(ValueError, match="reason"):
        enter_reading(None, entry, "来访群众电话", "  ")


def test_an_entry_belongs_to_the_transaction_of_the_deed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enter("deed", "立案")
        raise ZeroDivisionError
    assert not Entry.objects.exists()


def test_long_names_and_characters_the_database_cannot_hold_do_not_stop_a_deed(cast):
    cast.zhou.acting = "云川市人大常委会" * 30
    entry = enter(
        "deed", "立" * 99, cast.zhou, label="第\x001号" * 99, data={"搜\x00索": ["甲\x00", {"a": "b\x00"}]}
    )
    entry.refresh_from_db()
    assert (len(entry.verb), len(entry.post), len(entry.subject)) == (60, 100, 200)
    assert entry.data == {"搜索": ["甲", {"a": "b"}]}


def test_who_acted_is_the_person_the_machine_or_a_visitor(cast):
    names = [enter("deed", "看", who).actor_name for who in (cast.zhou, None, AnonymousUser())]
    assert names == [cast.zhou.name, "系统", "访客"]
