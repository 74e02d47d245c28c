"""Sealing and verifying."""

from datetime import timedelta
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from journal import seals
from journal.book import enter
from journal.models import Entry, Link
from journal.seals import seal
from journal.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten() -> list[Entry]:
    data = {"数": 1.5, "list": ["甲", None, True], "nested": {"b": 1, "a": 2}, "big": 10**18}
    rows = [
        enter("deed", f"立案{n}", label=f"第{n}号建议", address="2001:db8::1", data=data) for n in range(10)
    ]
    seal(None)
    return rows


def tamper(statement: str, *values) -> None:
    """What somebody with the database's password could do: switch the triggers off first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def command(*args: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_journal", *args, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


def test_a_whole_journal_prints_its_count_and_its_head(ten):
    code, words = command()
    head = Link.objects.get(position=10)
    assert code == 0
    assert "已封存10条" in words
    assert f"末环 10:{head.digest}" in words


def test_sealing_twice_seals_nothing_twice(ten):
    assert seal(None) == "没有需要封存的日志。"
    enter("deed", "交办")
    assert seal(None) == "封存1条日志。"
    assert verify().whole
    assert Link.objects.count() == 11


def test_sealing_goes_by_batches_and_chains_across_them(ten, monkeypatch):
    monkeypatch.setattr(seals, "BATCH", 3)
    for n in range(7):
        enter("deed", f"交办{n}")
    assert seal(None) == "封存7条日志。"
    assert verify().count == 17
    assert verify().whole


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "销案"), ("actor_name", "他人"), ("at", "2020-01-01"), ("success", "false"),
     ("data", '{"数": 2}'), ("address", "10.0.0.1"), ("subject", "第99号建议"), ("on_behalf_of", "他人"), ("post", "他职")],
)  # fmt: skip
def test_a_changed_row_is_named(ten, column, value):
    tamper(f"UPDATE journal_entry SET {column} = %s WHERE id = %s", value, ten[4].pk)
    code, words = command()
    assert code == 1
    assert f"第5环的日志 #{ten[4].pk} 与封存时不一致" in words.splitlines()[0]


def test_a_deleted_row_is_named_and_the_rest_is_still_verified(ten):
    tamper("DELETE FROM journal_entry WHERE id = %s", ten[2].pk)
    tamper("UPDATE journal_entry SET verb = '销案' WHERE id = %s", ten[7].pk)
    code, words = command()
    assert code == 1
    assert f"第3环的日志 #{ten[2].pk} 已不存在" in words.splitlines()[0]
    assert f"#{ten[7].pk} 与封存时不一致" in words
    assert "共2处" in words


def test_two_swapped_entries_are_named(ten):
    tamper("UPDATE journal_link SET entry_id = -1 WHERE position = 3")
    tamper("UPDATE journal_link SET entry_id = %s WHERE position = 4", ten[2].pk)
    tamper("UPDATE journal_link SET entry_id = %s WHERE position = 3", ten[3].pk)
    report = verify()
    assert [fault.position for fault in report.faults] == [3, 4]


def test_a_removed_link_is_named(ten):
    tamper("DELETE FROM journal_link WHERE position = 6")
    code, words = command()
    assert code == 1
    assert "封存链缺少第6环" in words.splitlines()[0]


def test_a_row_deleted_with_its_link_leaves_a_gap(ten):
    tamper("DELETE FROM journal_link WHERE entry_id = %s", ten[0].pk)
    tamper("DELETE FROM journal_entry WHERE id = %s", ten[0].pk)
    assert verify().faults[0].words == "封存链缺少第1环"


def test_a_shortened_chain_does_not_hold_the_head_printed_earlier(ten):
    head = Link.objects.get(position=10).digest
    assert command("--head", f"10:{head}")[0] == 0
    tamper("DELETE FROM journal_link WHERE position > 8")
    tamper("DELETE FROM journal_entry WHERE id > %s", ten[7].pk)
    assert command()[0] == 0
    code, words = command("--head", f"10:{head}")
    assert code == 1
    assert "此前记录的末环（第10环）已不在链中" in words


def test_a_row_inserted_afterwards_with_an_old_date_is_named_before_and_after_sealing(ten):
    late = Entry.objects.create(kind="deed", verb="补记", at=timezone.now() - timedelta(days=3))
    assert f"日志 #{late.pk} 未入封存链" in verify().faults[0].words
    seal(None)
    assert f"日志 #{late.pk} 的时间早于此前已封存的日志" in verify().faults[0].words


def test_a_journal_filled_before_its_first_seal_may_be_in_any_order():
    for days in (5, 1, 9, 3):
        Entry.objects.create(kind="deed", verb="历史", at=timezone.now() - timedelta(days=days))
    seal(None)
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_a_low_id_committed_late_is_sealed_later_at_its_own_place():
    entered, go = Event(), Event()

    def slow_writer() -> None:
        with transaction.atomic():
            enter("deed", "慢")
            entered.set()
            go.wait(10)
        connection.close()

    thread = Thread(target=slow_writer)
    thread.start()
    entered.wait(10)
    enter("deed", "快")
    assert seal(None) == "封存1条日志。"
    go.set()
    thread.join()
    assert seal(None) == "封存1条日志。"
    by_position = Link.objects.order_by("position").values_list("entry__verb", "entry_id")
    (first, first_id), (second, second_id) = by_position
    assert (first, second) == ("快", "慢")
    assert second_id < first_id
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_two_seals_at_once_do_not_meet(ten):
    enter("deed", "交办")
    answers: list[str] = []

    def other() -> None:
        answers.append(seal(None))
        connection.close()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [seals.LOCK])
        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert answers == ["另一个进程正在封存，本次跳过。"]
    assert seal(None) == "封存1条日志。"


def test_verifying_takes_as_many_queries_for_three_rows_as_for_one(django_assert_max_num_queries):
    enter("deed", "立案")
    seal(None)
    with django_assert_max_num_queries(6):
        verify()
    enter("deed", "立案")
    enter("deed", "立案")
    seal(None)
    with django_assert_max_num_queries(6):
        verify()
