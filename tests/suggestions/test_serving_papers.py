"""送达回执, 延期答复告知单 and 交办清单 as official papers."""

from io import BytesIO

import pytest
from docx import Document as Word

from journal.models import Entry
from suggestions import progress
from suggestions.batches import gather, new_batch
from suggestions.documents.catalogue import DOCUMENTS
from suggestions.extension_lifecycle import EXTENSION
from suggestions.models import Extension, Suggestion
from tests.suggestions.rules import rule
from tests.suggestions.test_documents import desk, paper, words
from tests.suggestions.units import step, today
from tests.suggestions.way import stands
from workflow.lifecycle import perform


@pytest.fixture
@stands
def received(way, cast):
    row = way.dispatched(co=[cast.transport], joint=True)
    step(way.part(row), "receive", cast.sun)
    return row


def pieces(row, user, code):
    return DOCUMENTS[code].pieces(desk(row, user))


class TestReceipt:
    def test_it_says_who_signed_when_and_what_runs_from_then_on(self, cast, received):
        told = paper(received, cast.zhou, "receipt")
        for part in ("送达回执", "云川市教育局", "孙丽娟", "退办", "陈建国", "答复期限"):
            assert part in told, part

    def test_each_limit_is_named_once_and_progress_not_at_all(self, cast, way, received):
        received.key = True
        received.save()
        part = way.part(received)
        progress.begin([part])
        labels = [line["label"] for line in pieces(received, cast.zhou, "receipt")[0].facts()["limits"]]
        assert len(labels) == len(set(labels)) and not [one for one in labels if "进展" in one]

    def test_a_unit_has_its_own_and_nobody_one_that_was_not_signed_for(self, cast, received):
        assert len(pieces(received, cast.sun, "receipt")) == 1
        assert pieces(received, cast.he, "receipt") == []
        assert pieces(received, cast.chen, "receipt") == []


class TestExtension:
    @pytest.fixture
    def granted(self, cast, way, received):
        step(way.part(received), "ask_extension", cast.sun, "涉及面广，需多部门协调。", months=5)
        return received

    def test_only_what_was_granted_is_told(self, cast, granted):
        assert pieces(granted, cast.zhou, "extension-notice") == []
        perform(EXTENSION, Extension.objects.get().pk, "grant_extension", cast.zhou, months=4)
        told = paper(granted, cast.chen, "extension-notice")
        until = Extension.objects.get().until
        for part in ("陈建国代表：", "您提出的", "涉及面广", f"{until:%Y年%-m月%-d日}", "同意"):
            assert part in told, part

    def test_each_deputy_has_one_of_his_own_where_each_is_answered(self, cast, granted):
        perform(EXTENSION, Extension.objects.get().pk, "grant_extension", cast.zhou, months=4)
        made = pieces(granted, cast.sun, "extension-notice")
        assert [piece.label for piece in made] == [
            "延期答复告知单（云川市教育局致陈建国代表）",
            "延期答复告知单（云川市教育局致赵敏代表）",
        ]
        assert [piece.label for piece in pieces(granted, cast.zhao, "extension-notice")] == [made[1].label]

    def test_the_unit_numbers_it_by_its_own_mark_and_in_its_own_series(self, cast, way, granted):
        perform(EXTENSION, Extension.objects.get().pk, "grant_extension", cast.zhou, months=4)
        year = today().year
        assert f"云教函延期〔{year}〕1号" in paper(granted, cast.sun, "extension-notice")
        assert f"云教函延期〔{year}〕2号" in paper(granted, cast.zhao, "extension-notice")
        assert f"云教函延期〔{year}〕1号" in paper(granted, cast.chen, "extension-notice")
        other = way.dispatched(title="关于增加公交线路的建议")
        other.assignments.update(office=cast.transport)
        step(way.part(other, cast.transport), "receive", cast.he)
        step(way.part(other, cast.transport), "ask_extension", cast.he, "线路需勘察。", months=5)
        perform(EXTENSION, Extension.objects.latest("pk").pk, "grant_extension", cast.zhou, months=4)
        assert f"云交函延期〔{year}〕1号" in paper(other, cast.he, "extension-notice")

    def test_the_order_still_says_the_day_it_was_given_with(self, cast, granted):
        before = Suggestion.objects.get(pk=granted.pk).due_on
        perform(EXTENSION, Extension.objects.get().pk, "grant_extension", cast.zhou, months=4)
        told = paper(granted, cast.zhou, "order")
        assert f"{before:%Y年%-m月%-d日}" in told
        assert f"{Extension.objects.get().until:%Y年%-m月%-d日}" not in told

    def test_the_lead_has_one_for_all_where_he_passes_it_on(self, cast, granted):
        rule(cast.city, "joint_reply", "lead")
        perform(EXTENSION, Extension.objects.get().pk, "grant_extension", cast.zhou, months=4)
        assert len(pieces(granted, cast.sun, "extension-notice")) == 1
        told = paper(granted, cast.chen, "extension-notice")
        assert "陈建国等2名代表：" in told and "你们提出的" in told


class TestCoUnit:
    @pytest.fixture
    def joined(self, cast, way, received):
        part = way.part(received, cast.transport)
        step(part, "receive", cast.he)
        return part

    def test_its_opinion_is_a_letter_to_the_lead_unit_with_a_number_of_its_own(self, cast, received, joined):
        assert pieces(received, cast.sun, "co-opinion") == []
        step(joined, "give_opinion", cast.he, opinion="我单位负责信号灯配时。")
        told = paper(received, cast.sun, "co-opinion")
        for part in (
            f"云交函会办〔{today().year}〕1号",
            "云川市教育局：",
            "我单位负责信号灯配时。",
            "第1号建议的会办意见",
        ):
            assert part in told, part
        assert len(pieces(received, cast.he, "co-opinion")) == 1
        assert pieces(received, cast.chen, "co-opinion") == []

    def test_urging_it_names_the_day_of_its_opinion_and_not_that_of_the_reply(
        self, cast, way, received, joined
    ):
        way.take(received, "urge", cast.zhou, note="请抓紧。", parts=[joined])
        told = paper(received, cast.zhou, "urge-letter")
        due = received.clocks.get(assignment=joined, rule="co_opinion").due_on
        assert f"会办意见期限为{due:%Y年%-m月%-d日}" in told and "按期向主办单位提出会办意见" in told
        assert "答复期限为" not in told


def test_the_list_of_a_batch_is_a_word_file_and_journalled(cast, way, client):
    row = way.registered()
    batch = new_batch(cast.city, today())
    gather(batch, today())
    client.force_login(cast.zhou)
    response = client.get(f"/suggestions/batches/{batch.pk}/?export=docx")
    told = words(b"".join(response.streaming_content) if response.streaming else response.content)
    assert row.title in told and "本批共1件" in told and str(batch) in told
    assert "未定" in told and "默认值" not in told and "自交办次日起3个月" in told
    assert Entry.objects.filter(verb="导出交办批次").exists()
    assert Word(
        BytesIO(b"".join(client.get(f"/suggestions/batches/{batch.pk}/?export=docx").streaming_content))
    )
    client.force_login(cast.sun)
    assert client.get(f"/suggestions/batches/{batch.pk}/?export=docx").status_code == 404
