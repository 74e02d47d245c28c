"""Dispatching, handing back and giving to another unit."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from suggestions.assigning import Plan, units_of
from suggestions.models import Assignment
from workflow.deadlines import add_months
from workflow.transitions import OutOfStep, Refused


def rules(row, **where) -> dict:
    return {clock.rule: clock for clock in row.clocks.open().filter(**where)}


def test_dispatch_makes_parts_with_clocks_of_their_own(way):
    cast = way.cast
    row = way.registered(joint=True)
    row = way.take(
        row,
        "dispatch",
        cast.zhou,
        lead=cast.education,
        co=[cast.transport],
        requirement="请现场办理",
        key=True,
    )
    lead, co = row.assignments.order_by("pk")
    assert (lead.office, lead.role, co.office, co.role) == (cast.education, "lead", cast.transport, "co")
    assert {lead.dispatcher, lead.state, lead.requirement} == {cast.committee, "sent", "请现场办理"}
    assert row.key and row.lead_office == cast.education and row.dispatched_on == timezone.localdate()
    assert set(rules(row, assignment=lead)) == {"hand_back", "first_contact"}
    assert set(rules(row, assignment=co)) == {"hand_back", "co_opinion"}
    assert all(clock.office == co.office for clock in rules(row, assignment=co).values())
    assert lead.events.get().action == "send" and lead.events.get().actor == cast.zhou


def test_the_reply_is_due_three_months_from_dispatch_at_the_lead_unit(way):
    row = way.dispatched()
    clock = rules(row, assignment=None)["reply"]
    assert clock.office == way.cast.education and clock.due_on == row.due_on
    assert clock.due_on >= add_months(row.dispatched_on, 3)
    assert set(rules(row, assignment=None)) == {"reply"}


def test_everybody_concerned_is_told(way):
    way.dispatched(co=[way.cast.transport], joint=True)
    told = Notice.objects.filter(kind="suggestion.dispatch").values_list("recipient__username", flat=True)
    assert sorted(told) == ["chen", "he", "sun", "wu", "zhao", "zheng"]


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({}, "lead"),
        ({"co": ["transport"]}, "lead"),
        ({"separate": ["transport"]}, "separate"),
        ({"lead": "education", "separate": ["transport", "housing"]}, "separate"),
        ({"lead": "education", "co": ["education"]}, "co"),
        ({"separate": ["transport", "transport"]}, "separate"),
        ({"lead": "committee"}, "lead"),
        ({"lead": "west_committee"}, "lead"),
    ],
)
def test_a_plan_the_rules_do_not_know_is_refused_beside_its_field(way, plan, field):
    cast, row = way.cast, way.registered()
    data = {
        k: [getattr(cast, n) for n in v] if isinstance(v, list) else getattr(cast, v) for k, v in plan.items()
    }
    with pytest.raises(Refused) as refused:
        way.take(row, "dispatch", cast.zhou, **data)
    assert refused.value.field == field
    row.refresh_from_db()
    assert row.state == "registered" and not row.assignments.exists()


def test_separate_units_each_answer_their_own_part(way):
    cast = way.cast
    row = way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.transport])
    assert [part.role for part in row.assignments.all()] == ["separate", "separate"]
    assert row.lead_office is None and row.due_on


def test_an_office_closed_down_handles_nothing(cast):
    cast.housing.active = False
    cast.housing.save()
    assert cast.housing not in units_of(cast.city)
    with pytest.raises(Refused):
        Plan(lead=cast.housing).check(cast.city)


# --- giving a part to another unit


def test_a_lead_part_handed_back_goes_to_another_unit_and_keeps_the_day(way):
    cast, row = way.cast, way.dispatched()
    due, part = row.due_on, way.handed_back(row)
    row = way.take(row, "redispatch", cast.zhou, assignment=part, office=cast.housing)
    new = row.assignments.get(office=cast.housing)
    assert (new.role, new.round, new.state) == ("lead", 1, "sent")
    assert row.lead_office == cast.housing and row.due_on == due
    assert rules(row, assignment=None)["reply"].office == cast.housing
    assert "redispatch" not in rules(row)
    assert set(rules(row, assignment=new)) == {"hand_back", "first_contact"}


def test_the_coordinating_government_office_may_do_it(way):
    row = way.dispatched()
    part = way.handed_back(row)
    way.take(row, "redispatch", way.cast.wu, assignment=part, office=way.cast.housing)


def test_a_government_office_that_coordinates_none_of_the_units_may_not(way):
    cast, row = way.cast, way.dispatched()
    cast.education.coordinator = None
    cast.education.save()
    part = way.handed_back(row)
    with pytest.raises(PermissionDenied):
        way.take(row, "redispatch", cast.wu, assignment=part, office=cast.housing)


def test_only_a_co_part_may_fall_away(way):
    cast, row = way.cast, way.dispatched(co=[way.cast.transport])
    lead, co = way.handed_back(row), way.handed_back(row, cast.transport)
    with pytest.raises(Refused) as refused:
        way.take(row, "redispatch", cast.zhou, assignment=lead)
    assert refused.value.field == "office"
    way.take(row, "redispatch", cast.zhou, assignment=co)
    assert list(rules(row, rule="redispatch").values())[0].assignment == lead
    assert Assignment.objects.filter(suggestion=row).count() == 2


@pytest.mark.parametrize("name", ["education", "transport", "committee"])
def test_the_next_unit_must_be_a_new_one(way, name):
    cast, row = way.cast, way.dispatched(co=[way.cast.transport])
    part = way.handed_back(row)
    with pytest.raises(Refused) as refused:
        way.take(row, "redispatch", cast.zhou, assignment=part, office=getattr(cast, name))
    assert refused.value.field == "office"


def test_a_second_redispatch_of_the_same_part_is_too_late(way):
    cast, row = way.cast, way.dispatched()
    part = way.handed_back(row)
    way.take(row, "redispatch", cast.zhou, assignment=part, office=cast.housing)
    with pytest.raises(OutOfStep):
        way.take(row, "redispatch", cast.zhou, assignment=part, office=cast.transport)


# --- what the page shows before it is sent


def test_the_page_shows_each_day_it_would_start_and_why(way, client):
    row = way.registered()
    client.force_login(way.cast.zhou)
    page = client.get(reverse("suggestions:step", args=(row.pk, "dispatch")))
    ahead = {one.rule: one for one in page.context["ahead"]}
    assert set(ahead) == {"reply", "co_opinion", "first_contact", "hand_back"}
    assert "今天交办，各项期限为" in page.content.decode() and "怎样算出" in page.content.decode()
    assert "3个月" in ahead["reply"].why and ahead["reply"].steps
    row = way.take(row, "dispatch", way.cast.zhou, lead=way.cast.education, co=[way.cast.transport])
    started = {clock.rule: clock.due_on for clock in row.clocks.open()}
    assert started == {rule: one.due_on for rule, one in ahead.items()}


def test_a_proposed_unit_is_chosen_with_one_click(way, client):
    row, cast = way.registered(), way.cast
    client.force_login(cast.zhou)
    url = reverse("suggestions:step", args=(row.pk, "dispatch"))
    assert (
        f'value="{cast.transport.pk}" selected'
        in client.get(url, {"lead": cast.transport.pk}).content.decode()
    )
    assert client.get(url, {"lead": "x"}).status_code == 200
