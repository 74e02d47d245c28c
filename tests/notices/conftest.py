"""People with mail addresses, and a post office that may be closed."""

from collections.abc import Iterator

import pytest

from accounts.models import User
from notices.outbox import post
from tests.notices.smtp import PostOffice


@pytest.fixture
def sun(cast) -> User:
    return _addressed(cast.sun, "sun@example.org")


@pytest.fixture
def zheng(cast) -> User:
    return _addressed(cast.zheng, "zheng@example.org")


def _addressed(user: User, email: str) -> User:
    user.email = email
    user.save()
    return user


@pytest.fixture
def owe():
    """A maker of notices: owe(users, "title") with a key of its own."""
    count = iter(range(1000))

    def owe(users, title: str = "第1号建议：请签收", **fields) -> int:
        return post(
            users, **{"kind": "suggestion.dispatch", "key": f"key-{next(count)}", "title": title, **fields}
        )

    return owe


@pytest.fixture
def post_office(settings) -> Iterator[PostOffice]:
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 5
    settings.NOTICE_CHANNELS = ["mail"]
    yield office
    office.close()
