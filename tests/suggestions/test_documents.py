"""Official papers: what each says, who may have it, its number, and the journal row of each."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document as Word

from journal.models import Entry
from pages.numerals import numeral
from suggestions.batch_lifecycle import BATCH
from suggestions.batches import gather, new_batch
from suggestions.casefile.reading import case_rows, happened
from suggestions.choices import Grade
from suggestions.documents.catalogue import DOCUMENTS, find_paper, offered_papers
from suggestions.documents.issuing import make
from suggestions.documents.pieces import Desk
from suggestions.lifecycle import SUGGESTION
from suggestions.models import DocumentNumber, Suggestion
from suggestions.supervision_lifecycle import SUPERVISION
from tests.suggestions.units import contact, draft, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import perform


def desk(row, user) -> Desk:
    seen = case_rows(user).get(pk=row.pk)
    return Desk(user, seen, happened(seen, inside=False))


def archived(client, user, code: str) -> zipfile.ZipFile:
    """The archive of one kind of paper, as this person downloads it."""
    client.force_login(user)
    answer = client.get("/suggestions/documents/", {"code": code, "which": ""})
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def codes(row, user) -> list[str]:
    return [document.code for document, _ in offered_papers(desk(row, user))]


def words(docx: bytes) -> str:
    paper = Word(BytesIO(docx))
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def paper(row, user, code: str, which: int = 0) -> str:
    at = desk(row, user)
    piece = DOCUMENTS[code].pieces(at)[which]
    return words(make(at, DOCUMENTS[code], piece))


@pytest.fixture
@stands
def case(way, cast):
    """Dispatched to 教育局 with 交通局, signed by two deputies, contacted."""
    row = way.dispatched(co=[cast.transport], joint=True)
    step(way.part(row), "receive", cast.sun)
    return row


@pytest.fixture
def replied(way, cast, case):
    part = way.part(case)
    contact(part, cast.sun)
    draft(part, cast.sun, text="一、关于信号灯。\n已增设 <两处> & 完成配时。")
    step(part, "sign_reply", cast.zheng)
    step(part, "send_reply", cast.sun, letter_number="云教函〔2026〕5号", letter_on=date.today())
    return case


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (17, "十七"), (20, "二十"), (99, "九十九")]
)
def test_terms_and_sessions_are_counted_in_numeral(number, written):
    assert numeral(number) == written


class TestOrder:
    def test_it_names_the_case_the_units_and_the_days(self, cast, case):
        told = paper(case, cast.zhou, "order")
        for part in (
            "云川市第十七届人民代表大会闭会期间第1号建议", "关于解决人民路交通拥堵问题的建议", "陈建国", "赵敏", "云川市教育局",
            "主办", "云川市交通运输局（协办）", "孙丽娟", "答复截止",
        ):  # fmt: skip
            assert part in told, part

    def test_a_co_unit_reads_by_when_its_opinion_is_due(self, cast, case):
        assert "会办意见截止" in paper(case, cast.he, "order")

    def test_a_unit_has_its_own_and_no_other_ones(self, cast, case):
        assert [p.row.office for p in DOCUMENTS["order"].pieces(desk(case, cast.he))] == [cast.transport]
        assert len(DOCUMENTS["order"].pieces(desk(case, cast.zhou))) == 2
        assert DOCUMENTS["order"].pieces(desk(case, cast.chen)) == []


class TestPhones:
    """交办单 prints how to reach the deputies (domain rule 101), for who must speak with them; each look is journalled."""

    @pytest.fixture
    def numbers(self, cast):
        for deputy, phone in ((cast.chen_deputy, "13811112222"), (cast.zhao_deputy, "13933334444")):
            deputy.phone = phone
            deputy.save()

    @pytest.mark.parametrize("who", ["zhou", "sun", "wu"])
    def test_those_who_handle_and_dispatch_read_them(self, cast, case, numbers, who):
        told = paper(case, getattr(cast, who), "order")
        assert "13811112222" in told and "赵敏（13933334444）" in told

    def test_a_leader_reads_them_masked(self, cast, case, numbers):
        told = paper(case, cast.gao, "order")
        assert "138****2222" in told and "赵敏（139****4444）" in told and "13811112222" not in told

    def test_printing_them_is_a_reading_and_a_masked_one_is_not(self, client, cast, case, numbers):
        for who in (cast.sun, cast.gao):
            client.force_login(who)
            piece = DOCUMENTS["order"].pieces(desk(case, who))[0]
            page = client.get(f"/suggestions/{case.pk}/documents/order/{piece.key}/print/")
            assert "no-store" in page["Cache-Control"]
        entry = Entry.objects.get(verb="查看代表联系电话")
        assert (entry.actor, entry.data["reason"]) == (cast.sun, "生成交办单")


class TestEarlierRounds:
    @pytest.fixture
    def first(self, cast, replied) -> str:
        """The form of the first handling, as it was printed then."""
        return paper(replied, cast.zhou, "feedback-form")

    @pytest.fixture
    def again(self, way, cast, replied, first):
        """Handled once more, for a deputy was not satisfied."""
        way.rated(replied, cast.chen, Grade.DISSATISFIED, "没有解决。")
        way.rated(replied, cast.zhao)
        return Suggestion.objects.get(pk=replied.pk, round=2)

    def test_its_orders_and_receipts_stay_with_the_days_they_were_given_with(self, cast, replied, again):
        pieces = DOCUMENTS["order"].pieces(desk(again, cast.zhou))
        assert sorted(p.label for p in pieces if "教育局" in p.label) == [
            "交办单（云川市教育局）",
            "交办单（云川市教育局，第1次办理）",
        ]
        days = {row.rule: row.due_on for row in again.clocks.filter(rule__in=("reply", "rehandle"))}
        for piece in pieces:
            if "教育局" in piece.label:
                first = "第1次" in piece.label
                assert piece.facts()["due_on"] == days["reply" if first else "rehandle"]
        assert "送达回执（云川市教育局，第1次办理）" in [
            p.label for p in DOCUMENTS["receipt"].pieces(desk(again, cast.sun))
        ]

    def test_each_handling_asks_with_a_form_and_a_number_of_its_own(self, way, cast, first, again):
        way.reply_row(way.part(again))
        way.take(again, "reply")
        year = today().year
        assert f"征询〔{year}〕1号" in first
        assert f"征询〔{year}〕2号" in paper(again, cast.zhou, "feedback-form")


class TestMarks:
    def test_each_dispatcher_numbers_by_its_own_mark_and_in_its_own_series(self, way, cast, case):
        for office, mark in ((cast.committee, "云人代"), (cast.government, "云政办")):
            office.letter_mark = mark
            office.save()
        year = today().year
        assert f"云人代交办〔{year}〕1号" in paper(case, cast.zhou, "order")
        way.part(case, cast.transport).__class__.objects.filter(office=cast.transport).update(
            dispatcher=cast.government
        )
        assert f"云政办交办〔{year}〕1号" in paper(case, cast.zhou, "order", 1)
        assert f"云人代交办〔{year}〕1号" in paper(case, cast.zhou, "order")

    def test_letters_end_with_the_place_of_the_seal(self, way, cast, case):
        way.take(case, "urge", cast.zhou, note="请抓紧。")
        assert "（公章）" in paper(case, cast.zhou, "urge-letter")


class TestReplyLetter:
    def test_each_signing_deputy_gets_a_letter_of_his_own(self, cast, replied):
        pieces = DOCUMENTS["reply-letter"].pieces(desk(replied, cast.zhou))
        assert [piece.label.split("致")[1] for piece in pieces] == ["陈建国代表）", "赵敏代表）"]
        told = paper(replied, cast.zhou, "reply-letter", 1)
        for part in (
            "分类：A",
            "云教函〔2026〕5号",
            "赵敏代表：",
            "第1号建议的答复",
            "已增设 <两处> & 完成配时。",
            "（公章）",
        ):
            assert part in told, part

    def test_an_unsent_one_is_the_units_own_business(self, way, cast, case):
        part = way.part(case)
        contact(part, cast.sun)
        draft(part, cast.sun)
        assert "reply-letter" in codes(case, cast.sun)
        assert "（发出时编号）" in paper(case, cast.zheng, "reply-letter")
        for stranger in (cast.zhou, cast.chen, cast.he):
            assert "reply-letter" not in codes(case, stranger)


class TestOtherPapers:
    def test_each_urging_has_its_letter_with_its_own_number(self, way, cast, case):
        for words_ in ("请尽快联系代表。", "再次催办。"):
            urge(cast, case, words_)
        first, second = (paper(case, cast.zhou, "urge-letter", which) for which in (0, 1))
        assert "请尽快联系代表。" in first
        assert "催办〔2026〕1号" in first
        assert "催办〔2026〕2号" in second
        assert "距答复期限还有" in first
        assert "urge-letter" not in codes(case, cast.chen)

    def test_a_supervision_has_its_notice_once_it_is_served(self, way, cast, case):
        way.take(case, "supervise", cast.zhou, manner="key", leader="王建军副主任", aim="年内完成。")
        row = case.supervisions.get()
        plan = {"who": "云川市教育局", "what": "现场踏勘", "by_day": today()}
        perform(SUPERVISION, row.pk, "add_item", cast.zhou, **plan)
        assert "supervision-notice" not in codes(case, cast.zhou)
        perform(SUPERVISION, row.pk, "serve", cast.zhou)
        for part in ("王建军副主任", "年内完成。", "云川市教育局：现场踏勘"):
            assert part in paper(case, cast.sun, "supervision-notice")
        assert "督办〔2026〕1号" in paper(case, cast.sun, "supervision-notice")

    def test_a_deputy_prints_his_own_feedback_form_only(self, cast, replied):
        assert [p.label for p in DOCUMENTS["feedback-form"].pieces(desk(replied, cast.zhao))] == [
            "征询意见表（赵敏代表）"
        ]
        told = paper(replied, cast.zhou, "feedback-form")
        for part in (
            f"征询〔{today().year}〕1号",
            "陈建国代表：",
            "对办理态度",
            "对办理结果",
            "云川市人民政府办公室",
            "代表工作委员会",
        ):
            assert part in told, part

    def test_the_record_of_a_reply_face_to_face_holds_what_is_known(self, cast, replied):
        told = paper(replied, cast.sun, "face-reply")
        assert "陈建国、赵敏" in told
        assert "已增设" in told
        assert f"云教函面复〔{today().year}〕1号" in told

    def test_the_case_file_tells_what_its_reader_sees(self, cast, replied):
        told = paper(replied, cast.zhou, "case-file")
        for part in ("人民路早晚高峰车辆通行缓慢。", "办前见面", "云教函〔2026〕5号", "立案编号"):
            assert part in told, part


def urge(cast, case, note):
    perform(SUGGESTION, case.pk, "urge", cast.zhou, note=note)


class TestNumbers:
    def test_a_paper_keeps_its_number_and_numbers_follow_one_another(self, way, cast, case):
        mine, other = (paper(case, cast.zhou, "order", which) for which in (0, 1))
        again = paper(case, cast.sun, "order")
        assert "交办〔2026〕1号" in mine
        assert "交办〔2026〕2号" in other
        assert "交办〔2026〕1号" in again
        assert DocumentNumber.objects.count() == 2

    def test_the_format_is_the_areas(self, cast, case):
        cast.committee.letter_mark = "云人"
        cast.committee.save()
        assert "云人交办〔2026〕1号" in paper(case, cast.zhou, "order")


class TestThePages:
    def url(self, row, user, code, which=0, tail=""):
        piece = DOCUMENTS[code].pieces(desk(row, user))[which]
        return f"/suggestions/{row.pk}/documents/{code}/{piece.key}/{tail}"

    def test_the_word_file_and_the_printed_page_say_the_same_and_are_journalled(self, client, cast, replied):
        client.force_login(cast.zhou)
        url = self.url(replied, cast.zhou, "reply-letter")
        file = client.get(url)
        assert file["Content-Type"].endswith("wordprocessingml.document")
        told = words(b"".join(file.streaming_content))
        page = client.get(url + "print/").content.decode()
        assert "云教函〔2026〕5号" in told
        assert "云教函〔2026〕5号" in page
        assert "&lt;两处&gt; &amp; 完成配时" in page
        rows = Entry.objects.filter(verb="生成文书：答复函")
        assert [row.data["as"] for row in rows.order_by("pk")] == ["docx", "print"]

    @pytest.mark.parametrize("who", ["chen", "qian", "tang", "lin", "luo"])
    def test_an_order_does_not_exist_for_others(self, client, cast, case, who):
        url = self.url(case, cast.zhou, "order")
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == 404

    def test_what_no_paper_is_called_is_not_found(self, client, cast, case):
        client.force_login(cast.zhou)
        assert client.get(f"/suggestions/{case.pk}/documents/nothing/1/").status_code == 404
        assert find_paper(desk(case, cast.zhou), "order", "0") is None

    def test_the_case_page_offers_them_at_its_side(self, client, cast, case):
        client.force_login(cast.sun)
        page = client.get(f"/suggestions/{case.pk}/").content.decode()
        assert "交办单（云川市教育局）" in page
        assert "交办单（云川市交通运输局）" not in page


class TestManyAtOnce:
    def test_the_papers_of_a_range_come_in_one_archive(self, client, way, cast):
        for _ in range(2):
            way.dispatched()
        client.force_login(cast.zhou)
        archive = archived(client, cast.zhou, "order")
        assert archive.namelist() == [
            "十七届闭会第1号_交办单（云川市教育局）.docx",
            "十七届闭会第2号_交办单（云川市教育局）.docx",
            "00_办理情况汇总表.xlsx",
        ]
        assert archive.testzip() is None
        assert Entry.objects.filter(verb="导出台账").count() == 1
        assert Entry.objects.filter(verb="生成文书：交办单").count() == 2

    def test_the_orders_of_a_batch_bring_its_list_and_a_unit_no_list_at_all(self, client, way, cast):
        row = way.registered()
        batch = new_batch(cast.city, today())
        gather(batch, today())
        batch.items.update(lead=cast.education)
        perform(BATCH, batch.pk, "send", cast.zhou)
        assert row.title in words(archived(client, cast.zhou, "order").read(f"00_交办清单_{batch}.docx"))
        names = archived(client, cast.sun, "order").namelist()
        assert names == ["十七届闭会第1号_交办单（云川市教育局）.docx"]

    def test_nothing_to_make_and_too_much_at_once_are_said(self, client, way, cast, monkeypatch):
        way.dispatched()
        client.force_login(cast.zhou)
        told = client.get("/suggestions/documents/", {"code": "urge-letter"}, follow=True).content.decode()
        assert "没有可以生成的催办函" in told
        monkeypatch.setattr("suggestions.views.documents.MOST", 0)
        told = client.get("/suggestions/documents/", {"code": "order"}, follow=True).content.decode()
        assert "请缩小立案日期的范围" in told
