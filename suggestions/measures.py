"""通报 and 问责通知书 as papers (seed row CQ-01): their numbers, who is told, who signs. One 通报 may name many suggestions."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.choices import Role
from offices.posts import holders
from suggestions import parties
from suggestions.choices import EscalationLevel
from suggestions.models import Assignment, Escalation, Suggestion
from suggestions.roles import is_committee
from suggestions.serials import next_serial
from suggestions.signing_for import served_on, sign_for
from workflow.transitions import Refused

DOCUMENTS = {EscalationLevel.CIRCULATE: "circulation", EscalationLevel.ACCOUNT: "accountability"}


def on_paper(rows: QuerySet[Escalation], row: Escalation) -> QuerySet[Escalation]:
    """Those that stand on the same paper: one number, whichever suggestions and units."""
    return rows.filter(
        suggestion__area=row.suggestion.area_id, level=row.level, year=row.year, number=row.number
    )


def print_url(row: Escalation) -> str:
    """The paper to print; "" for a level or a record that has none."""
    if not row.number:
        return ""
    where = (row.suggestion_id, DOCUMENTS[EscalationLevel(row.level)], row.pk)
    return reverse("suggestions:document-print", args=where)


def give_number(row: Escalation, serial: int | None = None) -> None:
    """The next number of its series and year, or the one that the whole paper has."""
    row.year = row.on.year
    row.number = serial or next_serial(row.suggestion.area, row.level, row.year)
    row.save(update_fields=["year", "number"])


# --- what was recorded before these papers were numbered


def may_number(row: Escalation, user: Any) -> bool:
    """The office of its congress, for 通报 or 问责 without a number."""
    return not row.number and row.level in DOCUMENTS and is_committee(row.suggestion, user)


@transaction.atomic
def number_afterwards(row: Escalation, actor: Any) -> Escalation:
    """The number it lacks, in the year it was recorded; its unit is asked to sign. Raises Refused."""
    Suggestion._base_manager.select_for_update(of=("self",)).get(pk=row.suggestion_id)
    row = Escalation._base_manager.select_related("suggestion__area", "office").get(pk=row.pk)
    if row.number:
        raise Refused(f"已编为{row.paper}。")
    give_number(row)
    post(
        parties.holders_of(row.office_id), kind="suggestion.escalate", key=f"escalation:{row.pk}:number",
        title=f"{row.paper}（补编文号），请签收", body=row.words, url=print_url(row),
    )  # fmt: skip
    enter(
        EntryKind.DEED, f"补编{row.get_level_display()}文号", actor, subject=row.suggestion,
        data={"escalation": row.pk, "number": row.number},
    )  # fmt: skip
    return row


# --- signing, telling


def may_sign(row: Escalation, user: Any) -> bool:
    """The people of the unit that a paper is served on."""
    return bool(row.number) and served_on(row, user)


def sign(row: Escalation, actor: Any) -> None:
    """The unit signs for all that a paper says of it. Raises Refused."""
    rows = on_paper(Escalation._base_manager, row).filter(office=row.office_id)
    sign_for(rows, actor, f"签收{row.get_level_display()}", row.suggestion, escalation=row.pk)


def tell(row: Escalation, part: Assignment, shared: bool) -> None:
    """The unit always; from 通报 on also the government office and the area's leaders.

    shared: the paper names several suggestions; everybody hears of it once.
    """
    users: list[Any] = parties.unit(part)
    if row.level in DOCUMENTS:
        if row.office.coordinator_id:
            users += holders((Role.GOVERNMENT,), office=row.office.coordinator_id)
        if not row.suggestion.confidential:
            users += holders((Role.LEADER,), area=row.suggestion.area_id)
    one = f"{row.get_level_display()}：{row.suggestion}答复超期{row.days_late}天（{row.office}）"
    post(
        users,
        kind="suggestion.escalate",
        key=f"escalation:{row.suggestion.area_id}:{row.year}:{row.number}"
        if shared
        else f"escalation:{row.pk}",
        title=f"{row.paper}：多件代表建议超期未答复" if shared else one,
        body=row.words,
        url=print_url(row) if shared else row.suggestion.get_absolute_url(),
        urgent=True,
    )
