"""How a reception day moves: the table, and what each step writes besides.

    planned → published → open → closed
       └─────────┴─ cancel → cancelled;  postpone: back to planned on another day, with a reason

Sources: domain rules 69 to 71 and 100.
"""

from typing import Any

from django.utils import timezone

from offices.choices import Unit
from offices.limits import setting
from stations.actors import is_committee, is_station, roster_people, station_people
from stations.choices import OpinionState, ReceptionState
from stations.models import Opinion, Reception
from stations.roster import put_on_duty, refuse_clashes
from stations.rules import days_of_notice, short_notice
from workflow.calendar import legal_calendar
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = ReceptionState
AHEAD = (S.PLANNED, S.PUBLISHED)


def _put(step: Step, **values: Any) -> None:
    """Write further fields of the reception, never its state."""
    for name, value in values.items():
        setattr(step.subject, name, value)
    step.subject.save(update_fields=list(values))


def _reasoned(step: Step) -> None:
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")


def notice_warning(reception: Reception) -> str:
    """Would a notice of today come too late? The days are a dated setting of the area."""
    limit = setting("notice_days", reception.area)
    working = limit.unit == Unit.WORKDAYS
    left = days_of_notice(timezone.localdate(), reception.on, legal_calendar() if working else None)
    return short_notice(left, limit.number, "个工作日" if working else "天")


def _published(step: Step) -> None:
    if step.subject.on < timezone.localdate():
        raise Refused("接待日期已过，请先改期。")
    if not step.subject.roster.exists():
        raise Refused("还没有安排轮值代表，请先安排。")
    warning = notice_warning(step.subject)
    if warning and not step.data.get("late_ok"):
        raise Refused(f"{warning}确需公告的，请勾选确认。", "late_ok")
    _put(step, published_on=timezone.localdate())


def _not_yet(reception: Reception) -> str:
    day = reception.on
    return "" if day <= timezone.localdate() else f"接待日为{day.month}月{day.day}日，当天才能开始。"


def _attended(step: Step) -> None:
    entry = step.data["entry"]
    if entry.reception_id != step.subject.pk:
        raise Refused("这位代表不在本次轮值名单中。", "entry")
    entry.attended, entry.remark = step.data["attended"], step.data.get("remark", "")
    entry.save(update_fields=["attended", "remark"])


def _rostered(step: Step) -> None:
    if not step.data["deputies"]:
        raise Refused("请至少安排一位代表。", "deputies")
    put_on_duty(step.subject, step.data["deputies"])


def _without(step: Step) -> None:
    """He is on duty no longer; whoever is left stays, and the station looks for another."""
    step.subject.roster.filter(deputy=step.data["deputy"], attended=None).delete()


def _with(step: Step) -> None:
    """He is on duty again, unless the station has settled the roster itself since he was taken off."""
    day, deputy = step.subject, step.data["deputy"]
    off = day.events.filter(action="without").order_by("-pk").first()
    if off is None or day.events.filter(action="roster", pk__gt=off.pk).exists():
        raise Refused("轮值代表已另行安排。")
    put_on_duty(day, [*(entry.deputy for entry in day.roster.select_related("deputy")), deputy])


def _revised(step: Step) -> None:
    starts, ends = step.data["starts"], step.data["ends"]
    if ends <= starts:
        raise Refused("结束时间应晚于开始时间。", "ends")
    on_duty = [entry.deputy for entry in step.subject.roster.select_related("deputy")]
    refuse_clashes(on_duty, step.subject.on, step.subject, "starts", (starts, ends))
    _put(step, starts_at=starts, ends_at=ends)
    _remind_anew(step.subject)


def _remind_anew(reception: Reception) -> None:
    """Who booked has to hear of the new day, hour or place, whatever he was told before."""
    reception.bookings.update(reminded_at=None, reminded_how="", reminded_by=None)


def unsettled(reception: Reception) -> int:
    """How many matters of the day nobody has dealt with yet."""
    return (
        Opinion._base_manager.filter(matters__visit__reception=reception, state=OpinionState.OPENED)
        .distinct()
        .count()
    )


def _closed(step: Step) -> None:
    absent = step.subject.roster.filter(attended__isnull=True).count()
    if absent:
        raise Refused(f"还有{absent}位代表没有登记到岗情况，请先在接待台点“到岗”或“未到”。")
    if left := unsettled(step.subject):
        raise Refused(f"还有{left}件事项没有确定处理方式，请先答复、转办、交代表或说明不予受理。")
    if not step.subject.summary.strip():
        raise Refused("请填写小结。", "summary")


def _postponed(step: Step) -> None:
    _reasoned(step)
    reception, day = step.subject, step.data["new_day"]
    if day < timezone.localdate():
        raise Refused("新的接待日期不能早于今天。", "new_day")
    if day == reception.on:
        raise Refused("日期没有变化。", "new_day")
    on_duty = [entry.deputy for entry in reception.roster.select_related("deputy")]
    refuse_clashes(on_duty, day, reception, "new_day")
    step.event.data["old_day"] = reception.on.isoformat()
    step.event.save(update_fields=["data"])
    _put(step, on=day, notice_text="", published_on=None)
    _remind_anew(reception)


ANNOUNCED = ("roster", "without", "with", "revise")  # what these steps change stands in the notice


def notice_is_stale(reception: Reception) -> bool:
    """Has the day been changed since its notice was written? The wall and the public page still show the old one."""
    if reception.state != S.PUBLISHED:
        return False
    steps = reception.events.filter(action__in=("publish", "correct", *ANNOUNCED)).order_by("-pk")
    return steps.values_list("action", flat=True).first() in ANNOUNCED


# fmt: off
RECEPTION = Lifecycle(
    name="接待日",
    model=Reception,
    states=ReceptionState,
    transitions=(
        Transition("publish", "发布公告", (S.PLANNED,), S.PUBLISHED, ("station", "clock"),
                   ("notice_number", "notice_text", "late_ok?"), tells=("roster",), then=_published,
                   style="primary", help="公告发布后通知轮值代表。"),
        Transition("start", "开始接待", (S.PUBLISHED,), S.OPEN, ("station",), when=_not_yet, style="primary"),
        Transition("correct", "更正公告", (S.PUBLISHED,), None, ("station",), ("notice_text",),
                   help="公告后轮值代表、时间地点有变动的，按现在的安排更正；公众页面随之更新，已张贴的请换下。"),
        Transition("close", "结束并归档", (S.OPEN,), S.CLOSED, ("station",), ("summary",), then=_closed,
                   help="归档前须登记代表到岗情况，每件事项都要有处理方式。"),
        Transition("roster", "调整轮值代表", (*AHEAD, S.OPEN), None, ("station",), ("deputies",),
                   tells=("roster",), then=_rostered),
        Transition("without", "撤下不能履职的代表", AHEAD, None, ("clock",), ("deputy",), tells=("station",),
                   then=_without),
        Transition("with", "恢复资格的代表重新轮值", AHEAD, None, ("clock",), ("deputy",), tells=("station", "roster"),
                   then=_with),
        Transition("revise", "修改时间地点", AHEAD, None, ("station",),
                   ("starts", "ends", "place", "theme?", "scope_note?"), tells=("roster",), then=_revised),
        Transition("postpone", "改期", AHEAD, S.PLANNED, ("station",), ("new_day",), tells=("roster",),
                   then=_postponed, help="已经公告的，原公告作废，改期后须重新公告。"),
        Transition("cancel", "取消", AHEAD, S.CANCELLED, ("station", "committee"), tells=("roster", "station"),
                   then=_reasoned, style="danger", confirm="取消后不能恢复，轮值代表会收到通知。"),
        Transition("attend", "登记到岗", (S.OPEN,), None, ("station",), ("entry", "attended", "remark?"),
                   then=_attended),
        Transition("add", "补录来访", (S.CLOSED,), None, ("station",), then=_reasoned,
                   help="按纸质记录补录，或断网时登记的来访归档后才上传。"),
        Transition("resume", "重新打开", (S.CLOSED,), S.OPEN, ("station", "committee"), tells=("station",),
                   then=_reasoned, help="归档后发现登记有误时使用。"),
    ),
    actors={"station": is_station, "committee": is_committee},
    people={"roster": roster_people, "station": station_people},
)
# fmt: on
