"""A visit that seems to be there already: typed by a colleague, or a second time after something went wrong."""

import datetime as dt
from typing import Any
from uuid import UUID

from pages.fields import keyed_digest
from pages.search import fold
from stations.intake import NewMatter
from stations.models import Matter, Station, Visit


def repeated(
    user: Any, station: Station, on: dt.date, token: UUID, voter: dict[str, Any], news: list[NewMatter]
) -> list[str]:
    """Visits of the same day with the same telephone (or name) and the same words, each as a sentence.

    None for a form that was sent before: that is known by its token, and harmless.
    """
    if Visit.objects.visible_to(user).filter(token=token).exists():
        return []
    phone = keyed_digest(voter["phone"])
    who = {"visit__phone_digest": phone} if phone else {"visit__voter_name": voter["voter_name"]}
    rows = Matter.objects.visible_to(user).filter(visit__station=station, visit__on=on, **who)
    words = {fold(new.text) for new in news}
    return [
        f"{number}已登记相同的来访人和内容，可能由他人录入。"
        for number, text in rows.values_list("visit__number", "text")[:50]
        if fold(text) in words
    ]
