"""URL × person: what each member of the cast gets at every address. A new page must join the table."""

import pytest
from django.urls import reverse

from tests.cast import PEOPLE
from tests.house.access import ACCESS, CODES, OPEN
from tests.house.addresses import arguments, patterns
from tests.house.world import world  # noqa: F401 - a fixture

ALL = {name: pattern for name, pattern in patterns() if not name.startswith(OPEN)}


def test_every_address_of_the_house_is_in_the_table():
    assert sorted(ALL) == sorted(ACCESS)


@pytest.mark.parametrize("room", sorted({name.split(":")[0] for name in ACCESS}))
def test_everybody_gets_what_the_table_says(client, world, room):  # noqa: F811
    wrong = []
    for name, expected in ACCESS.items():
        if name.split(":")[0] != room:
            continue
        url = reverse(name, kwargs=arguments(name, ALL[name], world))
        client.logout()
        assert client.get(url).status_code in (302, 405), f"{name} is open to strangers"
        for who, letter in zip(PEOPLE, expected, strict=True):
            client.force_login(getattr(world, who))
            got = client.get(url).status_code
            if got != CODES[letter]:
                wrong.append(f"{name}: {who} got {got}, not {CODES[letter]}")
    assert wrong == []
