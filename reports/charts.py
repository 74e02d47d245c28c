"""The pictures and cards of a dashboard."""

from django.utils import timezone

from pages.cards import Figure
from pages.charts import Chart, Series
from pages.dates import cn_datetime
from reports.board import Board, share
from reports.periods import months
from stations.choices import ReceptionState
from suggestions.choices import Grade, SuggestionState

S = SuggestionState
STATES = (S.SUBMITTED, S.RETURNED, S.REGISTERED, S.DISPATCHED, S.REPLIED, S.CLOSED, S.DECLINED, S.WITHDRAWN)
GRADES = (Grade.SATISFIED, Grade.BASICALLY, Grade.DISSATISFIED)


def cards(board: Board) -> list[Figure]:
    """The numbers on top; every one opens its rows."""
    found: list[Figure] = []
    if board.units:
        states, kind = board.states, board.states_kind
        late = sum(board.late.values())
        found = [
            Figure("提交建议", sum(states.values()), board.url(kind), "期内提交", unit="件"),
            Figure(
                "办理中",
                states.get(S.DISPATCHED, 0),
                board.url(kind, label=S.DISPATCHED),
                "期内提交,现在办理中",
                "blue",
                "件",
            ),
            Figure(
                "待评价",
                states.get(S.REPLIED, 0),
                board.url(kind, label=S.REPLIED),
                "期内提交,已答复待评价",
                "orange",
                "件",
            ),
            Figure(
                "已办结",
                states.get(S.CLOSED, 0),
                board.url(kind, label=S.CLOSED),
                "期内提交,已办结",
                "green",
                "件",
            ),
            Figure(
                "逾期未答复", late, board.late_url(), "今天已过答复期限,不限期间", "red" if late else "", "件"
            ),
        ]
    if board.stations:
        receptions, opinions = board.sums[board.receptions_kind], board.sums[board.opinions_kind]
        found += [
            Figure(
                "已办接待日",
                receptions.get(ReceptionState.CLOSED, 0),
                board.url(board.receptions_kind, label=ReceptionState.CLOSED),
                "期内已归档",
                unit="场",
            ),
            Figure(
                "来访",
                sum(board.sums[board.visits_kind].values()),
                board.url(board.visits_kind),
                "期内登记",
                unit="批",
            ),
            Figure("群众意见", sum(opinions.values()), board.url(board.opinions_kind), "期内受理", unit="件"),
        ]
    if board.wide:
        told = board.told
        found.append(
            Figure(
                "选民告知率",
                share(told.get("told", 0), sum(told.values())),
                board.url("matter_told"),
                f"已告知{told.get('told', 0)}件÷来访事项{sum(told.values())}件",
            )
        )
    return found  # fmt: skip


def charts(board: Board) -> list[Chart]:
    now = cn_datetime(timezone.now())
    found: list[Chart] = []
    if board.units:
        found += [_states(board, now), _classes(board, now), _grades(board, now)]
    if board.wide:
        found.append(_trend(board, now))
    return found


def _counts(board: Board, words: str, now: str) -> str:
    return f"{words};{board.period.label};不含保密件;截至{now}"


def _states(board: Board, now: str) -> Chart:
    states = [state for state in STATES if board.states.get(state)]
    series = Series(
        "件数",
        [board.states[s] for s in states],
        [board.url(board.states_kind, label=s) for s in states],
        "件",
    )
    return Chart(
        "states",
        "建议按状态",
        [s.label for s in states],
        [series],
        _counts(board, "期内提交的建议,按目前状态", now),
    )


def _classes(board: Board, now: str) -> Chart:
    urls = [board.url(board.classes_kind, label=row.pk) for row, _ in board.classes]
    series = Series("件数", [count for _, count in board.classes], urls, "件")
    labels = [str(row) for row, _ in board.classes]
    return Chart(
        "classes", "办理结果类别", labels, [series], _counts(board, "期内答复的建议,按结果类别", now), "ring"
    )


def _grades(board: Board, now: str) -> Chart:
    kinds = [("办理结果", board.result_kind)] + ([("办理态度", "rating_attitude")] if board.wide else [])
    series = [
        Series(grade.label, [board.sums[kind].get(grade, 0) for _, kind in kinds],
               [board.url(kind, label=grade) for _, kind in kinds], "人次")
        for grade in GRADES
    ]  # fmt: skip
    labels = [name for name, _ in kinds]
    return Chart(
        "grades", "代表评价", labels, series, _counts(board, "签名代表的评价,未评价的不计入", now), "stacked"
    )


def _trend(board: Board, now: str) -> Chart:
    words = {"suggestion_state": "提交建议", "opinion_state": "群众意见", "reception_state": "接待日"}
    series = [Series(name, board.trend[kind], board.trend_urls(kind)) for kind, name in words.items()]
    labels = [f"{first.year}年{first.month}月" for first in months(board.today)]
    return Chart(
        "trend",
        "近十二个月趋势",
        labels,
        series,
        f"按提交、受理、接待日期所在月份;不含保密件;截至{now}",
        "line",
    )
