"""The mandate of each line: one per person and term, its certificate unique in the term."""

from collections import defaultdict
from typing import Any

from deputies.choices import Level, MandateState
from deputies.imports import cells
from deputies.imports.columns import ImportColumn
from deputies.imports.run import Entry, Part, Person
from deputies.imports.sheet import Line
from deputies.models import Delegation, Mandate, MandateEvent


class MandatesPart(Part):
    """Finds or makes the mandate of each line, with its delegation."""

    columns = (
        ImportColumn(
            "level", "层级", cells.level, required=True, clearable=False, choices=tuple(Level.labels),
            sample="县级", width=8,
        ),
        ImportColumn(
            "term", "届次", cells.ordinal, required=True, clearable=False, hint="数字，如17", sample="17",
            width=8,
        ),
        ImportColumn(
            "certificate", "代表证号", cells.code, required=True, longest=30, clearable=False, sample="0001"
        ),
        ImportColumn(
            "constituency", "选区或选举单位", cells.prose, longest=80, sample="第1选区", width=20,
            hint="县乡填选区，其他填选举单位",
        ),
        ImportColumn(
            "delegation", "代表团", cells.prose, longest=50, named=True, hint="没有的将新建",
            sample="某某街道代表团",
        ),
    )  # fmt: skip
    tables = (Delegation, Mandate)

    def plan(self) -> None:
        run = self.run
        entries = [entry for person in run.people for entry in person.entries]
        self.terms = {entry.term.pk: entry.term for entry in entries}
        self._load()
        for person in run.people:
            for entry in self._once_per_term(person):
                self._fill(person, entry)
        self._check_certificates(entries)
        for term, names in self.founded.items():
            run.note(f"{self.terms[term]}将新建代表团{len(names)}个：{'、'.join(names)}。")

    def _load(self) -> None:
        known = [person.deputy.pk for person in self.run.people if not person.new]
        self.held: dict[tuple[int, int], list[Mandate]] = defaultdict(list)
        for mandate in Mandate._base_manager.filter(deputy__in=known, term__in=self.terms):
            self.held[mandate.deputy_id, mandate.term_id].append(mandate)
        self.delegations = {
            (row.term_id, row.name): row for row in Delegation._base_manager.filter(term__in=self.terms)
        }
        self.founded: dict[int, list[str]] = defaultdict(list)

    def _once_per_term(self, person: Person) -> list[Entry]:
        """The person's lines, less those that name one term twice."""
        first: dict[int, Entry] = {}
        sound = []
        for entry in person.entries:
            twin = first.setdefault(entry.term.pk, entry)
            if twin is entry:
                sound.append(entry)
                continue
            for line, other in ((entry.line, twin.line), (twin.line, entry.line)):
                self.run.fault([line], "届次", f"与第{other.number}行重复：同一代表同一届只能有一行。")
        return sound

    def _fill(self, person: Person, entry: Entry) -> None:
        line = entry.line
        held = self.held.get((person.deputy.pk, entry.term.pk), [])
        current = next((one for one in held if one.state != MandateState.ENDED), None)
        if held and current is None:
            self.run.fault([line], "届次", f"该代表{entry.term}的资格已终止，不能通过导入恢复。")
            return
        values: dict[str, Any] = {"certificate": line["certificate"]}
        if line["constituency"] is not None:
            values["constituency"] = line["constituency"]
        if line["delegation"] is not None:
            values["delegation"] = self._delegation(entry) if line["delegation"] else None
        if current is None:
            current = Mandate(
                deputy=person.deputy, term=entry.term, level=entry.term.level, starts_on=entry.term.starts_on,
                **values,
            )  # fmt: skip
            self.run.create(current, [line])
        else:
            current.deputy = person.deputy
            self.run.change(current, [line], **values)
        entry.mandate = current

    def _delegation(self, entry: Entry) -> Delegation:
        key = entry.term.pk, entry.line["delegation"]
        if key not in self.delegations:
            self.delegations[key] = Delegation(term=entry.term, name=key[1])
            self.founded[key[0]].append(key[1])
            self.run.create(self.delegations[key])
        return self.delegations[key]

    def _check_certificates(self, entries: list[Entry]) -> None:
        """No two mandates of a term end up with one certificate, in the sheet or outside it."""
        written: dict[tuple[int, str], list[Line]] = defaultdict(list)
        for entry in self.run.entries:  # whomever they are about
            if entry.line.sound("届次", "代表证号"):
                written[entry.term.pk, entry.line["certificate"]].append(entry.line)
        for (_, number), lines in written.items():
            if len(lines) > 1:
                rows = "、".join(f"第{line.number}行" for line in lines)
                self.run.fault(lines, "代表证号", f"代表证号{number}在{rows}重复。")
        planned: dict[tuple[int, str], list[Line]] = defaultdict(list)
        for entry in entries:
            if entry.mandate:
                planned[entry.term.pk, entry.mandate.certificate].append(entry.line)
        ours = {entry.mandate.pk for entry in entries if entry.mandate and entry.mandate.pk}
        others = Mandate._base_manager.filter(
            term__in=self.terms, certificate__in={number for _, number in planned}
        )
        for other in others.exclude(pk__in=ours).select_related("deputy"):
            if lines := planned.get((other.term_id, other.certificate)):
                self.run.fault(lines, "代表证号", f"已由{other.deputy.name}（{other.deputy.code}）使用。")

    def after_write(self, file_name: str) -> None:
        rows = self.run.created[Mandate]
        events = [
            MandateEvent(
                subject=row,
                action="import",
                after=row.state,
                actor=self.run.user,
                note=f"导入《{file_name}》",
            )
            for row in rows
        ]
        MandateEvent._base_manager.bulk_create(events, batch_size=2000)

    @classmethod
    def cells(cls, mandates: list[Mandate]) -> list[dict[str, Any]]:
        return [
            {
                "level": mandate.get_level_display(),
                "term": mandate.term.number,
                "certificate": mandate.certificate,
                "constituency": mandate.constituency,
                "delegation": mandate.delegation.name if mandate.delegation_id else "",
            }
            for mandate in mandates
        ]
