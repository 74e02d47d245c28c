"""How the appraisal of one station moves.

reporting ─ report → reported ─ inspect → inspected ─ decide → announced ─ confirm → settled, or ─ demand → rectifying
─ rectified → recheck ─ pass_recheck → settled, or ─ revoke → revoked. The station may object once to each result,
and appeal against the loss of its plate; uphold and reconsider answer both. Nothing is deleted: reopen and restore
are steps with reasons of their own. A station may be exempted, for a reason or because it was closed, and taken in
again; all end with a round that is cancelled.
"""

from typing import Any

from django.utils import timezone

from offices.choices import Role
from offices.posts import holders, holds
from stations.actors import is_station, runs, station_people
from stations.appraisal_clock import APPRAISAL_CLOCKS
from stations.appraising import keep_counts, lines_of, proposed, total_of
from stations.grades import AppraisalState, Grade, RoundState
from stations.honouring import give_back, honour, strip
from stations.models import Appraisal, AppraisalClock
from stations.reasons import reasoned
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = AppraisalState
GOOD = (Grade.EXCELLENT, Grade.PASS)
OPEN = (S.REPORTING, S.REPORTED, S.INSPECTED)  # no result has been told yet
UNSETTLED = (*OPEN, S.ANNOUNCED, S.OBJECTED, S.RECTIFYING, S.RECHECK)  # nothing final has come of it
VOID = (S.EXEMPT, S.CANCELLED)  # without a result


def is_office(appraisal: Appraisal, user: Any) -> bool:
    return runs(user, appraisal.round.area_id)


def is_inspector(appraisal: Appraisal, user: Any) -> bool:
    """A member of the group that the station is allotted to."""
    if not holds(user, Role.COMMITTEE) or appraisal.group_id is None:
        return False
    return appraisal.group.members.filter(pk=user.pk).exists()


def inspectors(appraisal: Appraisal) -> list[Any]:
    return list(appraisal.group.members.filter(is_active=True)) if appraisal.group else []


def office_people(appraisal: Appraisal) -> list[Any]:
    return holders((Role.COMMITTEE,), area=appraisal.round.area)


def put(step: Step, **values: Any) -> None:
    for name, value in values.items():
        setattr(step.subject, name, value)
    step.subject.save(update_fields=list(values))


# --- guards


def _running(appraisal: Appraisal) -> str:
    return "" if appraisal.round.state == RoundState.OPEN else "本次考评已经结束。"


def _unreported(appraisal: Appraisal) -> str:
    """Every item that is not counted has a self-assessed number of points."""
    left = [
        line.item.title for line in lines_of(appraisal, live=False)
        if not line.item.fact and line.score.self_points is None
    ]  # fmt: skip
    return f"还没有自评：{'、'.join(left)}。" if left else ""


def _not_reported_yet(appraisal: Appraisal) -> str:
    """A station that has not reported may be inspected once the days for it are over."""
    if _running(appraisal):
        return _running(appraisal)
    if appraisal.state == S.REPORTING and timezone.localdate() <= appraisal.round.report_by:
        return "站点还在自评，自评截止后仍未提交的可以直接验收。"
    return _unscored(appraisal)


def _unscored(appraisal: Appraisal) -> str:
    """Every item that is not counted has its points from the inspectors, or from the station itself."""
    left = [
        line.item.title
        for line in lines_of(appraisal, live=False)
        if not line.item.fact and line.given is None
    ]
    return f"还没有验收分：{'、'.join(left)}。" if left else ""


def objection_day(appraisal: Appraisal) -> Any:
    """The last day for an objection to the result; None when no such limit runs."""
    clock = AppraisalClock._base_manager.filter(
        subject=appraisal, rule="appraisal_objection", stopped_on=None
    )
    return clock.values_list("due_on", flat=True).first()


def _too_late(appraisal: Appraisal) -> str:
    """One objection to a result, before its day is over."""
    day = objection_day(appraisal)
    if day is None:
        return "对这一结果的异议已经处理，或已认可结果。"
    return "提出异议的期限已过。" if day < timezone.localdate() else ""


def _not_final(appraisal: Appraisal) -> str:
    """The days for an objection are over, or the station agreed, or its objection was answered."""
    day = objection_day(appraisal)
    if day is None or day < timezone.localdate():
        return ""
    return f"{day.month}月{day.day}日前站点可以提出异议；站点认可结果后可立即生效。"


def _for(*grades: Grade) -> Any:
    def guard(appraisal: Appraisal) -> str:
        return "" if appraisal.grade in grades else "评定的等次不同。"

    return guard


def _final(*grades: Grade) -> Any:
    def guard(appraisal: Appraisal) -> str:
        """The grade is this step's, and nothing can be objected any more."""
        return _for(*grades)(appraisal) or _not_final(appraisal)

    return guard


def _why_waiting(*grades: Grade) -> Any:
    def explain(appraisal: Appraisal) -> str:
        return _not_final(appraisal) if appraisal.grade in grades else ""

    return explain


def _not_exempt(appraisal: Appraisal) -> str:
    """Before its result is told a station may be exempted; after that only one that has been closed."""
    if appraisal.station.closed_on:
        return ""
    return _running(appraisal) if appraisal.state in OPEN else "结果已告知站点，不能免予考评。"


def _not_again(appraisal: Appraisal) -> str:
    if appraisal.station.closed_on:
        return "这个站点已经撤销，不能恢复考评。"
    return _running(appraisal)


def _not_cancelled(appraisal: Appraisal) -> str:
    """No station's appraisal is cancelled by itself."""
    return "" if appraisal.round.state == RoundState.CANCELLED else "考评没有取消。"


# --- what the steps do besides


def _reported(step: Step) -> None:
    """Keep the counts of the day."""
    keep_counts(step.subject)
    put(step, reported_on=timezone.localdate())


def _inspected(step: Step) -> None:
    """Keep the counts of the day and the total of a hundred."""
    lines = keep_counts(step.subject)
    put(step, inspected_on=timezone.localdate(), total=total_of(lines))


def _decided(step: Step) -> None:
    """What differs from the thresholds says why; a plate is taken only for a reason and twice asked."""
    row, note = step.subject, step.event.note.strip()
    wanted = proposed(row.total, row.area)
    if row.grade not in GOOD and row.stars:
        raise Refused("限期整改、摘牌的不评星级。", "stars")
    if (row.grade, row.stars) != wanted and not note:
        raise Refused(
            f"按分数应为“{wanted[0].label}”{f'{wanted[1]}星' if wanted[1] else '，不评星级'}；不按此评定的，请写明理由。",
            "note",
        )
    if row.grade == Grade.REVOKE and not (note and step.data.get("sure")):
        raise Refused("评定为摘牌的，须写明理由并勾选确认。", "sure" if note else "note")
    put(step, decided_on=timezone.localdate(), objected_on=None, accepted_on=None)


def _objected(step: Step) -> None:
    reasoned(step)
    put(step, objected_on=timezone.localdate())


def _accepted(step: Step) -> None:
    put(step, accepted_on=timezone.localdate())


def _confirmed(step: Step) -> None:
    """The stars are given, the former ones end."""
    honour(step.subject)


def _demanded(step: Step) -> None:
    """Stars end while a station rectifies."""
    strip(step.subject, "限期整改", plates=False)


def _revoked(step: Step) -> None:
    """All stars and plates end, and the loss is written down."""
    reasoned(step)
    strip(step.subject, step.event.note, plates=True)


def _passed(step: Step) -> None:
    reasoned(step)
    put(step, grade=Grade.PASS)
    honour(step.subject)


def _failed(step: Step) -> None:
    """The result becomes the loss of the plate, to which the station may object anew."""
    reasoned(step)
    put(
        step, grade=Grade.REVOKE, stars=0, decided_on=timezone.localdate(), objected_on=None, accepted_on=None
    )


def _taken_back(step: Step) -> None:
    """What this result gave ends, what it ended comes back."""
    reasoned(step)
    give_back(step.subject, step.event.note)


def _exempted(step: Step) -> None:
    reasoned(step)
    put(step, grade="", stars=0)


def _cancelled(step: Step) -> None:
    _taken_back(step)
    put(step, grade="", stars=0)


def _again(step: Step) -> None:
    """It begins anew with the self-report; what was filled in is still there."""
    put(step, total=None, grade="", stars=0, reported_on=None, inspected_on=None, decided_on=None)


def _overdue(appraisal: Appraisal) -> str:
    late = appraisal.due_on and appraisal.due_on < timezone.localdate()
    return "" if appraisal.state == S.RECHECK or late else "整改期限未到。"


OBJECTION, RECTIFY = ("appraisal_objection",), ("appraisal_rectify",)
# fmt: off
APPRAISAL = Lifecycle(
    name="站点考评",
    model=Appraisal,
    states=AppraisalState,
    transitions=(
        Transition("report", "提交自评", (S.REPORTING,), S.REPORTED, ("station",), tells=("inspectors", "office"),
                   when=lambda a: _running(a) or _unreported(a), explain=_unreported, then=_reported, style="primary",
                   confirm="提交后不能再改，由验收组核对。确定提交吗？"),
        Transition("send_back", "退回自评", (S.REPORTED,), S.REPORTING, ("inspectors", "office"), tells=("station",),
                   then=reasoned, help="材料不全、填写有误的，写明要补什么。"),
        Transition("allot", "调整验收组", (S.REPORTING, S.REPORTED), None, ("office",), ("group",), tells=("inspectors",)),
        Transition("inspect", "完成验收", (S.REPORTING, S.REPORTED), S.INSPECTED, ("inspectors", "office"), ("words",),
                   tells=("office",), when=_not_reported_yet, explain=_not_reported_yet, then=_inspected, style="primary",
                   help="按现在的分数汇总成百分制得分。"),
        Transition("reinspect", "退回重新验收", (S.INSPECTED,), S.REPORTED, ("office",), tells=("inspectors",), then=reasoned),
        Transition("decide", "评定等次", (S.INSPECTED,), S.ANNOUNCED, ("office",), ("grade", "stars", "sure?"),
                   starts=OBJECTION, tells=("station",), when=_running, then=_decided, style="primary",
                   help="站点收到结果后，可以在期限内提出异议。"),
        Transition("accept", "认可结果", (S.ANNOUNCED,), None, ("station",), stops=OBJECTION, tells=("office",),
                   when=_too_late, then=_accepted, confirm="认可后不能再对这一结果提出异议。确定吗？"),
        Transition("object", "提出异议", (S.ANNOUNCED,), S.OBJECTED, ("station",), stops=OBJECTION, tells=("office",),
                   when=_too_late, then=_objected, help="写明哪一项与事实不符，可以指明佐证。"),
        Transition("uphold", "维持结果", (S.OBJECTED,), S.ANNOUNCED, ("office",), tells=("station",), then=reasoned),
        Transition("reconsider", "异议成立，重新评定", (S.OBJECTED,), S.INSPECTED, ("office",), tells=("station", "inspectors"),
                   then=_taken_back),
        Transition("confirm", "结果生效", (S.ANNOUNCED,), S.SETTLED, ("office", "clock"),
                   voids=OBJECTION, ended="期限已过", tells=("station",),
                   when=_final(*GOOD), explain=_why_waiting(*GOOD), then=_confirmed, style="primary"),
        Transition("demand", "要求限期整改", (S.ANNOUNCED,), S.RECTIFYING, ("office", "clock"), starts=RECTIFY,
                   voids=OBJECTION, ended="期限已过",
                   tells=("station",), when=_final(Grade.RECTIFY), explain=_why_waiting(Grade.RECTIFY), then=_demanded,
                   style="primary"),
        Transition("revoke", "摘牌", (S.ANNOUNCED,), S.REVOKED, ("office",), voids=OBJECTION, ended="期限已过", tells=("station",),
                   when=_final(Grade.REVOKE), explain=_why_waiting(Grade.REVOKE), then=_revoked, style="danger",
                   confirm="摘牌后，该站的星级和示范点授牌同时终止，并不再列入公示名单。确定摘牌吗？"),
        Transition("rectified", "报告整改完成", (S.RECTIFYING,), S.RECHECK, ("station",), ("rectified",), stops=RECTIFY,
                   tells=("inspectors", "office"), style="primary"),
        Transition("pass_recheck", "复查合格", (S.RECHECK,), S.SETTLED, ("inspectors", "office"), tells=("station", "office"),
                   then=_passed, style="primary", help="等次改为合格。"),
        Transition("again", "继续整改", (S.RECHECK,), S.RECTIFYING, ("inspectors", "office"), starts=RECTIFY, tells=("station",),
                   then=reasoned, help="重新计算整改期限。"),
        Transition("fail", "整改不合格，拟摘牌", (S.RECHECK, S.RECTIFYING), S.ANNOUNCED, ("office",), starts=OBJECTION,
                   voids=RECTIFY, ended="整改不合格", tells=("station",), when=_overdue, then=_failed, style="danger",
                   help="站点可以在期限内提出异议，之后才能摘牌。"),
        Transition("appeal", "申诉", (S.REVOKED,), S.OBJECTED, ("station",), tells=("office",), then=_objected,
                   help="对摘牌不服的，写明理由；申诉期间摘牌仍然有效。"),
        Transition("restore", "撤销摘牌，重新评定", (S.REVOKED,), S.INSPECTED, ("office",), tells=("station",),
                   then=_taken_back),
        Transition("reopen", "更正结果", (S.SETTLED,), S.INSPECTED, ("office",), tells=("station",), then=_taken_back,
                   help="已生效的结果确有错误的，写明理由后重新评定。"),
        Transition("exempt", "免予考评", UNSETTLED, S.EXEMPT, ("office", "clock"),
                   voids=(*OBJECTION, *RECTIFY), ended="免予考评", tells=("station", "inspectors"),
                   when=_not_exempt, then=_exempted,
                   help="年内撤销、停用、搬迁等不宜考评的站点，写明理由；不再计入本次考评，可以恢复。"),
        Transition("include", "恢复考评", (S.EXEMPT,), S.REPORTING, ("office",), tells=("station", "inspectors"),
                   when=_not_again, explain=_not_again, then=_again, confirm="恢复后由站点重新提交自评。确定吗？"),
        Transition("cancel", "取消考评", tuple(s for s in S if s != S.CANCELLED), S.CANCELLED, ("office",),
                   voids=(*OBJECTION, *RECTIFY), ended="已取消", tells=("station",), when=_not_cancelled, then=_cancelled),
    ),
    actors={"station": is_station, "inspectors": is_inspector, "office": is_office},
    people={"station": station_people, "inspectors": inspectors, "office": office_people},
    clocks=APPRAISAL_CLOCKS,
)
# fmt: on
