"""Filter bars of the registry's lists."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from deputies.choices import Gender, GroupKind, Level, MandateState
from deputies.models import Delegation, Deputy, Group, GroupMember, Mandate, Term
from deputies.reach import areas_within, terms_reached
from offices.models import Area
from pages.filters import FilterSet, Pick

# the parties as they are asked for, and the words by which a registry writes them
PARTIES = {
    "中共党员": ("中共", "共产党"), "共青团员": ("共青团", "团员"), "民革": ("民革", "国民党革命"),
    "民盟": ("民盟", "民主同盟"), "民建": ("民建", "民主建国"), "民进": ("民进", "民主促进"),
    "农工党": ("农工",), "致公党": ("致公",), "九三学社": ("九三",), "台盟": ("台盟", "台湾民主自治"),
    "无党派": ("无党派",), "群众": ("群众",),
}  # fmt: skip
OF_MANDATE = ("level", "term", "state", "delegation")  # all of these of one and the same mandate


def _areas(request: Any) -> QuerySet:
    return areas_within(request.user)


def _terms(request: Any) -> QuerySet:
    return terms_reached(request.user)


def _delegations(request: Any) -> QuerySet:
    return Delegation.objects.visible_to(request.user)


def _groups(request: Any) -> QuerySet:
    return Group.objects.visible_to(request.user)


class DeputyFilters(FilterSet):
    level = django_filters.ChoiceFilter(label="层级", choices=Level.choices, method="later")
    term = Pick(label="届次", queryset=_terms, options="deputies:term-options", method="later")
    state = django_filters.ChoiceFilter(label="资格状态", choices=MandateState.choices, method="later")
    delegation = Pick(
        label="代表团", queryset=_delegations, options="deputies:delegation-options", method="later"
    )
    group = Pick(label="代表小组", queryset=_groups, options="deputies:group-options", method="in_group")
    grouped = django_filters.ChoiceFilter(
        label="编入小组", choices=[("1", "已编入"), ("0", "未编入")], method="in_any_group"
    )
    area = Pick(label="行政区域", queryset=_areas, options="deputies:area-options", method="in_area")
    gender = django_filters.ChoiceFilter(label="性别", choices=Gender.choices)
    party = django_filters.ChoiceFilter(
        label="政治面貌", choices=[(name, name) for name in PARTIES], method="of_party"
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """As usual, and the facts of a mandate together: a city deputy suspended is suspended in the city."""
        queryset = super().filter_queryset(queryset)
        asked = {name: value for name in OF_MANDATE if (value := self.form.cleaned_data.get(name))}
        if asked:
            mandates = Mandate.objects.visible_to(self.request.user).filter(deputy=OuterRef("pk"), **asked)
            queryset = queryset.filter(Exists(mandates))
        return queryset

    def later(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset

    def in_group(self, queryset: QuerySet, name: str, value: Group) -> QuerySet:
        return queryset.filter(Exists(self._members().filter(group=value)))

    def in_any_group(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Who is in no group: all are to be in one (seed rows TL-02, YQ-03)."""
        grouped = Exists(self._members())
        return queryset.filter(grouped if value == "1" else ~grouped)

    def _members(self) -> QuerySet:
        members = GroupMember.objects.visible_to(self.request.user)
        return members.filter(deputy=OuterRef("pk"), ends_on__isnull=True)

    def in_area(self, queryset: QuerySet, name: str, value: Area) -> QuerySet:
        return queryset.filter(area__path__startswith=value.path)

    def of_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        written = Q()
        for word in PARTIES[value]:
            written |= Q(party__contains=word)
        return queryset.filter(written)

    class Meta:
        model = Deputy
        fields = ()


class TermFilters(FilterSet):
    level = django_filters.ChoiceFilter(label="层级", choices=Level.choices)
    area = Pick(label="行政区域", queryset=_areas, options="deputies:area-options")

    class Meta:
        model = Term
        fields = ()


class DelegationFilters(FilterSet):
    term = Pick(label="届次", queryset=_terms, options="deputies:term-options")

    class Meta:
        model = Delegation
        fields = ()


class GroupFilters(FilterSet):
    area = Pick(label="行政区域", queryset=_areas, options="deputies:area-options", method="in_area")
    kind = django_filters.ChoiceFilter(label="类别", choices=GroupKind.choices)
    active = django_filters.ChoiceFilter(label="状态", choices=[("1", "在用"), ("0", "停用")])

    def in_area(self, queryset: QuerySet, name: str, value: Area) -> QuerySet:
        return queryset.filter(area__path__startswith=value.path)

    class Meta:
        model = Group
        fields = ()
