"""What waits for the people of an appraisal: their queues of the first page."""

from typing import Any

from django.urls import reverse

from offices.choices import Role
from offices.posts import role_of
from pages.cards import CardRow
from pages.queues import Queue
from stations.grades import AppraisalState, RoundState
from stations.models import Appraisal

S = AppraisalState
# the state waited for -> (key, title, tone)
AT_STATION = {
    S.REPORTING: ("report", "待提交的考评自评", "orange"), S.ANNOUNCED: ("announced", "考评结果，可以认可或提出异议", "orange"),
    S.RECTIFYING: ("rectify", "限期整改", "red"),
}  # fmt: skip
AT_OFFICE = {
    S.INSPECTED: ("decide", "待评定等次的站点", "orange"), S.OBJECTED: ("objected", "待处理的考评异议", "red"),
    S.RECHECK: ("recheck", "待复查的整改", "orange"),
}  # fmt: skip


def appraisal_queues(user: Any) -> list[Queue]:
    """Those of the role the person acts in; not shown while nothing waits."""
    role = role_of(user)
    if role in (Role.CLERK, Role.STATION_HEAD):
        rows = Appraisal.objects.visible_to(user).filter(
            station__staff__post__user=user, station__staff__ends_on=None
        )
        return [_queue(rows, state, words) for state, words in AT_STATION.items()]
    if role != Role.COMMITTEE:
        return []
    seen = Appraisal.objects.visible_to(user)
    own = seen.filter(round__area=user.acting.principal.area_id)
    mine = seen.filter(group__members=user)
    inspect = _queue(mine, S.REPORTED, ("inspect", "待我验收的站点", "orange"), "mine=yes")
    return [inspect, *(_queue(own, state, words) for state, words in AT_OFFICE.items())]


def _queue(rows: Any, state: str, words: tuple[str, str, Any], more: str = "") -> Queue:
    key, title, tone = words
    rows = rows.filter(state=state)
    if state in (S.REPORTING, S.REPORTED, S.INSPECTED):
        rows = rows.filter(round__state=RoundState.OPEN)
    rows = rows.select_related("station", "round").order_by("due_on", "pk")
    url = f"{reverse('stations:appraisals')}?state={state}{f'&{more}' if more else ''}"
    return Queue(f"stations-{key}", title, rows, _row, url, tone, rare=True)


def _row(one: Appraisal) -> CardRow:
    due = one.round.report_by if one.state == S.REPORTING else one.due_on
    note = f"{one.round.year}年" + (f" {one.get_grade_display()}" if one.grade else "")
    return CardRow(one.station.name, one.get_absolute_url(), note, due)
