"""The handling ledger: its columns, its totals, who gets which rows, and what it costs."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from journal.models import Entry
from pages.numerals import numeral
from pages.sheets import read_sheet
from suggestions.choices import Grade
from suggestions.ledger import COLUMNS, LedgerFilters, Row, heading, remark, suggestion_ledger
from suggestions.models import ResultClass, Suggestion
from suggestions.totals import Totals, share
from tests.suggestions.units import answered, days_ago, dispatched, lead_part, today

ORDER = [
    "序号", "建议号", "标题", "领衔代表", "联名人数", "类别", "主办", "协办", "交办日期", "答复期限", "答复日期", "文号",
    "结果类别", "态度评价", "结果评价", "面商次数", "是否重点", "公开", "再办次数", "状态", "备注",
]  # fmt: skip


def written(user, filters=None) -> BytesIO:
    file = BytesIO()
    suggestion_ledger(user, filters or LedgerFilters(), file)
    return file


def lines(file: BytesIO) -> list[dict]:
    return [row for _, row in read_sheet(file, header_row=2) if isinstance(row["序号"], int)]


def totals(file: BytesIO) -> list[str]:
    return [row["标题"] for _, row in read_sheet(file, header_row=2) if not isinstance(row["序号"], int)]


class TestTheRows:
    def test_the_columns_are_those_of_the_official_form_in_their_order(self):
        assert [column.label for column in COLUMNS] == ORDER

    def test_a_row_tells_the_whole_handling(self, cast, way):
        parts = dispatched(cast, co=[cast.transport], key=True)
        suggestion = parts[cast.education].suggestion
        way.co_signed(suggestion)
        answered(parts[cast.education], cast.sun, cast.zheng)
        way.rated(suggestion, cast.chen)
        way.rated(suggestion, cast.zhao, Grade.BASICALLY)
        (row,) = lines(written(cast.zhou))
        suggestion.refresh_from_db()
        assert row == {
            "序号": 1, "建议号": suggestion.called, "标题": suggestion.title, "领衔代表": "陈建国", "联名人数": 1,
            "类别": "交通出行", "主办": "云川市教育局", "协办": "云川市交通运输局", "交办日期": today(),
            "答复期限": suggestion.due_on, "答复日期": today(), "文号": "云教函〔2026〕1号", "结果类别": "A",
            "态度评价": "满意2", "结果评价": "满意1、基本满意1", "面商次数": 1, "是否重点": "是",
            "公开": "同意全文公开", "再办次数": 0, "状态": "已答复待评价", "备注": None,
        }  # fmt: skip

    def test_a_second_round_is_told_by_its_own_units_and_verdicts(self, cast, way):
        row = way.replied()
        way.rated(row, cast.chen, Grade.DISSATISFIED, "未见成效。")
        (line,) = lines(written(cast.zhou))
        assert (line["再办次数"], line["状态"], line["结果评价"], line["答复日期"]) == (
            1,
            "办理中",
            None,
            None,
        )

    def test_until_the_second_round_is_answered_the_letter_of_the_first_stands(self, cast, way):
        part = dispatched(cast)[cast.education]
        answered(part, cast.sun, cast.zheng)
        (before,) = lines(written(cast.zhou))
        way.rated(part.suggestion, cast.chen, Grade.DISSATISFIED, "未见成效。")
        (after,) = lines(written(cast.zhou))
        assert (after["再办次数"], after["文号"]) == (1, before["文号"]) and before["文号"]

    def test_only_what_was_registered_stands_in_it(self, cast, way):
        way.submitted(), way.draft()
        assert lines(written(cast.zhou)) == []

    def test_a_title_that_looks_like_a_formula_stays_text(self, cast):
        lead_part(cast, title="=cmd|'/c calc'!A1")
        sheet = load_workbook(written(cast.zhou))["数据"]
        assert sheet["C3"].data_type in ("s", "inlineStr") and sheet["C3"].value.startswith("'=")

    @pytest.mark.parametrize(
        ("due", "replied", "state", "words"),
        [
            (3, None, "dispatched", "超期3天"), (0, None, "dispatched", ""), (-2, None, "dispatched", ""),
            (5, 2, "closed", "超期3天答复"), (2, 2, "closed", ""), (9, None, "withdrawn", ""), (None, None, "registered", ""),
        ],
    )  # fmt: skip
    def test_the_remark_counts_days_late_by_the_day(self, due, replied, state, words):
        blank = Row(*(None for _ in Row._fields))
        row = blank._replace(
            due_on=None if due is None else days_ago(due), state=state, confidential=False,
            replied_on=None if replied is None else days_ago(replied),
        )  # fmt: skip
        assert remark(row, today()) == words
        assert remark(row._replace(confidential=True), today()).startswith("保密")


class TestWhoGetsWhat:
    def test_the_ledger_is_what_its_reader_may_see(self, cast):
        lead_part(cast)
        secret = lead_part(cast, confidential=True)
        for user, count in (
            (cast.zhou, 2),
            (cast.gao, 1),
            (cast.tang, 0),
            (cast.wu, 2),
            (cast.he, 0),
            (cast.luo, 0),
        ):
            assert len(lines(written(user))) == count, user
        assert secret.suggestion.title in {row["标题"] for row in lines(written(cast.zhou))}

    def test_it_is_entered_in_the_journal_with_its_rows(self, cast):
        lead_part(cast)
        written(cast.zhou, LedgerFilters(term=cast.term))
        entry = Entry.objects.filter(kind="export").get()
        assert (entry.actor, entry.data["rows"]) == (cast.zhou, 1)
        assert entry.data["filters"] == str(cast.term)

    def test_it_is_filtered_by_term_session_and_day(self, cast):
        rows = [lead_part(cast).suggestion for _ in range(3)]
        Suggestion.objects.filter(pk=rows[0].pk).update(session=cast.session)
        Suggestion.objects.filter(pk=rows[1].pk).update(registered_on=days_ago(40))

        def found(**chosen) -> set[int]:
            return {row["建议号"] for row in lines(written(cast.zhou, LedgerFilters(**chosen)))}

        rows[0].refresh_from_db()
        numbers = [row.called for row in rows]
        assert found(term=cast.term) == set(numbers)
        assert found(term=cast.west_term) == set()
        assert found(term=cast.term, session=cast.session) == {rows[0].number}
        assert found(term=cast.term, between=True) == {row.number for row in rows[1:]}
        assert found(since=days_ago(30)) == {numbers[0], numbers[2]}
        assert found(until=days_ago(40)) == {numbers[1]}


class TestTheTotals:
    def test_they_reconcile_and_state_their_denominators(self, cast, way):
        parts = [lead_part(cast) for _ in range(3)]
        answered(parts[0], cast.sun, cast.zheng)
        way.rated(parts[0].suggestion, cast.chen)
        way.registered()
        assert totals(written(cast.zhou)) == [
            "合计4件，其中已交办3件",
            "A 已经解决或基本解决：1件，占25.0%（占合计4件）",
            "未答复：3件，占75.0%（占合计4件）",
            "办复率：1÷3=33.3%（已答复÷已交办）",
            "解决率：1÷1=100.0%（计入解决的结果类别÷已答复）",
            "落实率：1÷1=100.0%（已落实÷已答复）",
            "面商率：1÷3=33.3%（已面商÷已交办）",
            "满意率：1÷1=100.0%（办理结果评价数÷已收到评价数）",
            "基本满意率：0÷1=0.0%（办理结果评价数÷已收到评价数）",
            "不满意率：0÷1=0.0%（办理结果评价数÷已收到评价数）",
        ]

    def test_an_empty_ledger_divides_by_nothing(self, cast):
        assert "办复率：0÷0（无可计算的件数）（已答复÷已交办）" in totals(written(cast.zhou))

    def test_classes_and_unanswered_always_add_up_to_the_total(self):
        told = Totals()
        for number in range(60):
            replied = number % 3 != 0
            told.count(
                dispatched=True, replied=replied, met=False, grades=(), resolved=number % 2 == 0,
                result_class=(number % 4, "ABCD"[number % 4], "") if number % 5 else None,
            )  # fmt: skip
        assert sum(told.classes.values()) == told.rows == 60
        assert len(list(told)) <= len(told)
        assert share(1, 3) == "33.3%"


class TestTheSheet:
    def test_it_is_set_up_for_printing(self, cast):
        lead_part(cast)
        sheet = load_workbook(written(cast.zhou, LedgerFilters(term=cast.term, session=cast.session)))["数据"]
        title = "云川市第十七届人民代表大会第五次会议代表建议、批评和意见办理情况汇总表"
        assert sheet["A1"].value == title
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 8)
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.freeze_panes == "A3"

    @pytest.mark.parametrize(
        ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (17, "十七"), (20, "二十"), (21, "二十一")]
    )
    def test_terms_are_counted_in_chinese(self, number, words):
        assert numeral(number) == words

    def test_the_heading_names_what_was_chosen(self, cast):
        tail = "代表建议、批评和意见办理情况汇总表"
        assert heading(cast.zhou, LedgerFilters()) == f"云川市人民代表大会{tail}"
        assert heading(cast.zhou, LedgerFilters(term=cast.term, between=True)) == (
            f"云川市第十七届人民代表大会闭会期间{tail}"
        )

    def test_it_asks_the_database_the_same_for_one_row_and_for_three(self, cast):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                written(cast.zhou)
            return len(asked)

        answered(lead_part(cast), cast.sun, cast.zheng)
        cost()
        one = cost()
        lead_part(cast), dispatched(cast, co=[cast.transport])
        assert cost() == one
        assert one <= 12

    def test_progress_is_told_while_it_is_written(self, cast):
        lead_part(cast), lead_part(cast)
        heard: list[int] = []
        assert suggestion_ledger(cast.zhou, LedgerFilters(), BytesIO(), tell=heard.append) == 2
        assert heard[-1] == 2


class TestThePage:
    def test_the_office_downloads_what_it_chose(self, cast, client):
        lead_part(cast)
        client.force_login(cast.zhou)
        response = client.get("/suggestions/ledger/", {"which": f"term-{cast.term.pk}", "export": "xlsx"})
        assert len(lines(BytesIO(b"".join(response.streaming_content)))) == 1
        assert "共1件" in client.get("/suggestions/ledger/").content.decode()

    def test_days_the_wrong_way_round_are_refused_beside_their_field(self, cast, client):
        client.force_login(cast.zhou)
        response = client.get(
            "/suggestions/ledger/", {"since": "2026-05-01", "until": "2026-04-01", "export": "xlsx"}
        )
        assert response.context["form"].errors["until"] == ["截止日期不能早于起始日期。"]
        assert 'value="2026-05-01"' in response.content.decode()

    @pytest.mark.parametrize(
        ("who", "code"), [("wu", 200), ("gao", 200), ("sun", 403), ("chen", 403), ("luo", 403)]
    )
    def test_it_is_for_offices_and_leaders(self, cast, client, who, code):
        client.force_login(getattr(cast, who))
        assert client.get("/suggestions/ledger/").status_code == code


def test_seeded_classes_are_the_four_of_national_practice(db):
    rows = ResultClass.objects.filter(area=None).order_by("order").values_list("code", "resolved")
    assert list(rows) == [("A", True), ("B", False), ("C", False), ("D", False)]
