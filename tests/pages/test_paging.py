"""Every row once, in order, forwards and backwards, whatever is missing or equal."""

import datetime as dt

import pytest
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from pages.paging import SALT, BadToken, Keyset, capped_count

SORTS = ["username", "-username", "last_login", "-last_login", "admin_kind", "-admin_kind", "pk", "-pk"]


def expected(sort: str) -> list[int]:
    """The order in plain Python: by value, then pk, both in one direction; rows without a value last."""
    name, down = sort.lstrip("-"), sort.startswith("-")
    rows = list(User.objects.all())
    having = [row for row in rows if getattr(row, name) is not None]
    empty = [row for row in rows if getattr(row, name) is None]
    having.sort(key=lambda row: (getattr(row, name), row.pk), reverse=down)
    empty.sort(key=lambda row: row.pk, reverse=down)
    return [row.pk for row in having + empty]


def walk(keyset: Keyset) -> list[list[int]]:
    pages, page = [], keyset.page()
    for _ in range(20):
        pages.append([row.pk for row in page.rows])
        if page.after is None:
            return pages
        page = keyset.page(after=page.after)
    raise AssertionError("going on and on")


def walk_back(keyset: Keyset) -> list[list[int]]:
    page = keyset.page()
    for _ in range(20):
        page = keyset.page(after=page.after) if page.after else page
    pages = [[row.pk for row in page.rows]]
    for _ in range(20):
        if page.before is None:
            return pages
        page = keyset.page(before=page.before)
        pages.insert(0, [row.pk for row in page.rows])
    raise AssertionError("going back and back")


@pytest.mark.parametrize("size", [1, 3, 5, 12, 50])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_row_once_and_in_order(users, sort, size):
    keyset = Keyset(User.objects.all(), sort, size)
    assert sum(walk(keyset), []) == expected(sort)
    assert sum(walk_back(keyset), []) == expected(sort)
    assert [row.pk for row in keyset.ordered()] == expected(sort)


@pytest.fixture
def many(db) -> None:
    """Three hundred accounts, and what PostgreSQL's statistics know of them."""
    day = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
    User.objects.bulk_create(
        User(
            username=f"user{n * 7 % 300:03}",
            name="张三",
            admin_kind="system" if n % 4 == 0 else "",
            last_login=None if n % 5 == 0 else day + dt.timedelta(hours=n * 11 % 300),
        )
        for n in range(300)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze accounts_user")


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_many_rows_are_those_of_few(many, sort):
    few, found = Keyset(User.objects.all(), sort, 20), Keyset(User.objects.all(), sort, 20, many=True)
    assert walk(found) == walk(few) and walk_back(found) == walk_back(few)
    assert sum(walk(found), []) == expected(sort)


@pytest.mark.parametrize(("sort", "sign"), [("username", "<="), ("-last_login", ">="), ("-pk", ">=")])
def test_of_many_rows_the_next_stretch_of_the_order_is_looked_at_first(many, sort, sign):
    """Of three hundred a stretch holds some fifteen: enough for a page of ten, not for one of twenty-five."""
    name = "id" if sort == "-pk" else sort.lstrip("-")
    for size, stretched in ((10, 1), (25, 2)):
        keyset = Keyset(User.objects.all(), sort, size, many=True)
        after = keyset.page().after
        with CaptureQueriesContext(connection) as sent:
            assert len(keyset.page(after=after).rows) == size
        asked = [one["sql"] for one in sent if 'FROM "accounts_user"' in one["sql"]]
        assert [f'"{name}" {sign} ' in sql for sql in asked] == [True, False][:stretched]


def test_without_statistics_many_rows_are_looked_through(users):
    found = Keyset(User.objects.all(), "username", 5, many=True)
    assert sum(walk(found), []) == expected("username")


def test_going_back_shows_the_pages_that_were_passed(users):
    keyset = Keyset(User.objects.all(), "-last_login", 3)
    assert walk_back(keyset) == walk(keyset)


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(users):
    keyset = Keyset(User.objects.all(), "username", 5)
    first = keyset.page()
    assert first.before is None
    back = keyset.page(before=keyset.page(after=first.after).before)
    assert back.before is None and [r.pk for r in back.rows] == [r.pk for r in first.rows]


def test_the_next_page_stands_when_the_last_row_of_this_one_is_gone(users):
    keyset = Keyset(User.objects.all(), "username", 5)
    first = keyset.page()
    first.rows[-1].delete()
    assert keyset.page(after=first.after).rows[0].username == "user05"


def test_a_page_that_emptied_shows_the_first_one(users):
    keyset = Keyset(User.objects.all(), "username", 6)
    token = keyset.page().after
    User.objects.filter(username__gte="user06").delete()
    assert keyset.page(after=token).rows[0].username == "user00"


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", signing.Signer(salt=SALT).sign_object(["username", "a"]),
              signing.Signer(salt=SALT).sign_object(["-username", "a", 1]),
              signing.Signer(salt="other").sign_object(["username", "a", 1])]
)  # fmt: skip
def test_a_forged_token_or_one_for_another_order_is_refused(users, token):
    keyset = Keyset(User.objects.all(), "username", 5)
    if token:
        with pytest.raises(BadToken):
            keyset.page(after=token)
    else:
        assert len(keyset.page(after=token).rows) == 5


def test_a_token_whose_value_does_not_fit_is_refused(users):
    token = signing.Signer(salt=SALT).sign_object(["last_login", "no moment", 1])
    with pytest.raises(BadToken):
        Keyset(User.objects.all(), "last_login", 5).page(after=token)


def test_relations_are_no_order(users):
    with pytest.raises(FieldDoesNotExist):
        Keyset(User.objects.all(), "nothing", 5)


def test_a_page_deep_inside_is_one_walk_along_the_index(users):
    keyset = Keyset(User.objects.all(), "username", 2)
    token = keyset.page().after
    rows = keyset._span(False, keyset._read(token), False)[:3]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
    plan = rows.explain()
    assert "Index Cond: " in plan and "ROW(" in plan


@pytest.mark.parametrize(("cap", "told"), [(5, (5, True)), (12, (12, False)), (100, (12, False))])
def test_counting_stops_at_the_cap(users, cap, told):
    assert capped_count(User.objects.all(), cap) == told
