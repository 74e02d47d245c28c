"""`manage.py chore NAME [--today DATE]`: run any chore of the schedule by hand."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from liaison.celery import run_chore
from liaison.schedule import CHORES


def day(text: str) -> date:
    """A date such as 2026-11-20, with years around it to reckon in."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} 不是日期，应形如 2026-11-20") from None
    if not 2000 <= found.year <= 2100:
        raise ArgumentTypeError(f"{text} 不在2000年至2100年之间")
    return found


class Command(BaseCommand):
    """Prints what the chore did."""

    help = "手工运行一项定时工作；不带名称时列出全部。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The chore's name, and the day it is to believe in."""
        parser.add_argument("name", nargs="?", choices=[chore.name for chore in CHORES])
        parser.add_argument("--today", type=day, help="当作哪一天，形如 2026-11-20；默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, or list them all."""
        for chore in CHORES:
            if options["name"] is None:
                self.stdout.write(f"{chore.name:<20} {chore.sentence}")
            elif chore.name == options["name"]:
                self.stdout.write(str(run_chore(chore, options["today"])))
