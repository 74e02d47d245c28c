"""The windows of a journey."""

import pytest

from tests.journeys.visitor import Visitor


@pytest.fixture
def people(browser, live_server, cast):
    """A browser window for whoever is asked for; deputies hold a phone."""
    made: dict[str, Visitor] = {}

    def window(name: str) -> Visitor:
        if name not in made:
            width = 390 if name in ("chen", "zhao") else 1440
            made[name] = Visitor(browser, live_server.url, getattr(cast, name), width)
        return made[name]

    yield window
    for visitor in made.values():
        visitor.page.context.close()  # a window left open goes on drawing and asking beside the next tests
    assert {name: visitor.complaints for name, visitor in made.items() if visitor.complaints} == {}
