"""The groups of each person and his duty in them; who leaves a group keeps the history of it."""

from collections import defaultdict
from typing import Any

from deputies.choices import GroupDuty
from deputies.imports import cells
from deputies.imports.columns import ImportColumn
from deputies.imports.run import Part, Person, merged
from deputies.imports.sheet import Line
from deputies.models import OWN_LEVEL, Group, GroupMember, Mandate
from offices.models import Area


class GroupsPart(Part):
    """Puts each person into the groups the sheet names, and ends the memberships it no longer names."""

    columns = (
        ImportColumn(
            "groups", "代表小组", cells.several, longest=50, named=True, sample="第一代表小组", width=20,
            hint="几个用、分开；没有的将新建",
        ),
        ImportColumn(
            "duties", "组内职务", cells.duties, choices=tuple(GroupDuty.labels), sample="组员", width=12,
            hint="与代表小组一一对应，留空为组员",
        ),
    )  # fmt: skip
    tables = (Group, GroupMember)

    def plan(self) -> None:
        self._load()
        known = {line.number for person in self.run.people for line in person.lines}
        for line in self.run.lines:
            if line.number not in known:  # nobody knows whose it is; its cells can be looked at all the same
                self._fitting([line], line["groups"], line["duties"])
        for person in self.run.people:
            names = merged(self.run, person, self.columns[0])
            duties = merged(self.run, person, self.columns[1])
            if self._fitting(person.lines, names, duties) and names is not None:
                self._fill(person, names or (), duties or ())
        self._check_leaders()
        if self.founded:
            names = "、".join(f"{group.name}（{group.area}）" for group in self.founded)
            self.run.note(f"将新建代表小组{len(self.founded)}个：{names}。")

    def _load(self) -> None:
        people = [person.deputy.pk for person in self.run.people if not person.new]
        self.held: dict[int, list[GroupMember]] = defaultdict(list)
        rows = GroupMember._base_manager.filter(deputy__in=people, ends_on__isnull=True)
        for member in rows.select_related("group", "deputy"):
            self.held[member.deputy_id].append(member)
        areas = [area.pk for area in self.run.places.by_path.values()]
        self.groups = {
            (row.area_id, row.name): row
            for row in Group._base_manager.filter(area__in=areas, active=True).select_related("area")
        }
        self.founded: list[Group] = []
        self.joined: dict[int, tuple[Group, list[GroupMember]]] = {}  # unsaved groups have no hash
        self.left: set[int] = set()
        self.lines: dict[int, Person] = {}

    def _fitting(self, lines: list[Line], names: Any, duties: Any) -> bool:
        """Can both cells be read, and is there a group for each duty?"""
        labels = [column.label for column in self.columns]
        if not all(line.sound(*labels) for line in lines):
            return False
        if duties and names is None:
            self.run.fault(lines, labels[1], "填写了组内职务，但没有填写代表小组。")
        elif duties and len(duties) != len(names):
            said = f"填写了{len(names)}个小组、{len(duties)}个职务，应一一对应。"
            self.run.fault(lines, labels[1], said)
        return all(line.sound(labels[1]) for line in lines)

    def _fill(self, person: Person, names: tuple[str, ...], duties: tuple[str, ...]) -> None:
        wanted = {
            id(group): (group, duty)
            for name, duty in zip(names, duties or [None] * len(names), strict=True)
            if (group := self._group(person, name))
        }
        for member in self.held.get(person.deputy.pk, []):
            group, duty = wanted.pop(id(self._same(member.group)), (None, None))
            if group is None:
                self._leave(person, member)
            elif duty and duty != member.duty:
                self._leave(person, member)
                self._join(person, group, duty)
        for group, duty in wanted.values():
            self._join(person, group, duty or GroupDuty.MEMBER.value)

    def _same(self, group: Group) -> Group:
        return self.groups.get((group.area_id, group.name), group)

    def _group(self, person: Person, name: str) -> Group:
        """The group of that name in the person's area or above; a new one where there is none."""
        chain = self.run.places.chain(person.deputy.area)
        for area in chain:
            if found := self.groups.get((area.pk, name)):
                return found
        home: Area = next((area for area in chain if area.kind in OWN_LEVEL), chain[0])
        group = Group(area=home, name=name)
        self.groups[home.pk, name] = group
        self.founded.append(group)
        self.run.create(group)
        return group

    def _leave(self, person: Person, member: GroupMember) -> None:
        self.left.add(member.pk)
        self.run.change(member, (), ends_on=max(self.run.today, member.starts_on))
        self.run.touch(person.lines, f"退出{member.group}（{member.get_duty_display()}）")

    def _join(self, person: Person, group: Group, duty: str) -> None:
        member = GroupMember(group=group, deputy=person.deputy, duty=duty, starts_on=self.run.today)
        self.joined.setdefault(id(group), (group, []))[1].append(member)
        self.lines[id(member)] = person
        self.run.create(member)
        self.run.touch(person.lines, f"加入{group}（{member.get_duty_display()}）")

    def _check_leaders(self) -> None:
        """One current leader a group; more than two deputy leaders are worth a note (seed row ZY-02)."""
        touched = [group.pk for group, _ in self.joined.values() if group.pk]
        staying = GroupMember._base_manager.filter(group__in=touched, ends_on__isnull=True)
        leading = defaultdict(list)
        for member in (
            staying.exclude(pk__in=self.left).filter(duty=GroupDuty.LEADER).select_related("deputy")
        ):
            leading[member.group_id].append(member.deputy.name)
        for group, members in self.joined.values():
            new = [member for member in members if member.duty == GroupDuty.LEADER]
            names = [*leading.get(group.pk, []), *(member.deputy.name for member in new)]
            if new and len(names) > 1:
                for member in new:
                    self.run.fault(
                        self.lines[id(member)].lines,
                        "组内职务",
                        f"{group.name}只能有一名组长：{'、'.join(names)}。",
                    )
            if sum(member.duty == GroupDuty.DEPUTY_LEADER for member in members) > 2:
                self.run.note(f"{group.name}的副组长超过2名。")

    @classmethod
    def cells(cls, mandates: list[Mandate]) -> list[dict[str, Any]]:
        people = {mandate.deputy_id for mandate in mandates}
        rows = GroupMember._base_manager.filter(deputy__in=people, ends_on__isnull=True)
        held: dict[int, list[GroupMember]] = defaultdict(list)
        for member in rows.select_related("group").order_by("pk"):
            held[member.deputy_id].append(member)
        return [
            {
                "groups": "、".join(member.group.name for member in held[mandate.deputy_id]),
                "duties": "、".join(member.get_duty_display() for member in held[mandate.deputy_id]),
            }
            for mandate in mandates
        ]
