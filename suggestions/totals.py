"""The totals below the suggestion ledger, each with its denominator; counted while the rows stream by.

Every share reconciles: the classes and 未答复 add up to the total (domain rule 55, seed row NH-03).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

WIDTH = 21
MOST_LINES = 60  # room kept for them on the last sheet
UNANSWERED, REFERENCE, UNCLASSED = "未答复", "仅供参考", "未分类"
Class = tuple[int, str, str]  # its order, code and label
RULES = (
    "办复率=已答复件数÷已交办件数；解决率=结果类别计入解决的件数÷已答复件数（仅供参考、不书面答复的不计入）；"
    "落实率=已落实件数÷已答复件数，已落实的是结果类别计入解决的和承诺事项全部落实的；"
    "满意率=对办理结果评为满意的评价数÷已收到的评价数（按签名代表逐人计，逾期未反馈的不计入）。"
)


@dataclass
class Totals:
    """Counts over the rows of one ledger. Iterating gives the footer rows, so do it after the rows."""

    rows: int = 0
    dispatched: int = 0
    replied: int = 0
    resolved: int = 0
    kept: int = 0
    met: int = 0
    noted: int = 0
    classes: Counter = field(default_factory=Counter)
    grades: Counter = field(default_factory=Counter)

    def count(
        self, *, dispatched: bool, replied: bool, met: bool, result_class: Class | None, resolved: bool,
        grades: Iterable[str], noted: bool = False, kept: bool = False,
    ) -> None:  # fmt: skip
        """Take one suggestion in. result_class: (order, code, label) once replied; grades: of its result.

        kept: carried out, by its class or by its promises.
        noted: attended to without a written reply, for it was only for reference.
        """
        self.rows += 1
        self.dispatched += dispatched
        self.replied += replied
        self.met += met and dispatched
        self.resolved += resolved and replied
        self.kept += kept and replied
        self.noted += noted
        self.classes[class_of(result_class, replied, noted)] += 1
        self.grades.update(grades)

    def lines(self) -> list[str]:
        """The totals as sentences."""
        told = [f"合计{self.rows}件，其中已交办{self.dispatched}件"]
        for (_, code, label), count in sorted(self.classes.items()):
            told.append(
                f"{f'{code} {label}'.strip()}：{count}件，占{share(count, self.rows)}（占合计{self.rows}件）"
            )
        told.append(f"办复率：{ratio(self.replied, self.dispatched)}（已答复÷已交办）")
        written = self.replied - self.noted
        told.append(
            f"解决率：{ratio(self.resolved, written)}（计入解决的结果类别÷已答复{'，不含仅供参考' * bool(self.noted)}）"
        )
        told.append(
            f"落实率：{ratio(self.kept, written)}（已落实÷已答复{'，不含仅供参考' * bool(self.noted)}）"
        )
        told.append(f"面商率：{ratio(self.met, self.dispatched)}（已面商÷已交办）")
        rated = self.grades.total()
        for label in ("满意", "基本满意", "不满意"):
            told.append(f"{label}率：{ratio(self.grades[label], rated)}（办理结果评价数÷已收到评价数）")
        return told

    def __len__(self) -> int:
        return MOST_LINES

    def __iter__(self) -> Iterator[list[Any]]:
        for number, line in enumerate(self.lines()):
            yield ["" if number else "合计", "", line, *[""] * (WIDTH - 3)]


def class_of(result_class: Class | None, replied: bool, noted: bool) -> Class:
    """Where one is counted, so that what has no class is counted as well and all add up."""
    if not replied:
        return (999, "", UNANSWERED)
    return result_class or ((997, "", REFERENCE) if noted else (998, "", UNCLASSED))


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def ratio(part: int, whole: int) -> str:
    """12÷15=80.0%."""
    return f"{part}÷{whole}={share(part, whole)}" if whole else f"{part}÷0（无可计算的件数）"
