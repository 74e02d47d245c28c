"""Every page of the room answers, to whom it should."""

import pytest

from tests.stations.conftest import typed

STATION_PAGES = ("/stations/", "/stations/tree/", "/stations/{station}/", "/receptions/", "/receptions/{day}/",
                 "/opinions/", "/opinions/{opinion}/")  # fmt: skip
STAFF_PAGES = ("/receptions/new/", "/receptions/{day}/desk/", "/receptions/{day}/register/", "/receptions/{day}/notice/",
               "/receptions/ledger/", "/opinions/new/", "/opinions/{opinion}/do/refer/", "/receptions/{day}/do/close/",
               "/visits/{visit}/unmask/", "/visits/{visit}/edit/", "/stations/{station}/edit/",
               "/receptions/{day}/do/roster/")  # fmt: skip
COMMITTEE_PAGES = ("/stations/new/", "/stations/{station}/move/", "/stations/{station}/close/",
                   "/stations/{station}/staff/", "/stations/{station}/deputies/", "/stations/unassigned/")  # fmt: skip


@pytest.fixture
def at(cast, open_day, log):
    opinion = log()
    keys = {"station": cast.qinghe.pk, "day": open_day.pk, "opinion": opinion.pk,
            "visit": opinion.matters.get().visit_id}  # fmt: skip
    return lambda url: url.format(**keys)


@pytest.mark.parametrize("url", STATION_PAGES + STAFF_PAGES)
def test_a_clerk_opens_the_pages_of_the_station(client, cast, at, url):
    client.force_login(cast.lin)
    assert client.get(at(url)).status_code == 200


@pytest.mark.parametrize("url", STATION_PAGES + COMMITTEE_PAGES)
def test_the_committees_office_opens_and_manages_them(client, cast, at, url):
    client.force_login(cast.zhou)
    assert client.get(at(url)).status_code == 200


@pytest.mark.parametrize("url", [url for url in STATION_PAGES + STAFF_PAGES + COMMITTEE_PAGES if "{" in url])
def test_another_stations_clerk_does_not_know_of_them(client, cast, at, url):
    client.force_login(cast.fang)
    assert client.get(at(url)).status_code == 404


@pytest.mark.parametrize("url", COMMITTEE_PAGES)
def test_a_clerk_may_not_manage_stations(client, cast, at, url):
    client.force_login(cast.lin)
    assert client.get(at(url)).status_code == 403


def test_nobody_opens_them_without_signing_in(client, at):
    for url in STATION_PAGES + STAFF_PAGES + COMMITTEE_PAGES:
        assert client.get(at(url)).status_code == 302, url


def test_a_visit_typed_at_the_desk_is_there_once(client, cast, open_day):
    client.force_login(cast.lin)
    data = typed(cast, {"route": "on_spot", "answer": "已联系路灯所"})
    assert client.post(f"/receptions/{open_day.pk}/desk/", data).status_code == 302
    client.post(f"/receptions/{open_day.pk}/desk/", data)
    assert open_day.visits.count() == 1
