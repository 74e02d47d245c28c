"""One list per person and morning."""

from datetime import date

import pytest

from notices.chores import digest
from notices.models import Delivery, Digest, Notice

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_everyone_gets_one_list_of_what_is_unread(cast, sun, zheng, owe):
    owe([sun, zheng], "第1号建议：请签收")
    owe([sun], "第2号建议：请签收")
    assert digest(FRIDAY) == "发出2份晨报，含3条通知。"
    assert Digest.objects.get(recipient=sun).notices.count() == 2
    assert Delivery.objects.filter(digest__isnull=False).count() == 2


def test_a_second_run_the_same_day_makes_nothing_and_the_next_day_only_what_is_new(cast, sun, owe):
    owe([sun])
    digest(FRIDAY)
    owe([sun], "后来的")
    assert digest(FRIDAY) == "没有需要发出的晨报。"
    assert digest(MONDAY) == "发出1份晨报，含1条通知。"
    assert [n.title for n in Digest.objects.get(on=MONDAY).notices.all()] == ["后来的"]
    assert digest(date(2026, 11, 24)) == "没有需要发出的晨报。"


def test_what_was_read_by_then_is_left_out(sun, owe):
    owe([sun])
    Notice.objects.update(read_at="2026-11-20T00:00Z")
    assert digest(FRIDAY) == "没有需要发出的晨报。"


@pytest.mark.parametrize("day_off", [date(2026, 11, 21), date(2026, 10, 1)])
def test_on_a_day_off_nobody_is_bothered(sun, owe, day_off):
    owe([sun])
    assert digest(day_off) == "今天不是工作日，不发晨报。"
    assert not Digest.objects.exists()


def test_whoever_has_no_address_gets_a_list_in_the_product_and_no_letter(cast, owe):
    owe([cast.he])
    digest(FRIDAY)
    assert Digest.objects.get().recipient == cast.he
    assert not Delivery.objects.exists()


def test_a_closed_account_gets_no_letter(sun, owe):
    owe([sun])
    sun.is_active = False
    sun.save()
    digest(FRIDAY)
    assert not Delivery.objects.exists()


def test_queries_do_not_grow_with_the_people(
    cast, sun, zheng, owe, django_assert_num_queries, django_assert_max_num_queries
):
    digest(date(2026, 11, 19))  # the calendar is known from here on
    owe([sun])
    with django_assert_max_num_queries(14) as one:
        digest(FRIDAY)
    owe([sun, zheng, cast.he])
    with django_assert_num_queries(len(one)):
        digest(MONDAY)
