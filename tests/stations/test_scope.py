"""Who may know of which opinion, day and voter."""

import pytest

from journal.models import Entry
from offices.choices import OfficeKind, Role
from offices.models import Office, Post
from stations import staffing
from stations.models import Matter, Opinion, Reception, Staff, Station, StationKind, Tier, Visit
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import perform

SECRET_NAME, SECRET_PHONE = "慕容雪梅", "13987654321"


@pytest.fixture
def secret(cast, log) -> Opinion:
    """A confidential opinion that went to the education office."""
    return log(
        "学校食堂有问题", "office", name=SECRET_NAME, phone=SECRET_PHONE, secret=True, office=cast.education
    )


@pytest.fixture
def plain(cast, log) -> Opinion:
    return log("校门口堵车", "office", name=SECRET_NAME, phone=SECRET_PHONE, office=cast.education)


def seeing(cast, model, pk) -> set[str]:
    people = (
        "lin",
        "fang",
        "chen",
        "qian",
        "zhou",
        "tang",
        "wu",
        "gao",
        "sun",
        "zheng",
        "he",
        "luo",
        "feng",
        "shen",
    )
    return {who for who in people if model.objects.visible_to(getattr(cast, who)).filter(pk=pk).exists()}


def test_an_opinion_is_known_to_its_station_its_unit_and_those_above(cast, plain):
    assert seeing(cast, Opinion, plain.pk) == {"lin", "zhou", "wu", "gao", "sun", "zheng"}


def test_a_confidential_one_is_not_the_leaders(cast, secret):
    assert seeing(cast, Opinion, secret.pk) == {"lin", "zhou", "wu", "sun", "zheng"}
    assert seeing(cast, Matter, secret.matters.get().pk) == {"lin", "zhou"}


def test_who_asked_for_secrecy_is_known_at_that_station_alone(cast, secret, plain):
    assert seeing(cast, Visit, secret.matters.get().visit_id) == {"lin"}
    assert seeing(cast, Visit, plain.matters.get().visit_id) == {"lin", "chen", "zhou", "gao"}


def test_staff_of_the_station_above_see_the_visit_but_not_the_secret_one(cast, secret, plain, today):
    top = Station(code="ZZ01", name="总站", area=cast.city, tier=Tier.objects.get(name="总站"),
                  kind=StationKind.objects.get(name="综合"))  # fmt: skip
    staffing.found(cast.zhou, top, None)
    staffing.move(cast.zhou, cast.qinghe, top)
    boss = cast.person("boss", "鲍国")
    staffing.appoint(cast.zhou, top, boss, "clerk", today)
    seen = Visit.objects.visible_to(boss)
    assert list(seen.values_list("pk", flat=True)) == [plain.matters.get().visit_id]
    assert Opinion.objects.visible_to(boss).count() == 2


def test_a_substitute_sees_what_the_one_stood_in_for_sees(cast, secret):
    other = cast.person("dai", "戴丽")
    Post.objects.create(
        user=other,
        role=Role.CLERK,
        area=cast.street,
        starts_on="2022-01-01",
        stands_in_for=cast.lin.posts.get(),
    )
    assert Visit.objects.visible_to(other).filter(matters__opinion=secret).exists()


@pytest.mark.parametrize("who", ["zhou", "gao", "sun", "zheng", "wu"])
@pytest.mark.parametrize(
    "url", ["/opinions/", "/opinions/{pk}/", "/opinions/?q=食堂", "/", "/receptions/{day}/"]
)
def test_no_page_names_a_secret_voter(client, cast, secret, open_day, who, url):
    client.force_login(getattr(cast, who))
    answer = client.get(url.format(pk=secret.pk, day=open_day.pk))
    page = answer.content.decode()
    assert SECRET_NAME not in page and SECRET_PHONE not in page and "慕***" not in page


@pytest.mark.parametrize("who", ["lin", "zhou", "gao"])
def test_a_voter_in_a_page_is_masked(client, cast, plain, who):
    client.force_login(getattr(cast, who))
    page = client.get(plain.get_absolute_url()).content.decode()
    assert "慕***" in page and "139****4321" in page
    assert SECRET_NAME not in page and SECRET_PHONE not in page


def test_reading_in_full_asks_why_and_is_journalled(client, cast, plain):
    client.force_login(cast.lin)
    url = f"/visits/{plain.matters.get().visit_id}/unmask/"
    assert SECRET_PHONE not in client.get(url).content.decode()
    assert "请写明查看理由" in client.post(url, {"reason": ""}).content.decode()
    assert not Entry.objects.filter(kind="reading").exists()
    page = client.post(url, {"reason": "电话告知结果"})
    assert SECRET_NAME in page.content.decode() and SECRET_PHONE in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    entry = Entry.objects.get(kind="reading")
    assert (entry.actor, entry.data["reason"]) == (cast.lin, "电话告知结果")
    assert SECRET_NAME not in str(entry.data) + entry.subject


@pytest.mark.parametrize(
    ("who", "status"), [("zhou", 404), ("gao", 404), ("fang", 404), ("sun", 404), ("chen", 404)]
)
def test_nobody_else_unmasks_a_secret_voter(client, cast, secret, who, status):
    client.force_login(getattr(cast, who))
    url = f"/visits/{secret.matters.get().visit_id}/unmask/"
    assert client.post(url, {"reason": "想看一看"}).status_code == status


def test_secrecy_asked_for_later_covers_voter_and_opinion(client, cast, plain, log):
    visit = plain.matters.get().visit
    perform(OPINION, plain.pk, "amend", cast.lin, category=cast.traffic, confidential=True)
    assert seeing(cast, Visit, visit.pk) == {"lin"}
    other = log("另一件", phone=SECRET_PHONE)
    client.force_login(cast.lin)
    visit = other.matters.get().visit
    client.post(f"/visits/{visit.pk}/edit/", {"voter_name": visit.voter_name, "confidential": "on"})
    assert "gao" not in seeing(cast, Opinion, other.pk)


def test_a_leader_may_not_unmask_even_a_plain_one(client, cast, plain):
    client.force_login(cast.gao)
    assert (
        client.post(f"/visits/{plain.matters.get().visit_id}/unmask/", {"reason": "想看一看"}).status_code
        == 403
    )


def test_a_unit_sees_the_words_and_no_voter(client, cast, plain):
    client.force_login(cast.sun)
    page = client.get(plain.get_absolute_url()).content.decode()
    assert "校门口堵车" in page and "慕***" not in page and "来源与告知" not in page


def test_a_day_is_known_to_station_roster_and_those_above(cast, open_day):
    assert seeing(cast, Reception, open_day.pk) == {"lin", "chen", "zhou", "gao"}


def test_a_deputy_on_two_rosters_rows_does_not_double(cast, open_day, today):
    open_day.roster.create(deputy=cast.zhao_deputy)
    assert (
        Reception.objects.visible_to(cast.zhou).count()
        == Reception.objects.visible_to(cast.chen).count()
        == 1
    )


def test_the_journal_and_the_events_hold_no_voter(cast, secret, plain):
    written = str(list(Entry.objects.values_list("subject", "data"))) + str(
        list(plain.events.values_list("data", "note"))
    )
    assert SECRET_NAME not in written and SECRET_PHONE not in written


def test_options_are_within_reach(client, cast):
    client.force_login(cast.lin)
    assert [r["label"] for r in client.get("/stations/options/").json()["results"]] == [cast.qinghe.name]
    names = {r["label"] for r in client.get("/stations/options/deputies/").json()["results"]}
    assert names == {"陈建国", "赵敏"}
    offices = {r["label"] for r in client.get("/stations/options/offices/").json()["results"]}
    assert cast.education.name in offices and cast.west_committee.name not in offices
    assert client.get("/stations/options/people/").status_code == 403
    assert Staff.objects.visible_to(cast.lin).count() == 1


def test_the_nearest_offices_are_offered_first(client, cast):
    for area, name in ((cast.city, "市城管局"), (cast.east, "区城管局"), (cast.street, "街道城管办")):
        Office.objects.create(name=name, area=area, kind=OfficeKind.UNIT, code="CG")
    client.force_login(cast.lin)
    found = client.get("/stations/options/offices/?q=城管").json()["results"]
    assert [one["label"] for one in found] == ["街道城管办", "区城管局", "市城管局"]
    client.force_login(cast.zhou)
    found = client.get("/stations/options/offices/?q=城管").json()["results"]
    assert found[0]["label"] == "市城管局" and len(found) == 3


@pytest.mark.parametrize("name", ["", "own/", "areas/", "offices/", "groups/", "deputies/", "registry/"])
def test_administrators_find_nothing_to_choose(client, cast, name):
    client.force_login(cast.luo)
    assert client.get(f"/stations/options/{name}").json()["results"] == []
