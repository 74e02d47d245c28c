"""Units whose replies stay out: how many, how long, what was done; urged in one go."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from suggestions.lateness import by_unit, late_rows
from suggestions.models import Suggestion, Urge
from tests.suggestions.way import stands

PAGE, ROWS = "/suggestions/late/", "/suggestions/late/rows/"


@pytest.fixture
@stands
def late(cast, way):
    """Two late at 教育局 (by 9 and 2 days), one that ends today, one answered late."""
    today = timezone.localdate()
    rows = [way.dispatched(title=f"关于第{place}件事的建议") for place in range(3)]
    rows.append(way.replied())
    for row, days in zip(rows, (9, 2, 0, 5), strict=True):
        Suggestion.objects.filter(pk=row.pk).update(due_on=today - timedelta(days=days))
    return rows


def units(user):
    return by_unit(late_rows(user, timezone.localdate()), timezone.localdate())


def escalate(way, row, note="请立即答复。"):
    return way.take(row, "escalate", way.cast.zhou, note=note, office=way.cast.education)


def test_the_last_day_itself_and_what_is_answered_are_not_late(cast, late):
    (unit,) = units(cast.zhou)
    assert (unit.office, unit.count, unit.days, unit.never_urged) == (cast.education, 2, 9, 2)
    assert unit.keys == [late[0].pk, late[1].pk]
    assert units(cast.tang) == []


def test_the_highest_level_of_each_is_counted(cast, way, late):
    for words in ("请立即答复。", "请说明原因。", "予以通报。"):
        escalate(way, late[0], words)
    escalate(way, late[1])
    (unit,) = units(cast.zhou)
    assert unit.reached == "通报1件、提醒1件"
    assert late_rows(cast.zhou, timezone.localdate()).get(pk=late[0].pk).level == "circulate"


def test_a_withdrawn_letter_does_not_count(cast, way, late):
    way.take(late[0], "urge", cast.zhou, note="请抓紧。")
    assert units(cast.zhou)[0].never_urged == 1
    Urge.objects.update(state="withdrawn")
    assert units(cast.zhou)[0].never_urged == 2


class TestThePages:
    def test_a_number_opens_its_rows_and_they_are_exported(self, cast, way, late, client):
        escalate(way, late[0])
        client.force_login(cast.zhou)
        page = client.get(PAGE).content.decode()
        assert "云川市教育局" in page and "提醒1件" in page and "9天" in page
        listed = client.get(f"{ROWS}?office={cast.education.pk}").content.decode()
        assert late[0].title in listed and late[1].title in listed and late[2].title not in listed
        assert late[1].title not in client.get(f"{ROWS}?level=remind").content.decode()
        assert late[0].title not in client.get(f"{ROWS}?level=none").content.decode()
        book = load_workbook(BytesIO(b"".join(client.get(f"{ROWS}?export=xlsx").streaming_content)))
        cells = [cell.value for row in book["数据"].iter_rows() for cell in row]
        assert late[0].title in cells and "提醒" in cells

    def test_the_office_urges_all_of_one_unit_in_one_go(self, cast, late, client):
        client.force_login(cast.zhou)
        assert "催办全部" in client.get(PAGE).content.decode()
        picked = {"pick": units(cast.zhou)[0].keys}
        assert "发一份催办函" in client.post("/suggestions/many/urge/", picked).content.decode()
        client.post("/suggestions/many/urge/", {**picked, "note": "请立即答复代表。", "confirm": "1"})
        assert Urge.objects.count() == 2
        assert late[0].title not in client.get(f"{ROWS}?urged=no").content.decode()

    def test_each_sees_his_own_and_only_the_office_urges(self, cast, late, client):
        for user, page, rows in (
            (cast.wu, 200, True),
            (cast.gao, 200, True),
            (cast.sun, 403, True),
            (cast.he, 403, False),
        ):
            client.force_login(user)
            response = client.get(PAGE)
            assert response.status_code == page
            assert "催办全部" not in response.content.decode()
            assert (late[0].title in client.get(ROWS).content.decode()) == rows

    def test_nobody_late_is_said(self, cast, client):
        client.force_login(cast.zhou)
        assert "没有超期未答复的建议" in client.get(PAGE).content.decode()

    def test_the_first_page_leads_here(self, cast, late, client):
        client.force_login(cast.zhou)
        assert f"{ROWS}?office={cast.education.pk}" in client.get("/").content.decode()

    def test_the_rows_cost_the_same_for_one_and_for_two(self, cast, late, client, queries):
        client.force_login(cast.zhou)
        client.get(ROWS)
        two = queries(lambda: client.get(ROWS))
        Suggestion.objects.filter(pk=late[0].pk).update(due_on=timezone.localdate())
        assert queries(lambda: client.get(ROWS)) == two
