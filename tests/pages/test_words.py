"""Days, numbers, badges and cells in words."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from pages.cards import Card, CardRow
from pages.columns import Badge, Column
from pages.dates import cn_date, cn_datetime, days_left, urgency
from pages.tables import table_html

TODAY = dt.date(2026, 11, 20)
NIGHT = dt.datetime(2026, 11, 19, 16, 5, tzinfo=dt.UTC)  # five past midnight of the 20th in China


def test_days_and_moments_are_local():
    assert cn_date(NIGHT) == "2026年11月20日" and cn_datetime(NIGHT) == "2026年11月20日 00:05"
    assert cn_date(dt.date(2026, 1, 2)) == "2026年1月2日" and cn_date(None) == cn_datetime(None) == ""


@pytest.mark.parametrize(
    ("days", "words", "colour"),
    [
        (4, "还剩4天", "grey"),
        (3, "还剩3天", "orange"),
        (1, "还剩1天", "orange"),
        (0, "今天到期", "red"),
        (-5, "已超期5天", "red"),
    ],
)
def test_days_left(days, words, colour):
    due = TODAY + dt.timedelta(days)
    assert days_left(due, TODAY) == words and urgency(due, TODAY) == colour
    assert days_left(None) == urgency(None) == ""


def cell(value, kind="text", **given) -> str:
    return str(Column("x", "甲", kind=kind, **given).html(SimpleNamespace(x=value)))


@pytest.mark.parametrize(
    ("value", "kind", "inside"),
    [
        ("<b>", "text", "&lt;b&gt;"),
        (mark_safe("<b>"), "text", "<b>"),
        (None, "text", ""),
        (0, "number", "0"),
        (1234567, "number", "1234567"),
        (1.5, "number", "1.5"),
        (Decimal("96.50"), "number", "96.5"),
        (2 / 3, "number", "0.67"),
        (True, "bool", "是"),
        (False, "bool", "否"),
        (None, "bool", ""),
        ("13812345678", "masked", "138****5678"),
        (Badge("<急>", "red"), "badge", '<span class="tag tag-red">&lt;急&gt;</span>'),
        ("普通", "badge", '<span class="tag tag-grey">普通</span>'),
        (dt.date(2026, 1, 2), "date", '<time datetime="2026-01-02">2026年1月2日</time>'),
        (NIGHT, "date", '<time datetime="2026-11-20">2026年11月20日</time>'),
        (NIGHT, "datetime", '<time datetime="2026-11-20T00:05">2026年11月20日 00:05</time>'),
    ],
)
def test_cells(value, kind, inside):
    assert cell(value, kind) == inside


def test_a_cell_may_lead_somewhere_but_not_to_a_trick():
    assert cell("甲", link=lambda row: '/a?b="c"&d') == '<a href="/a?b=&quot;c&quot;&amp;d">甲</a>'
    assert cell("甲", link=lambda row: None) == "甲"


def test_paths_stop_at_nothing_and_read_dictionaries():
    column = Column("x", "甲", "a.b.c")
    assert column.read(SimpleNamespace(a=None)) is None
    assert column.read({"a": {"b": {"c": 1}}}) == 1
    assert Column("x", "甲", "f").read(SimpleNamespace(f=lambda: "called")) == "called"
    with pytest.raises(AttributeError):
        column.read(SimpleNamespace())


def test_what_leaves_is_plain_and_masked_like_the_page():
    row = SimpleNamespace(x="13812345678", y="其他")
    assert Column("x", "甲", kind="masked").read_export(row) == "138****5678"
    assert Column("x", "甲", lambda r: Badge("急", "red"), kind="badge").read_export(row) == "急"
    assert Column("x", "甲", export_value="y").read_export(row) == "其他"


def test_a_table_names_its_cells_for_the_cards_and_its_order():
    columns = [Column("n", "号", kind="number", sort="n"), Column("t", "题", link=lambda r: "/x", sort="t")]
    row = SimpleNamespace(n=1, t="标题")
    html = table_html(columns, [row], "-n", lambda sort: f"?sort={sort}", "名<册")
    assert '<td class="text-end cell-number cell-short" data-label="号">1</td>' in html
    assert 'cell-main cell-short" data-label="题"><a href="/x">标题</a>' in html
    assert 'aria-sort="descending"><a class="sort" href="?sort=n">号' in html
    assert 'href="?sort=t">题' in html and "名&lt;册" in html


def test_the_words_of_templates():
    template = Template(
        "{% load pages_tags %}{{ day|cn_date }} {{ phone|mask_phone }} {{ name|mask_name }} {{ size|size_words }}"
        "{% badge '急' 'red' %}{% badge given %}{% icon 'bell' %}{% icon '' %}{% due none %}"
    )
    given = {"day": TODAY, "phone": "13812345678", "name": "张三", "size": 3500, "given": Badge("缓", "blue")}
    html = template.render(Context(given | {"none": None}))
    assert html.startswith("2026年11月20日 138****5678 张* 3.4 KB<span")
    assert 'tag-red">急' in html and 'tag-blue">缓' in html and html.count("<svg") == 1


def test_the_card_with_something_urgent_comes_first_and_then_the_one_due_earliest():
    near, far = CardRow("甲", "/", due_on=dt.date(2026, 3, 2)), CardRow("乙", "/", due_on=dt.date(2026, 3, 9))
    calm, soon = Card("calm", "无期限", [CardRow("丁", "/")], 1), Card("soon", "近", [far, near], 2)
    late = Card("late", "晚", [far], 1)
    urgent = Card("urgent", "急", [CardRow("丙", "/", urgent=True)], 1)
    theirs = Card("theirs", "别人在办", [CardRow("戊", "/", due_on=dt.date(2026, 1, 1))], 1, watched=True)
    first = sorted([calm, theirs, late, soon, urgent], key=lambda card: card.pressing)
    assert [card.key for card in first] == ["urgent", "soon", "late", "calm", "theirs"]
