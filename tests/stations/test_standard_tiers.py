"""A standard for some tiers: which holds for whom, who gives tiers up, and what the list, the filter and the appraisal say."""

import pytest
from django.urls import reverse

from journal.models import Entry
from stations.appraising import counted
from stations.grades import AppraisalFact
from stations.models import StandardSet, Station, Tier
from stations.reaching import reaching
from stations.standard_use import adopt, take_up
from stations.standards import standings
from stations.views.standards import reach_of
from tests.stations.appraising import a_round, running


def pattern(name: str) -> StandardSet:
    return StandardSet.objects.get(area=None, name=name)


@pytest.fixture
def point(cast) -> Station:
    """A mobile point below 清河站."""
    tier = Tier.objects.create(name="流动点", rank=9)
    facts = {
        "name": "清河流动点",
        "code": "QH-LD1",
        "area": cast.qinghe.area,
        "tier": tier,
        "kind": cast.qinghe.kind,
    }
    return Station.objects.add_child(cast.qinghe, facts | {"mobile": True})


@pytest.fixture
def eight(cast, point) -> StandardSet:
    return adopt(cast.zhou, pattern("八有"), cast.city)


@pytest.fixture
def six(cast, eight, point) -> StandardSet:
    """The mobile points' own standard beside that of all others."""
    return adopt(cast.zhou, pattern("六有"), cast.city, [point.tier])


def of(station: Station) -> StandardSet | None:
    return standings([station])[station.pk].standard


def test_a_point_is_judged_by_its_own_list_and_the_others_by_theirs(cast, eight, six, point, today):
    assert (of(point), of(cast.qinghe), of(cast.wangjiang)) == (six, eight, eight)
    eight.refresh_from_db()
    assert eight.in_use, "the set for all others stays in use"
    row = running(cast, a_round(cast, today))
    assert counted(row, AppraisalFact.STANDARDS)[1] == 8
    row.station, row.station_id = point, point.pk
    assert counted(row, AppraisalFact.STANDARDS)[1] == 6


def test_a_nearer_area_decides_only_for_the_tiers_it_names(cast, eight, six, point):
    own = adopt(cast.zhou, pattern("十有"), cast.qinghe.area, [cast.qinghe.tier])
    assert (of(cast.qinghe), of(point), of(cast.wangjiang)) == (own, six, eight)


def test_a_set_that_takes_a_tier_takes_it_from_the_other(cast, eight, six, point):
    newer = adopt(cast.zhou, pattern("六有"), cast.city, [point.tier], "流动点四有")
    six.refresh_from_db()
    assert (of(point), six.in_use) == (newer, False)
    assert take_up(cast.zhou, six) == ["原标准“流动点四有”停用"] and of(point) == six
    newer.tiers.add(cast.qinghe.tier)
    assert take_up(cast.zhou, newer) == ["原标准“六有”停用"]
    assert take_up(cast.zhou, six) == [f"“流动点四有”今后只适用于{cast.qinghe.tier}"]
    assert (of(point), of(cast.qinghe)) == (six, newer)


@pytest.mark.parametrize("change", ["as it is", "nearer", "nobody's", "only points"])
def test_the_filter_says_of_every_tier_what_the_checklist_says(cast, eight, six, point, today, change):
    if change == "nearer":
        own = StandardSet.objects.create(area=cast.qinghe.area, name="街道标准", in_use=True)
        own.items.create(title="工作人员", fact="staff")
        own.tiers.add(cast.qinghe.tier)
    elif change == "nobody's":
        StandardSet.objects.filter(pk=eight.pk).update(in_use=False)
    elif change == "only points":
        six.items.all().delete()
        six.items.create(title="开放时间", fact="name")
    rows = Station.objects.filter(closed_on=None)
    said = {pk: reach_of(one) for pk, one in standings(rows.select_related("area", "tier")).items()}
    for reach in ("full", "lacking", "none"):
        keys = {pk for pk, one in said.items() if one == reach}
        assert set(reaching(rows, reach, today).values_list("pk", flat=True)) == keys, reach
    assert len(set(said.values())) > 1 or change == "as it is"


def test_the_office_adopts_a_pattern_for_a_tier_and_changes_it_later(cast, eight, point, client):
    url = reverse("stations:set_adopt", args=(pattern("六有").pk,))
    for who, code in (("lin", 403), ("gao", 403), ("chen", 403), ("luo", 403)):
        client.force_login(getattr(cast, who))
        assert client.post(url, {"tiers": point.tier_id}).status_code in (code, 404), who
    assert StandardSet.objects.filter(area=cast.city).count() == 1
    client.force_login(cast.zhou)
    assert "活动场所、工作制度" in client.get(url).content.decode()
    wrong = client.post(url, {"name": "流动点标准", "tiers": "999"})
    assert wrong.status_code == 200 and "流动点标准" in wrong.content.decode()
    assert StandardSet.objects.filter(area=cast.city).count() == 1
    client.post(url, {"name": "流动点标准", "tiers": point.tier_id})
    own = StandardSet.objects.get(name="流动点标准")
    assert list(own.tiers.all()) == [point.tier] and own.items.count() == 6
    page = client.get(reverse("stations:sets")).content.decode()
    assert "适用层级：流动点" in page and "适用于没有另定标准的层级" in page
    data = {"name": "流动点标准", "items-TOTAL_FORMS": 0, "items-INITIAL_FORMS": 0}
    answer = client.post(reverse("stations:set_edit", args=(own.pk,)), data, follow=True).content.decode()
    assert "原标准“八有”停用" in answer and of(cast.qinghe) == own
    assert Entry.objects.filter(verb="修改建设标准").count() == 1


def test_a_station_without_a_standard_is_told_for_which_tier(cast, six, eight, point, client):
    StandardSet.objects.filter(pk=eight.pk).update(in_use=False)
    client.force_login(cast.lin)
    page = client.get(reverse("stations:checklist", args=(cast.qinghe.pk,))).content.decode()
    assert f"还没有为{cast.qinghe.tier}采用建设标准" in page
    page = client.get(reverse("stations:checklist", args=(point.pk,))).content.decode()
    assert "按“六有”，应具备6项" in page
