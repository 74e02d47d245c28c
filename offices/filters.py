"""The filter bars of the registers."""

import django_filters
from django.core.cache import cache

from accounts.models import AdminKind, User
from offices.choices import OfficeKind, Role
from offices.models import Area, Category, Office
from pages.filters import DayRange, FilterSet, Pick


def categories() -> list[tuple[int, str]]:
    """The categories in use; kept for a minute, so that a list need not read them each time."""
    return cache.get_or_set("offices:categories", _in_use, 60)


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
