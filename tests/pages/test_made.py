"""Models made in one stroke are those that Django makes; fields of a filter bar are shared only where nobody differs."""

import django_filters
import pytest
from django.db.models import Count, F
from django.test import RequestFactory

from offices.models import Office, Post
from pages.filters import FilterSet, Pick
from pages.made import Made, made
from pages.paging import capped_count

pytestmark = pytest.mark.django_db


def shape(row) -> dict:
    """All a row holds, with what was read beside it."""
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    beside = {name: other and shape(other) for name, other in row._state.fields_cache.items()}
    return held | {"beside": beside, "state": (row._state.db, row._state.adding), "kind": type(row)}


def test_rows_hold_what_django_puts_into_them(cast, django_assert_num_queries):
    posts = Post.objects.order_by("pk")
    for rows in (
        posts, posts.select_related("user", "office__area", "office__coordinator"), posts.only("user", "title"),
        posts.defer("title").annotate(more=F("pk") + 1), posts.select_related("area").annotate(n=Count("pk")),
    ):  # fmt: skip
        with django_assert_num_queries(1):
            mine = list(made(rows))
        assert [shape(row) for row in mine] == [shape(row) for row in rows] != []
        assert [row.get_deferred_fields() for row in mine] == [row.get_deferred_fields() for row in rows]


def test_what_several_rows_lead_to_is_made_once(cast):
    city = [
        post for post in made(Post.objects.select_related("area", "user")) if post.area_id == cast.city.pk
    ]
    assert len(city) > 1 and len({id(post.area) for post in city}) == 1
    assert len({id(post.user) for post in city}) == len({post.user_id for post in city})


def test_a_row_made_may_be_changed_and_saved(cast):
    row = made(Office.objects.filter(pk=cast.education.pk)).get()
    row.name = "云川市教育委员会"
    row.save()
    assert Office.objects.get(pk=row.pk).name == "云川市教育委员会"


def test_values_stay_values_and_rows_of_one_parent_know_it(cast):
    assert list(made(Office.objects.values_list("pk"))) == list(Office.objects.values_list("pk"))
    rows = cast.sun.posts.all()
    rows._iterable_class = Made
    assert all(row.user is cast.sun for row in rows) and rows


def test_a_count_stops_at_its_cap_and_knows_that_nothing_is_nothing(cast):
    everything = Office.objects.count()
    assert capped_count(Office.objects.order_by("name"), everything) == (everything, False)
    assert capped_count(Office.objects.all(), everything - 1) == (everything - 1, True)
    assert capped_count(Office.objects.none(), 10) == (0, False)


WORDS = [("a", "甲")]


class Fields(FilterSet):
    rare = ("code",)
    kind = django_filters.ChoiceFilter(label="类别", choices=[("x", "某"), ("y", "另")])
    found = django_filters.ChoiceFilter(label="所见", choices=lambda: WORDS)
    code = django_filters.CharFilter(label="代码")
    area = Pick(label="区域", queryset=lambda request: request.areas, options="options")


def bar(areas, **asked) -> tuple[FilterSet, str]:
    request = RequestFactory().get("/", asked)
    request.areas = areas
    shown = Fields(request.GET, queryset=Office.objects.all(), request=request)
    return shown, shown.bar() + shown.more()


def test_what_is_the_same_for_everybody_is_made_once_and_what_differs_is_not(cast, monkeypatch):
    nothing = cast.city._meta.model.objects.none()
    everywhere = type(cast.city).objects.all()
    _, blank = bar(nothing)
    first, _ = bar(everywhere, kind="x", area=cast.east.pk)
    second, filled = bar(everywhere, kind="y", code="0<1", area=cast.city.pk)
    assert set(Fields.still) == {"kind", "code"}
    assert set(first.form.fields) == {"kind", "area"}
    assert first.form.fields["kind"] is second.form.fields["kind"]
    assert first.form.fields["area"] is not second.form.fields["area"]
    assert 'value="y" selected' in filled and "0&lt;1" in filled and cast.city.name in filled
    assert "selected" not in blank.replace('value="" selected', "") and cast.city.name not in blank
    assert "<details" in blank and "open" in filled and " open" not in blank
    monkeypatch.setitem(globals(), "WORDS", [("b", "乙")])
    third, later = bar(nothing)
    assert "甲" in blank and "乙" in later and "甲" not in later
    assert later == blank.replace("甲", "乙").replace('"a"', '"b"')
