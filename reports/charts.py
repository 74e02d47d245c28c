"""The pictures and cards of a dashboard."""

from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.cards import Figure
from pages.charts import Chart, Series
from pages.dates import cn_datetime
from reports.board import TREND, Board, counted, share
from reports.figures import HEARD
from reports.periods import months
from stations.choices import ReceptionState
from suggestions.choices import Grade, SuggestionState

S = SuggestionState
STATES = (S.SUBMITTED, S.RETURNED, S.REGISTERED, S.DISPATCHED, S.REPLIED, S.CLOSED, S.DECLINED, S.WITHDRAWN)
SHOWN_STATES = (
    (S.DISPATCHED, "办理中", "办理中", "blue"),
    (S.REPLIED, "待评价", "已答复待评价", "orange"),
    (S.CLOSED, "已办结", "已办结", "green"),
)
WAYS = ("told", "texted", "seen")
GRADES = (Grade.SATISFIED, Grade.BASICALLY, Grade.DISSATISFIED)


def cards(board: Board) -> list[Figure]:
    """The numbers on top; every one opens its rows."""
    found = [*_suggestion_cards(board)] if board.units else []
    if board.stations:
        found += _station_cards(board)
    return [*found, _told_card(board), _heard_card(board)] if board.wide else found


def _suggestion_cards(board: Board) -> Iterator[Figure]:
    states, kind, late = board.states, board.states_kind, sum(board.late.values())
    yield Figure("提交建议", sum(states.values()), board.url(kind), "期内提交", unit="件")
    for state, label, words, tone in SHOWN_STATES:
        url = board.url(kind, label=state)
        yield Figure(label, states.get(state, 0), url, f"期内提交，现在{words}", tone, "件")
    words = "今天已过答复期限，不限期间"
    yield Figure("逾期未答复", late, board.late_url(), words, "red" if late else "", "件")


def _station_cards(board: Board) -> Iterator[Figure]:
    receptions, visits, opinions = board.receptions_kind, board.visits_kind, board.opinions_kind
    closed = board.url(receptions, label=ReceptionState.CLOSED)
    yield Figure(
        "已办接待日", board.sums[receptions].get(ReceptionState.CLOSED, 0), closed, "期内已归档", unit="场"
    )
    yield Figure("来访", sum(board.sums[visits].values()), board.url(visits), "期内登记", unit="批")
    yield Figure("群众意见", sum(board.sums[opinions].values()), board.url(opinions), "期内受理", unit="件")


def _told_card(board: Board) -> Figure:
    total, every = sum(board.told.values()), board.url("matter_told")
    told = total - board.told.get("untold", 0)
    words = format_html(
        "{}÷{}", _ways(board, board.told, "matter_told", "件"), counted("来访事项", total, "件", every)
    )
    return Figure("选民告知率", share(told, total), every, words)


def _ways(board: Board, heard: Mapping[str, int], kind: str, unit: str) -> SafeString:
    """已告知3件：工作人员告知2件、短信送达1件 …: who heard from a person, by a message that was taken, by looking it up."""
    told = sum(heard.values()) - heard.get("untold", 0)
    ways = [
        counted(HEARD[way], heard[way], unit, board.url(kind, label=way)) for way in WAYS if heard.get(way)
    ]
    every = counted("已告知", told, unit, board.url(kind, label=WAYS))
    return format_html(
        "{}{}{}", every, "：" if ways else "", format_html_join("、", "{}", ((way,) for way in ways))
    )


def _heard_card(board: Board) -> Figure:
    heard, kind = board.heard, "voter_told"
    in_time, total, waiting = heard.get("in_time", 0), sum(heard.values()), heard.get("waiting", 0)
    every = board.url(kind)
    words = format_html(
        "{}÷{}，{}；{}",
        counted("期限内告知", in_time, "人次", board.url(kind, label="in_time")),
        counted("应告知", total, "人次", every),
        counted("待告知", waiting, "人次", board.url(kind, label="waiting")),
        _ways(board, board.ways, "voter_way", "人次"),
    )
    return Figure("建议进展及时告知率", share(in_time, total), every, words)


def charts(board: Board) -> list[Chart]:
    now = cn_datetime(timezone.now())
    found: list[Chart] = []
    if board.units:
        found += [_states(board, now), _classes(board, now), _grades(board, now)]
    if board.wide:
        found.append(_trend(board, now))
    return found


def _counts(board: Board, words: str, now: str) -> str:
    return f"{words}；{board.period.label}；不含保密件；截至{now}"


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
        _counts(board, "期内提交的建议，按目前状态", now),
    )


def _classes(board: Board, now: str) -> Chart:
    urls = [board.url(board.classes_kind, label=row.pk) for row, _ in board.classes]
    series = Series("件数", [count for _, count in board.classes], urls, "件")
    labels = [str(row) for row, _ in board.classes]
    return Chart(
        "classes",
        "办理结果类别",
        labels,
        [series],
        _counts(board, "期内答复的建议，按结果类别；仅供参考、不书面答复的不计入", now),
        "ring",
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
        "grades", "代表评价", labels, series, _counts(board, "签名代表的评价，未评价的不计入", now), "stacked"
    )


def _trend(board: Board, now: str) -> Chart:
    series = [Series(name, board.trend[kind], board.trend_urls(kind)) for kind, name in TREND.items()]
    labels = [f"{first.year}年{first.month}月" for first in months(board.today)]
    return Chart(
        "trend",
        "近十二个月趋势",
        labels,
        series,
        f"按提交、受理、接待日期所在月份；不含保密件；截至{now}",
        "line",
    )
