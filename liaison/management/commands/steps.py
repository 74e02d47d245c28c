"""manage.py steps [--write]: the handbook of steps."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from liaison.handbook import PLACE, handbook


class Command(BaseCommand):
    help = "把各流程的步骤表写成文档"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help=f"写入 {PLACE}")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        text = handbook()
        if write:
            (settings.BASE_DIR / PLACE).write_text(text)
        else:
            self.stdout.write(text)
