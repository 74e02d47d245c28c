"""One cell, in the many ways people write it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputies.choices import Level
from deputies.imports import cells
from deputies.imports.cells import Unreadable
from deputies.pinyin import sort_key

TODAY = dt.date(2026, 11, 20)
MAY = dt.date(1970, 5, 1)


@pytest.mark.parametrize(
    "written",
    ["1970年5月", "1970年05月", "1970-05", "1970-5", "1970/5", "1970.05", "197005", 197005, 19700512, "19700512",
     "1970年5月12日", "1970-05-12", "1970/5/12", dt.date(1970, 5, 12), dt.datetime(1970, 5, 12, 8), 25700,
     "１９７０年５月", " 1970 年 5 月 ", 1970.5],
)  # fmt: skip
def test_a_month_of_birth_is_read_however_it_is_written(written):
    assert cells.month(written, TODAY) == MAY


@pytest.mark.parametrize(
    ("written", "told"),
    [("1970", "认不出来"), ("五月", "认不出来"), ("1970-13", "认不出来"), (1970.1, "分不清"), ("2026-12", "不能晚于"),
     ("2010-01", "未满18周岁"), ("1899-12", "早于1900"), ("0000-01", "认不出来"), ("#REF!", "公式")],
)  # fmt: skip
def test_a_month_that_cannot_be_is_refused_with_what_to_write(written, told):
    with pytest.raises(Unreadable, match=told):
        cells.month(written, TODAY)


def test_eighteen_is_reckoned_to_the_month():
    assert cells.month("2008-11", TODAY) == dt.date(2008, 11, 1)
    with pytest.raises(Unreadable, match="18"):
        cells.month("2008-12", TODAY)


@given(st.dates(dt.date(1910, 1, 1), dt.date(2008, 10, 31)), st.sampled_from(
    ["{0.year}年{0.month}月", "{0:%Y-%m}", "{0:%Y/%m/%d}", "{0:%Y%m}", "{0:%Y%m%d}", "{0.year}.{0.month:02}"]
))  # fmt: skip
def test_every_day_reads_back_as_its_month(day, form):
    assert cells.month(form.format(day), TODAY) == day.replace(day=1)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates(), st.none()))
def test_no_cell_whatever_breaks_the_reader(value):
    for read in (cells.text, cells.prose, cells.name, cells.code, cells.several, cells.ethnicity):
        try:
            read(value)
        except Unreadable:
            pass
    for read in (
        cells.gender,
        cells.level,
        cells.ordinal,
        cells.phone,
        cells.duties,
        lambda v: cells.month(v, TODAY),
    ):
        try:
            assert read(value) is not None
        except Unreadable as fault:
            assert str(fault)


@pytest.mark.parametrize(
    ("written", "number"),
    [("17", 17), (17, 17), (17.0, 17), ("第17届", 17), ("第十七届", 17), ("十", 10), ("二十", 20), ("第 二十一 届", 21),
     ("１７", 17), ("九", 9)],
)  # fmt: skip
def test_a_term_is_read_in_digits_and_in_chinese(written, number):
    assert cells.ordinal(written) == number


@pytest.mark.parametrize("written", ["", "零", "百", "一百", "0", "100", "本届", "十十"])
def test_what_is_no_term_is_refused(written):
    with pytest.raises(Unreadable):
        cells.ordinal(written)


def test_levels_are_understood_as_people_write_them():
    told = {
        "县（区）级": Level.COUNTY, "区": Level.COUNTY, "市人大代表": Level.CITY, "乡镇": Level.TOWN,
        "全国": Level.NATION,
    }  # fmt: skip
    for written, level in told.items():
        assert cells.level(written) == level
    with pytest.raises(Unreadable, match="全国、省级、市级、县级、乡级"):
        cells.level("街道")


def test_names_lose_gaps_but_keep_their_parts():
    assert cells.name("张 　三") == "张三"
    assert cells.name("买买提•艾力") == "买买提·艾力"
    assert cells.name("John  Smith") == "John Smith"
    assert cells.ethnicity("汉") == "汉族" and cells.ethnicity("维吾尔族") == "维吾尔族"


def test_codes_and_phones_are_trimmed_and_narrowed():
    assert cells.code(" Ｄ００ ０１\u200b") == "D0001"
    assert cells.phone("138 0000-0000") == "13800000000"
    assert cells.phone(13800000000.0) == "13800000000"
    assert cells.phone("138****0000") == "138****0000"
    with pytest.raises(Unreadable, match="11位"):
        cells.phone("12345")


def test_chinese_punctuation_stays():
    assert cells.prose("（甲）公司，经理：王") == "（甲）公司，经理：王"


def test_surnames_sort_as_they_are_read():
    assert sort_key("单小芳") == "shan xiao fang" and sort_key("曾国藩").startswith("zeng ")
    assert sort_key("尉迟恭").startswith("yu chi") and sort_key("") == ""
    assert sort_key("张" * 50).startswith("zhang zhang") and len(sort_key("张" * 50)) <= 120
