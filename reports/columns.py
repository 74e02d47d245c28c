"""The columns of a figure's rows, by what is counted."""

from django.urls import reverse

from pages.columns import Column
from stations.models import Matter, Opinion, Reception, Visit
from suggestions.models import Rating, SecondRating, Suggestion, VoterTold


def _suggestion(prefix: str = "") -> tuple[Column, ...]:
    def of(row):
        return getattr(row, prefix) if prefix else row

    return (
        Column("number", "建议号", lambda r: of(r).called or "—", width=16, whole=True),
        Column("title", "标题", lambda r: of(r).title, link=lambda r: of(r).get_absolute_url(), width=40),
        Column("deputy", "领衔代表", lambda r: of(r).deputy.name, width=12),
        Column("lead", "主办单位", lambda r: str(of(r).lead_office or "—"), width=24),
    )


def _voters(row: VoterTold) -> str:
    return reverse("suggestions:voters", args=(row.suggestion_id,))


COLUMNS = {
    Suggestion: (
        *_suggestion(),
        Column("state", "状态", "get_state_display", width=12),
        Column("submitted_on", "提交日期", kind="date", sort="submitted_on"),
        Column("due_on", "答复期限", kind="date", sort="due_on"),
        Column("result_class", "结果类别", lambda r: str(r.result_class or "—"), width=18),
    ),
    Rating: (
        *_suggestion("suggestion"),
        Column("attitude", "办理态度", "get_attitude_display", width=10),
        Column("result", "办理结果", "get_result_display", width=10),
        Column("reason", "不满意的理由", width=40),
        Column("at", "评价时间", kind="datetime", sort="at"),
    ),
    SecondRating: (
        *_suggestion("suggestion"),
        Column("attitude", "办理态度", "get_attitude_display", width=10),
        Column("result", "落实结果", "get_result_display", width=10),
        Column("reason", "不满意的理由", width=40),
        Column("asked_on", "请评日期", kind="date", sort="asked_on"),
    ),
    Opinion: (
        Column("number", "编号", link=lambda r: r.get_absolute_url(), width=18),
        Column("summary", "事项", lambda r: r.summary or r.text[:40], width=40),
        Column("station", "联络站", "station.name", width=24),
        Column("category", "类别", "category.name", width=12),
        Column("state", "状态", "get_state_display", width=12),
        Column("opened_on", "受理日期", kind="date", sort="opened_on"),
    ),
    Reception: (
        Column("number", "编号", link=lambda r: r.get_absolute_url(), width=24),
        Column("station", "联络站", "station.name", width=24),
        Column("on", "接待日期", kind="date", sort="on"),
        Column("place", "地点", width=30),
        Column("state", "状态", "get_state_display", width=12),
    ),
    Visit: (
        Column("number", "登记编号", width=20),
        Column("station", "联络站", "station.name", width=24),
        Column("on", "来访日期", kind="date", sort="on"),
    ),
    Matter: (
        Column("opinion", "意见编号", "opinion.number", link=lambda r: r.opinion.get_absolute_url(), width=18),
        Column("summary", "事项", lambda r: r.opinion.summary or r.text[:40], width=40),
        Column("station", "联络站", "opinion.station.name", width=24),
        Column("told_on", "告知日期", kind="date", sort="told_on"),
        Column("told_how", "告知方式", "get_told_how_display", width=10),
    ),
    VoterTold: (
        Column("number", "建议号", lambda r: r.suggestion.called or "—", width=16, whole=True),
        Column("title", "标题", "suggestion.title", link=_voters, width=40),
        Column("station", "联络站", "matter.opinion.station.name", width=24),
        Column("milestone", "进展", "get_milestone_display", width=10),
        Column("reached_on", "到达日期", kind="date", sort="reached_on"),
        Column("due_on", "应告知日期", kind="date", sort="due_on"),
        Column("told_on", "告知日期", kind="date", sort="told_on"),
        Column("told_how", "告知方式", "get_told_how_display", width=10),
    ),
}  # fmt: skip

RELATED = {
    Suggestion: ("deputy", "lead_office", "result_class"),
    Rating: ("suggestion__deputy", "suggestion__lead_office"),
    SecondRating: ("suggestion__deputy", "suggestion__lead_office"),
    Opinion: ("station", "category"),
    Reception: ("station",),
    Visit: ("station",),
    Matter: ("opinion__station",),
    VoterTold: ("suggestion", "matter__opinion__station"),
}
