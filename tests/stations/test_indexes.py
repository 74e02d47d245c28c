"""Every list walks an index: with sorting and scanning made dear, no plan may need either."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

TABLES = ("stations_opinion", "stations_reception", "stations_visit", "stations_matter")
LISTS = {
    "lin": (
        "/opinions/", "/opinions/?stage=opened", "/opinions/?sort=due_on", "/receptions/", "/receptions/?when=late",
    ),
    "zhou": ("/opinions/", "/opinions/?stage=overdue&sort=due_on", "/opinions/?sort=-due_on", "/receptions/"),
    "gao": ("/opinions/", "/receptions/?when=unpublished&sort=on"),
    "sun": ("/opinions/", "/opinions/?stage=referred"),
    "wu": ("/opinions/",),
    "chen": ("/opinions/", "/opinions/?stage=offered"),
}  # fmt: skip


@pytest.fixture
def plans(client, monkeypatch):
    """The plans of the page of rows at an address, with every other way made dear."""
    monkeypatch.setitem(
        connection.settings_dict, "CONN_MAX_AGE", 0
    )  # so that statements are not planned once

    def read(url: str) -> list[str]:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        pages = [
            q["sql"]
            for q in found
            if any(f'FROM "{t}"' in q["sql"] for t in TABLES) and " LIMIT 51" in q["sql"]
        ]
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            told = []
            for sql in pages:
                cursor.execute(f"EXPLAIN {sql}")
                told.append("\n".join(row[0] for row in cursor.fetchall()))
        return told

    return read


@pytest.mark.parametrize(("who", "url"), [(who, url) for who, urls in LISTS.items() for url in urls])
def test_a_list_walks_an_index_in_its_own_order(client, cast, log, plans, who, url):
    log("给了代表", "deputy", deputy=cast.chen_deputy)
    log("转了出去", "office", office=cast.education)
    client.force_login(getattr(cast, who))
    told = plans(url)
    assert told, "no page of rows was read"
    for plan in told:
        assert "Sort" not in plan, plan
        assert not any(f"Seq Scan on {table}" in plan for table in TABLES), plan


def test_words_are_found_by_the_index_of_pairs(client, cast, log):
    log("人民路早晚高峰交通拥堵")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM stations_opinion WHERE grams @> ARRAY['拥堵']::varchar(2)[]")
        assert "opinion_grams" in "\n".join(row[0] for row in cursor.fetchall())
