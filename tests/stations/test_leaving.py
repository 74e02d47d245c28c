"""A deputy leaves his stations with his last mandate and returns when its end is undone."""

import pytest
from django.utils import timezone

from deputies.lifecycle import MANDATE
from stations.models import Stationing
from workflow.lifecycle import perform


@pytest.fixture
def mandate(cast):
    return cast.chen_deputy.mandates.get()


@pytest.fixture
def ended(cast, mandate):
    """chen's only mandate has ended today."""
    facts = {"basis": "resigned", "ends_on": timezone.localdate(), "announcement": "第9号公告"}
    return perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)


def rows(cast) -> list[tuple]:
    found = Stationing.objects.filter(deputy=cast.chen_deputy).order_by("pk")
    return [(row.station, row.ends_on) for row in found]


def test_his_assignment_ends_with_it_and_comes_back_with_it(cast, ended):
    assert rows(cast) == [(cast.qinghe, timezone.localdate())]
    perform(MANDATE, ended.pk, "restore", cast.zhou, note="录错了人")
    assert rows(cast) == [(cast.qinghe, None)]


def test_a_station_closed_meanwhile_is_not_returned_to(cast, ended):
    cast.qinghe.closed_on = timezone.localdate()
    cast.qinghe.save()
    perform(MANDATE, ended.pk, "restore", cast.zhou, note="录错了人")
    assert rows(cast) == [(cast.qinghe, timezone.localdate())]


def test_what_was_assigned_anew_meanwhile_is_not_doubled(cast, ended):
    Stationing.objects.create(station=cast.qinghe, deputy=cast.chen_deputy, starts_on=timezone.localdate())
    perform(MANDATE, ended.pk, "restore", cast.zhou, note="录错了人")
    assert [end for _, end in rows(cast)] == [timezone.localdate(), None]
