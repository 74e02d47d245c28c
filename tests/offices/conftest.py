"""Signing in as one of the cast."""

import pytest
from django.test import Client


@pytest.fixture
def as_(client):
    """as_(cast.zhou): the test client, signed in as this person."""

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in
