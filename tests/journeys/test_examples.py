"""A suggestion from submission to closing under the settings of each example congress, in a real browser."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from liaison.examples import enter_example, names
from suggestions.choices import SignatureRole, SignatureState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from tests.journeys.test_main_job import TITLE, draft_and_send, grade, register_and_dispatch
from workflow.lifecycle import perform

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Ways:
    """How one congress differs: the class it replies with, a clock that is its own, who judges, who reviews."""

    result: str
    clock: str
    source: str
    by_lead: bool
    two_desks: bool = False


WAYS = {
    "zhejiang": Ways("A", "co_opinion", "参见浙江2016第十八条", by_lead=True, two_desks=True),
    "chongqing": Ways("一", "feedback", "参见重庆2017第二十七条", by_lead=True),
    "tongling": Ways("A", "dispatch", "参见铜官区", by_lead=False),
}


@pytest.fixture
def submitted(cast) -> Suggestion:
    """A joint suggestion of chen and zhao, submitted today."""
    row = cast.suggestion(title=TITLE)
    Signature.objects.create(
        suggestion=row, deputy=cast.zhao_deputy, role=SignatureRole.CO, state=SignatureState.CONFIRMED
    )
    return perform(SUGGESTION, row.pk, "submit", cast.chen, declared=True)


def test_every_example_is_walked():
    assert set(WAYS) == set(names())


@pytest.mark.parametrize("name", WAYS)
def test_a_suggestion_goes_its_way_under_an_examples_settings(request, cast, name):
    enter_example(name, cast.city, timezone.localdate())
    people, ways = request.getfixturevalue("people"), WAYS[name]
    suggestion = request.getfixturevalue("submitted")
    if ways.two_desks:
        people("zhou").go(suggestion.get_absolute_url()).step("送政府办公室复审").sees("待复审")
        people("wu").go(suggestion.get_absolute_url()).step("复审同意")
    register_and_dispatch(people("zhou"), suggestion)
    answer(people("sun"), people("he"), people("zheng"), suggestion, ways)
    grade(people("chen"), suggestion)
    if not ways.by_lead:
        grade(people("zhao"), suggestion)
    office = people("zhou")
    office.go(suggestion.get_absolute_url()).step("办结").sees("已办结")
    clock = suggestion.clocks.filter(rule=ways.clock).latest("pk")
    office.go(f"/workflow/sheets/suggestionclock/{clock.pk}/").sees(ways.source)


def answer(unit, co_unit, head, suggestion: Suggestion, ways: Ways) -> None:
    """Both units sign for it, the co-unit gives its opinion, the lead meets the deputy and replies."""
    case = suggestion.get_absolute_url()
    unit.go(case).step("签收")
    co_unit.go(case).step("签收").go(case).step(
        "提交会办意见", fill={"会办意见": "同意，我局配合施工期间的交通组织。"}
    )
    met = {"日期": timezone.localdate().isoformat(), "单位参加人": "孙丽娟", "沟通内容": "听取代表意见。"}
    unit.go(case).step("登记面商", tick=["办前", "见面"], fill=met)
    draft_and_send(unit, head, case, ways.result, "云教函〔2026〕12号")
