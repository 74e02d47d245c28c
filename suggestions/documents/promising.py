"""承诺事项交办清单 as a paper: of the meeting, and among the papers of each case whose promises stand on it."""

from typing import Any

from pages.dates import cn_date
from pages.documents import fill
from suggestions.documents.issuing import number_words
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.models import Promise, PromiseOrder
from suggestions.promise_orders import orders_on


def lists_on(desk: Desk) -> list[Piece]:
    """For the offices all of them, for a unit its own."""
    return [
        Piece(str(order.pk), f"{order}（{order.office}）", lambda order=order: _facts(order, desk.user), order.served_on, order)
        for order in orders_on(desk.suggestion, desk.user)
    ]  # fmt: skip


PROMISING = (Document("promise-order", "承诺事项交办清单", lists_on),)


def order_paper(order: PromiseOrder, user: Any) -> bytes:
    """As .docx, with the promises that this person may know of."""
    return fill(PROMISING[0].layout, _facts(order, user))


def _facts(order: PromiseOrder, user: Any) -> dict[str, Any]:
    rows = Promise.objects.visible_to(user).filter(handed=order).select_related("suggestion")
    return {
        "area": str(order.area), "meeting": order.meeting.title, "on": order.meeting.on, "unit": order.office.name,
        "number": number_words("承诺交办", order.area, order.year, order.number, order.meeting.office),
        "kind": order.meeting.get_kind_display(), "sender": str(order.meeting.office), "date": order.served_on,
        "receiver": order.signed_by.name if order.signed_by else "", "received_on": order.signed_on,
        "rows": [
            {
                "serial": serial, "number": row.suggestion.called, "what": row.what, "who": row.who,
                "due_on": cn_date(row.first_due_on), "proof": row.proof,
            }
            for serial, row in enumerate(rows.defer("suggestion__grams").order_by("pk"), 1)
        ],
    }  # fmt: skip
