"""The columns of the suggestions' list: those of the ledger (domain rule 102), and a few for the day's work."""

from datetime import date

from pages.columns import Badge, Column
from pages.dates import today
from pages.labels import label
from suggestions.alongside import graded, whose_days
from suggestions.choices import SuggestionState
from suggestions.models import Suggestion
from suggestions.reference import WAITS, noted

S = SuggestionState
COLOUR: dict[str, str] = {
    S.DRAFT: "grey", S.ENTERED: "orange", S.SUBMITTED: "orange", S.SECOND: "orange",
    S.LETTER: "grey", S.SPLIT: "grey", S.RETURNED: "red", S.DECLINED: "grey", S.WITHDRAWN: "grey",
    S.REGISTERED: "orange", S.DISPATCHED: "blue", S.REPLIED: "purple", S.CLOSED: "green",
}  # fmt: skip


def state_badge(row: Suggestion) -> Badge:
    """The state in words; nobody is asked to judge what was only for reference."""
    waits = row.state == S.REPLIED and noted(row)
    return Badge(WAITS if waits else label(row, "state"), COLOUR[row.state])


def late_days(row: Suggestion) -> int:
    """How many days the reply is late; 0 when it is not, or never was due."""
    late_on = row.replied_on or today()
    running = row.state == S.DISPATCHED or row.replied_on
    return max(0, (late_on - row.due_on).days) if row.due_on and running else 0


def _late(row: Suggestion) -> Badge | str:
    days = late_days(row) if row.due_on else 0
    return Badge(f"超期{days}天", "red" if row.state == S.DISPATCHED else "orange") if days else ""


def _kept_on(row: Suggestion) -> date | None:
    found = getattr(row, "fulfilment", None)
    return found.on if found else None


def _remark(row: Suggestion) -> str:
    return "、".join(
        [*(["保密"] if row.confidential else []), *([str(_late(row))] if late_days(row) else [])]
    )


# fmt: off
COLUMNS = (
    Column("number", "建议号", kind="number", sort="number", width=8),
    Column("term", "届次", "sitting", width=12),
    Column("title", "标题", link=lambda row: row.get_absolute_url(), width=40),
    Column("deputy", "领衔代表", "deputy.name", joins=("deputy",), width=10),
    Column("co_signers", "联名人数", kind="number", shown=False, width=8),
    Column("category", "类别", "category.name", joins=("category",), width=12),
    Column("lead", "主办单位", "lead_office.name", joins=("lead_office",), width=22),
    Column("units", "主办（分办）单位", shown=False, width=28),
    Column("co_units", "协办单位", shown=False, width=22),
    Column("submitted_on", "提交日期", kind="date", sort="submitted_on", width=15),
    Column("registered_on", "立案日期", kind="date", sort="registered_on", shown=False, width=15),
    Column("dispatched_on", "交办日期", kind="date", sort="dispatched_on", shown=False, width=15),
    Column("due_on", "答复期限", kind="date", sort="due_on", width=15),
    Column("late", "超期", _late, kind="badge", width=10),
    Column("replied_on", "答复日期", kind="date", sort="replied_on", shown=False, width=15),
    Column("letters", "文号", shown=False, width=20),
    Column("class", "结果类别", "result_class.code", joins=("result_class",), shown=False, width=8),
    Column("kept_on", "落实日期", _kept_on, kind="date", joins=("fulfilment",), shown=False, width=15),
    Column("attitude", "态度评价", lambda row: graded(row, "attitude"), shown=False, width=12),
    Column("result", "结果评价", lambda row: graded(row, "result"), shown=False, width=12),
    Column("contacts", "面商次数", "contacts_had", kind="number", shown=False, width=8),
    Column("key", "是否重点", kind="bool", shown=False, width=8),
    Column("consent", "公开", "get_consent_display", shown=False, width=14),
    Column("whose", "时间归属", whose_days, shown=False, width=30),
    Column("again", "再办次数", lambda row: row.round - 1, kind="number", shown=False, width=8),
    Column("hand_backs", "退办次数", kind="number", sort="hand_backs", shown=False, width=8),
    Column("state", "状态", state_badge, kind="badge", width=12),
    Column("campaign", "主题（专项）活动", "campaign.name", joins=("campaign",), shown=False, width=20),
    Column("remark", "备注", _remark, shown=False, width=20),
)
# fmt: on
VERDICTS = ("attitude", "result")
