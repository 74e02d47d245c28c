"""Suggestions group by group: what is counted adds up, every number opens its rows, verdicts wait for their time."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from deputies.models import Delegation
from stations.models import Label
from suggestions.choices import Grade, Kind
from suggestions.ledger import LedgerFilters
from suggestions.models import Suggestion
from suggestions.spreading import SPLITS, spread
from tests.suggestions.way import stands

PAGE = "/suggestions/spread/"


def answered(way, code="A", **fields):
    row = way.dispatched(**fields)
    way.reply_row(way.part(row), code=code)
    return way.take(row, "reply")


@pytest.fixture
@stands
def work(way):
    """Two answered, one of them judged; one for reference; one under way; one registered; one confidential, one draft."""
    campaign = Label.objects.create(area=way.cast.city, sort="campaign", name="聚民意、惠民生")
    way.rated(answered(way, campaign=campaign), way.cast.chen)
    Suggestion.objects.filter(pk=answered(way, "B").pk).update(kind=Kind.DELEGATION)
    noted = way.dispatched(campaign=campaign)
    Suggestion.objects.filter(pk=noted.pk).update(
        reference_only=True, state="replied", replied_on=timezone.localdate()
    )
    way.dispatched(from_motion=True, motion_basis="主席团决定")
    Suggestion.objects.filter(pk=way.registered().pk).update(session=way.cast.session, number=1)
    answered(way, confidential=True)
    way.draft()
    return way


def found(cast, key, user=None):
    user = user or cast.zhou
    return spread(user, cast.city, LedgerFilters(), SPLITS[key])


@pytest.mark.parametrize("key", SPLITS)
def test_classes_add_up_to_their_group_and_groups_to_the_whole(work, cast, key):
    told = found(cast, key)
    assert told.whole.totals.rows == 5 == sum(group.totals.rows for group in told.groups)
    for group in [*told.groups, told.whole]:
        assert sum(group.totals.classes.values()) == group.totals.rows
    assert [label for _, _, label in told.classes][-2:] == ["仅供参考", "未答复"]


def test_a_campaign_has_figures_of_its_own(work, cast):
    first, rest = found(cast, "campaign").groups
    assert (first.name, first.totals.rows, rest.name, rest.totals.rows) == (
        "聚民意、惠民生",
        2,
        "不属于活动",
        3,
    )
    assert (first.totals.kept, first.totals.resolved, first.totals.grades["满意"]) == (1, 1, 1)
    assert rest.totals.kept == 0 and rest.totals.replied == 1


def test_forms_sessions_and_motions_are_told_in_words(work, cast):
    names = {key: {one.name: one.totals.rows for one in found(cast, key).groups} for key in SPLITS}
    assert names["kind"] == {"个人": 4, "代表团": 1}
    assert names["session"] == {"会议期间": 1, "闭会期间": 4}
    assert names["motion"] == {"议案转建议": 1, "直接提出": 4}
    assert names["delegation"] == {"没有代表团": 5}


def test_a_delegation_is_a_group(work, cast):
    row = Delegation.objects.create(term=cast.term, name="东湖区代表团")
    Suggestion.objects.filter(kind=Kind.DELEGATION).update(delegation=row)
    assert found(cast, "delegation").groups[0].name == "东湖区代表团"


@pytest.mark.parametrize("key", ["category", "campaign", "kind", "session"])
def test_every_number_opens_its_rows_and_the_sheet_says_the_same(work, cast, client, key):
    client.force_login(cast.zhou)
    page = client.get(PAGE, {"by": key})
    html = page.content.decode()
    links = re.findall(
        r'<a href="(/suggestions/spread/rows/[^"]+)">([\d.]+)(%?)</a>( <span class="muted">[^<]*÷(\d+)<)?',
        html,
    )
    assert len(links) > 8
    for url, number, percent, _, whole in links:
        rows = client.get(unescape(url)).context["page"].rows
        assert len(rows) == int(whole if percent else number), url
    sheet = client.get(PAGE, {"by": key, "export": "xlsx"})
    book = load_workbook(BytesIO(b"".join(sheet.streaming_content)))
    values = list(book["数据"].iter_rows(values_only=True))
    assert values[-1][:2] == ("合计", 5) and len(values) == len(page.context["groups"]) + 3


def test_while_deputies_judge_the_government_office_reads_no_verdict(work, cast, client):
    row = answered(work, joint=True)
    work.rated(row, cast.chen, Grade.BASICALLY)
    told = [found(cast, "kind", user).whole.totals.grades["基本满意"] for user in (cast.zhou, cast.wu)]
    assert told == [1, 0], "the second deputy has not judged yet"


def test_nonsense_in_the_address_finds_nothing_and_falls_over_nothing(work, cast, client):
    client.force_login(cast.zhou)
    assert client.get(PAGE, {"by": "x", "which": "y", "since": "z"}).status_code == 200
    for asked in ({"value": "x"}, {"value": "9" * 30}, {"of": "Z 没有"}, {"of": "\x00"}, {"rate": "x"}):
        assert client.get(f"{PAGE}rows/", {"by": "category"} | asked).status_code == 200, asked
    assert not client.get(f"{PAGE}rows/", {"by": "category", "value": "x"}).context["page"].rows


def test_it_costs_the_same_for_one_group_and_for_many(work, cast, queries):
    def ask():
        found(cast, "category")

    ask()
    once = queries(ask)
    answered(work)
    answered(work)
    assert queries(ask) == once <= 4


def test_all_that_is_read_of_suggestions_by_category_stands_in_their_index(work, cast, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # so that the statements are to be seen
    with CaptureQueriesContext(connection) as asked:
        found(cast, "category")
    spreading = [one["sql"] for one in asked if 'AS "value"' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('suggestion_registered'::regclass)")
        held = set(re.findall(r"\w+", cursor.fetchone()[0]))
    read = {name for sql in spreading for name in re.findall(r'"suggestions_suggestion"\."(\w+)"', sql)}
    assert len(spreading) == 2 and "result_class_id" in read and read <= held


def test_a_form_asked_again_looks_the_same_and_shows_what_was_asked(work, client, cast):
    client.force_login(cast.zhou)
    first, again = (
        client.get(PAGE, {"by": "kind", "since": "2026-01-02"}).content.decode() for _ in range(2)
    )
    other = client.get(PAGE, {"by": "kind", "since": "2025-03-04"}).content.decode()
    assert 'value="2026-01-02"' in first and first.count("2026-01-02") == again.count("2026-01-02")
    assert 'value="2025-03-04"' in other and 'value="2026-01-02"' not in other
    wrong = client.get(PAGE, {"since": "昨天"}).content.decode()
    assert "invalid-feedback" in wrong and "invalid-feedback" not in first
