"""What comes after the replies: the cards of a round of looking back and of rating meetings on the first page."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from offices.choices import Role
from offices.limits import setting
from offices.models import Area
from offices.posts import acting_post
from pages.cards import CardRow
from pages.queues import Queue
from suggestions.choices import Grade, LookState, SupervisionState
from suggestions.models import LookBackItem, MeetingItem, Supervision, SurveyReply
from suggestions.redressing import to_rate_again
from suggestions.surveying import survey_url
from suggestions.worklist import queue

L = LookState
ALL = "suggestions:look-backs"


def queues(user: Any) -> list[Queue]:
    """For whoever has a step to take; not shown while nothing waits, for rounds and rating meetings are rare."""
    post = acting_post(user)
    own = post.principal if post else None
    if own is None or own.role not in (Role.HANDLER, Role.UNIT_HEAD, Role.DEPUTY, Role.COMMITTEE):
        return []
    rows = LookBackItem.objects.visible_to(user)
    if own.role == Role.COMMITTEE:
        rows = LookBackItem.objects.visible_in(own.area, user)
    rows = rows.select_related("suggestion", "look_back", "office")
    made = [_looks(own, user, rows.defer("suggestion__grams").order_by("pk"))]
    if own.role == Role.DEPUTY:
        made.append(_surveys(user))
    if own.role == Role.COMMITTEE:
        made.append(_voted_down(user, own.area))
        if setting("ballot_again", own.area).flag:
            made.append(_rated_again(user, own.area))
    return made


def _looks(own: Any, user: Any, rows: QuerySet) -> Queue:
    if own.role == Role.DEPUTY:
        mine = Q(suggestion__deputy__user=user) | Q(suggestion__heir__user=user)
        return _waiting("回头看，待我表态", rows.filter(mine, state=L.PROPOSED), "报送了落实情况")
    if own.role == Role.COMMITTEE:
        here = rows.filter(state__in=(L.PROPOSED, L.ANSWERED))
        return _waiting("回头看待表态、验收", here)
    return _waiting("回头看待报送", rows.filter(office=own.office_id, state=L.OPEN), "请报送落实情况")


def _waiting(title: str, rows: QuerySet, words: str = "") -> Queue:
    def line(item: LookBackItem) -> CardRow:
        return _line(item, words or f"{item.office} · {item.get_state_display()}")

    return queue("looks", title, rows, line, reverse(ALL), tone="orange", rare=True)


def _voted_down(user: Any, area: Area) -> Queue:
    """A rating meeting was not satisfied, and nothing has followed since: neither 限期整改 nor supervision (TL-12)."""
    running = ~Q(state=SupervisionState.ENDED) | Q(
        served_on__isnull=False, created_on__gte=OuterRef("meeting__on")
    )
    since = Supervision.objects.visible_in(area, user).filter(running, suggestion=OuterRef("suggestion"))
    rows = MeetingItem.objects.visible_in(area, user).filter(
        ~Exists(since), verdict=Grade.DISSATISFIED, redressed_on=None
    )
    rows = rows.select_related("suggestion", "meeting").defer("suggestion__grams").order_by("pk")
    return queue("voted-down", "测评不满意，待整改或督办", rows, lambda i: _line(i, str(i.meeting)),
                 reverse("suggestions:meetings"), tone="red", rare=True)  # fmt: skip


def _rated_again(user: Any, area: Area) -> Queue:
    """Put right and answered since: due for the next rating meeting (domain rule 60)."""
    rows = to_rate_again(MeetingItem.objects.visible_in(area, user))
    url = f"{reverse('suggestions:meeting-new')}?again=all"
    return queue("rated-again", "整改后待再次测评", rows, lambda i: _line(i, str(i.meeting)), url, tone="orange",
                 rare=True)  # fmt: skip


def _line(row: Any, note: str) -> CardRow:
    label = f"{row.suggestion.called} {row.suggestion.title}"
    url = row.get_absolute_url() if isinstance(row, LookBackItem) else row.suggestion.get_absolute_url()
    return CardRow(label, url, note)


def _surveys(user: Any) -> Queue:
    """Questionnaires of a look-back that this deputy has not answered (seed row TG-13)."""
    rows = SurveyReply.objects.visible_to(user).filter(deputy__user=user, at=None)
    rows = (
        rows.select_related("item__suggestion", "item__look_back")
        .defer("item__suggestion__grams")
        .order_by("pk")
    )

    def line(row: SurveyReply) -> CardRow:
        return CardRow(
            f"{row.item.suggestion} {row.item.suggestion.title}", survey_url(row), str(row.item.look_back)
        )

    return queue("surveys", "待我填写的回头看问卷", rows, line, reverse(ALL), tone="orange", rare=True)
