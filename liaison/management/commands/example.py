"""manage.py example NAME --area CODE [--from DATE]: begin an area with the settings of a known congress."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from liaison.examples import enter_example, names, read
from offices.models import Area
from workflow.transitions import Refused


class Command(BaseCommand):
    help = "为一个行政区域录入示例参数（浙江式、重庆式、铜陵式）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=names())
        parser.add_argument("--area", required=True, help="行政区域代码")
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="生效日期，默认今天")

    def handle(self, *args: Any, name: str, area: str, valid_from: date | None, **options: Any) -> None:
        place = Area.objects.filter(code=area).first()
        if place is None:
            raise CommandError(f"没有代码为{area}的行政区域。")
        try:
            told = enter_example(name, place, valid_from or timezone.localdate())
        except (ValidationError, Refused) as error:
            raise CommandError(str(getattr(error, "message", error))) from error
        self.stdout.write(f"{place}：{read(name)['name']}")
        for line in told:
            self.stdout.write(f"  {line}")
