"""Three congresses' settings: entered whole, each with its source, and in force from their day."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from journal.models import Entry
from liaison.examples import enter_example, names, read
from offices.catalogue import CATALOGUE
from offices.limits import setting
from offices.models import Setting
from suggestions.models import ResultClass
from workflow.calendar import legal_calendar
from workflow.deadlines import compute
from workflow.rules import rule_of

pytestmark = pytest.mark.django_db
FROM = date(2026, 3, 2)


@pytest.mark.parametrize("name", names())
def test_every_value_of_an_example_may_stand_and_names_its_source(cast, name):
    enter_example(name, cast.city, FROM)
    for row in read(name)["settings"]:
        limit = setting(row["key"], cast.city, FROM)
        assert limit.value == row["value"] and limit.source == row["source"]
    assert Entry.objects.filter(kind="setting").count() >= len(read(name)["settings"])


@pytest.mark.parametrize(
    ("name", "code", "start", "due"),
    [
        ("zhejiang", "co_opinion", date(2026, 3, 31), date(2026, 5, 31)),
        ("chongqing", "rehandle", date(2026, 11, 20), date(2027, 1, 20)),
        ("tongling", "dispatch", date(2026, 3, 2), date(2026, 3, 17)),
    ],
)
def test_clocks_started_under_an_example_follow_its_rules(cast, name, code, start, due):
    enter_example(name, cast.city, FROM)
    assert compute(rule_of(code, cast.city, start), start, legal_calendar()).due_on == due
    below = setting(code, cast.east, FROM)
    assert below.area_id == cast.city.pk, "districts below follow unless they set their own"
    assert setting(code, cast.city, date(2026, 3, 1)).area_id is None


def test_an_example_brings_its_scheme_of_result_classes(cast):
    enter_example("chongqing", cast.city, FROM)
    rows = ResultClass.objects.filter(area=cast.city)
    assert [(row.code, row.resolved, row.promises) for row in rows] == [
        ("一", True, False),
        ("二", False, True),
        ("三", False, True),
        ("四", False, False),
    ]


@pytest.mark.parametrize("name", names())
def test_every_example_says_how_suggestions_are_reviewed_and_numbered(name):
    assert {"review_desks", "number_between"} <= {row["key"] for row in read(name)["settings"]}


def test_what_is_set_for_the_day_already_is_left_and_said(cast, capsys):
    Setting.objects.create(
        area=cast.city,
        key="feedback",
        value="9",
        unit="workday",
        start_event="replied",
        source="本地规定",
        valid_from=FROM,
    )
    call_command("example", "chongqing", area=cast.city.code, valid_from=FROM)
    assert "当天已有设定，未改动" in capsys.readouterr().out
    assert setting("feedback", cast.city, FROM).value == "9"


def test_a_second_time_on_the_same_day_enters_nothing_and_says_why(cast):
    call_command("example", "zhejiang", area=cast.city.code, valid_from=FROM)
    kept = Setting.objects.count()
    with pytest.raises(CommandError, match="本区域已有自该日或之后启用的方案"):
        call_command("example", "zhejiang", area=cast.city.code, valid_from=FROM)
    assert Setting.objects.count() == kept


def test_an_unknown_area_is_named(cast):
    with pytest.raises(CommandError, match="没有代码为000000的行政区域"):
        call_command("example", "zhejiang", area="000000")


def test_every_key_of_the_examples_is_in_the_catalogue():
    assert {row["key"] for name in names() for row in read(name)["settings"]} <= set(CATALOGUE)
