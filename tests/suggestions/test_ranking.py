"""承办单位办理情况评价: each share with its rows, the score by the area's weights, and the rank."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from journal.models import Entry
from suggestions.choices import Grade
from suggestions.ledger import LedgerFilters
from suggestions.models import Contact, Promise, Suggestion, SuggestionClock
from suggestions.ranking import UnitScore, ranking, score
from suggestions.transfer_lifecycle import TRANSFER
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.lifecycle import perform

PAGE, ROWS = "/suggestions/ranking/", "/suggestions/ranking/rows/"


def today():
    return timezone.localdate()


def ranked(cast, user=None, **span) -> list[UnitScore]:
    user = user or cast.zhou
    return ranking(user, cast.city, LedgerFilters(**span), today())


@pytest.fixture
@stands
def three(cast, way):
    """教育局: one answered in time and liked, one answered late and not, one still out and late."""
    rows = [way.replied(title=f"关于第{place}件事的建议") for place in range(2)]
    rows.append(way.dispatched(title="关于第三件事的建议"))
    way.rated(rows[0], cast.chen)
    way.rated(rows[1], cast.chen, Grade.BASICALLY)
    for row, days in zip(rows, (-5, 3, 2), strict=True):
        Suggestion.objects.filter(pk=row.pk).update(due_on=today() - timedelta(days=days))
    return rows


def test_what_waits_with_the_government_office_is_led_by_nobody_yet(cast, way, three):
    row = way.take(way.registered(), "dispatch", cast.zhou, lead=cast.government)
    assert [(unit.office, unit.led) for unit in ranked(cast)] == [(cast.education.pk, 3)]
    perform(TRANSFER, row.transfers.get().pk, "forward", cast.wu, lead=cast.education)
    assert [(unit.office, unit.led) for unit in ranked(cast)] == [(cast.education.pk, 4)]


class TestTheShares:
    def test_each_says_what_it_is_divided_by(self, cast, three):
        (unit,) = ranked(cast)
        assert unit.led == 3
        assert unit.parts == {
            "timely": (1, 3), "met": (2, 2), "resolved": (2, 2), "satisfied": (1, 2), "kept": (0, 0),
        }  # fmt: skip
        assert unit.share("kept") is None

    def test_a_contact_the_deputy_disputes_is_none(self, cast, three):
        Contact.objects.filter(suggestion=three[0]).update(state="disputed")
        assert ranked(cast)[0].parts["met"] == (1, 2)

    def test_promises_count_once_they_are_kept_or_late(self, cast, way, three):
        part = way.part(three[0])
        for place, (state, days) in enumerate((("kept", 9), ("open", -1), ("open", 9), ("released", -9)), 1):
            Promise.objects.create(
                suggestion=three[0], assignment=part, office=part.office, state=state, order=place, what="增设信号灯",
                due_on=today() + timedelta(days=days), first_due_on=today(), who="李副局长", proof="照片",
            )  # fmt: skip
        assert ranked(cast)[0].parts["kept"] == (1, 2)

    def test_confidential_ones_and_other_spans_are_left_out(self, cast, three):
        Suggestion.objects.filter(pk=three[2].pk).update(confidential=True)
        assert ranked(cast)[0].led == 2
        assert ranked(cast, until=today() - timedelta(days=1)) == []
        assert ranked(cast, cast.tang) == []


class TestTheScore:
    def test_a_share_of_nothing_is_left_out_with_its_weight(self):
        unit = UnitScore(1, "教育局", parts={"timely": (1, 2), "resolved": (3, 3), "kept": (0, 0)})
        assert score(unit, {"timely": 20, "resolved": 60, "kept": 20}) == 87.5
        assert score(UnitScore(1, "教育局"), {"timely": 20}) is None

    def test_the_weights_are_the_areas(self, cast, three):
        for key in ("met", "resolved", "satisfied", "kept"):
            rule(cast.city, f"unit_weight_{key}", "0")
        assert ranked(cast)[0].score == 33.3

    def test_equal_scores_share_a_rank_and_few_cases_have_none(self, cast, way, three):
        other = way.dispatched(title="关于公交线路的建议")
        Suggestion.objects.filter(pk=other.pk).update(lead_office=cast.transport)
        first, last = ranked(cast)
        assert (first.office, first.rank) == (cast.education.pk, 1)
        assert (last.office, last.rank, last.score) == (cast.transport.pk, None, None)
        rule(cast.city, "unit_rank_least", "1")
        Suggestion.objects.filter(pk__in=[row.pk for row in three]).update(
            state="dispatched", replied_on=None
        )
        Suggestion.objects.update(due_on=today() - timedelta(days=1), result_class=None)
        assert [(unit.score, unit.rank) for unit in ranked(cast)][0][1] == 1


class TestThePages:
    @pytest.mark.parametrize(
        ("of", "shown"),
        [("timely", 3), ("met", 2), ("resolved", 2), ("satisfied", 2), ("kept", 0), ("again", 0)],
    )
    def test_a_share_opens_what_it_is_divided_by(self, cast, three, client, of, shown):
        client.force_login(cast.zhou)
        page = client.get(f"{ROWS}?office={cast.education.pk}&of={of}").content.decode()
        assert sum(row.title in page for row in three) == shown

    def test_the_table_and_its_sheet_say_the_same(self, cast, three, client):
        client.force_login(cast.gao)
        page = client.get(PAGE).content.decode()
        assert "云川市教育局" in page and "33.3%" in page and "1÷3" in page
        book = load_workbook(BytesIO(b"".join(client.get(f"{PAGE}?export=xlsx").streaming_content)))
        cells = [cell.value for row in book["数据"].iter_rows() for cell in row]
        assert "云川市教育局" in cells and "33.3%" in cells and "1÷3" in cells
        assert Entry.objects.filter(verb="导出台账", subject__contains="承办单位").exists()

    def test_a_date_that_is_none_is_said_and_this_year_is_shown(self, cast, three, client):
        client.force_login(cast.zhou)
        page = client.get(f"{PAGE}?since=2026-13-40").content.decode()
        assert "有效的日期" in page and "云川市教育局" in page

    def test_only_the_ledger_asks_which_book(self, cast, three, client):
        client.force_login(cast.zhou)
        others = (PAGE, "/suggestions/look-backs/new/", "/suggestions/documents/")
        for page, asked in (("/suggestions/ledger/", True), *((other, False) for other in others)):
            assert ("哪一本台账" in client.get(page).content.decode()) == asked, page

    def test_deputies_and_stations_do_not_compare_units(self, cast, three, client):
        for who in (cast.chen, cast.lin):
            client.force_login(who)
            assert {client.get(PAGE).status_code, client.get(ROWS).status_code} == {403}


def test_more_units_and_rows_cost_no_more_queries(cast, way, three, client, queries):
    client.force_login(cast.zhou)
    for page in (PAGE, ROWS):
        client.get(page)  # what is kept from the first time on
    few = [queries(lambda page=page: client.get(page)) for page in (PAGE, ROWS)]
    for office in (cast.transport, cast.housing):
        row = way.dispatched(title=f"关于{office}的建议")
        Suggestion.objects.filter(pk=row.pk).update(lead_office=office)
    assert [queries(lambda page=page: client.get(page)) for page in (PAGE, ROWS)] == few


class TestTheUnitItself:
    """It reads its own line and place, by the area's rule, and nothing of the others."""

    @pytest.fixture
    def two(self, cast, way, three):
        """交通局 leads three as well, all answered and liked."""
        for place in range(3):
            row = way.registered(title=f"关于第{place + 4}件事的建议")
            row = way.take(row, "dispatch", cast.zhou, lead=cast.transport)
            way.reply_row(way.part(row, cast.transport))
            way.rated(way.take(row, "reply"), cast.chen)
        SuggestionClock.objects.filter(rule="feedback").update(due_on=today() - timedelta(days=1))

    def page(self, client, user, **query):
        client.force_login(user)
        return client.get(PAGE, query)

    def test_its_line_its_place_and_among_how_many(self, client, cast, two):
        for who, name, place in ((cast.he, "云川市交通运输局", 1), (cast.sun, "云川市教育局", 2)):
            page = self.page(client, who)
            assert [(unit.name, unit.rank) for unit in page.context["units"]] == [(name, place)]
            assert page.context["placed"] == 2
            assert f"第<strong>{place}</strong>位" in page.content.decode()

    def test_the_rows_are_its_own_whichever_unit_is_asked_for(self, client, cast, two):
        client.force_login(cast.sun)
        rows = client.get(ROWS, {"office": cast.transport.pk}).context["page"].rows
        assert {row.lead_office_id for row in rows} == {cast.education.pk}
        client.force_login(cast.zhou)
        assert len(client.get(ROWS, {"office": cast.transport.pk}).context["page"].rows) == 3

    def test_a_verdict_still_in_its_window_moves_neither_share_nor_place(self, client, cast, way, two):
        before = self.page(client, cast.sun).context["units"][0]
        row = Suggestion.objects.filter(lead_office=cast.transport).first()
        row.clocks.filter(rule="feedback").update(due_on=today() + timedelta(days=5), stopped_on=None)
        row.ratings.update(result=Grade.DISSATISFIED, reason="没有解决。")
        assert self.page(client, cast.he).context["units"][0].parts["satisfied"] == (2, 2)
        assert self.page(client, cast.sun).context["units"][0] == before
        assert self.page(client, cast.zhou).context["units"][0].parts["satisfied"] in ((2, 3), (1, 2))

    def test_the_area_may_tell_the_shares_alone_or_nothing(self, client, cast, two):
        rule(cast.city, "unit_rank_told", "shares")
        page = self.page(client, cast.sun)
        assert (page.context["units"][0].rank, page.context["placed"]) == (None, 0)
        assert "参加排名" not in page.content.decode().split("怎样计分")[0]

    def test_or_nothing_at_all(self, client, cast, two):
        rule(cast.city, "unit_rank_told", "none")
        assert self.page(client, cast.sun).status_code == 403
        assert client.get(ROWS).status_code == 403
        assert "本单位办理情况" not in client.get("/suggestions/assignments/").content.decode()
