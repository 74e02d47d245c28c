"""Batches: gathered by the area's rhythm, dispatched at once with a preview, called back while nobody has signed."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from offices.choices import Unit
from offices.models import Setting
from suggestions.batch_lifecycle import BATCH
from suggestions.batches import effect_of, gather, new_batch, open_batch
from suggestions.chores import gather_batches
from suggestions.models import Batch, SuggestionClock
from tests.suggestions.units import days_ago, dispatched, step, today
from tests.suggestions.way import stands
from workflow.calendar import legal_calendar
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep

TITLE = "关于解决人民路拥堵的建议"


def take(batch, action, who, note=""):
    return perform(BATCH, batch.pk, action, who, note=note)


@pytest.fixture
@stands
def batch(way):
    """Three registered suggestions, of which two know where to go."""
    for _ in range(3):
        way.registered(title=TITLE)
    with transaction.atomic():
        batch = new_batch(way.cast.city, today())
        gather(batch, today())
    first, second, _ = batch.items.order_by("pk")
    for item in (first, second):
        item.lead = way.cast.education
        item.save()
    second.co.add(way.cast.transport)
    return batch


def results(batch) -> list[tuple[str, str]]:
    return list(batch.items.order_by("pk").values_list("result", "why"))


class TestGathering:
    def test_what_is_registered_comes_in_and_is_in_one_open_batch_only(self, way, batch):
        way.submitted()
        assert [item.suggestion.number for item in batch.items.order_by("pk")] == [1, 2, 3]
        assert new_batch(way.cast.city, today()) == batch, "one open batch an area"
        way.registered()
        take(batch, "gather", way.cast.zhou)
        assert batch.items.count() == 4 and batch.events.last().note == "汇总1件。"
        with pytest.raises(OutOfStep, match="没有新的已立案建议"):
            take(batch, "gather", way.cast.zhou)

    def test_it_is_due_by_the_cycle_or_by_the_earliest_limit_of_an_item(self, way, batch):
        clocks = SuggestionClock.objects.filter(rule="dispatch", subject__batch_items__batch=batch)
        batch.refresh_from_db()
        assert batch.due_on == min(clocks.earliest("due_on").due_on, today() + timedelta(days=15))
        clocks.update(due_on=days_ago(3))
        way.registered()
        take(batch, "gather", way.cast.zhou)
        batch.refresh_from_db()
        assert batch.due_on == today() and batch.is_due(today())

    def test_the_next_one_has_the_next_number_and_is_due_a_cycle_later(self, way, batch):
        take(batch, "send", way.cast.zhou)
        after = new_batch(way.cast.city, today())
        assert (after.serial, batch.serial) == (2, 1) and after.due_on == today() + timedelta(days=15)

    @pytest.mark.parametrize("action", ["gather", "propose", "send", "undo"])
    @pytest.mark.parametrize("who", ["tang", "wu", "gao", "sun", "chen"])
    def test_only_the_areas_own_congress_office_takes_a_step(self, way, batch, action, who):
        if action == "undo":
            take(batch, "send", way.cast.zhou)
        with pytest.raises(PermissionDenied):
            take(batch, action, getattr(way.cast, who))


class TestProposing:
    def test_items_without_a_unit_get_the_likeliest_one(self, way, batch):
        dispatched(way.cast, lead=way.cast.housing, title=TITLE)
        take(batch, "propose", way.cast.zhou)
        leads = [item.lead for item in batch.items.order_by("pk")]
        assert leads == [way.cast.education, way.cast.education, way.cast.housing]
        with pytest.raises(OutOfStep, match="都已确定承办单位"):
            take(batch, "propose", way.cast.zhou)


class TestDispatching:
    def test_the_preview_tells_what_leaves_to_whom_and_what_stays_and_why(self, way, batch):
        effect = effect_of(batch)
        assert effect.leaving == 2
        assert effect.by_unit == [(way.cast.education, "主办2件"), (way.cast.transport, "协办1件")]
        assert [why for _, why in effect.staying] == ["尚未确定承办单位"]
        assert not batch.items.filter(suggestion__state="dispatched").exists()

    def test_every_item_takes_its_own_step_and_the_rest_stay_with_the_reason(self, way, batch):
        batch = take(batch, "send", way.cast.zhou)
        assert results(batch) == [("sent", ""), ("sent", ""), ("failed", "尚未确定承办单位")]
        assert (batch.state, batch.sent_on, batch.sent_by) == ("sent", today(), way.cast.zhou)
        assert "交办2件，1件未能交办" in batch.events.last().note
        states = batch.items.order_by("pk").values_list("suggestion__state", flat=True)
        assert list(states) == ["dispatched", "dispatched", "registered"]
        assert Notice.objects.filter(kind="suggestion.dispatch", recipient=way.cast.sun).count() == 2

    def test_what_somebody_dispatched_meanwhile_is_told_and_not_sent_twice(self, way, batch):
        row = batch.items.order_by("pk")[0].suggestion
        way.take(row, "dispatch", way.cast.zhou, lead=way.cast.housing)
        take(batch, "send", way.cast.zhou)
        assert (
            results(batch)[0] == ("failed", "当前为“办理中”")
            and row.assignments.get().office == way.cast.housing
        )

    def test_an_empty_one_or_one_without_units_does_not_leave(self, way, batch):
        batch.items.update(lead=None)
        for item in batch.items.all():
            item.co.clear()
        with pytest.raises(OutOfStep, match="都还没有确定承办单位"):
            take(batch, "send", way.cast.zhou)
        batch.items.all().delete()
        with pytest.raises(OutOfStep, match="请先汇总"):
            take(batch, "send", way.cast.zhou)

    def test_the_second_click_is_told_who_was_faster(self, way, batch):
        take(batch, "send", way.cast.zhou)
        with pytest.raises(OutOfStep, match="已由周文静"):
            take(batch, "send", way.cast.zhou)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_dispatching_one_batch_one_wins_and_the_other_is_told_who(way, batch):
    cast = way.cast
    cast.person("xu", "徐明", "committee", area=cast.city, office=cast.committee)
    told: list[str] = []

    def send(who):
        try:
            take(batch, "send", who)
            told.append("")
        except OutOfStep as late:
            told.append(str(late))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(who,)) for who in (cast.zhou, cast.xu)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(bool(words) for words in told) == [False, True]
    assert "已由" in max(told) and batch.events.filter(action="send").count() == 1
    assert Notice.objects.filter(kind="suggestion.dispatch", recipient=cast.sun).count() == 2


class TestCallingBack:
    def test_all_that_nobody_has_signed_for_is_as_it_was(self, way, batch):
        limits = {c.subject_id: c.due_on for c in SuggestionClock.objects.filter(rule="dispatch")}
        take(batch, "send", way.cast.zhou)
        first, second, _ = (item.suggestion for item in batch.items.order_by("pk"))
        step(first.assignments.get(), "receive", way.cast.sun)
        take(batch, "undo", way.cast.zhou, "单位有误")
        assert [result for result, _ in results(batch)] == ["sent", "undone", "failed"]
        assert "已签收或已处理" in results(batch)[0][1]
        second.refresh_from_db()
        assert (second.state, second.due_on, second.dispatched_on, second.lead_office) == (
            "registered",
            None,
            None,
            None,
        )
        assert not second.assignments.exists()
        clock = second.clocks.open().get()
        assert (clock.rule, clock.due_on) == ("dispatch", limits[second.pk])
        told = Notice.objects.filter(kind="suggestion.undispatch").values_list(
            "recipient__username", flat=True
        )
        assert set(told) == {"sun", "zheng", "he", "wu", "chen"}

    def test_what_was_called_back_can_be_gathered_again(self, way, batch):
        take(batch, "send", way.cast.zhou)
        take(batch, "undo", way.cast.zhou)
        assert gather(new_batch(way.cast.city, today()), today()) == 3
        with pytest.raises(OutOfStep, match="没有可以撤回"):
            take(batch, "undo", way.cast.zhou)

    @pytest.mark.parametrize("who", ["wu", "sun", "chen", "tang", "gao"])
    def test_a_single_dispatch_is_called_back_by_the_congress_office_alone(self, way, who):
        row = way.dispatched()
        with pytest.raises(PermissionDenied):
            way.take(row, "undispatch", getattr(way.cast, who))
        assert way.take(row, "undispatch", way.cast.zhou).state == "registered"
        with pytest.raises(OutOfStep):
            way.take(row, "undispatch", way.cast.zhou)

    def test_what_a_government_office_passed_on_is_not_called_back(self, way):
        row = way.take(way.registered(), "dispatch", way.cast.zhou, lead=way.cast.government)
        assert way.take(row, "undispatch", way.cast.zhou).state == "registered"
        assert not row.transfers.exists() and {c.rule for c in row.clocks.open()} == {"dispatch"}


class TestTheRhythm:
    @pytest.fixture
    def batching(self, cast):
        Setting.objects.create(
            area=cast.city,
            key="batching",
            value="yes",
            unit=Unit.SWITCH,
            source="测试",
            valid_from=days_ago(1),
        )

    def test_only_where_the_area_says_so(self, way):
        way.registered()
        assert gather_batches(today()) == "汇总0个批次，提醒0个批次到期交办。"
        assert open_batch(way.cast.city) is None

    def test_it_gathers_each_week_and_once(self, way, batching):
        way.registered()
        gather_batches(today())
        batch = open_batch(way.cast.city)
        way.registered()
        gather_batches(today())
        assert batch.items.count() == 1, "the week is not over"
        gather_batches(today() + timedelta(days=7))
        assert batch.items.count() == 2

    def test_the_office_is_reminded_once_on_each_working_day_from_the_day_it_is_due(self, way, batching):
        way.registered()
        gather_batches(today())
        day = open_batch(way.cast.city).due_on
        while day.weekday() >= 5:
            day += timedelta(days=1)
        assert gather_batches(day).endswith("提醒1个批次到期交办。")
        assert gather_batches(day).endswith("提醒0个批次到期交办。"), (
            "the second run tells nobody and says so"
        )
        told = Notice.objects.filter(kind="batch.due")
        assert {n.recipient for n in told} == {way.cast.zhou} and told.count() == 1

    def test_one_opened_by_hand_is_reminded_of_as_well(self, way, batch):
        day = batch.due_on
        while not legal_calendar().is_workday(day):
            day += timedelta(days=1)
        assert gather_batches(day) == "汇总0个批次，提醒1个批次到期交办。"


class TestThePages:
    def test_from_gathering_to_dispatch(self, way, client):
        cast = way.cast
        way.registered(title=TITLE)
        client.force_login(cast.zhou)
        assert "1件已立案待交办" in client.get(reverse("suggestions:batch-new")).content.decode()
        page = client.post(reverse("suggestions:batch-new"), follow=True)
        batch = Batch.objects.get()
        assert "尚未确定" in page.content.decode() and page.redirect_chain[-1][0] == batch.get_absolute_url()
        item = batch.items.get()
        url = reverse("suggestions:batch-item", args=(item.pk,))
        page = client.post(url, {"co": [cast.transport.pk], "requirement": "请尽快"})
        assert page.context["form"].errors["lead"] and "请尽快" in page.content.decode()
        client.post(url, {"lead": cast.education.pk, "co": [cast.transport.pk]})
        send = reverse("suggestions:batch-step", args=(batch.pk, "send"))
        assert "主办1件" in client.get(send).content.decode()
        assert "已交办" in client.post(send, follow=True).content.decode()
        assert "0/2" in client.get(batch.get_absolute_url()).content.decode()
        assert client.get(url).status_code == 302, "what has left is not changed"

    def test_its_paper_and_its_sheet_hold_every_item(self, way, batch, client):
        client.force_login(way.cast.zhou)
        paper = client.get(batch.get_absolute_url(), {"paper": "1"}).content.decode()
        assert paper.count(TITLE) == 3 and "交办清单" in paper
        sheet = client.get(batch.get_absolute_url(), {"export": "xlsx"})
        assert sheet["Content-Disposition"].startswith("attachment") and sheet.getvalue()[:2] == b"PK"

    def test_taking_one_out(self, way, batch, client):
        client.force_login(way.cast.zhou)
        item = batch.items.first()
        assert (
            client.post(reverse("suggestions:batch-item-out", args=(item.pk,))).url
            == batch.get_absolute_url()
        )
        assert batch.items.count() == 2
        client.force_login(way.cast.gao)
        assert (
            client.post(reverse("suggestions:batch-item-out", args=(batch.items.first().pk,))).status_code
            == 403
        )

    def test_a_batch_costs_the_same_however_large_it_is(self, way, batch, client, queries):
        client.force_login(way.cast.zhou)
        client.get(batch.get_absolute_url())
        once = queries(lambda: client.get(batch.get_absolute_url()))
        for _ in range(3):
            way.registered()
        gather(batch, timezone.localdate())
        assert queries(lambda: client.get(batch.get_absolute_url())) <= once
