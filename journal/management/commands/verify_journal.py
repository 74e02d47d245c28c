"""`manage.py verify_journal [--head 120:ab12…]`: is the journal as it was sealed?"""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from journal.verifying import Report, still_stands, verify


def head(text: str) -> tuple[int, str]:
    """A head as the command prints it: position and digest with a colon between."""
    position, _, told = text.partition(":")
    if not position.isdigit() or len(told) != 64:
        raise ArgumentTypeError(f"{text} 应形如 120:64位摘要")
    return int(position), told


class Command(BaseCommand):
    """Exit code 0 when whole; 1 when broken, with the first broken row on the first line."""

    help = "核验日志封存链；完好时打印条数和末环摘要，否则指出第一处损坏并以1退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        """A head that was printed earlier may be given, to see that the chain was not shortened."""
        parser.add_argument("--head", type=head, help="此前打印的末环，形如 120:64位摘要")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the chain and say what was found."""
        report = verify()
        noted = options["head"]
        if noted and not still_stands(*noted):
            report.note("missing", noted[0], None, f"此前记录的末环（第{noted[0]}环）已不在链中")
        if not report.whole:
            self._tell_faults(report)
            raise SystemExit(1)
        self.stdout.write(f"日志完好：已封存{report.count}条，待封存{report.waiting}条。")
        self.stdout.write(f"末环 {report.head_position}:{report.head}")

    def _tell_faults(self, report: Report) -> None:
        first, *others = report.faults
        self.stdout.write(f"日志已损坏：{first.words}（{first.kind}）")
        for fault in others:
            self.stdout.write(f"  另有：{fault.words}（{fault.kind}）")
        self.stdout.write(f"共{report.fault_count}处；核验了{report.count}条，待封存{report.waiting}条。")
