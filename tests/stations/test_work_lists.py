"""The lists of what stations do and have: three rows cost the queries of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stations.models import Brand, FundEntry, Grid, Observation, VoterContact


@pytest.fixture
def more(cast, today):
    """One row more in each of the lists."""

    def make(number: int) -> None:
        place = {"area": cast.street, "station": cast.qinghe}
        VoterContact.objects.create(station=cast.qinghe, deputy=cast.chen_deputy, name="王建国")
        Observation.objects.create(**place, on=today, title="用工", text="招工难。", deputy=cast.chen_deputy)
        FundEntry.objects.create(**place, kind="spending", year=today.year, on=today, amount=5, item="水费")
        grid = Grid.objects.create(area=cast.street, code=f"QH-{number}", name=f"第{number}网格")
        grid.assigned.create(deputy=cast.chen_deputy)
        Brand.objects.create(area=cast.street, name=f"品牌{number}").stations.add(cast.qinghe)

    return make


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_three_rows_cost_the_queries_of_one(client, cast, more):
    urls = (
        "/stations/contacts/", "/stations/contacts/deputies/", "/stations/observations/", "/stations/grids/",
        "/stations/funds/", "/stations/funds/entries/", "/stations/brands/", "/stations/map/", "/stations/frequency/",
    )  # fmt: skip
    client.force_login(cast.lin)
    more(1)
    before = {url: queries(client, url) for url in urls}
    more(2)
    more(3)
    assert {url: queries(client, url) for url in urls} == before
