"""How a selection of model stations moves.

nominating ─ begin → scoring ─ rank → ranked ─ award → awarded; back, recall and cancel lead back or out, with reasons.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from offices.choices import Role
from offices.posts import holders
from stations.actors import runs, staff_users
from stations.grades import HonourKind, PlateState
from stations.models import Honour
from stations.models.plates import PlateRound
from stations.plates import give_plates, put_places, recall_plates, share_candidates, tied
from stations.reasons import reasoned
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = PlateState


def is_office(row: PlateRound, user: Any) -> bool:
    return runs(user, row.area_id)


def inspectors(row: PlateRound) -> list[Any]:
    return list(
        {
            user.pk: user for group in row.groups.all() for user in group.members.filter(is_active=True)
        }.values()
    )


def candidates(row: PlateRound) -> list[Any]:
    """The staff of the stations that stand."""
    keys = row.candidates.values_list("station", flat=True)
    return list({user.pk: user for key in keys for user in staff_users(key)}.values())


def office_people(row: PlateRound) -> list[Any]:
    return holders((Role.COMMITTEE,), area=row.area)


def _unready(row: PlateRound) -> str:
    """There are candidates, at least as many as plates, and a group to inspect them."""
    if row.candidates.count() < row.cut:
        return f"参选站点只有{row.candidates.count()}个，少于授牌名额{row.cut}个。"
    return "" if row.groups.exists() else "请先设立验收组。"


def _begun(step: Step) -> None:
    """The candidates are shared out among the groups."""
    share_candidates(step.subject)


def _unscored(row: PlateRound) -> str:
    """Every candidate has its score, and none shares the last place with one beyond the cut."""
    if left := row.candidates.filter(score=None).count():
        return f"还有{left}个参选站点没有评分。"
    if same := tied(row):
        return f"{'、'.join(same)}得分相同，跨越授牌名额，请复核评分或调整名额。"
    return ""


def _ranked(step: Step) -> None:
    put_places(step.subject)


def _recut(step: Step) -> None:
    reasoned(step)
    places, row = step.data["places"], step.subject
    if not 1 <= places <= row.most:
        raise Refused(f"应在1至{row.most}之间。", "places")
    row.cut = places
    row.save(update_fields=["cut"])


def _awarded(step: Step) -> None:
    """Plates with numbers; none for a station that lost its own in the meantime."""
    row = step.subject
    if step.data["awarded_on"] > timezone.localdate():
        raise Refused("授牌日期不能晚于今天。", "awarded_on")
    lost = Honour._base_manager.filter(kind=HonourKind.REVOKED, ended_on=None).values("station")
    gone = row.candidates.filter(
        Q(station__in=lost) | Q(station__closed_on__isnull=False), place__lte=row.cut
    )
    if names := list(gone.values_list("station__name", flat=True)):
        raise Refused(f"{'、'.join(names)}已被摘牌或撤销，请退回重新验收。")
    give_plates(row)


def _recalled(step: Step) -> None:
    """The plates of this selection end; the list waits to be awarded anew."""
    reasoned(step)
    recall_plates(step.subject, step.event.note)


# fmt: off
PLATES = Lifecycle(
    name="示范点评选",
    model=PlateRound,
    states=PlateState,
    transitions=(
        Transition("begin", "开始检查验收", (S.NOMINATING,), S.SCORING, ("office",), tells=("inspectors", "candidates"),
                   when=_unready, explain=_unready, then=_begun, style="primary", help="参选站点平均分给各验收组。"),
        Transition("recut", "调整授牌名额", (S.NOMINATING, S.SCORING), None, ("office",), ("places",), then=_recut),
        Transition("rank", "汇总排名", (S.SCORING,), S.RANKED, ("office",), when=_unscored, explain=_unscored, then=_ranked,
                   style="primary"),
        Transition("back", "退回重新验收", (S.RANKED,), S.SCORING, ("office",), tells=("inspectors",), then=reasoned),
        Transition("award", "授牌", (S.RANKED,), S.AWARDED, ("office",), ("awarded_on", "letters"), tells=("candidates",),
                   then=_awarded, style="primary", confirm="授牌后名单向公众公布。确定授牌吗？"),
        Transition("recall", "收回授牌", (S.AWARDED,), S.RANKED, ("office",), tells=("candidates",), then=_recalled,
                   style="danger", help="名单确有错误的，写明理由收回，更正后重新授牌。"),
        Transition("cancel", "取消评选", (S.NOMINATING, S.SCORING), S.CANCELLED, ("office",), tells=("candidates",),
                   then=reasoned, style="danger"),
    ),
    actors={"office": is_office},
    people={"inspectors": inspectors, "candidates": candidates, "office": office_people},
)
# fmt: on
