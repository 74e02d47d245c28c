"""What a round of looking back waits for: the cards of units, deputies and the congress office on their first page."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post
from pages.cards import Card, CardRow
from suggestions.choices import LookState
from suggestions.models import LookBackItem
from suggestions.worklist import card

L = LookState
ALL = "suggestions:look-backs"


def cards(user: Any) -> list[Card]:
    """One card for whoever has a step in it; none while nothing waits, for rounds are rare."""
    post = acting_post(user)
    own = post.principal if post else None
    if own is None or own.role not in (Role.HANDLER, Role.UNIT_HEAD, Role.DEPUTY, Role.COMMITTEE):
        return []
    rows = LookBackItem.objects.visible_to(user).select_related("suggestion", "look_back", "office")
    rows = rows.defer("suggestion__grams").order_by("pk")
    made = _card(own, user, rows)
    return [made] if made.count else []


def _card(own: Any, user: Any, rows: QuerySet) -> Card:
    if own.role == Role.DEPUTY:
        mine = Q(suggestion__deputy__user=user) | Q(suggestion__heir__user=user)
        return _waiting("回头看，待我表态", rows.filter(mine, state=L.PROPOSED), "报送了落实情况")
    if own.role == Role.COMMITTEE:
        here = rows.filter(suggestion__area=own.area_id, state__in=(L.PROPOSED, L.ANSWERED))
        return _waiting("回头看待表态、验收", here)
    return _waiting("回头看待报送", rows.filter(office=own.office_id, state=L.OPEN), "请报送落实情况")


def _waiting(title: str, rows: QuerySet, words: str = "") -> Card:
    def line(item: LookBackItem) -> CardRow:
        label = f"第{item.suggestion.number}号 {item.suggestion.title}"
        return CardRow(label, item.get_absolute_url(), words or f"{item.office} · {item.get_state_display()}")

    return card("looks", title, rows, line, reverse(ALL), tone="orange")
