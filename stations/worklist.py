"""What waits for the people of stations, deputies, units and the committee's office: their cards of the first page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from offices.scope import scope_of
from pages.cards import CardRow
from pages.dates import cn_date
from pages.masks import mask_name
from pages.queues import Queue
from stations.choices import AT_STATION, BookingState, IdeaState, OpinionState, ThemeState, WishState
from stations.counts import with_roster
from stations.filters import followed, stage, when
from stations.guiding import waiting_for
from stations.models import Booking, Idea, Opinion, Reception, Theme, Wish
from stations.tables import headline, on_duty, times, where_sent
from stations.worklist_appraisals import appraisal_queues
from stations.worklist_links import link_queues

NOTICE = 14  # days ahead within which a notice is work to be done
# not shown while nothing waits
RARE = (
    "bookings",
    "followed",
    "themes",
    "pending",
    "wishes",
    "ideas",
    "displeased",
    "taken",
    "overdue",
    "soon",
    "late",
    "asked",
)
S = OpinionState


def queues(user: Any) -> list[Queue]:
    """The cards of the post the person acts in; none for a role without work here."""
    makers: dict[Role, Callable[[Any], list[Queue]]] = {
        Role.CLERK: station_queues, Role.STATION_HEAD: station_queues, Role.DEPUTY: deputy_queues,
        Role.HANDLER: unit_queues, Role.UNIT_HEAD: unit_queues, Role.GOVERNMENT: unit_queues,
        Role.COMMITTEE: committee_queues, Role.LEADER: leader_queues,
    }  # fmt: skip
    maker = makers.get(role_of(user))
    return [*maker(user), *link_queues(user), *appraisal_queues(user)] if maker else []


def _queue(
    key: str, title: str, rows: QuerySet, row: Callable[[Any], CardRow], url: str, **more: Any
) -> Queue:
    return Queue(f"stations-{key}", title, rows, row, url, rare=key in RARE, **more)


def _days(query: str) -> str:
    return f"{reverse('stations:receptions')}?{query}"


def _listed(query: str) -> str:
    return f"{reverse('stations:opinions')}?{query}"


def _day(row: Reception) -> CardRow:
    note = f"{row.starts_at:%H:%M} {row.place}"
    return CardRow(f"{cn_date(row.on)} {row.station.name}", row.get_absolute_url(), note)


def _unpublished(row: Reception) -> CardRow:
    """A day without a notice, with the days left."""
    said = "尚未公告，到期自动发布" if row.rule and row.rule.auto_notice else "尚未公告"
    return CardRow(f"{cn_date(row.on)} {row.station.name}", row.get_absolute_url(), said, row.on)


def _past_day(row: Reception) -> CardRow:
    return CardRow(
        f"{cn_date(row.on)} {row.station.name}", row.get_absolute_url(), row.get_state_display(), urgent=True
    )


def _today(row: Reception) -> CardRow:
    begun = row.state == "open"
    url = reverse("stations:desk", args=(row.pk,)) if begun else row.get_absolute_url()
    if begun:
        return CardRow(f"进入接待台：{row.station.name}", url, on_duty(row))
    note = f"{times(row)} {row.get_state_display()}"
    return CardRow(row.station.name, url, f"{note} {on_duty(row)}")


def _opinion(row: Opinion) -> CardRow:
    note = " ".join(word for word in (row.number, where_sent(row)) if word)
    return CardRow(headline(row), row.get_absolute_url(), note, row.due_on)


def _to_tell(row: Opinion) -> CardRow:
    return CardRow(headline(row), row.get_absolute_url(), f"{row.left}位选民未告知")


def _asking(user: Any) -> QuerySet:
    rows = Booking.objects.visible_to(user).filter(state=BookingState.ASKED)
    return rows.select_related("reception__station").order_by("reception__on", "pk")


def _booking(row: Booking) -> CardRow:
    """Who asks for a place, masked; answered on the page of the day."""
    return CardRow(f"{mask_name(row.voter_name)} {row.about}", row.get_absolute_url(), str(row.reception))


def _themes(user: Any, state: str) -> QuerySet:
    rows = Theme.objects.visible_to(user).filter(state=state).select_related("group")
    return rows.order_by("proposed_on", "pk")


def _theme(row: Theme) -> CardRow:
    return CardRow(row.title, row.get_absolute_url(), row.group.name)


def _themed(state: str) -> str:
    return f"{reverse('stations:themes')}?state={state}"


def _pending(user: Any, opinions: QuerySet) -> list[Queue]:
    """What waits for the approver: the station's head, and the working organ."""
    if role_of(user) not in (Role.STATION_HEAD, Role.COMMITTEE):
        return []
    rows = opinions.filter(state=OpinionState.PENDING).order_by("opened_on", "pk")
    return [_queue("pending", "待批办的群众意见", rows, _opinion, _listed("stage=pending"), tone="orange")]


def _wishes(user: Any, *states: str) -> QuerySet:
    rows = Wish.objects.visible_to(user).filter(state__in=states).select_related("station")
    return rows.order_by("applied_on", "pk")


def _ideas(user: Any) -> QuerySet:
    rows = Idea.objects.visible_to(user).filter(state=IdeaState.RECEIVED).select_related("station")
    return rows.order_by("received_on", "pk")


def _wish(row: Wish | Idea) -> CardRow:
    return CardRow(row.title, row.get_absolute_url(), f"{row.station.name} {row.get_state_display()}")


def _seen(user: Any) -> tuple[QuerySet, QuerySet]:
    """The reception days and the opinions in sight, with what the rows read."""
    days = Reception.objects.visible_to(user).select_related("station", "rule")
    opinions = Opinion.objects.visible_to(user).select_related("office", "deputy").defer("grams")
    return days, opinions


def station_queues(user: Any) -> list[Queue]:
    """Staff: today, what is to be published, opinions to handle, voters to be told."""
    days, opinions = _seen(user)
    today = timezone.localdate()
    soon = today + dt.timedelta(days=NOTICE)
    left = Count("matters", filter=Q(matters__told_on=None))
    return [
        _queue("today", "今天的接待", with_roster(when(days, "today", today)).order_by("starts_at", "pk"),
              _today, _days("when=today"), tone="red", empty="今天没有接待"),
        _queue("bookings", "待确认的预约", _asking(user), _booking, f"{reverse('stations:bookings')}?state=asked", tone="orange"),
        _queue("publish", "待公告的接待日", when(days, "unpublished", today).filter(on__lte=soon).order_by("on", "pk"),
              _unpublished, _days(f"when=unpublished&sort=on&on_before={soon}"), tone="orange"),
        *_pending(user, opinions),
        _queue("handle", "待处理的群众意见", stage(opinions, "opened", today).order_by("opened_on", "pk"), _opinion,
              _listed("stage=opened"), tone="orange"),
        _queue("tell", "待告知选民", stage(opinions, "tell", today).annotate(left=left).order_by("answered_on", "pk"),
              _to_tell, _listed("stage=tell"), tone="orange"),
        _queue("displeased", "群众不满意，待回访", stage(opinions, "displeased", today).order_by("opened_on", "pk"), _opinion,
              _listed("stage=displeased"), tone="red"),
        _queue("wishes", "待公布、待回访的微心愿", _wishes(user, *AT_STATION), _wish,
              f"{reverse('stations:wishes')}?todo=1"),
        _queue("overdue", "转出后超期的意见", stage(opinions, "overdue", today).order_by("due_on", "pk"), _opinion,
              _listed("stage=overdue&sort=due_on"), tone="red"),
        _queue("soon", "两周内的接待", when(days, "upcoming", today).filter(on__gt=today, on__lte=soon).order_by("on", "pk"),
              _day, _days(f"when=upcoming&sort=on&on_after={today + dt.timedelta(days=1)}&on_before={soon}")),
        _queue("late", "逾期未归档的接待日", when(days, "late", today).order_by("-on", "-pk"), _past_day, _days("when=late")),
    ]  # fmt: skip


def deputy_queues(user: Any) -> list[Queue]:
    """Deputies: the opinions offered to them, and their duties."""
    days, opinions = _seen(user)
    today = timezone.localdate()
    mine = opinions.filter(deputy__in=scope_of(user).ids("deputy"))
    return [
        _queue("offered", "请我提建议的群众意见", stage(mine, "offered", today).order_by("opened_on", "pk"), _opinion,
              _listed("stage=offered"), tone="orange"),
        _queue("followed", "请我督办的群众意见", followed(opinions, user).order_by("due_on", "pk"), _opinion,
              _listed("watched=mine"), tone="orange"),
        _queue("themes", "请小组研究的议题", _themes(user, ThemeState.PROPOSED), _theme, _themed("proposed"), tone="orange"),
        _queue("taken", "小组进行中的议题", _themes(user, ThemeState.TAKEN), _theme, _themed("taken")),
        _queue("wishes", "可以认领的微心愿", _wishes(user, WishState.OPEN), _wish, f"{reverse('stations:wishes')}?state=open"),
        _queue("duties", "我的接待轮值", when(days, "upcoming", today).order_by("on", "pk"), _day,
              _days("when=upcoming&sort=on")),
    ]  # fmt: skip


def unit_queues(user: Any) -> list[Queue]:
    """Units and the government's office: opinions that came to them."""
    _, opinions = _seen(user)
    today = timezone.localdate()
    mine = stage(opinions.filter(office__in=scope_of(user).ids("office")), "referred", today)
    return [
        _queue("referred", "转来办理的群众意见", mine.order_by("due_on", "pk"), _opinion,
              _listed("stage=referred&sort=due_on"), tone="orange"),
    ]  # fmt: skip


def committee_queues(user: Any) -> list[Queue]:
    """The committee's office: days that near without a notice, opinions past their day, opinions of its own."""
    days, opinions = _seen(user)
    today = timezone.localdate()
    near = when(days, "unpublished", today).order_by("on", "pk")
    return [
        *(replace(queue, rare=True) for queue in unit_queues(user)),
        *_pending(user, opinions),
        _queue("ideas", "待筛选的民生实事项目建议", _ideas(user), _wish, f"{reverse('stations:ideas')}?state=received"),
        _queue("unpublished", "临近未公告的接待日", near, _unpublished, _days("when=unpublished&sort=on"), tone="orange"),
        _queue("overdue", "超期未办结的群众意见", stage(opinions, "overdue", today).order_by("due_on", "pk"), _opinion,
              _listed("stage=overdue&sort=due_on"), tone="red"),
    ]  # fmt: skip


def leader_queues(user: Any) -> list[Queue]:
    """Leaders: themes that wait for their word, and what is past its day."""
    _, opinions = _seen(user)
    asked = waiting_for(user, Theme.objects.visible_to(user).select_related("group")).order_by(
        "proposed_on", "pk"
    )
    rows = stage(opinions, "overdue", timezone.localdate()).order_by("due_on", "pk")
    return [
        _queue("asked", "待审定的小组议题", asked, _theme, f"{reverse('stations:themes')}?mine=yes", tone="orange"),
        _queue("overdue", "超期未办结的群众意见", rows, _opinion, _listed("stage=overdue&sort=due_on"), tone="red"),
    ]  # fmt: skip
