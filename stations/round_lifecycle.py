"""How a year's round of appraisal moves.

draft ─ open → open ─ close → closed; cancel ends a draft or a round that runs, reopen leads back.
While results are still to be told, stations founded since join it (join).
"""

from typing import Any

from django.db.models import Sum

from notices.outbox import Message, post_many
from offices.choices import Role
from offices.posts import holders
from pages.columns import number_text
from stations.actors import runs
from stations.appraisal_lifecycle import APPRAISAL, OPEN, VOID
from stations.grades import AppraisalState, RoundState
from stations.models import Appraisal, AppraisalRound, Staff
from stations.reasons import reasoned
from stations.rounds import missing_from, stations_for, take_in
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = RoundState
# the appraisals on which nothing is to be decided any more; those that rectify run on beyond the round
OVER = (
    AppraisalState.SETTLED, AppraisalState.REVOKED, AppraisalState.RECTIFYING, AppraisalState.RECHECK,
    *VOID,
)  # fmt: skip


def is_office(row: AppraisalRound, user: Any) -> bool:
    return runs(user, row.area_id)


def _whole(row: AppraisalRound) -> str:
    """The checklist is complete: a hundred points, and stations to appraise."""
    total = row.items.aggregate(total=Sum("points"))["total"] or 0
    if total != 100:
        return f"考评项目的分值合计应为100分，现为{number_text(total)}分。"
    return "" if stations_for(row).exists() else "所选层级没有在用的站点，请修改参加考评的层级。"


def _opened(step: Step) -> None:
    """Take in the stations and tell their staff."""
    take_in(step.subject, stations_for(step.subject))
    _ask_reports(step.subject, Appraisal._base_manager.filter(round=step.subject))


def _told(row: AppraisalRound) -> str:
    """No station is left whose result is still to be told, so that one more would come too late."""
    left = Appraisal._base_manager.filter(round=row, state__in=OPEN).exists()
    return "" if left else "本次考评各站的结果已经告知，新设的站点参加下一年度的考评。"


def _no_more(row: AppraisalRound) -> str:
    return _told(row) if missing_from(row).exists() else "所选层级的在用站点都已参加本次考评。"


def _why_no_more(row: AppraisalRound) -> str:
    return _told(row) if missing_from(row).exists() else ""


def _joined(step: Step) -> None:
    """The chosen stations begin with the self-report, and the round's history names them."""
    row, chosen = step.subject, [station.pk for station in step.data["stations"]]
    new = list(missing_from(row).filter(pk__in=chosen))
    if not new:
        raise Refused("请选择要加入的站点；所选的站点已经参加。", "stations")
    take_in(row, new)
    words = f"加入：{'、'.join(station.name for station in new)}"
    step.event.note = "。".join(part for part in (words, step.event.note.strip()) if part)
    step.event.save(update_fields=["note"])
    _ask_reports(row, Appraisal._base_manager.filter(round=row, station__in=new))


def _ask_reports(row: AppraisalRound, appraisals: Any) -> None:
    """Ask the staff of the stations for their self-reports."""
    staff = Staff._base_manager.filter(ends_on=None, post__user__is_active=True)
    pairs = staff.filter(station__appraisals__in=appraisals).values_list("post__user", "station__appraisals")
    pairs = pairs.filter(station__appraisals__round=row)
    post_many([
        Message(user, "appraisal.open", f"appraisal:{appraisal}:open", f"{row}：请完成自评",
                f"{row.report_by.month}月{row.report_by.day}日前提交自评。", f"/building/results/{appraisal}/")
        for user, appraisal in pairs.order_by("pk")
    ])  # fmt: skip


def _left(row: AppraisalRound) -> str:
    """Every station has its result."""
    left = Appraisal._base_manager.filter(round=row).exclude(state__in=OVER)
    if not (number := left.count()):
        return ""
    gone = left.filter(station__closed_on__isnull=False).count()
    hint = f"其中{gone}个已经撤销，可以在其考评页上免予考评。" if gone else ""
    return f"还有{number}个站点没有结果，不能结束。{hint}"


def _cancelled(step: Step) -> None:
    """Every station's appraisal ends with the round, what its result gave is taken back, and its staff are told."""
    reasoned(step)
    keys = Appraisal._base_manager.filter(round=step.subject).exclude(state=AppraisalState.CANCELLED)
    for pk in list(keys.order_by("pk").values_list("pk", flat=True)):
        perform(APPRAISAL, pk, "cancel", step.actor, note=step.event.note)


def office_people(row: AppraisalRound) -> list[Any]:
    return holders((Role.COMMITTEE,), area=row.area)


# fmt: off
ROUND = Lifecycle(
    name="考评",
    model=AppraisalRound,
    states=RoundState,
    transitions=(
        Transition("open", "启动考评", (S.DRAFT,), S.OPEN, ("office",), tells=("office",), when=_whole, explain=_whole,
                   then=_opened, style="primary", help="各站进入自评并收到通知。启动后考评项目不能再改。",
                   confirm="启动后考评项目和分值不能再改，各站会收到通知。确定启动吗？"),
        Transition("cancel", "取消", (S.DRAFT,), S.CANCELLED, ("office",), then=reasoned, style="danger"),
        Transition("join", "新设站点加入本轮", (S.OPEN,), None, ("office",), ("stations",), when=_no_more, explain=_why_no_more,
                   then=_joined, help="启动后设立的站点由此参加，从自评开始；站点收到通知。",
                   confirm="加入后这些站点须自评并接受验收，计入本次考评。确定加入吗？"),
        Transition("close", "结束考评", (S.OPEN,), S.CLOSED, ("office",), tells=("office",), when=_left, explain=_left,
                   help="限期整改中的站点继续整改和复查。"),
        Transition("reopen", "重新打开", (S.CLOSED,), S.OPEN, ("office",), then=reasoned,
                   help="结束后发现需要更正结果时使用。"),
        Transition("cancel", "取消考评", (S.OPEN,), S.CANCELLED, ("office",), tells=("office",), then=_cancelled, style="danger",
                   help="各站的自评、验收和结果作废，已生效的星级、整改和摘牌一并撤销，各站收到通知；之后可以重新建立本年度的考评。",
                   confirm="取消后不能恢复，各站已做的自评和验收作废。确定取消这次考评吗？"),
    ),
    actors={"office": is_office},
    people={"office": office_people},
)
# fmt: on
