"""manage.py demo: a fictional prefecture to try the product with."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from liaison.demo.build import NotEmpty, build
from liaison.demo.sizes import SIZES


class Command(BaseCommand):
    help = "Fill an empty database with a fictional prefecture (1 + 4 + 50 + N stations)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small")
        parser.add_argument("--suggestions", type=int, help="how many suggestions in all")
        parser.add_argument("--today", type=date.fromisoformat, default=None)
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *args: Any, **options: Any) -> None:
        size, suggestions = SIZES[options["size"]], options["suggestions"]
        if suggestions is not None:
            if suggestions < 1:
                raise CommandError("--suggestions 应为不小于1的整数。")
            size = size.with_suggestions(suggestions)
        today = options["today"] or timezone.localdate()
        try:
            build(size, today, self.stdout.write, options["seed"])
        except NotEmpty:
            raise CommandError("数据库中已有用户，演示数据只能写入空库。") from None
        self.stdout.write(self.style.SUCCESS("演示数据已就绪。"))
