"""双建账 (seed row XH-10): the government's own ledger, unit by unit, beside the congress's."""

from io import BytesIO

import pytest

from journal.models import Entry
from offices.models import Office
from pages.queues import drawn
from pages.sheets import read_sheet
from suggestions.government_ledger import COLUMNS, TITLE, government_ledger, visible_parts
from suggestions.government_lines import WIDTH
from suggestions.ledger import LedgerFilters
from suggestions.models import Suggestion
from suggestions.worklist import queues
from tests.suggestions.rules import rule
from tests.suggestions.units import answered, days_ago, step, today

PAGE = "/suggestions/ledger/"


def read(user, filters=None) -> tuple[list[dict], list[str]]:
    """Its lines, and the sentences below them."""
    file = BytesIO()
    government_ledger(user, filters or LedgerFilters(), file)
    rows = [row for _, row in read_sheet(file, header_row=2)]
    return [r for r in rows if isinstance(r["序号"], int)], [
        r["标题"] for r in rows if not isinstance(r["序号"], int)
    ]


def units(user) -> list[str]:
    return [line["承办单位"] for line in read(user)[0]]


class TestTheLines:
    def test_one_for_each_unit_with_what_the_unit_did(self, cast, way):
        row = way.dispatched(co=[cast.transport])
        way.co_signed(row)
        answered(way.part(row), cast.sun, cast.zheng)
        (lead, co), told = read(cast.wu)
        row.refresh_from_db()
        assert lead == {
            "序号": 1, "建议号": row.called, "标题": row.title, "领衔代表": "陈建国", "联名人数": 1, "类别": "交通出行",
            "承办单位": "云川市教育局", "承办方式": "主办", "人大交办日期": today(), "交单位日期": today(), "签收日期": today(),
            "办理期限": row.due_on, "面商次数": 1, "催办次数": 0, "答复（会办）日期": today(), "文号": "云教函〔2026〕1号",
            "结果类别": "A", "单位办理状态": "已答复", "政府销号日期": None, "人大办结日期": None, "备注": None,
        }  # fmt: skip
        assert (co["承办单位"], co["承办方式"], co["单位办理状态"]) == ("云川市交通运输局", "协办", "待签收")
        assert told[0] == "合计1件、2行，其中待转交0行，单位已签收1行，超期0行"
        assert told[1].startswith("办复率：1÷1=100.0%")
        assert len(COLUMNS) == WIDTH

    def test_what_waits_to_be_passed_on_is_a_line_without_unit(self, cast, way):
        row = way.take(way.registered(), "dispatch", cast.zhou, lead=cast.government)
        (line,), told = read(cast.wu)
        assert (line["承办单位"], line["单位办理状态"], line["建议号"]) == ("待转交", "待转交", row.called)
        assert "其中待转交1行" in told[0]

    def test_a_late_one_says_by_how_many_days_and_who_urged(self, cast, way):
        row = way.dispatched()
        way.take(row, "urge", cast.zhou, note="请抓紧办理。")
        Suggestion.objects.filter(pk=row.pk).update(due_on=days_ago(3))
        (line,), told = read(cast.wu)
        assert (line["催办次数"], line["备注"]) == (1, "超期3天") and "超期1行" in told[0]
        Suggestion.objects.filter(pk=row.pk).update(due_on=today())
        assert read(cast.wu)[0][0]["备注"] is None

    def test_who_was_given_it_after_a_hand_back_stands_there_alone(self, cast, way):
        row = way.dispatched()
        part = way.handed_back(row)
        way.take(row, "redispatch", cast.zhou, assignment=part, office=cast.transport)
        assert units(cast.wu) == ["云川市交通运输局"]


class TestTheTwoBooks:
    """Where one side closed and the other did not."""

    @pytest.fixture
    def rated(self, cast, way):
        rule(cast.city, "double_close", "yes")
        row = way.replied()
        way.rated(row, cast.chen)
        return row

    def test_differ_until_both_have_closed(self, cast, way, rated):
        assert read(cast.wu)[1][3] == "对账：政府办公室已销号、人大未办结0件；人大已办结、政府办公室未销号0件"
        way.take(rated, "government_close", cast.wu)
        lines, told = read(cast.wu)
        assert lines[0]["备注"] == "政府已销号，人大未办结" and "人大未办结1件" in told[3]
        way.take(rated, "close", cast.zhou)
        lines, told = read(cast.zhou)
        assert lines[0]["备注"] is None and "双方都已销号1件" in told[2] and "人大未办结0件" in told[3]

    def test_what_the_congress_closed_alone_is_told_where_both_must(self, cast, way):
        row = way.replied()
        way.rated(row, cast.chen)
        way.take(row, "close", cast.zhou)
        lines, told = read(cast.wu)
        assert lines[0]["备注"] is None and told[2] == "本区域目前不实行双销号，由人大代表工作机构办结"
        rule(cast.city, "double_close", "yes")
        lines, told = read(cast.wu)
        assert lines[0]["备注"] == "人大已办结，政府未销号" and told[3].endswith("政府办公室未销号1件")

    def test_what_the_office_has_to_close_waits_on_its_first_page_and_in_the_list(
        self, cast, way, rated, client
    ):
        def waiting() -> list[int]:
            return [card.count for card in drawn(queues(cast.wu)) if card.title == "待政府办公室销号"]

        client.force_login(cast.wu)
        address = "/suggestions/?sealed=no"
        assert waiting() == [1] and rated.title in client.get(address).content.decode()
        way.take(rated, "government_close", cast.wu)
        assert waiting() == [0] and rated.title not in client.get(address).content.decode()
        assert rated.title in client.get("/suggestions/?sealed=yes").content.decode()

    def test_nothing_waits_where_one_side_closes_alone(self, cast, way, client):
        row = way.replied()
        assert "待政府办公室销号" not in [card.title for card in drawn(queues(cast.wu))]
        client.force_login(cast.wu)
        assert row.title not in client.get("/suggestions/?sealed=no").content.decode()


class TestWhoReadsIt:
    def test_a_government_office_its_own_units_and_the_congress_all(self, cast, way):
        way.dispatched(co=[cast.transport])
        Office.objects.filter(pk=cast.transport.pk).update(coordinator=None)
        assert units(cast.wu) == ["云川市教育局"] == units(cast.zhou)
        assert units(cast.tang) == units(cast.luo) == []

    def test_what_is_confidential_stays_hidden_from_the_leader(self, cast, way):
        way.dispatched(confidential=True)
        assert (len(units(cast.wu)), len(units(cast.gao))) == (1, 0)

    def test_the_office_has_its_own_book_before_it_and_may_take_the_other(self, cast, way, client):
        way.dispatched(co=[cast.transport])
        client.force_login(cast.wu)
        page = client.get(PAGE).content.decode()
        assert f"{TITLE}，" in page and "共2行" in page
        assert "办理情况汇总表，" in client.get(PAGE, {"book": "congress"}).content.decode()
        response = client.get(PAGE, {"export": "xlsx"})
        assert "%E6%94%BF%E5%BA%9C" in response["Content-Disposition"]
        assert TITLE in str(Entry.objects.get(kind="export").subject)

    def test_a_book_that_is_none_is_told(self, cast, client):
        client.force_login(cast.zhou)
        assert "可选范围" in client.get(PAGE, {"book": "third"}).content.decode()

    def test_a_unit_has_its_list_instead(self, cast, client):
        client.force_login(cast.sun)
        assert client.get(PAGE).status_code == 403

    def test_it_costs_the_same_for_one_and_for_three(self, cast, way, queries):
        way.dispatched()
        read(cast.wu)
        one = queries(lambda: read(cast.wu))
        way.dispatched(), way.dispatched()
        assert queries(lambda: read(cast.wu)) == one

    def test_of_a_session_only_what_belongs_to_it(self, cast, way):
        row = way.dispatched()
        assert visible_parts(cast.wu, LedgerFilters(term=cast.term)).count() == 1
        assert visible_parts(cast.wu, LedgerFilters(session=cast.session)).count() == 0
        step(way.part(row), "receive", cast.sun)
        assert read(cast.wu)[0][0]["签收日期"] == today()
