"""Search finds what LIKE finds, by the index, and never more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from deputies.models import Deputy
from offices.models import Area
from pages.among import WIDE, among
from pages.conditions import lasting
from pages.framed import first_keys_then_rows
from pages.paging import capped_count
from pages.search import TOO_SHORT, TooShort, fill_grams, fold, grams_of

LETTERS = "停车难题交通拥堵ab2-０ＡＢ，A"
texts = st.text(st.sampled_from(LETTERS + " "), max_size=12)


@pytest.fixture
def area(db) -> Area:
    return Area.objects.add_root({"code": "370000", "name": "某市", "kind": "city"})


def deputies(area: Area, *employers: str) -> list[Deputy]:
    rows = [Deputy(area=area, code=f"D{n}", name="张三", employer=text) for n, text in enumerate(employers)]
    fill_grams(rows)
    return Deputy.objects.bulk_create(rows)


def found(text: str) -> set[str]:
    return set(Deputy.objects.search(text).values_list("employer", flat=True))


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("停车", {"解决停车难问题", "停车场Parking2026-001"}),
        ("停车难", {"解决停车难问题"}),
        ("车停", set()),
        ("2026-001", {"停车场Parking2026-001"}),
        ("parking", {"停车场Parking2026-001"}),
        ("PARKING2", {"停车场Parking2026-001"}),
        ("２０２６", {"停车场Parking2026-001"}),
        ("停车 问题", {"解决停车难问题"}),
        ("停车 拥堵", set()),
        ("“停车难”", {"解决停车难问题"}),
        ("《解决停车难问题》，", {"解决停车难问题"}),
        ("难停车难", set()),
        ("100%", {"完成率100%了"}),
        ("0_0", set()),
        ("全角ABC", {"全角ＡＢＣ１２３"}),
        ("ABC123", {"全角ＡＢＣ１２３"}),
    ],
)
def test_words_hit_anywhere_in_a_sentence(area, text, hits):
    deputies(area, "解决停车难问题", "停车场Parking2026-001", "完成率100%了", "全角ＡＢＣ１２３")
    assert found(text) == hits


@pytest.mark.parametrize("text", ["停", "停车 难", "a"])
def test_a_word_of_one_character_is_refused_with_words(area, text):
    with pytest.raises(TooShort, match=TOO_SHORT):
        Deputy.objects.search(text)


def test_an_empty_search_is_no_search(area):
    deputies(area, "甲乙")
    assert found("  ") == {"甲乙"}


def test_saving_keeps_the_words(area):
    deputy = Deputy.objects.create(area=area, code="X", name="张三", employer="交通局")
    deputy.employer = "教育局"
    deputy.save(update_fields=["employer"])
    assert found("教育") == {"教育局"} and found("交通") == set()
    Deputy.objects.only("pk").get().save()
    assert found("教育") == {"教育局"}


def test_a_word_across_two_fields_is_no_hit(area):
    Deputy.objects.create(area=area, code="X", name="张三", employer="丰收", expertise="获奖")
    assert found("收获") == set()


class LikeTest(TestCase):
    """For any texts and any word: exactly what LIKE says, letters' case and width aside."""

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        employers=st.lists(texts, min_size=1, max_size=6),
        word=st.text(st.sampled_from("停车难通堵ab2-A"), min_size=2, max_size=4),
    )
    def test_search_finds_what_like_finds(self, employers, word):
        area = Area.objects.add_root({"code": "1", "name": "某市", "kind": "city"})
        deputies(area, *employers)
        assert found(word) == {text for text in employers if fold(word) in fold(text)}


def test_search_walks_the_index(area):
    deputies(area, *(f"第{n}个单位的停车场{n * 7}" for n in range(3000)))
    with connection.cursor() as cursor:
        cursor.execute("analyze deputies_deputy; set local enable_seqscan = off")
    for text in ("停车", "停车场14", "2-0"):
        assert "deputy_grams" in Deputy.objects.search(text).explain(), text


@pytest.fixture
def wide(area) -> list[int]:
    """The keys of as many areas as a city has."""
    return [area.pk, *range(900_000, 899_999 + WIDE)]


def test_a_search_leaves_the_index_to_the_words_on_the_page_and_in_its_count(area, wide):
    deputies(area, *(f"第{n}个单位的停车场" for n in range(300)))
    with connection.cursor() as cursor:
        cursor.execute("analyze deputies_deputy; set local enable_seqscan = off; set local enable_sort = off")
    for there, uses in ((wide, False), (wide[:5], True)):
        seen = lasting(Deputy.objects.filter(among("area", there)))
        assert "_area_id" in seen.explain()
        found = lasting(seen.search("第299个单位"))
        assert [row.employer for row in found] == ["第299个单位的停车场"]
        with CaptureQueriesContext(connection) as sent:
            assert capped_count(found, 100) == (1, False)
            assert len(first_keys_then_rows(found.select_related("area").order_by("pk"), 50)) == 1
        assert [" IS TRUE)" in one["sql"] for one in sent] == [not uses, not uses]
        assert ("_area_id" in found.explain()) == uses


def test_conditions_turned_round_are_left_as_they_are(area, wide):
    (nobodys,) = deputies(area, "教育局甲")
    rows = Deputy.objects.exclude(among("user", wide)).search("教育")
    assert list(rows) == [nobodys]
    assert " IS TRUE)" not in str(rows.query)


def test_grams_are_pairs_without_spaces():
    assert grams_of("停车 Ａb") == {"停车", "ab"}
    assert grams_of("") == grams_of("停") == set()
