"""Small sheets brought in with a dry run: grids with their deputies, and where stations lie. All or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import IO, Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from deputies.imports.snapshots import snapshot
from deputies.models import Deputy, Import, ImportRow, Upload
from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from offices.scope import scope_of
from pages.names import wrong_name
from pages.sheets import BadSheet, RowError, SheetColumn, read_sheet, stream_sheet
from stations.choices import GridTier
from stations.labels import area_of
from stations.models import Grid, GridDeputy, Station
from stations.places import wrong_places

MOST_ROWS = 5000


@dataclass(frozen=True)
class Written:
    """A row that was written, and its values before (None: it is new; else those columns alone that may change)."""

    row: Model
    before: dict[str, Any] | None

    def note(self, made: Import) -> ImportRow:
        after = snapshot(self.row, digest=True)
        if self.before is not None:
            after = {name: after[name] for name in self.before}
        return ImportRow(
            made_in=made, table=self.row._meta.label_lower, row_id=self.row.pk, before=self.before, after=after
        )  # fmt: skip


@dataclass
class Plan:
    """What a sheet would do: told in lines, with its faults; `deeds` write it. samples: rows of the empty sheet left in."""

    lines: list[str] = field(default_factory=list)
    faults: list[RowError] = field(default_factory=list)
    deeds: list[Callable[[], Written]] = field(default_factory=list)
    same: int = 0
    samples: list[int] = field(default_factory=list)
    made: Import | None = None

    def fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(RowError(row, column, message))

    def do(self, line: str, deed: Callable[[], Written]) -> None:
        self.lines.append(line)
        self.deeds.append(deed)

    @property
    def digest(self) -> str:
        """What was shown, so that nothing else is written."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()


@dataclass(frozen=True)
class SheetKind:
    """A sheet that may be brought in: its words, its columns with a sample and a hint, and its reader."""

    key: str
    title: str
    columns: tuple[tuple[str, str, str], ...]
    plan: Callable[[Any, list[tuple[int, dict[str, Any]]]], Plan]
    verb: str

    def is_sample(self, row: dict[str, Any]) -> bool:
        """The empty sheet's own sample, left where it was: every column says the same."""
        return all(_text(row, label) == sample for label, sample, _ in self.columns)


def dry_run(kind: SheetKind, file: IO[bytes], user: Any) -> Plan:
    """What the sheet would do. Raises BadSheet when it cannot be read, lacks columns or is too long."""
    rows = list(read_sheet(file))
    if not rows:
        raise BadSheet("表格里没有要导入的行，请填写后再上传。")
    labels = {label for _, row in rows[:1] for label in row}
    if lacking := [label for label, _, hint in kind.columns if "必填" in hint and label not in labels]:
        raise BadSheet(f"缺少列：{'、'.join(lacking)}。请用空白表填写。")
    if len(rows) > MOST_ROWS:
        raise BadSheet(f"一次最多{MOST_ROWS}行，请分几次导入。")
    samples = [number for number, row in rows if kind.is_sample(row)]
    if len(samples) == len(rows):
        raise BadSheet("表格里只有示例行，请填写后再上传。")
    plan = kind.plan(user, [(number, row) for number, row in rows if number not in samples])
    plan.samples = samples
    return plan


@transaction.atomic
def carry_out(kind: SheetKind, file: IO[bytes], user: Any, digest: str, upload: Upload) -> Plan:
    """Write what was shown, so noted that it can be undone as a whole (plan.made).

    Faults or another digest: nothing is written, and the plan says so by its own digest.
    """
    plan = dry_run(kind, file, user)
    if plan.faults or plan.digest != digest:
        return plan
    written = [deed() for deed in plan.deeds]
    new = sum(one.before is None for one in written)
    counts = {"created": new, "updated": len(written) - new, "unchanged": plan.same}
    plan.made = Import.objects.create(
        area=area_of(user),
        kind=kind.key,
        file_name=upload.file_name,
        made_by=user,
        upload=upload.pk,
        **counts,
    )
    tables = [Grid, GridDeputy, Station]  # what is referred to before what refers
    written.sort(key=lambda one: tables.index(type(one.row)))
    ImportRow.objects.bulk_create([one.note(plan.made) for one in written], batch_size=500)
    enter(EntryKind.DEED, kind.verb, user, subject=plan.made, data={"changes": len(plan.lines)})
    return plan


def template(kind: SheetKind) -> bytes:
    """The empty sheet with one sample row."""
    file = BytesIO()
    cover = {label: hint for label, _, hint in kind.columns} | {
        "填写": "上传后先核对；有一处错误时全部不导入。"
    }
    columns = [SheetColumn(label, 22) for label, _, _ in kind.columns]
    stream_sheet(file, kind.title, columns, [[sample for _, sample, _ in kind.columns]], cover)
    return file.getvalue()


def _text(row: dict[str, Any], label: str) -> str:
    value = row.get(label)
    return "" if value is None else str(value).strip()


def _areas(user: Any) -> dict[str, list[Area]]:
    """The areas in reach, by name and by code."""
    found: dict[str, list[Area]] = {}
    for area in Area.objects.filter(pk__in=scope_of(user).ids("area")):
        for word in {area.name, area.code}:
            found.setdefault(word, []).append(area)
    return found


# --- grids


class _Grids:
    """Reads the rows of a grid sheet one after another; big grids must stand before or be known."""

    def __init__(self, user: Any, rows: list[tuple[int, dict[str, Any]]]) -> None:
        self.rows, self.plan, self.today = rows, Plan(), timezone.localdate()
        self.seen: dict[str, int] = {}  # code → the first row that has it
        self.unsound: set[str] = set()  # big grids of the sheet whose own rows have faults
        self.areas = _areas(user)
        codes = {_text(row, label) for _, row in rows for label in ("网格编号", "所属大网格编号")}
        self.grids = {
            grid.code: grid
            for grid in Grid._base_manager.filter(code__in=codes).select_related("area", "parent")
        }
        self.reach = scope_of(user).ids("area")
        people = Deputy.objects.visible_to(user)
        names = {name for _, row in rows for name in _names(row)}
        self.people: dict[str, list[Deputy]] = {}
        for deputy in people.filter(name__in=names) | people.filter(code__in=names):
            for word in {deputy.name, deputy.code} & names:
                self.people.setdefault(word, []).append(deputy)
        held = GridDeputy._base_manager.filter(grid__code__in=codes, ends_on=None).select_related("deputy")
        self.held: dict[int, dict[int, GridDeputy]] = {}
        for one in held:
            self.held.setdefault(one.grid_id, {})[one.deputy_id] = one

    def read(self) -> Plan:
        for number, row in self.rows:
            self._row(number, row, _text(row, "网格编号"))
        return self.plan

    def _row(self, number: int, row: dict[str, Any], code: str) -> None:
        """Every fault of the row; where there is none, what it changes."""
        before = len(self.plan.faults)
        if code and self.seen.setdefault(code, number) != number:
            self.plan.fault(number, "网格编号", f"与第{self.seen[code]}行重复。")
        tier = {label: value for value, label in GridTier.choices}.get(_text(row, "层级") or "小网格")
        for label, most in (("网格编号", 30), ("网格名称", 60)):
            if not (written := _text(row, label)):
                self.plan.fault(number, label, f"请填写{label[2:]}。")
            elif len(written) > most:
                self.plan.fault(number, label, f"最多{most}个字，现有{len(written)}个字。")
        if said := wrong_name(_text(row, "网格名称")):
            self.plan.fault(number, "网格名称", said)
        if tier is None:
            self.plan.fault(number, "层级", "只能填大网格或小网格。")
        homes = _text(row, "户数")
        if homes and not (homes.isdecimal() and len(homes) < 10):
            self.plan.fault(number, "户数", "请填写整数，不超过9位。")
        area, parent = self._area(number, row), self._parent(number, row, tier)
        deputies = self._deputies(number, row)
        known = self.grids.get(code)
        if known and known.pk and known.area_id not in self.reach:
            self.plan.fault(number, "网格编号", "这个编号已被其他区域使用。")
        if len(self.plan.faults) == before and area:
            facts = {"area": area, "tier": tier, "name": _text(row, "网格名称"), "parent": parent}
            if homes:
                facts["households"] = int(homes)
            self._write(known, code, facts, deputies)
        elif tier != GridTier.SMALL and code not in self.grids:
            self.unsound.add(code)

    def _area(self, number: int, row: dict[str, Any]) -> Area | None:
        word = _text(row, "行政区域")
        found = self.areas.get(word, [])
        if len(found) == 1:
            return found[0]
        said = (
            "请填写行政区域。"
            if not word
            else f"有{len(found)}个同名区域，请填写代码。"
            if found
            else "您的范围内没有这个行政区域。"
        )
        self.plan.fault(number, "行政区域", said)
        return None

    def _parent(self, number: int, row: dict[str, Any], tier: str | None) -> Grid | None:
        code = _text(row, "所属大网格编号")
        if not code:
            return None
        parent = self.grids.get(code)
        if tier == GridTier.BIG:
            self.plan.fault(number, "所属大网格编号", "大网格没有上级，请留空。")
        elif code in self.unsound:
            return None  # its own row says what is wrong
        elif parent is None or parent.tier != GridTier.BIG:
            self.plan.fault(number, "所属大网格编号", "没有这个大网格；请先填大网格的行，再填小网格。")
        return parent

    def _deputies(self, number: int, row: dict[str, Any]) -> list[Deputy] | None:
        """The deputies of the row; None for a blank cell, which changes nothing."""
        names = _names(row)
        found = []
        for name in names:
            who = self.people.get(name, [])
            if len(who) == 1:
                found.append(who[0])
            else:
                said = f"有{len(who)}位代表叫“{name}”，请填写代表编号。" if who else f"没有代表“{name}”。"
                self.plan.fault(number, "代表", said)
        return found if names else None

    def _write(
        self, known: Grid | None, code: str, facts: dict[str, Any], deputies: list[Deputy] | None
    ) -> None:
        grid = known or Grid(code=code)
        before = snapshot(grid) if grid.pk else None
        changed = [name for name, value in facts.items() if grid.pk is None or getattr(grid, name) != value]
        for name, value in facts.items():
            setattr(grid, name, value)
        self.grids[code] = grid
        if grid.pk is None:
            self.plan.do(
                f"新增{grid.get_tier_display()}“{grid.name}”（{code}，{grid.area}）",
                lambda: _save(grid, None),
            )
        elif changed:
            self.plan.do(f"修改网格“{grid.name}”（{code}）", lambda: _save(grid, before))
        moves = self._moves(grid, deputies)
        if grid.pk and not changed and not moves:
            self.plan.same += 1
        for line, deed in moves:
            self.plan.do(line, deed)

    def _moves(self, grid: Grid, deputies: list[Deputy] | None) -> list[tuple[str, Callable[[], Written]]]:
        """Who comes and who leaves; a blank cell changes nothing."""
        if deputies is None:
            return []
        held = dict(self.held.get(grid.pk, {})) if grid.pk else {}
        found: list[tuple[str, Callable[[], Written]]] = []
        for deputy in dict.fromkeys(deputies):
            if held.pop(deputy.pk, None) is None:
                found.append((f"{deputy}编入“{grid.name}”", lambda d=deputy: self._join(grid, d)))
        for one in held.values():
            found.append((f"{one.deputy}离开“{grid.name}”", lambda o=one: self._leave(o)))
        return found

    def _join(self, grid: Grid, deputy: Deputy) -> Written:
        return Written(GridDeputy._base_manager.create(grid=grid, deputy=deputy, starts_on=self.today), None)

    def _leave(self, one: GridDeputy) -> Written:
        before = snapshot(one)
        one.ends_on = max(self.today, one.starts_on)
        one.save(update_fields=["ends_on"])
        return Written(one, before)


def _save(grid: Grid, before: dict[str, Any] | None) -> Written:
    grid.parent = grid.parent  # its key, once the big grid of an earlier row has been written
    grid.save()
    return Written(grid, before)


def _names(row: dict[str, Any]) -> list[str]:
    text = _text(row, "代表").replace("，", "、").replace(",", "、").replace(";", "、").replace("；", "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def plan_grids(user: Any, rows: list[tuple[int, dict[str, Any]]]) -> Plan:
    return _Grids(user, rows).read()


# --- where stations lie


def plan_places(user: Any, rows: list[tuple[int, dict[str, Any]]]) -> Plan:
    """Longitude and latitude by the station's code."""
    plan = Plan()
    codes = [_text(row, "站点编号").upper() for _, row in rows]
    known = {one.code: one for one in Station.objects.visible_to(user).in_use().filter(code__in=codes)}
    seen: dict[str, int] = {}
    for (number, row), code in zip(rows, codes, strict=True):
        station = known.get(code)
        east, north = _degrees(row, "经度"), _degrees(row, "纬度")
        wrong = wrong_places(east, north)
        if code in seen:
            wrong.append(("站点编号", f"与第{seen[code]}行重复。"))
        elif station is None:
            wrong.append(("站点编号", "您的范围内没有这个在用的站点。"))
        for fault in wrong:
            plan.fault(number, *fault)
        if wrong or station is None:
            pass
        elif (station.longitude, station.latitude) == (east, north):
            plan.same += 1
        else:
            plan.do(f"{station}：经度{east}，纬度{north}", lambda s=station, e=east, n=north: _place(s, e, n))
        seen.setdefault(code, number)
    return plan


def _degrees(row: dict[str, Any], label: str) -> Decimal | None:
    try:
        found = Decimal(_text(row, label)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _place(station: Station, east: Decimal | None, north: Decimal | None) -> Written:
    known = snapshot(station)
    before = {name: known[name] for name in ("longitude", "latitude")}
    station.longitude, station.latitude = east, north
    station.save(update_fields=["longitude", "latitude"])
    return Written(station, before)


KINDS: dict[str, SheetKind] = {
    kind.key: kind
    for kind in (
        SheetKind("grids", "导入网格和网格代表", (
            ("行政区域", "清河街道", "必填；名称或代码"), ("网格编号", "QH-D01", "必填；不能重复"),
            ("网格名称", "清河街道大网格", "必填"), ("层级", "大网格", "大网格或小网格；空白为小网格"),
            ("所属大网格编号", "", "小网格填写；大网格的行要在前面"), ("户数", "1200", "可以不填"),
            ("代表", "陈建国、DB00002", "姓名或代表编号，几位用、分开；空白不改动，不再列出的离开网格"),
        ), plan_grids, "导入网格"),
        SheetKind("places", "导入站点坐标", (
            ("站点编号", "LLZ00001", "必填"), ("站点名称", "清河街道人大代表联络站", "只供核对，不导入"),
            ("经度", "118.123456", "必填；十进制度，如118.123456"), ("纬度", "27.123456", "必填；十进制度，如27.123456"),
        ), plan_places, "导入站点坐标"),
    )
}  # fmt: skip
