"""What the tests of this room start from: a suggestion at each stop of its way, under the limits that are seeded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.suggestions.way import Way


@pytest.fixture
def queries():
    """How many queries a call makes."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as caught:
            call()
        return len(caught)

    return count


@pytest.fixture
def way(cast) -> Way:
    return Way(cast)
