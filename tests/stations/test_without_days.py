"""Which stations hold no reception days: covered by those below, served by the one above, or by nobody."""

import datetime as dt

import pytest

from stations.models import DayRule, Station
from stations.without_days import holdings


@pytest.fixture
def tree(cast):
    """总站 above 清河站 (with a rule) and a bare station; a point below 清河站."""
    facts = {"tier": cast.qinghe.tier, "kind": cast.qinghe.kind, "area": cast.street}
    top = Station.objects.add_root({"code": "Z1", "name": "总站", **facts})
    hall = Station.objects.add_child(top, {"code": "Z2", "name": "一站", **facts})
    bare = Station.objects.add_child(top, {"code": "Z3", "name": "二站", **facts})
    point = Station.objects.add_child(hall, {"code": "Z4", "name": "联络点", **facts})
    DayRule.objects.create(
        station=hall,
        pattern="days",
        days="10",
        starts_at=dt.time(9),
        ends_at=dt.time(11),
        starts_on=dt.date(2026, 1, 1),
    )
    return top, hall, bare, point


def test_a_tier_above_is_covered_a_point_is_served_and_the_bare_one_is_named(tree):
    top, hall, bare, _ = tree
    found = holdings(tree, {hall.pk})
    assert found.covered == [(top, 1)] and found.bare == [bare] and found.more == 0
    assert [row.name for row in holdings(tree, set()).bare] == ["总站", "一站", "联络点", "二站"]


def test_the_plan_says_so(client, cast, tree):
    client.force_login(cast.zhou)
    page = client.get(f"/receptions/plan/?year={dt.date.today().year}&station={tree[0].pk}").content.decode()
    assert "由下级1个站点接待" in page and "没有自己接待日的站点" in page and "二站" in page
