"""What the three administrators (三员) find on their first page: their own pages, and no cases."""

from typing import Any

from offices.menu import menu_of
from pages.cards import Card, CardRow


def administrator_cards(user: Any) -> list[Card]:
    rows = [CardRow(item.label, item.url) for item in menu_of(user, "/") if item.url != "/"]
    return [Card("pages", f"{user.get_admin_kind_display()}的工作", rows, empty="", waits=False)]
