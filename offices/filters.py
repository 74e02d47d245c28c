"""The filter bars of the registers."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import AdminKind, User
from offices.choices import OfficeKind, Role
from offices.models import Area, Category, Office
from offices.remembering import remembered
from offices.scope import by_place
from pages.filters import DayRange, FilterSet, Pick


class Few(django_filters.ModelChoiceFilter):
    """One of a few rows, of a Remembered model: they are not asked for at every page."""

    def offered(self, request: HttpRequest) -> tuple[tuple[int, str], ...]:
        """The keys and words to choose from."""
        rows = self.extra["queryset"]
        if callable(rows):
            return by_place(request.user, ("few", rows), lambda: _told(rows(request)))
        return remembered(("few", rows), lambda: _told(rows.all()))


def _told(rows: QuerySet) -> tuple[tuple[int, str], ...]:
    return tuple([(row.pk, str(row)) for row in rows])


def categories() -> list[tuple[int, str]]:
    """The categories in use."""
    return remembered("categories", _in_use)


def _in_use() -> list[tuple[int, str]]:
    return list(Category.objects.filter(active=True).values_list("pk", "name"))


class UserFilters(FilterSet):
    admin_kind = django_filters.ChoiceFilter(
        label="类别", choices=[("business", "业务用户"), *AdminKind.choices[1:]], method="of_kind"
    )
    is_active = django_filters.ChoiceFilter(label="状态", choices=[("1", "启用"), ("0", "停用")])

    def of_kind(self, rows, name, value):
        return rows.filter(admin_kind="" if value == "business" else value)


class OfficeFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=OfficeKind.choices)
    area = Pick(label="行政区域", queryset=Area.objects.all(), options="offices:area_options")
    active = django_filters.ChoiceFilter(label="状态", choices=[("1", "在用"), ("0", "停用")])


class PostFilters(FilterSet):
    role = django_filters.ChoiceFilter(label="岗位", choices=Role.choices)
    user = Pick(label="人员", queryset=User.objects.all(), options="offices:user_options")
    office = Pick(label="机构", queryset=Office.objects.all(), options="offices:office_options")
    starts_on = DayRange(label="任职自")
    held = django_filters.ChoiceFilter(
        label="状态", choices=[("now", "在任"), ("ended", "已结束"), ("future", "未开始")], method="by_time"
    )

    def by_time(self, rows, name, value):
        return rows.at_time(value)
