"""What processes remember of a few rows: until one of them is changed, and each place its own."""

import pytest
from django.test import RequestFactory

from offices.filters import Few, categories
from offices.models import Area, Category, Post
from offices.scope import by_place, scope_of

pytestmark = pytest.mark.django_db


def offered(user, rows) -> list[str]:
    request = RequestFactory().get("/")
    request.user = type(user).objects.get(pk=user.pk)
    return [word for _, word in Few(label="区域", queryset=rows).offered(request)]


def below(request):
    return Area.objects.filter(pk__in=scope_of(request.user).ids("area")).order_by("path")


def test_a_few_rows_are_read_once_and_anew_when_one_was_written(cast, django_assert_num_queries):
    rows = Area.objects.filter(kind="county")
    assert offered(cast.zhou, rows) == ["东湖区", "西岭区"]
    with django_assert_num_queries(1):  # the user alone
        offered(cast.zhou, rows)
    cast.east.name = "东湖新区"
    cast.east.save()
    assert offered(cast.zhou, rows) == ["东湖新区", "西岭区"]


def test_each_place_has_its_own_and_who_sees_by_other_ways_is_asked_for(cast):
    assert offered(cast.zhou, below)[0] == "云川市" and len(offered(cast.zhou, below)) == 5
    assert offered(cast.tang, below) == ["西岭区", "望江街道"]
    made = []
    for user in (cast.zhou, cast.gao, cast.zhou, cast.chen, cast.chen):
        by_place(type(user).objects.get(pk=user.pk), "once", lambda user=user: made.append(user))
    assert made == [cast.zhou, cast.gao, cast.chen, cast.chen]


def test_areas_and_categories_written_are_seen_at_once(cast):
    Area.objects.add_child(cast.west, {"code": "990102009", "name": "新街道", "kind": "street"})
    assert offered(cast.tang, below) == ["西岭区", "望江街道", "新街道"]
    before = categories()
    Category.objects.create(code="X9", name="新类别", order=99)
    assert [name for _, name in categories()] == [*(name for _, name in before), "新类别"]


def test_nobody_is_asked_for_a_place_he_has_not(cast):
    Post.objects.filter(user=cast.zhou).delete()
    assert offered(cast.zhou, below) == []
