"""Which unit is proposed for a suggestion, and why."""

from offices.models import Category
from suggestions.likeness import overlap
from suggestions.proposing import propose
from tests.suggestions.units import dispatched, step


def named(cast, row) -> list:
    return [one.office for one in propose(row, cast.zhou)]


def test_the_unit_that_led_what_is_like_it_comes_first_with_its_reasons(way):
    cast = way.cast
    for _ in range(2):
        dispatched(cast, lead=cast.transport, title="关于人民路拥堵治理的建议")
    dispatched(cast, lead=cast.education, title="关于课后托管收费的建议")
    way.replied(title="关于治理人民路早高峰拥堵的建议")
    row = way.registered(title="关于解决人民路拥堵的建议")
    first, second = propose(row, cast.zhou)
    assert (first.office, len(first.led), first.why) == (cast.transport, 2, "主办过近似建议2件")
    assert second.office == cast.education and second.why == "主办过近似建议1件，结果A类1件"
    assert "课后托管" not in "".join(one.title for one in second.examples)


def test_a_unit_that_handed_such_a_thing_back_is_said_to_have_done_so(way):
    cast = way.cast
    parts = dispatched(cast, lead=cast.education, title="关于人民路拥堵治理的建议")
    step(parts[cast.education], "hand_back", cast.sun, "不属本单位职责。")
    (one,) = propose(way.registered(title="关于人民路拥堵的建议"), cast.zhou)
    assert one.why.endswith("曾退办1件")


def test_another_category_another_area_and_another_matter_propose_nothing(way):
    cast = way.cast
    other = Category.objects.create(code="T99", name="农林水利")
    dispatched(cast, title="关于人民路拥堵治理的建议", category=other)
    dispatched(cast, title="关于农村饮水安全的建议")
    assert named(cast, way.registered(title="关于人民路拥堵的建议")) == []


def test_the_unit_that_the_deputy_asks_for_comes_before_the_likeliest(way):
    cast = way.cast
    dispatched(cast, lead=cast.transport, title="关于人民路拥堵治理的建议")
    row = way.registered(title="关于解决人民路拥堵的建议", proposed_office=cast.housing)
    first, second = propose(row, cast.zhou)
    assert (first.office, first.why) == (cast.housing, "领衔代表建议由其承办") and first.likely
    assert second.office == cast.transport and not second.wished


def test_a_unit_closed_down_is_not_proposed(way):
    cast = way.cast
    dispatched(cast, title="关于人民路拥堵治理的建议")
    cast.education.active = False
    cast.education.save()
    assert named(cast, way.registered(title="关于人民路拥堵的建议")) == []


def test_what_one_may_not_know_of_gives_no_reason(way):
    cast = way.cast
    dispatched(cast, title="关于人民路拥堵治理的建议")
    row = way.registered(title="关于人民路拥堵的建议")
    assert propose(row, cast.tang) == []


def test_the_cost_does_not_grow_with_what_is_alike(way, queries):
    cast, row = way.cast, way.registered(title="关于人民路拥堵的建议")
    dispatched(cast, title="关于人民路拥堵治理的建议")
    propose(row, cast.zhou)
    once = queries(lambda: propose(row, cast.zhou))
    for _ in range(3):
        dispatched(cast, title="关于人民路拥堵治理的建议", lead=cast.transport)
    assert queries(lambda: propose(row, cast.zhou)) == once <= 4


def test_likeness_is_the_share_of_the_shorter_one():
    assert overlap({"人民", "民路"}, {"人民", "民路", "拥堵"}) == 1
    assert overlap({"人民"}, {"饮水"}) == 0 == overlap(set(), {"饮水"})
