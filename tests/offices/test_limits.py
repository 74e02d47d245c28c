"""Reading dated settings."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction

from offices.catalogue import CATALOGUE
from offices.defaults import seed
from offices.epoch import KEY, epoch, forget, listen
from offices.limits import setting
from offices.models import Area, Setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas(db) -> dict[str, Area]:
    city = Area.objects.add_root({"code": "420100", "name": "江城市", "kind": "city"})
    county = Area.objects.add_child(city, {"code": "420101", "name": "东区", "kind": "county"})
    other = Area.objects.add_child(city, {"code": "420102", "name": "西区", "kind": "county"})
    return {"city": city, "county": county, "other": other}


def put(key: str, value: str, valid_from: date, area: Area | None = None) -> Setting:
    return Setting.objects.create(
        key=key, value=value, unit="workday", source="测试", valid_from=valid_from, area=area
    )


def test_every_key_of_the_catalogue_has_a_default_that_the_catalogue_would_accept():
    for key in CATALOGUE.values():
        limit = setting(key.key)
        assert key.clean(limit.value, limit.unit, limit.start_event) == limit.value
        assert limit.source
    assert set(Setting.objects.values_list("key", flat=True)) == set(CATALOGUE)


def test_the_law_counts_from_its_day_and_old_cases_have_a_value_too():
    assert "第五十一条" in setting("reply").source
    assert setting("reply").valid_from == date(2025, 3, 11)
    assert setting("reply", on=date(2016, 5, 1)).number == 3


def test_the_nearest_area_wins_and_its_neighbour_knows_nothing_of_it(areas):
    put("hand_back", "9", date(2020, 1, 1), areas["city"])
    put("hand_back", "5", date(2021, 1, 1), areas["county"])
    assert setting("hand_back", areas["county"]).number == 5
    assert setting("hand_back", areas["other"]).number == 9
    assert setting("hand_back").number == 7


def test_a_value_holds_from_its_day_and_not_before(areas):
    put("hand_back", "9", date(2026, 1, 1), areas["city"])
    put("hand_back", "5", date(2027, 1, 1), areas["city"])
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [setting("hand_back", areas["county"], day).number for day in days] == [7, 9, 9, 5]


def test_an_unknown_key_is_a_lookup_error_that_names_it():
    with pytest.raises(LookupError, match="nothing_like_it"):
        setting("nothing_like_it")


@pytest.mark.django_db(transaction=True)
class TestReadingTwice:
    """With transactions that really end."""

    @pytest.fixture(autouse=True)
    def seeds(self):
        seed(Setting)  # an earlier test of this kind has emptied the tables

    def test_costs_one_query_for_all_keys_of_an_area_and_then_none(self, areas, django_assert_num_queries):
        cache.delete(KEY)
        with django_assert_num_queries(1):
            setting("hand_back", areas["county"])
        with django_assert_num_queries(0):
            setting("hand_back", areas["county"], date(2020, 1, 1))
            with pytest.raises(LookupError):
                setting("no_such", areas["county"])

    def test_sees_a_committed_value_at_once(self, areas):
        assert setting("hand_back", areas["county"]).number == 7
        put("hand_back", "4", date(2020, 1, 1), areas["county"])
        assert setting("hand_back", areas["county"]).number == 4

    def test_sees_its_own_transaction_and_forgets_what_was_rolled_back(self, areas):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            put("hand_back", "4", date(2020, 1, 1), areas["county"])
            assert setting("hand_back", areas["county"]).number == 4
            raise ZeroDivisionError
        assert setting("hand_back", areas["county"]).number == 7

    def test_sees_a_withdrawn_value_no_more(self, areas):
        row = put("hand_back", "4", date(2020, 1, 1), areas["county"])
        assert setting("hand_back", areas["county"]).number == 4
        row.delete()
        assert setting("hand_back", areas["county"]).number == 7

    def test_works_without_the_cache_and_believes_nothing_old(self, areas, monkeypatch):
        monkeypatch.setattr("liaison.cache.Outage.rest_until", float("inf"))
        assert setting("hand_back", areas["county"]).number == 7
        put("hand_back", "4", date(2020, 1, 1), areas["county"])
        assert setting("hand_back", areas["county"]).number == 4


def test_a_request_hears_the_word_once_and_the_next_one_anew():
    listen()
    first = epoch()
    cache.set(KEY, "said meanwhile")
    assert epoch() == first != "said meanwhile"
    listen()
    assert epoch() == "said meanwhile"
    forget()
    cache.set(KEY, "said outside")
    assert epoch() == "said outside"
