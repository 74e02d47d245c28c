"""The cards of those who handle: what waits for a unit's handlers and head, and for a government office."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import acting_post
from pages.cards import CardRow
from pages.queues import Queue, Tone
from suggestions.choices import AssignmentRole, AssignmentState, PromiseState
from suggestions.dues import at_work, contacted, hand_back_days, overdue, unsigned, with_due
from suggestions.models import Assignment, Promise, Urge
from suggestions.worklist_pressed import supervised_queue, visits_queue
from workflow.calendar import due_words

A = AssignmentState
SHOWN = 6
TEXTS = ("suggestion__grams", "suggestion__situation", "suggestion__analysis", "suggestion__proposal")
CO = Q(role=AssignmentRole.CO)


def queues(user: Any) -> list[Queue]:
    """The cards of the post the person acts in; none for other roles."""
    post = acting_post(user)
    maker = MAKERS.get(post.role) if post else None
    if maker is None or not post.principal.office_id:
        return []
    rows = with_due(Assignment.objects.visible_to(user, own=True)).filter(at_work())
    rows = rows.select_related("suggestion", "office").defer(*TEXTS, "opinion")
    office, today = post.principal.office_id, timezone.localdate()
    found = [*maker(rows, office, today), *promise_queues(user, post.role, office)]
    if post.role == Role.GOVERNMENT:
        return found
    visits = visits_queue(user, office, post.principal.office.area)
    return [*letters(user), supervised_queue(user, office), *found, *visits]


def letters(user: Any) -> list[Queue]:
    """Letters of urging that wait for the unit's signature."""
    office = acting_post(user).principal.office_id
    rows = unsigned(Urge.objects.visible_to(user).filter(assignment__office=office))
    rows = rows.select_related("suggestion").order_by("pk")
    url = f"{reverse('suggestions:urges')}?office={office}&todo=1"
    return [Queue("parts-urges", "待签收的催办函", rows, _letter, url, "red", shown=SHOWN)]


def _letter(row: Urge) -> CardRow:
    return CardRow(str(row), row.get_absolute_url(), str(row.suggestion), urgent=True)


def handler_queues(rows: QuerySet, office: int, today: date) -> list[Queue]:
    """What the unit's handlers do next, in the order of the work."""
    own = rows.filter(office=office)
    working = own.filter(state=A.RECEIVED)
    answering = working.exclude(CO)
    return [
        _queue("late", "已超期", overdue(own, today), "late=yes&sort=due", "red"),
        _queue("sign_for", "待签收", own.filter(state=A.SENT), "state=sent", "orange", hand_back=True),
        _queue(
            "no_contact", "尚未与代表面商", answering.exclude(contacted()), "state=received&met=no", "blue"
        ),
        _queue("to_draft", "待拟写答复", answering.filter(contacted()), "state=received&met=yes", "blue"),
        _queue("to_send", "已签发待发出", own.filter(state=A.SIGNED), "state=signed", "green"),
        _queue("co_opinions", "待提会办意见", working.filter(CO), "state=received&role=co", "blue"),
        _queue(
            "handed_back", "退办待答复", own.filter(state=A.HANDED_BACK), "state=handed_back", watched=True
        ),
    ]


def head_queues(rows: QuerySet, office: int, today: date) -> list[Queue]:
    """What the head signs and answers for."""
    own = rows.filter(office=office)
    return [
        _queue("late", "本单位已超期", overdue(own, today), "late=yes&sort=due", "red"),
        _queue("to_sign", "待签发", own.filter(state=A.DRAFTED), "state=drafted", "orange"),
        _queue("sign_for", "待签收", own.filter(state=A.SENT), "state=sent", hand_back=True),
        _queue("to_send", "已签发待发出", own.filter(state=A.SIGNED), "state=signed"),
        _queue("working", "办理中", own.filter(state=A.RECEIVED), "state=received", watched=True),
    ]


def government_queues(rows: QuerySet, office: int, today: date) -> list[Queue]:
    """Which of its units are late; what it passes on and decides is among the cards of worklist."""
    under = rows.filter(office__coordinator=office)
    return [_queue("late", "所属单位已超期", overdue(under, today), "late=yes&sort=due", "red", names=True)]


MAKERS = {
    Role.HANDLER: handler_queues,
    Role.UNIT_HEAD: head_queues,
    Role.GOVERNMENT: government_queues,
}


def _queue(
    key: str,
    title: str,
    rows: QuerySet,
    query: str,
    tone: Tone = "",
    hand_back: bool = False,
    names: bool = False,
    watched: bool = False,
) -> Queue:
    """By their day. hand_back: until when each may be handed back; names: with the unit's name."""

    def lines(first: list[Assignment]) -> list[CardRow]:
        last_days = hand_back_days(first) if hand_back and first else {}
        return [_line(part, last_days.get(part.pk), names) for part in first]

    url = f"{reverse('suggestions:assignments')}?{query}"
    return Queue(f"parts-{key}", title, rows.order_by("due", "pk"), _line, url, tone, shown=SHOWN,
                together=lines, dear=True, watched=watched)  # fmt: skip


def _line(part: Assignment, hand_back: date | None = None, names: bool = False) -> CardRow:
    told = [str(part.office) if names else part.get_role_display()]
    if hand_back:
        told.append(f"退办截至{due_words(hand_back)}")
    if part.round > 1:
        told.append(f"第{part.round}次办理")
    return CardRow(
        f"{part.suggestion.called} {part.suggestion.title}", part.get_absolute_url(), " · ".join(told), part.due,
        urgent=part.suggestion.key,
    )  # fmt: skip


def promise_queues(user: Any, role: str, office: int) -> list[Queue]:
    """The unit's own promises that are still to be kept, the nearest day first."""
    if role == Role.GOVERNMENT:
        return []
    rows = Promise.objects.visible_to(user, own=True).filter(office=office, state=PromiseState.OPEN)
    rows = rows.select_related("suggestion").order_by("due_on", "pk")
    url = f"{reverse('suggestions:promises')}?state=open"
    return [Queue("promises", "待落实的承诺", rows, _promised, url, "blue", shown=SHOWN, dear=True)]


def _promised(row: Promise) -> CardRow:
    return CardRow(row.what, row.get_absolute_url(), f"{row.suggestion.called} · {row.who}", row.due_on)
