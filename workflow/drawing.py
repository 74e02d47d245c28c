"""A deadline sheet in the words of the page that prints it."""

from datetime import date

from pages import casefile
from pages.casefile import Fact, SheetRow
from pages.dates import cn_date, due_date
from workflow.deadlines import MONTHS, Sheet, SheetStep

PROVISIONAL = "计算所及年份的放假安排尚未公布，到期日为暂定，公布并载入后重新计算。"


def drawn(sheet: Sheet, title: str = "", facts: tuple[Fact, ...] = ()) -> casefile.Sheet:
    """The sheet for pages/sheet.html."""
    rule = sheet.rule
    return casefile.Sheet(
        title=title or f"时限计算书：{rule.label}",
        result=due_date(sheet.due_on, sheet.provisional),
        facts=[
            *facts,
            Fact("时限", f"{rule.label}：{rule.length}"),
            Fact("依据", rule.source),
            Fact("规定生效日期", cn_date(rule.valid_from)),
            Fact("起算日", cn_date(sheet.start)),
        ],
        rows=[_row(step, rule.unit) for step in sheet.steps],
        provisional=PROVISIONAL if sheet.provisional else "",
    )


def _row(step: SheetStep, unit: str) -> SheetRow:
    count = f"{step.counted}个月" if unit == MONTHS else f"+{step.counted}，累计{step.total}"
    note = "" if step.last == step.first else span(step.first, step.last)
    return SheetRow(step.first, step.what, count if step.counted else "", note)


def span(first: date, last: date) -> str:
    """至2026年11月27日,共7日."""
    return f"至{cn_date(last)}，共{(last - first).days + 1}日"
