"""A deputy leaves his stations with his last mandate and returns when its end is undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deputies.lifecycle import MANDATE
from notices.models import Notice
from stations.models import Absence, ContactLink, LinkMember, RosterEntry, Stationing
from stations.reception_lifecycle import RECEPTION
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


def test_he_is_taken_off_the_days_ahead_and_the_station_is_told(cast, mandate):
    ahead, today = cast.reception(), timezone.localdate()
    RosterEntry.objects.create(reception=ahead, deputy=cast.zhao_deputy)
    held = cast.reception(on=today, state="open")
    facts = {"basis": "resigned", "ends_on": today, "announcement": "第9号公告"}
    perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)
    assert [entry.deputy for entry in ahead.roster.all()] == [cast.zhao_deputy]
    assert [entry.deputy for entry in held.roster.all()] == [cast.chen_deputy]
    told = Notice.objects.get(recipient=cast.lin, kind="reception.without")
    assert cast.chen_deputy.name in told.body and told.url == ahead.get_absolute_url()
    assert ahead.events.get().action == "without"


def test_the_day_on_which_the_mandate_ends_stays_his(cast, mandate):
    today = timezone.localdate()
    last, later = cast.reception(on=today, state="published"), cast.reception()
    facts = {"basis": "resigned", "ends_on": today, "announcement": "第9号公告"}
    perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)
    assert last.roster.exists() and not later.roster.exists()


@pytest.fixture
def taken_off(cast, mandate):
    """chen's mandate has ended by mistake; two days ahead have lost him, on one of them zhao is left."""
    first, second = cast.reception(), cast.reception(on=timezone.localdate() + timedelta(days=20))
    RosterEntry.objects.create(reception=first, deputy=cast.zhao_deputy)
    facts = {"basis": "resigned", "ends_on": timezone.localdate(), "announcement": "第9号公告"}
    perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)
    return first, second


def on_duty(day) -> set:
    return {entry.deputy for entry in day.roster.select_related("deputy")}


def restore(cast, mandate) -> None:
    perform(MANDATE, mandate.pk, "restore", cast.zhou, note="录错了人")


def test_he_is_back_on_the_days_ahead_when_the_end_is_undone(cast, mandate, taken_off):
    first, second = taken_off
    restore(cast, mandate)
    assert on_duty(first) == {cast.chen_deputy, cast.zhao_deputy} and on_duty(second) == {cast.chen_deputy}
    assert "恢复轮值" in Notice.objects.filter(recipient=cast.lin, kind="reception.with").first().body
    assert [row.action for row in first.events.all()] == ["without", "with"]


def test_a_day_the_station_has_given_to_another_stays_as_it_is(cast, mandate, taken_off):
    first, second = taken_off
    perform(RECEPTION, second.pk, "roster", cast.lin, deputies=[cast.zhao_deputy])
    restore(cast, mandate)
    assert on_duty(second) == {cast.zhao_deputy} and cast.chen_deputy in on_duty(first)


@pytest.mark.parametrize("why", ["away", "elsewhere", "cancelled"])
def test_a_day_that_no_longer_fits_him_is_left_alone(cast, mandate, taken_off, why):
    first, second = taken_off
    if why == "away":
        Absence.objects.create(
            deputy=cast.chen_deputy, starts_on=first.on, ends_on=first.on, reason="出差", recorded_by=cast.lin
        )
    elif why == "elsewhere":
        other = cast.reception(cast.wangjiang, on=first.on)
        RosterEntry.objects.get_or_create(reception=other, deputy=cast.chen_deputy)
    else:
        perform(RECEPTION, first.pk, "cancel", cast.lin, note="停电")
    restore(cast, mandate)
    assert cast.chen_deputy not in on_duty(first) and on_duty(second) == {cast.chen_deputy}


def test_contacts_end_with_him_and_come_back_but_for_those_entered_anew(cast, mandate):
    today = timezone.localdate()
    member = LinkMember.objects.create(area=cast.city, deputy=cast.chen_deputy, rank="member")
    other = LinkMember.objects.create(area=cast.city, deputy=cast.zhao_deputy, rank="chief")
    his = ContactLink.objects.create(member=member, kind="station", station=cast.qinghe)
    to_him = ContactLink.objects.create(member=other, kind="deputy", deputy=cast.chen_deputy)
    facts = {"basis": "resigned", "ends_on": today, "announcement": "第9号公告"}
    perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)
    assert not LinkMember.objects.filter(pk=member.pk, ends_on=None).exists()
    assert (
        not ContactLink.objects.filter(ends_on=None).exists()
        and LinkMember.objects.filter(ends_on=None).get() == other
    )
    ContactLink.objects.create(member=other, kind="deputy", deputy=cast.chen_deputy)
    restore(cast, mandate)
    member.refresh_from_db()
    his.refresh_from_db()
    to_him.refresh_from_db()
    assert (member.ends_on, his.ends_on, to_him.ends_on) == (None, None, today)


def test_a_suspended_deputy_is_off_the_days_ahead_until_he_may_act_again(cast, mandate):
    ahead = cast.reception()
    RosterEntry.objects.create(reception=ahead, deputy=cast.zhao_deputy)
    perform(MANDATE, mandate.pk, "suspend", cast.zhou, note="依法", basis="detained")
    assert [entry.deputy for entry in ahead.roster.all()] == [cast.zhao_deputy]
    told = Notice.objects.get(recipient=cast.lin, kind="reception.without")
    assert "暂停执行代表职务" in told.body
    perform(MANDATE, mandate.pk, "resume", cast.zhou)
    assert {entry.deputy for entry in ahead.roster.all()} == {cast.zhao_deputy, cast.chen_deputy}
    assert Stationing.objects.filter(deputy=cast.chen_deputy, ends_on=None).exists(), (
        "he never left the station"
    )


def test_a_suspended_deputy_who_is_on_a_roster_all_the_same_is_pointed_out(client, cast, mandate):
    client.force_login(cast.lin)
    before = cast.reception()
    assert "请调整轮值代表" not in client.get(before.get_absolute_url()).content.decode()
    perform(MANDATE, mandate.pk, "suspend", cast.zhou, note="依法", basis="detained")
    day = cast.reception(on=before.on + timedelta(days=7))
    page = client.get(day.get_absolute_url()).content.decode()
    assert f"{cast.chen_deputy.name}的代表资格已终止或暂停执行职务" in page
