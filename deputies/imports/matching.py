"""Whom a line is about: by code, by certificate and term, or by name, month of birth and area."""

from collections import defaultdict
from typing import Any

from deputies.imports.places import contains
from deputies.imports.run import Entry, Person, Run
from deputies.models import Deputy, Mandate
from offices.models import Area


class Matcher:
    """Gathers the lines of a sheet by person. Lines that could mean several people become faults."""

    def __init__(self, run: Run, entries: list[Entry]) -> None:
        self.run, self.entries = run, entries
        self.people: dict[Any, Person] = {}
        self.newcomers: dict[str, set[Any]] = defaultdict(set)  # name → keys
        codes = {line["code"] for line in run.lines} - {None}
        names = {entry.line["name"] for entry in entries if not entry.line["code"]}
        everybody = Deputy._base_manager.defer("grams").select_related("area")
        self.by_code = {deputy.code: deputy for deputy in everybody.filter(code__in=codes)}
        self.known = {deputy.pk: deputy for deputy in self.by_code.values()}
        self.by_name: dict[str, list[Deputy]] = defaultdict(list)
        for deputy in everybody.filter(name__in=names, area__in=list(run.places.within)):
            self.by_name[deputy.name].append(self.known.setdefault(deputy.pk, deputy))
        self.by_certificate = self._certificates()

    def _certificates(self) -> dict[tuple[int, str], int]:
        """(term, certificate) → deputy, for the lines that have no code."""
        asked = {(e.term.pk, e.line["certificate"]) for e in self.entries if not e.line["code"]}
        rows = Mandate._base_manager.filter(
            term__in={term for term, _ in asked}, certificate__in={number for _, number in asked},
            deputy__area__in=list(self.run.places.within),
        )  # fmt: skip
        found = {(term, number): pk for term, number, pk in rows.values_list("term", "certificate", "deputy")}
        unknown = set(found.values()) - set(self.known)
        self.known |= {d.pk: d for d in Deputy._base_manager.filter(pk__in=unknown).select_related("area")}
        return found

    def gather(self) -> list[Person]:
        """The people of the sheet; lines with a code first, so that lines without one can join them."""
        for line in self.run.lines:
            if self._elsewhere(line["code"]):
                self.run.fault([line], "代表编号", "该编号已由管理范围以外的代表使用。")
        for entry in sorted(self.entries, key=lambda one: one.line["code"] is None):
            if entry.line["code"]:
                self._by_code(entry)
            else:
                self._without_code(entry)
        for person in self.people.values():
            person.entries.sort(key=lambda one: one.line.number)
        return sorted(self.people.values(), key=lambda person: person.lines[0].number)

    def _by_code(self, entry: Entry) -> None:
        code = entry.line["code"]
        deputy = self.by_code.get(code)
        if deputy is None:
            self._join(("code", code), entry)
        elif not self._elsewhere(code):
            self._join(("row", deputy.pk), entry, deputy)

    def _elsewhere(self, code: str | None) -> bool:
        """Does the code belong to a deputy of an area that this person does not keep?"""
        return code in self.by_code and self.by_code[code].area_id not in self.run.places.within

    def _without_code(self, entry: Entry) -> None:
        holder = self.by_certificate.get((entry.term.pk, entry.line["certificate"]))
        if holder is not None:
            self._join(("row", holder), entry, self.known[holder])
            return
        candidates = self._candidates(entry)
        if len(candidates) > 1:
            codes = "、".join(sorted(deputy.code for deputy in candidates))
            self.run.fault(
                [entry.line], "代表编号", f"有{len(candidates)}名代表同名（{codes}），请填写代表编号。"
            )
        elif candidates and entry.line["birth_month"] is None:
            self.run.fault(
                [entry.line], "出生年月", f"已有同名代表（{candidates[0].code}），请填写代表编号或出生年月。"
            )
        elif candidates:
            self._join(("row", candidates[0].pk), entry, candidates[0])
        else:
            self._new(entry)

    def _candidates(self, entry: Entry) -> list[Deputy]:
        born = entry.line["birth_month"]
        return [
            deputy
            for deputy in self.by_name.get(entry.line["name"], [])
            if _related(deputy.area, entry.area) and (born is None or deputy.birth_month == born)
        ]

    def _new(self, entry: Entry) -> None:
        """A person the registry does not know: perhaps one of another line of this sheet."""
        name, born = entry.line["name"], entry.line["birth_month"]
        alike = [
            (key, self.people[key])
            for key in self.newcomers[name]
            if _related(self.people[key].entries[0].area, entry.area)
        ]
        same = [key for key, person in alike if born and born in {one["birth_month"] for one in person.lines}]
        if len(same) == 1:
            self._join(same[0], entry)
        elif alike and (born is None or any(None in {x["birth_month"] for x in p.lines} for _, p in alike)):
            number = alike[0][1].lines[0].number
            self.run.fault(
                [entry.line],
                "出生年月",
                f"与第{number}行同名，不能确定是否同一人，请填写代表编号或出生年月。",
            )
        else:
            self._join(("line", entry.line.number), entry)

    def _join(self, key: Any, entry: Entry, deputy: Deputy | None = None) -> None:
        if key not in self.people:
            self.people[key] = Person(deputy or Deputy(area=entry.area), [], new=deputy is None)
        self.people[key].entries.append(entry)
        if deputy is None:
            self.newcomers[entry.line["name"]].add(key)


def _related(one: Area, other: Area) -> bool:
    return contains(one, other) or contains(other, one)
