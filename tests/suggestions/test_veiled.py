"""直评: while deputies judge, those who are judged read no verdict at any address; afterwards they do."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from suggestions.choices import Grade
from suggestions.models import SuggestionClock
from tests.suggestions.way import stands

FIGURE = "/reports/figures/rating_unit/"
LISTED = "/suggestions/?cols=number,title,attitude,result"
SHEET = "/suggestions/ledger/?book=congress&export=xlsx"
REASON = "只完成了一半"


@pytest.fixture
@stands
def judged(cast, way):
    """陈建国 was not satisfied; 赵敏 has not judged yet, so the time still runs."""
    row = way.replied(joint=True)
    return way.rated(row, cast.chen, Grade.DISSATISFIED, REASON)


def cells(answer) -> list:
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [cell.value for row in book["数据"].iter_rows() for cell in row]


def told(client, row, who) -> dict[str, bool]:
    """Where this person reads the verdict."""
    client.force_login(who)
    page = client.get(f"/suggestions/{row.pk}/").content.decode()
    figure = client.get(FIGURE).content.decode()
    board = client.get("/reports/").context["board"]
    return {
        "case": REASON in page, "figure": REASON in figure, "board": bool(board.sums["rating_unit"].get("dissatisfied")),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["sun", "zheng", "wu"])
def test_units_and_the_government_office_read_nothing_before_the_time_is_over(cast, judged, client, name):
    who = getattr(cast, name)
    assert set(told(client, judged, who).values()) == {False}
    SuggestionClock.objects.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    assert set(told(client, judged, who).values()) == {True}


def test_the_government_offices_lists_say_that_it_is_being_judged(cast, way, judged, client):
    client.force_login(cast.wu)
    page = client.get(LISTED).content.decode()
    assert "评价中" in page and "不满意</td>" not in page
    assert "不满意" not in cells(client.get(SHEET))
    assert (
        "0÷" not in client.get("/suggestions/ranking/").content.decode().split("满意率")[1].split("</tr>")[0]
    )
    SuggestionClock.objects.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
    assert "评价中" not in client.get(LISTED).content.decode()
    assert "不满意" in cells(client.get(SHEET))


def test_the_congress_office_reads_it_at_once(cast, judged, client):
    client.force_login(cast.zhou)
    assert "不满意" in client.get(LISTED).content.decode() and "不满意" in cells(client.get(SHEET))
    assert REASON in client.get("/reports/figures/rating_result/").content.decode()
