"""承诺事项交办清单 as a paper."""

from typing import Any

from pages.dates import cn_date
from pages.documents import fill
from suggestions.documents.issuing import number_words
from suggestions.documents.pieces import LAYOUTS
from suggestions.models import Promise, PromiseOrder


def order_paper(order: PromiseOrder, user: Any) -> bytes:
    """As .docx, with the promises that this person may know of."""
    rows = Promise.objects.visible_to(user).filter(handed=order).select_related("suggestion")
    facts = {
        "area": str(order.area), "meeting": order.meeting.title, "on": order.meeting.on, "unit": order.office.name,
        "number": number_words("承诺交办", order.area, order.year, order.number, order.meeting.office),
        "kind": order.meeting.get_kind_display(), "sender": str(order.meeting.office), "date": order.served_on,
        "rows": [
            {
                "serial": serial, "number": row.suggestion.number, "what": row.what, "who": row.who,
                "due_on": cn_date(row.first_due_on), "proof": row.proof,
            }
            for serial, row in enumerate(rows.defer("suggestion__grams").order_by("pk"), 1)
        ],
    }  # fmt: skip
    return fill((LAYOUTS / "promise-order.txt").read_text(encoding="utf-8"), facts)
