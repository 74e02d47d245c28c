"""评优: excellent suggestions and units, proposed by what happened, named by the office, announced once."""

import pytest
from django.utils import timezone

from journal.models import Entry
from notices.models import Notice
from suggestions.commending import announce, best, best_units, eligible, name
from suggestions.models import Commendation, Nominee, Suggestion
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.transitions import Refused

LIST = "/suggestions/commendations/"


def year() -> int:
    return timezone.localdate().year


@pytest.fixture
@stands
def row(cast, way):
    """Answered, solved, and wholly to the deputy's liking."""
    return way.rated(way.replied(research="topic"), cast.chen)


def opened(cast, kind: str = "suggestion", **fields) -> Commendation:
    title = {"suggestion": "优秀代表建议", "unit": "先进承办单位"}[kind]
    facts = {"quota": 1, "title": f"{year()}年度{title}"} | fields
    return Commendation.objects.create(
        area=cast.city, kind=kind, year=year(), opened_by=cast.zhou, opened_on=timezone.localdate(), **facts
    )


class TestWhoComesIntoQuestion:
    def test_what_speaks_for_a_suggestion_is_said(self, cast, row):
        (one,) = best(eligible(cast.zhou, cast.city, year()))
        assert one.row == row and one.words == "经过调研，问题已经解决，代表评价均为满意"

    def test_one_that_somebody_is_not_satisfied_with_is_not_proposed(self, cast, way):
        way.rated(way.replied(), cast.chen, "basically")
        assert best(eligible(cast.zhou, cast.city, year())) == []

    def test_another_year_and_confidential_ones_are_not_eligible(self, cast, row):
        assert not eligible(cast.zhou, cast.city, year() - 1).exists()
        Suggestion.objects.update(confidential=True)
        assert not eligible(cast.zhou, cast.city, year()).exists()

    def test_units_are_proposed_by_their_rank(self, cast, row):
        assert best_units(cast.zhou, cast.city, year()) == []
        rule(cast.city, "unit_rank_least", "1")
        (one,) = best_units(cast.zhou, cast.city, year())
        assert one.row == cast.education and "第1名" in one.words


class TestFromOpeningToAnnouncing:
    def test_the_office_does_it_on_the_pages(self, cast, row, client):
        client.force_login(cast.zhou)
        data = {"kind": "suggestion", "year": year(), "title": "年度优秀代表建议", "quota": ""}
        client.post(f"{LIST}new/", data)
        one = Commendation.objects.get()
        page = client.get(f"{LIST}{one.pk}/name/").content.decode()
        assert row.title in page and "问题已经解决" in page
        client.post(f"{LIST}{one.pk}/name/", {"proposed": [row.pk], "reason": "调研扎实，群众受益"})
        client.post(f"{LIST}{one.pk}/announce/", {"decided_by": "主任会议", "document": "云人代〔2026〕9号"})
        page = client.get(one.get_absolute_url()).content.decode()
        assert "调研扎实" in page and "主任会议决定" in page and "已公布" in page
        assert "年度优秀代表建议" in client.get(row.get_absolute_url()).content.decode()
        verbs = set(Entry.objects.values_list("verb", flat=True))
        assert {"推荐评优", "公布评优结果"} <= verbs

    def test_deputies_and_the_unit_are_told(self, cast, row):
        one = opened(cast)
        name(one, [row], "调研扎实", cast.zhou)
        announce(one, "主任会议", "", cast.zhou)
        told = set(
            Notice.objects.filter(kind="commendation.announced").values_list("recipient__username", flat=True)
        )
        assert told == {"chen", "sun", "zheng"}

    def test_a_unit_is_named_and_told(self, cast, row, client):
        one = opened(cast, "unit")
        client.force_login(cast.zhou)
        client.post(f"{LIST}{one.pk}/name/", {"chosen": [cast.education.pk], "reason": "件件按时"})
        assert Nominee.objects.get().office == cast.education
        announce(one, "主任会议", "", cast.zhou)
        told = set(
            Notice.objects.filter(kind="commendation.announced").values_list("recipient__username", flat=True)
        )
        assert told == {"sun", "zheng"}


class TestRefusals:
    def test_beyond_the_quota_after_the_announcement_and_an_empty_list(self, cast, way, row):
        one, other = opened(cast), way.replied(title="关于公交的建议")
        with pytest.raises(Refused, match="还是空的"):
            announce(one, "主任会议", "", cast.zhou)
        with pytest.raises(Refused, match="名额为1个"):
            name(one, [row, other], "好", cast.zhou)
        assert name(one, [row, row], "好", cast.zhou) == 1
        announce(one, "主任会议", "", cast.zhou)
        with pytest.raises(Refused, match="已经公布"):
            name(one, [other], "好", cast.zhou)
        with pytest.raises(Refused, match="已经公布"):
            announce(one, "主任会议", "", cast.zhou)

    def test_faults_stand_beside_their_fields(self, cast, way, row, client):
        open_one = way.dispatched(title="关于公交的建议")
        one = opened(cast, title="甲")
        client.force_login(cast.zhou)
        page = client.post(f"{LIST}{one.pk}/name/", {"reason": ""})
        assert set(page.context["form"].errors) == {"chosen", "reason"}
        page = client.post(f"{LIST}{one.pk}/name/", {"chosen": [open_one.pk], "reason": "好"})
        assert "已经答复" in str(page.context["form"].errors["chosen"])
        page = client.post(f"{LIST}new/", {"kind": "unit", "year": year(), "title": "甲", "quota": "0"})
        assert set(page.context["form"].errors) == {"title", "quota"}

    def test_taken_out_while_it_is_being_made_and_not_after(self, cast, row, client):
        one = opened(cast)
        name(one, [row], "好", cast.zhou)
        out = f"{LIST}nominees/{Nominee.objects.get().pk}/out/"
        for who, status in ((cast.gao, 403), (cast.sun, 404), (cast.zhou, 302)):
            client.force_login(who)
            assert client.post(out).status_code == status
        assert not Nominee.objects.exists()
        name(one, [row], "好", cast.zhou)
        announce(one, "主任会议", "", cast.zhou)
        page = client.post(f"{LIST}nominees/{Nominee.objects.get().pk}/out/", follow=True)
        assert "已经公布" in page.content.decode() and Nominee.objects.exists()


def test_it_is_the_offices_own_until_it_is_announced(cast, row, client):
    one = opened(cast)
    name(one, [row], "好", cast.zhou)
    for who, before, after in (
        (cast.wu, 404, 200), (cast.gao, 200, 200), (cast.chen, 404, 200), (cast.sun, 404, 200), (cast.tang, 404, 200),
    ):  # fmt: skip
        client.force_login(who)
        Commendation.objects.update(announced_on=None)
        assert client.get(one.get_absolute_url()).status_code == before, who
        Commendation.objects.update(announced_on=timezone.localdate())
        assert client.get(one.get_absolute_url()).status_code == after, who
        assert client.get(f"{LIST}{one.pk}/announce/").status_code == 403


def test_more_rows_cost_no_more_queries(cast, way, client, queries):
    client.force_login(cast.zhou)
    one = opened(cast, quota=None)
    name(one, [way.replied(title="关于第一件事的建议")], "好", cast.zhou)
    pages = (LIST, f"{LIST}{one.pk}/")
    client.get(LIST)  # what is kept from the first page on
    few = [queries(lambda page=page: client.get(page)) for page in pages]
    name(one, [way.replied(title=f"关于第{place}件事的建议") for place in range(2, 5)], "好", cast.zhou)
    for place in range(3):
        opened(cast, "unit", title=f"第{place}次评选")
    assert [queries(lambda page=page: client.get(page)) for page in pages] == few
