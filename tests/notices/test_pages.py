"""One's own notices: the list, the bell, opening one, marking all."""

import pytest

from notices.models import Notice

PAGE = "/notices/"


@pytest.fixture
def as_sun(client, cast):
    client.force_login(cast.sun)
    return client


def test_the_unread_come_first_and_nobody_sees_another_s(as_sun, cast, owe):
    owe([cast.sun], "甲")
    owe([cast.sun], "乙")
    owe([cast.sun], "丙")
    owe([cast.he], "他人的消息")
    Notice.objects.filter(title="丙").update(read_at="2026-11-20T00:00Z")
    text = as_sun.get(PAGE).content.decode()
    assert text.index("乙") < text.index("甲") < text.index("丙")
    assert "他人的消息" not in text
    unread = as_sun.get(PAGE, {"unread": "1"}).content.decode()
    assert "甲" in unread
    assert "丙" not in unread


def test_opening_a_notice_marks_it_read_and_leads_to_its_subject(as_sun, cast, owe):
    owe([cast.sun], "去看建议", url="/workflow/calendar/")
    row = Notice.objects.get()
    assert as_sun.get(f"{PAGE}{row.pk}/").url == "/workflow/calendar/"
    row.refresh_from_db()
    assert row.read_at
    first = row.read_at
    as_sun.get(f"{PAGE}{row.pk}/")
    row.refresh_from_db()
    assert row.read_at == first


def test_a_notice_without_an_address_or_with_a_strange_one_is_shown_itself(as_sun, cast, owe):
    owe([cast.sun], "只说一声", body="今天系统维护")
    owe([cast.sun], "外面的", body="不去", url="https://evil.example/")
    for row in Notice.objects.all():
        assert row.body in as_sun.get(f"{PAGE}{row.pk}/").content.decode()


def test_another_s_notice_does_not_exist(as_sun, cast, owe):
    owe([cast.he], "他人的消息")
    assert as_sun.get(f"{PAGE}{Notice.objects.get().pk}/").status_code == 404


def test_all_are_marked_read_at_once_and_only_one_s_own(as_sun, cast, owe):
    owe([cast.sun, cast.he], "甲")
    assert as_sun.get(f"{PAGE}read-all/").status_code == 405
    as_sun.post(f"{PAGE}read-all/")
    assert Notice.objects.filter(read_at=None).get().recipient == cast.he


def test_the_bell_counts_the_unread(as_sun, cast, owe):
    assert "条未读" not in as_sun.get("/workflow/deadline/").content.decode()
    for _ in range(3):
        owe([cast.sun])
    assert "3条未读" in as_sun.get("/workflow/deadline/").content.decode()
    for _ in range(100):
        owe([cast.sun])
    assert "99+条未读" in as_sun.get("/workflow/deadline/").content.decode()


def test_without_a_sign_in_there_is_nothing(client, db):
    assert client.get(PAGE).status_code == 302
    assert client.get(f"{PAGE}1/").status_code == 302


def test_one_row_and_three_rows_cost_the_same(
    as_sun, cast, owe, django_assert_num_queries, django_assert_max_num_queries
):
    as_sun.get(PAGE)  # settings are known from here on
    owe([cast.sun])
    with django_assert_max_num_queries(10) as one:
        as_sun.get(PAGE)
    owe([cast.sun])
    owe([cast.sun])
    with django_assert_num_queries(len(one)):
        as_sun.get(PAGE)


def test_the_list_leaves_as_a_sheet(as_sun, cast, owe):
    owe([cast.sun])
    assert as_sun.get(PAGE, {"export": "xlsx"}).status_code == 200
