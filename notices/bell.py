"""The bell in the bar: how many notices wait to be read."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notices.models import Notice
from pages.addresses import page_url

MOST = 99


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: unread (a number, "99+" beyond it) and notices_url; asked for when drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "unread": SimpleLazyObject(lambda: unread_words(user)),
        "notices_url": page_url("notices:notices"),
    }


def unread_words(user: Any) -> str:
    """How many are unread, counted no further than needed; "" for none."""
    count = Notice.objects.filter(recipient=user, read_at=None)[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count or "")
