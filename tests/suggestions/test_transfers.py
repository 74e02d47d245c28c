"""Two tiers of dispatch: congress → government office → its units, each with its clock (domain rule 38)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from offices.choices import OfficeKind, Unit
from offices.models import Office, Setting
from pages.queues import drawn
from suggestions.models import SuggestionClock
from suggestions.transfer_lifecycle import TRANSFER
from suggestions.transfers import pending
from suggestions.worklist import queues
from tests.suggestions.units import answered, days_ago, step
from tests.suggestions.way import stands
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


def take(transfer, action, who, note="", **data):
    return perform(TRANSFER, transfer.pk, action, who, note=note, **data)


def waiting(user) -> dict[str, int]:
    return {card.key.removeprefix("suggestions-"): card.count for card in drawn(queues(user)) if card.count}


def running(row) -> dict:
    return {clock.rule: clock for clock in row.clocks.open()}


@pytest.fixture
def court(cast) -> Office:
    return Office.objects.create(
        area=cast.city, code="FY01", name="云川市中级人民法院", kind=OfficeKind.COURT
    )


@pytest.fixture
@stands
def row(way):
    """Dispatched to the government office, which is to pass it on."""
    return way.take(
        way.registered(), "dispatch", way.cast.zhou, lead=way.cast.government, requirement="请尽快"
    )


@pytest.fixture
def transfer(row):
    return row.transfers.get()


class TestTheFirstTier:
    def test_the_government_office_has_a_clock_of_its_own_and_the_reply_runs_as_well(
        self, way, row, transfer
    ):
        cast, clocks = way.cast, running(row)
        assert (transfer.role, transfer.state, transfer.dispatcher) == ("lead", "waiting", cast.committee)
        assert set(clocks) == {"transfer", "hand_back", "reply"}
        assert {clock.office for clock in clocks.values()} == {cast.government}
        assert row.lead_office == cast.government and not row.assignments.exists()
        assert waiting(cast.wu) == {"transfers": 1}
        assert Notice.objects.filter(kind="suggestion.dispatch", recipient=cast.wu).exists()

    def test_no_unit_knows_of_it_yet(self, way, row, client):
        for who, code in (("wu", 200), ("sun", 404), ("he", 404)):
            client.force_login(getattr(way.cast, who))
            assert client.get(row.get_absolute_url()).status_code == code

    def test_a_court_is_always_dispatched_to_directly(self, way, court):
        row = way.take(way.registered(), "dispatch", way.cast.zhou, lead=court, co=[way.cast.government])
        assert row.assignments.get().office == court and row.transfers.get().role == "co"
        assert running(row)["reply"].office == court

    @pytest.mark.parametrize(("tiers", "lead"), [("two", "education"), ("direct", "government")])
    def test_the_way_is_a_dated_setting_of_the_area(self, way, tiers, lead):
        cast, row = way.cast, way.registered()
        value = {"value": tiers, "unit": Unit.CHOICE, "source": "测试", "valid_from": date(2026, 1, 1)}
        Setting.objects.create(area=cast.city, key="dispatch_tiers", **value)
        with pytest.raises(Refused) as no:
            way.take(row, "dispatch", cast.zhou, lead=getattr(cast, lead))
        assert no.value.field == "lead"
        other = {"education": cast.government, "government": cast.education}[lead]
        assert way.take(row, "dispatch", cast.zhou, lead=other).state == "dispatched"


class TestPassingOn:
    def test_the_units_have_their_parts_and_the_day_of_the_reply_stays(self, way, row, transfer):
        cast = way.cast
        take(transfer, "forward", cast.wu, lead=cast.education, co=[cast.transport])
        lead, co = row.assignments.order_by("pk")
        assert (lead.dispatcher, lead.role, co.role) == (cast.government, "lead", "co")
        assert lead.requirement == "请尽快"
        due, row = row.due_on, type(row).objects.get(pk=row.pk)
        assert (row.lead_office, row.due_on) == (cast.education, due)
        assert set(running(row)) == {"reply", "hand_back", "first_contact", "co_opinion"}
        assert running(row)["reply"].office == cast.education
        told = set(
            Notice.objects.filter(kind="transfer.forward").values_list("recipient__username", flat=True)
        )
        assert told == {"sun", "zheng", "he", "zhou", "chen"}
        assert waiting(cast.wu) == {"unsigned": 2}

    @pytest.mark.parametrize("who", ["zhou", "sun", "chen", "gao", "tang"])
    def test_nobody_else_passes_it_on(self, way, transfer, who):
        with pytest.raises(PermissionDenied):
            take(transfer, "forward", getattr(way.cast, who), lead=way.cast.education)

    def test_the_second_click_is_told_who_was_faster(self, way, transfer):
        take(transfer, "forward", way.cast.wu, lead=way.cast.education)
        with pytest.raises(OutOfStep, match="已由"):
            take(transfer, "forward", way.cast.wu, lead=way.cast.transport)

    def test_only_to_units_of_its_own(self, way, transfer, court):
        cast = way.cast
        with pytest.raises(Refused) as no:
            take(transfer, "forward", cast.wu, lead=court)
        assert no.value.field == "lead"
        with pytest.raises(Refused):
            take(transfer, "forward", cast.wu, separate=[cast.education])
        with pytest.raises(Refused):
            take(transfer, "forward", cast.wu)
        assert len(pending(transfer.suggestion)) == 1

    def test_a_co_share_goes_to_co_units_and_a_separate_one_to_separate_units(self, way, court):
        cast = way.cast
        row = way.take(way.registered(), "dispatch", cast.zhou, lead=court, co=[cast.government])
        with pytest.raises(Refused, match="只能转交协办单位"):
            take(row.transfers.get(), "forward", cast.wu, lead=cast.education)
        take(row.transfers.get(), "forward", cast.wu, co=[cast.education])
        assert row.assignments.get(office=cast.education).role == "co"
        row = way.take(way.registered(), "dispatch", cast.zhou, separate=[court, cast.government])
        with pytest.raises(Refused, match="请选择分办单位"):
            take(row.transfers.get(), "forward", cast.wu)
        take(row.transfers.get(), "forward", cast.wu, separate=[cast.education])
        assert row.assignments.get(office=cast.education).role == "separate"

    def test_it_is_not_answered_while_a_share_still_lies_there(self, way):
        cast = way.cast
        cast.education.coordinator = None
        cast.education.save()
        row = way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.government])
        answered(row.assignments.get(), cast.sun, cast.zheng)
        row.refresh_from_db()
        assert row.state == "dispatched"


class TestTheReferee:
    def test_a_hand_back_goes_to_whoever_dispatched(self, way, row, transfer):
        cast = way.cast
        take(transfer, "forward", cast.wu, lead=cast.education)
        part = step(row.assignments.get(), "hand_back", cast.sun, "不属本单位职责。")
        assert list(
            Notice.objects.filter(kind="assignment.hand_back").values_list("recipient__username", flat=True)
        ) == ["wu"]
        with pytest.raises(PermissionDenied):
            step(part, "agree_hand_back", cast.zhou)
        step(part, "reassign", cast.wu, successor=cast.housing)
        assert row.assignments.get(office=cast.housing).dispatcher == cast.government

    def test_a_second_round_keeps_who_dispatched(self, way, row, transfer):
        cast = way.cast
        take(transfer, "forward", cast.wu, lead=cast.education)
        answered(row.assignments.get(), cast.sun, cast.zheng)
        way.rated(row, cast.chen, "dissatisfied", "未解决。")
        assert row.assignments.get(round=2).dispatcher == cast.government


class TestGivingBack:
    def test_with_reasons_and_the_congress_office_gives_it_elsewhere(self, way, row, transfer, court):
        cast, due = way.cast, row.due_on
        with pytest.raises(Refused):
            take(transfer, "give_back", cast.wu)
        take(transfer, "give_back", cast.wu, "属法院职责。", proposed_office=court)
        assert waiting(cast.zhou)["returned"] == 1
        take(transfer, "agree_return", cast.zhou, successor=court)
        row = type(row).objects.get(pk=row.pk)
        assert (row.lead_office, row.due_on, row.assignments.get().office) == (court, due, court)
        assert set(running(row)) == {"reply", "hand_back", "first_contact"}
        assert running(row)["reply"].office == court
        with pytest.raises(OutOfStep):
            take(transfer, "agree_return", cast.zhou, successor=cast.education)

    @pytest.mark.parametrize("who", ["wu", "sun", "chen", "gao"])
    def test_only_the_congress_office_decides(self, way, transfer, who):
        take(transfer, "give_back", way.cast.wu, "不属政府职责。")
        with pytest.raises(PermissionDenied):
            take(transfer, "refuse_return", getattr(way.cast, who), "应由政府办理。")

    def test_a_refusal_has_reasons_and_ends_it(self, way, transfer):
        cast = way.cast
        take(transfer, "give_back", cast.wu, "不属政府职责。")
        with pytest.raises(Refused):
            take(transfer, "refuse_return", cast.zhou)
        take(transfer, "refuse_return", cast.zhou, "“三定”规定属政府职责。")
        with pytest.raises(OutOfStep, match="不同意退回"):
            take(transfer, "give_back", cast.wu, "再退。")

    def test_only_inside_its_window(self, way, transfer):
        SuggestionClock.objects.filter(rule="hand_back").update(due_on=days_ago(1))
        with pytest.raises(OutOfStep, match="退回期限已于"):
            take(transfer, "give_back", way.cast.wu, "不属政府职责。")


def test_the_whole_way_on_its_pages(way, row, transfer, client):
    cast = way.cast
    client.force_login(cast.wu)
    url = reverse("suggestions:transfer-step", args=(transfer.pk, "forward"))
    assert url in client.get(row.get_absolute_url()).content.decode()
    assert row.title in client.get(reverse("suggestions:transfers"), {"state": "waiting"}).content.decode()
    found = client.get(reverse("suggestions:recipients")).json()["results"]
    assert {one["label"] for one in found} == {str(o) for o in (cast.education, cast.transport, cast.housing)}
    page = client.post(url, {"lead": "", "instruction": "请现场办理"})
    assert page.context["form"].errors["lead"] and "请现场办理" in page.content.decode()
    assert client.post(url, {"lead": cast.education.pk}).url == row.get_absolute_url()
    assert "转交承办单位" in client.get(row.get_absolute_url()).content.decode()


def test_the_list_costs_the_same_however_long_it_is(way, row, client, queries):
    client.force_login(way.cast.wu)
    page = reverse("suggestions:transfers")
    client.get(page)
    once = queries(lambda: client.get(page))
    for _ in range(2):
        way.take(way.registered(), "dispatch", way.cast.zhou, lead=way.cast.government)
    assert queries(lambda: client.get(page)) == once


def test_where_two_tiers_are_the_rule_a_part_of_a_court_goes_on_to_the_government_office(way, court):
    cast = way.cast
    value = {"value": "two", "unit": Unit.CHOICE, "source": "测试", "valid_from": date(2026, 1, 1)}
    Setting.objects.create(area=cast.city, key="dispatch_tiers", **value)
    fu = cast.person("fu", "傅明", "handler", area=cast.city, office=court)
    row = way.take(way.registered(), "dispatch", cast.zhou, lead=court)
    part = step(row.assignments.get(), "hand_back", fu, "属政府职责。")
    with pytest.raises(Refused, match="由云川市人民政府办公室转交"):
        step(part, "reassign", cast.zhou, successor=cast.education)
    step(part, "reassign", cast.zhou, successor=cast.government)
    take(row.transfers.get(), "forward", cast.wu, lead=cast.education)
    part = step(row.assignments.get(office=cast.education), "hand_back", cast.sun, "不属本单位职责。")
    step(part, "reassign", cast.wu, successor=cast.housing)
    part = way.part(row, cast.housing)
    assert part.dispatcher == cast.government and running(row)["reply"].office == cast.housing
