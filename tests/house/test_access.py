"""URL × person: what each member of the cast gets at every address. A new page must join the table."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PEOPLE
from tests.house.access import ACCESS, CODES, OPEN
from tests.house.addresses import arguments, patterns

ALL = {name: pattern for name, pattern in patterns() if not name.startswith(OPEN)}


def test_every_address_of_the_house_is_in_the_table():
    assert sorted(ALL) == sorted(ACCESS)


@pytest.mark.parametrize("room", sorted({name.split(":")[0] for name in ACCESS}))
def test_everybody_gets_what_the_table_says(world, room):
    stranger, visitors, wrong = Client(), [signed_in(getattr(world, who)) for who in PEOPLE], []
    for name, expected in ACCESS.items():
        if name.split(":")[0] != room:
            continue
        url = reverse(name, kwargs=arguments(name, ALL[name], world))
        assert stranger.get(url).status_code in (302, 405), f"{name} is open to strangers"
        for who, letter, visitor in zip(PEOPLE, expected, visitors, strict=True):
            got = visitor.get(url).status_code
            if got != CODES[letter]:
                wrong.append(f"{name}: {who} got {got}, not {CODES[letter]}")
    assert wrong == []


def signed_in(user) -> Client:
    """A browser of their own: signing in anew for every page took longer than the pages."""
    visitor = Client()
    visitor.force_login(user)
    return visitor
