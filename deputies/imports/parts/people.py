"""The person of each line: code, name and everything that is told about him."""

import datetime as dt
from typing import Any

from django.db.models import Count
from django.utils import timezone

from deputies.choices import Gender
from deputies.codes import next_codes
from deputies.imports import cells
from deputies.imports.columns import ImportColumn
from deputies.imports.matching import Matcher
from deputies.imports.places import contains
from deputies.imports.run import Entry, Part, Person, merged
from deputies.imports.sheet import Line
from deputies.models import Deputy, Mandate
from offices.models import Area
from pages.masks import mask_phone


def _month(value: Any) -> dt.date:
    return cells.month(value, timezone.localdate())


PERSONAL = (
    ImportColumn("gender", "性别", cells.gender, choices=tuple(Gender.labels), sample="男", width=8),
    ImportColumn("ethnicity", "民族", cells.ethnicity, longest=20, sample="汉族", width=10),
    ImportColumn("birth_month", "出生年月", _month, hint="如1970-05、1970年5月", sample="1970-05", width=12),
    ImportColumn("party", "政治面貌", cells.prose, longest=20, sample="中共党员", width=12),
    ImportColumn("education", "学历", cells.prose, longest=20, sample="大学本科", width=12),
    ImportColumn("employer", "工作单位及职务", cells.prose, longest=120, sample="某某小学校长", width=30),
    ImportColumn("expertise", "专业特长", cells.prose, longest=120, sample="教育", width=16),
    ImportColumn(
        "phone", "联系电话", cells.phone, hint="11位手机或带区号的固定电话", sample="13800000000", width=16
    ),
    ImportColumn("address", "通讯地址", cells.prose, longest=120, sample="某某路1号", width=30),
    ImportColumn("postcode", "邮政编码", cells.postcode, hint="6位数字", sample="353000", width=10),
)
PLACED = ("行政区域", "层级", "届次")  # columns that tell where a line belongs
NAMED = ("姓名", "出生年月", "代表证号")  # whom it is about, where it has no code
LOCATED = (
    ImportColumn(
        "area",
        "行政区域",
        cells.text,
        required=True,
        clearable=False,
        hint="名称或行政区划代码",
        sample="某某区",
    ),
)


class PeoplePart(Part):
    """Finds or makes the deputy of each line and brings the personal columns up to date."""

    columns = (
        ImportColumn(
            "code",
            "代表编号",
            cells.code,
            longest=20,
            clearable=False,
            hint="新代表留空，由系统编号",
            width=18,
        ),
        ImportColumn(
            "name", "姓名", cells.name, required=True, longest=50, clearable=False, named=True, sample="张三"
        ),
        *PERSONAL,
        *LOCATED,
    )
    tables = (Deputy,)

    def plan(self) -> None:
        """Lines with faults go along as far as what they rest on is sound, so that all of a row's are told at once."""
        run = self.run
        for line in run.lines:
            self._place(line)
        run.people = Matcher(run, [entry for entry in run.entries if _tells_who(entry.line)]).gather()
        for person in run.people:
            self._fill(person)
        run.people = [person for person in run.people if all(line.sound(*PLACED) for line in person.lines)]
        self._number()

    def _place(self, line: Line) -> None:
        """The line's area and term, as far as its cells can be read."""
        label = PLACED[0]
        try:
            area = self.run.places.area(line["area"]) if line.sound(label) else None
            label = PLACED[2]
            if area and line.sound(*PLACED):
                term = self.run.places.term(area, line["level"], line["term"])
                self.run.entries.append(Entry(line, area, term))
        except cells.Unreadable as fault:
            self.run.fault([line], label, str(fault))

    def _fill(self, person: Person) -> None:
        run, deputy = self.run, person.deputy
        values = {column.name: merged(run, person, column) for column in (self.columns[1], *PERSONAL)}
        values = {name: _stored(name, value) for name, value in values.items() if value is not None}
        self._phone(person, values)
        if not person.new and values.get("name", deputy.name) != deputy.name:
            run.note(
                f"第{person.lines[0].number}行：代表{deputy.code}的姓名将由“{deputy.name}”改为“{values['name']}”。"
            )
        if area := self._area(person):
            values["area"] = area
        if person.new:
            for name, value in values.items():
                setattr(deputy, name, value)
            deputy.code = person.lines[0]["code"] or ""
            run.create(deputy, person.lines)
        else:
            run.change(deputy, person.lines, **values)

    def _phone(self, person: Person, values: dict[str, Any]) -> None:
        """A masked phone, as an export gives it, leaves the registry's own."""
        given = values.get("phone", "")
        if "*" in given:
            if given != mask_phone(person.deputy.phone):
                self.run.fault(person.lines, "联系电话", "带*号的号码与登记的不符，请填写完整号码或留空。")
            del values["phone"]

    def _area(self, person: Person) -> Area | None:
        """The innermost area the lines name; an area above the deputy's own does not move him."""
        named = sorted({entry.area for entry in person.entries}, key=lambda area: area.path)
        inner = named[-1]
        if any(not contains(area, inner) for area in named):
            self.run.fault(person.lines, "行政区域", "同一代表填写了互不隶属的行政区域。")
            return None
        if not person.new and contains(inner, person.deputy.area):
            return None
        return inner

    def _number(self) -> None:
        """Give the new ones without a code the next numbers of their areas."""
        waiting: dict[Area, list[Deputy]] = {}
        for person in self.run.people:
            if person.new and not person.deputy.code:
                waiting.setdefault(person.deputy.area, []).append(person.deputy)
        for area, deputies in waiting.items():
            for deputy, code in zip(deputies, next_codes(area, len(deputies)), strict=True):
                deputy.code = code

    @classmethod
    def cells(cls, mandates: list[Mandate]) -> list[dict[str, Any]]:
        names = [mandate.deputy.area.name for mandate in mandates]
        alike = Area.objects.filter(name__in=names).values("name").annotate(n=Count("pk")).filter(n__gt=1)
        unclear = set(alike.values_list("name", flat=True))
        return [_cells(mandate.deputy, unclear) for mandate in mandates]


def _tells_who(line: Line) -> bool:
    """Can the line be matched: by a code, or by what stands for one?"""
    return line.sound("代表编号") and (line["code"] is not None or line.sound(*NAMED))


def _stored(name: str, value: Any) -> Any:
    return None if name == "birth_month" and value == "" else value


def _cells(deputy: Deputy, unclear: set[str]) -> dict[str, Any]:
    values = {name: getattr(deputy, name) for name in ("code", "name", *(column.name for column in PERSONAL))}
    return values | {
        "gender": deputy.get_gender_display(),
        "birth_month": f"{deputy.birth_month:%Y-%m}" if deputy.birth_month else "",
        "area": deputy.area.code if deputy.area.name in unclear else deputy.area.name,
    }
