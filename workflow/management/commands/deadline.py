"""`manage.py deadline --rule reply --from 2026-11-20 [--area CODE] [--json]`: print a deadline sheet."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offices.models import Area
from pages.dates import cn_date, due_date
from workflow.calendar import legal_calendar
from workflow.deadlines import Sheet, compute
from workflow.drawing import PROVISIONAL
from workflow.rules import NUMBERS, UnknownRule, code_of, rule_of


class Command(BaseCommand):
    """Reckons a limit without touching any case."""

    help = "计算一个时限并打印时限计算书。"

    def add_arguments(self, parser: CommandParser) -> None:
        numbered = "、".join(f"{code}({number})" if number else code for code, number in NUMBERS.items())
        parser.add_argument("--rule", required=True, help=f"时限：{numbered}")
        parser.add_argument("--from", required=True, dest="start", help="起算日，形如 2026-11-20")
        parser.add_argument("--area", help="行政区划代码；不填则用通用规定")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        start = _day(options["start"])
        area = _area(options["area"]) if options["area"] else None
        try:
            rule = rule_of(code_of(options["rule"]), area, start)
        except (UnknownRule, LookupError) as unknown:
            raise CommandError(str(unknown)) from None
        try:
            sheet = compute(rule, start, legal_calendar())
        except ValueError as wrong:
            raise CommandError(f"无法计算：{wrong}") from None
        if options["json"]:
            told = sheet.as_json() | {"rule": rule.code}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(sheet)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} 不是日期，应形如 2026-11-20。") from None


def _area(code: str) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        raise CommandError(f"没有行政区划代码为 {code} 的区域。")
    return area


def _lines(sheet: Sheet) -> list[str]:
    rule = sheet.rule
    lines = [
        f"时限计算书：{rule.label} {rule.length}",
        f"依据：{rule.source}（自{cn_date(rule.valid_from)}起施行）",
        f"起算日：{cn_date(sheet.start)}",
        "",
    ]
    for step in sheet.steps:
        days = cn_date(step.first) + (f" 至 {cn_date(step.last)}" if step.last != step.first else "")
        count = f" +{step.counted}，累计{step.total}" if step.counted else ""
        lines.append(f"{days}：{step.what}{count}")
    why = [PROVISIONAL] if sheet.provisional else []
    return [*lines, "", f"到期日：{due_date(sheet.due_on, sheet.provisional)}", *why]
