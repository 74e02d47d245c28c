"""The exchange with a 12345 hotline by file, both ways (domain rule 74): .xlsx or .json, safe to repeat.

Out: what was sent to the hotline and is not answered, without the voter. In: its numbers and results, and matters
that the hotline hands to the station. A row is known by our number or by the hotline's own; nothing is written twice.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Category
from pages.sheets import RowError, read_sheet
from stations.choices import Channel, OpinionState, Route
from stations.forms.fields import categories_for
from stations.intake import NewMatter, log_visit
from stations.models import Opinion, Station
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

OURS, THEIRS, TEXT, CATEGORY, RESULT = "编号", "工单号", "反映事项", "类别", "办理结果"
COLUMNS = (OURS, THEIRS, TEXT, CATEGORY, "行政区域", "联络站", "转交日期", "办理期限", RESULT)
NAMESPACE = uuid.UUID("5d2f3f4e-7c83-4a2e-9a35-12345aaaa001")
CALLER = "12345热线转来"
TAKEN_IN = "受理热线转来的事项"
MOST_ROWS = 2000
LONGEST = {THEIRS: 40, TEXT: 5000, RESULT: 5000}
FIELD_COLUMNS = {"outside": THEIRS, "answer": RESULT}  # fields of the steps, as the file's columns


@dataclass
class Taken:
    """What a file brought: (row, words) of what was done, what was known already, where it is wrong or doubtful."""

    done: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0
    faults: list[RowError] = field(default_factory=list)
    doubts: list[RowError] = field(default_factory=list)  # taken in, but to be looked at

    @property
    def faulty_rows(self) -> int:
        return len({fault.row for fault in self.faults})


class Wrong(ValueError):
    """A row that cannot be taken: (column, words) for each of its faults."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("".join(words for _, words in faults))
        self.faults = faults


class BadFile(ValueError):
    """Not a file of the exchange; str() is the sentence to show."""


def outgoing(user: Any) -> QuerySet:
    """What waits for the hotline's answer, as far as this person may know of it."""
    rows = Opinion.objects.visible_to(user).filter(route=Route.HOTLINE, state=OpinionState.REFERRED)
    return rows.select_related("station", "area", "category").defer("grams").order_by("referred_on", "pk")


def as_rows(opinions: QuerySet) -> Iterator[list[Any]]:
    """One list per opinion, in the order of COLUMNS; no voter's name or number."""
    for row in opinions:
        yield [row.number, row.outside_number, row.text, row.category.name, row.area.name, row.station.name,
               row.referred_on, row.due_on, ""]  # fmt: skip


def as_json(opinions: QuerySet) -> str:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in as_rows(opinions)]
    return json.dumps({"热线交换": rows}, ensure_ascii=False, default=str, indent=1)


def read_file(file: IO[bytes], name: str) -> list[tuple[int, dict[str, str]]]:
    """(row number, {label: value}) of a .xlsx or .json file. Raises BadFile."""
    if name.lower().endswith(".json"):
        return list(_json_rows(file))
    rows = [
        (number, {label: _text(value) for label, value in row.items()}) for number, row in read_sheet(file)
    ]
    return _checked(rows)


def _json_rows(file: IO[bytes]) -> list[tuple[int, dict[str, str]]]:
    try:
        data = json.loads(file.read().decode("utf-8-sig"))
    except ValueError as error:
        raise BadFile("不是有效的 JSON 文件（须为 UTF-8 编码）。") from error
    rows = data.get("热线交换") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFile("JSON 文件应为对象的列表，或含“热线交换”列表的对象。")
    return _checked([(n, {str(k): _text(v) for k, v in row.items()}) for n, row in enumerate(rows, 1)])


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _checked(rows: list[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    if len(rows) > MOST_ROWS:
        raise BadFile(f"一次最多{MOST_ROWS}行，请分几个文件。")
    if rows and not {OURS, THEIRS} & set(rows[0][1]):
        raise BadFile(f"没有“{OURS}”或“{THEIRS}”这一列。")
    return rows


def take_rows(actor: Any, rows: list[tuple[int, dict[str, str]]], station: Station | None) -> Taken:
    """Take each row by itself; the same file again finds everything known. station: where new matters go."""
    taken = Taken()
    for number, row in rows:
        try:
            with transaction.atomic():
                words = _take(actor, row, station)
        except PermissionDenied:
            taken.faults.append(RowError(number, OURS if row.get(OURS) else THEIRS, "这件意见不归您办理。"))
        except Wrong as no:
            taken.faults += [RowError(number, *fault) for fault in no.faults]
        except Refused as no:
            taken.faults.append(RowError(number, FIELD_COLUMNS.get(no.field, no.field), str(no)))
        except OutOfStep as no:
            taken.faults.append(RowError(number, "", str(no)))
        else:
            if words:
                taken.done.append((number, words))
                if doubt := _doubt(row, station, words):
                    taken.doubts.append(RowError(number, CATEGORY, doubt))
            else:
                taken.known += 1
    return taken


def _take(actor: Any, row: dict[str, str], station: Station | None) -> str:
    """What was done for one row, "" when all of it was known. Raises Wrong; Refused, whose field is a column or a step's."""
    wrong = [
        (column, f"最多{most}字。") for column, most in LONGEST.items() if len(row.get(column, "")) > most
    ]
    ours, theirs, result = row.get(OURS, ""), row.get(THEIRS, ""), row.get(RESULT, "")
    visible = Opinion.objects.visible_to(actor)
    opinion = visible.filter(number=ours).first() if ours else None
    if ours and opinion is None:
        raise Wrong([(OURS, f"没有编号为{ours}的意见。"), *wrong])
    if opinion is None and theirs:
        opinion = visible.filter(outside_number=theirs).first()
        if opinion is None and Opinion._base_manager.filter(outside_number=theirs).exists():
            return ""  # another station's
    if opinion is None:
        wrong += _lacking(row, station)
    if wrong:
        raise Wrong(wrong)
    if opinion is None:
        return _new(actor, row, theirs, station)  # type: ignore[arg-type]  # said by _lacking
    if opinion.route != Route.HOTLINE:
        return ""
    return _known(actor, opinion, theirs, result)


def _known(actor: Any, opinion: Opinion, theirs: str, result: str) -> str:
    """Its number and result, as far as they are new."""
    if opinion.state != OpinionState.REFERRED:
        return ""
    if result:
        data = {"outside": theirs} if theirs else {}
        perform(OPINION, opinion.pk, "hotline", actor, answer=result, **data)
        return f"{opinion.number}：登记办理结果"
    if theirs and theirs != opinion.outside_number:
        perform(OPINION, opinion.pk, "number", actor, outside=theirs)
        return f"{opinion.number}：登记工单号{theirs}"
    return ""


def _lacking(row: dict[str, str], station: Station | None) -> list[tuple[str, str]]:
    """What a matter that is new needs and does not have."""
    lacking = [(column, f"新转来的事项须有“{column}”。") for column in (THEIRS, TEXT) if not row.get(column)]
    return lacking if station else [*lacking, ("", "请选择接收新事项的联络站。")]


def _new(actor: Any, row: dict[str, str], theirs: str, station: Station) -> str:
    """A matter that the hotline hands to the station; who called stays with the hotline."""
    category = _category(station, row.get(CATEGORY, ""))
    logged = log_visit(actor, station, {"voter_name": CALLER}, [NewMatter(row[TEXT], category)], on=timezone.localdate(),
                       token=uuid.uuid5(NAMESPACE, theirs), channel=Channel.HOTLINE)  # fmt: skip
    opinion = logged.visit.matters.get().opinion
    Opinion._base_manager.filter(pk=opinion.pk).update(outside_number=theirs)
    return f"{opinion.number}：{TAKEN_IN}" if logged.fresh else ""


def _category(station: Station, name: str) -> Category:
    """The category of that name; where there is none, 其他, of which _doubt tells."""
    rows = list(categories_for(station.area))
    if not rows:
        raise Refused("本地没有可用的类别。")
    return next(
        (row for row in rows if row.name == name), next((r for r in rows if r.name == "其他"), rows[-1])
    )


def _doubt(row: dict[str, str], station: Station | None, words: str) -> str:
    """A matter just taken in whose category is not known here: what it was taken as."""
    if station is None or not words.endswith(TAKEN_IN):
        return ""
    name = row.get(CATEGORY, "")
    found = _category(station, name)
    if found.name == name:
        return ""
    said = f"本地没有“{name[:30]}”这一类别" if name else "没有填写类别"
    return f"{said}，已按“{found}”登记，请在意见页面改正。"
