"""Every figure of the house, declared once: its words, its tally, its rows.

Cards, charts, tables and the rows behind them use the declaration, so a number
and the list it opens cannot differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from offices.posts import role_of
from offices.scope import scope_of
from reports.counting import EVER
from reports.models import Cell
from stations.choices import OpinionState, ReceptionState
from stations.models import Matter, Opinion, Reception, Visit
from suggestions.choices import Grade, SuggestionState
from suggestions.models import Rating, ResultClass, SecondRating, Suggestion, VoterTold
from suggestions.models.veil import VEILED, told_to_units


@dataclass(frozen=True)
class Figure:
    """A number people ask for.

    kind: of its cells; words: what is counted (口径), shown beside every number;
    rows: all rows counted, before a cell narrows them; on: the date field; label:
    the field that splits; paths: how a row leads to places, as in a scope;
    labels: the words of the labels.
    """

    kind: str
    name: str
    words: str
    source: str
    model: type
    on: str
    label: str
    keep: Q
    paths: Mapping[str, str]
    labels: Callable[[], Mapping[str, str]]

    def rows(self, user: Any) -> QuerySet:
        """Every row that counts, of those this user may know of."""
        reach = Q(pk__in=())
        scope = scope_of(user)
        for kind in scope.kinds:
            if kind in self.paths:
                reach |= Q(**{f"{self.paths[kind]}__in": scope.ids(kind)})
        return self.model.objects.visible_to(user).filter(self.keep, reach)

    def cells(self, user: Any, since: date | None = None, until: date | None = None) -> QuerySet:
        return cells_of(user, since, until).filter(kind=self.kind)


def cells_of(user: Any, since: date | None = None, until: date | None = None) -> QuerySet:
    """The cells of a span of whole months or years, until the day after its last; of all time without one."""
    return within(Cell.objects.visible_to(user), since, until)


def within(cells: QuerySet, since: date | None, until: date | None) -> QuerySet:
    """Of these cells those of a span of whole months or years, as in cells_of."""
    if since is None and until is None:
        return cells.filter(month=EVER)
    cells = cells.filter(month__gte=since) if since else cells.exclude(month=EVER)
    return cells.filter(month__lt=until) if until else cells


def veiled_verdicts(user: Any, since: date | None = None, until: date | None = None) -> dict[Any, int]:
    """What the cells of rating_unit count too early for who is judged: {(kind, office, its name, label): how many}.

    Verdicts whose time still runs; few at any moment, whatever the span.
    """
    if role_of(user) not in VEILED:
        return {}
    scope, reach = scope_of(user), Q(pk__in=())
    for kind in scope.kinds:
        if kind in UNIT:
            reach |= Q(**{f"suggestion__{UNIT[kind]}__in": scope.ids(kind)})
    rows = Rating._base_manager.filter(reach, ~told_to_units(), suggestion__confidential=False)
    rows = rows.filter(at__date__gte=since) if since else rows
    rows = rows.filter(at__date__lt=until) if until else rows
    by = ("suggestion__lead_office", "suggestion__lead_office__name", "result")
    counted = rows.order_by().values_list(*by).annotate(n=Count("pk"))
    return {("rating_unit", office, name, label): n for office, name, label, n in counted}


def sums(cells: QuerySet, *by: str) -> QuerySet:
    """Cells summed by dimensions: (their values…, how many)."""
    return cells.order_by().values_list(*by).annotate(n=Sum("count"))


def totals(cells: QuerySet, *by: str) -> dict[Any, int]:
    """The same as a dictionary: {value or tuple of values: how many}."""
    return {(row[0] if len(by) == 1 else row[:-1]): row[-1] for row in sums(cells, *by) if row[-1]}


AREA = {"area": "area"}
UNIT = {**AREA, "office": "lead_office", "coordinator": "lead_office__coordinator"}
STATION = {**AREA, "station": "station"}
SUGGESTED = Q(confidential=False, submitted_on__isnull=False)
KEPT = "结果类别计入解决的，和承诺事项全部落实的"
REPLIED = Q(confidential=False, replied_on__isnull=False, result_class__isnull=False)
CARRIED_OUT = REPLIED & Q(fulfilment__isnull=False)


def _classes() -> dict[str, str]:
    return {str(row.pk): str(row) for row in ResultClass.objects.all()}


def _words(choices: Any) -> Callable[[], Mapping[str, str]]:
    return lambda: dict(choices.choices)


def _suggestion(kind: str, name: str, words: str, on: str, label: str, keep: Q, labels: Any) -> Figure:
    paths = UNIT if "unit" in kind else AREA
    return Figure(kind, name, words, "代表法第五十一条", Suggestion, on, label, keep, paths, labels)


def _rating(kind: str, name: str, words: str, label: str) -> Figure:
    keep, paths = Q(suggestion__confidential=False), AREA
    if "unit" in kind:
        keep, paths = keep & Q(suggestion__lead_office__isnull=False), UNIT
    paths = {place: f"suggestion__{path}" for place, path in paths.items()}
    return Figure(
        kind, name, words, "一人一评，未评的不计入", Rating, "at", label, keep, paths, _words(Grade)
    )


def _place(kind: str, name: str, words: str, model: Any, on: str, label: str, keep: Q, labels: Any) -> Figure:
    paths = STATION if "station" in kind else AREA
    return Figure(kind, name, words, "联络站登记", model, on, label, keep, paths, labels)


def overdue_rows(user: Any, today: date) -> QuerySet:
    """Suggestions whose reply is late, by day; counted live through the index of open ones."""
    late = Q(state=SuggestionState.DISPATCHED, due_on__lt=today)
    return FIGURES["suggestion_unit"].rows(user).filter(late)


OPEN = Q(confidential=False)
STATES, CLASSES = _words(SuggestionState), _classes
HEARD = {"told": "工作人员告知", "texted": "短信送达", "seen": "本人查看", "untold": "未告知"}
FIGURES = {
    figure.kind: figure
    for figure in (
        _suggestion("suggestion_state", "建议件数", "期内提交的建议，按目前状态", "submitted_on", "state", SUGGESTED, STATES),
        _suggestion("suggestion_unit", "主办件数", "期内提交、由该单位主办的建议，按目前状态", "submitted_on", "state",
                    SUGGESTED & Q(lead_office__isnull=False), STATES),
        _suggestion("suggestion_class", "办理结果", "期内答复的建议，按最近一次答复的结果类别", "replied_on",
                    "result_class", REPLIED, CLASSES),
        _suggestion("suggestion_unit_class", "单位办理结果", "期内答复、由该单位主办的建议，按结果类别", "replied_on",
                    "result_class", REPLIED & Q(lead_office__isnull=False), CLASSES),
        _suggestion("suggestion_kept", "建议落实", f"期内答复、已经落实的建议：{KEPT}", "replied_on", "", CARRIED_OUT,
                    lambda: {"kept": "已落实"}),
        _suggestion("suggestion_unit_kept", "单位建议落实", f"期内答复、由该单位主办、已经落实的建议：{KEPT}", "replied_on", "",
                    CARRIED_OUT & Q(lead_office__isnull=False), lambda: {"kept": "已落实"}),
        _rating("rating_result", "办理结果评价", "期内签名代表对办理结果的评价，按人次", "result"),
        _rating("rating_attitude", "办理态度评价", "期内签名代表对办理态度的评价，按人次", "attitude"),
        _rating("rating_unit", "单位办理结果评价", "期内对该单位主办件办理结果的评价，按人次", "result"),
        Figure("rating_second", "落实后评价", "期内请代表作的落实后评价（双测评），按人次", "重庆2017第二十六至二十八条",
               SecondRating, "asked_on", "result", Q(suggestion__confidential=False, at__isnull=False),
               {"area": "suggestion__area"}, _words(Grade)),
        _place("opinion_state", "群众意见", "期内受理的群众意见，按目前状态", Opinion, "opened_on", "state", OPEN,
               _words(OpinionState)),
        _place("opinion_station", "联络站群众意见", "期内该站受理的群众意见", Opinion, "opened_on", "state", OPEN,
               _words(OpinionState)),
        _place("reception_state", "接待日", "期内的接待日，按目前状态", Reception, "on", "state", Q(), _words(ReceptionState)),
        _place("reception_station", "联络站接待日", "期内该站的接待日", Reception, "on", "state", Q(), _words(ReceptionState)),
        _place("visit", "来访", "期内登记的来访批次", Visit, "on", "", OPEN, lambda: {"visit": "来访"}),
        _place("visit_station", "联络站来访", "期内该站登记的来访批次", Visit, "on", "", OPEN, lambda: {"visit": "来访"}),
        Figure("matter_told", "选民告知", "期内受理意见的来访事项，选民如何得知结果：短信以网关收下为送达，查看以凭回执码查询为准",
               "件件有回音", Matter,
               "opinion__opened_on", "told", Q(opinion__confidential=False),
               {"area": "opinion__area"},
               lambda: HEARD),
        Figure("voter_told", "建议进展告知", "期内到达的建议进展（立案、交办、答复、办结），逐人是否在期限内告知群众",
               "件件有回音", VoterTold, "reached_on", "in_time",
               Q(matter__opinion__confidential=False, suggestion__confidential=False),
               {"area": "matter__opinion__area"},
               lambda: {"in_time": "期限内告知", "late": "逾期告知", "waiting": "待告知"}),
        Figure("voter_way", "建议进展告知方式", "期内到达的建议进展，群众如何得知：短信以网关收下为送达，查看以凭回执码查询为准",
               "件件有回音", VoterTold, "reached_on", "told",
               Q(matter__opinion__confidential=False, suggestion__confidential=False),
               {"area": "matter__opinion__area"}, lambda: HEARD),
    )
}  # fmt: skip
