"""Handing back, decided by whoever dispatched: agreed, refused, or given to another unit at once; counted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from offices.choices import Unit
from offices.models import Setting
from pages.dates import cn_date
from pages.queues import drawn
from suggestions.models import SuggestionClock
from suggestions.worklist import queues
from tests.suggestions.units import contact, days_ago, lead_part, step, today
from tests.suggestions.way import stands
from workflow.transitions import OutOfStep, Refused


@pytest.fixture
@stands
def back(way):
    """A lead part whose unit asks to hand it back."""
    return way.hand_back(way.part(way.dispatched()))


def shown(client, user, part) -> str:
    client.force_login(user)
    return client.get(part.get_absolute_url()).content.decode()


class TestGivenToAnotherUnitAtOnce:
    @pytest.mark.parametrize("who", ["zhou", "wu"])
    def test_agreeing_and_redispatching_are_one_click(self, way, back, who):
        cast, due = way.cast, back.suggestion.due_on
        part = step(back, "reassign", getattr(cast, who), successor=cast.housing)
        new = part.suggestion.assignments.get(office=cast.housing)
        assert (part.state, new.state, new.role) == ("revoked", "sent", "lead")
        part.suggestion.refresh_from_db()
        assert part.suggestion.lead_office == cast.housing and part.suggestion.due_on == due
        assert not part.suggestion.clocks.open().filter(rule="redispatch").exists()
        assert [e.action for e in part.suggestion.events.order_by("pk")][-1] == "redispatch"
        assert Notice.objects.filter(recipient=cast.sun, kind="assignment.reassign").exists()

    @pytest.mark.parametrize("who", ["sun", "he", "tang", "gao", "chen"])
    def test_nobody_else_does(self, way, back, who):
        with pytest.raises(PermissionDenied):
            step(back, "reassign", getattr(way.cast, who), successor=way.cast.housing)

    def test_the_second_click_and_another_state_are_too_late(self, way, back):
        cast = way.cast
        step(back, "reassign", cast.zhou, successor=cast.housing)
        with pytest.raises(OutOfStep, match="已由周文静"):
            step(back, "reassign", cast.wu, successor=cast.transport)
        with pytest.raises(OutOfStep):
            step(lead_part(cast), "reassign", cast.zhou, successor=cast.housing)

    def test_never_to_the_unit_that_gave_it_back(self, way, back):
        with pytest.raises(Refused) as no:
            step(back, "reassign", way.cast.zhou, successor=way.cast.education)
        assert no.value.field == "successor"
        back.refresh_from_db()
        assert back.state == "handed_back", "nothing is written"

    def test_a_government_office_gives_to_its_own_units_only(self, way, back):
        cast = way.cast
        cast.housing.coordinator = None
        cast.housing.save()
        with pytest.raises(Refused, match="不由本办公室统筹"):
            step(back, "reassign", cast.wu, successor=cast.housing)
        step(back, "reassign", cast.zhou, successor=cast.housing)

    def test_its_page_offers_what_the_unit_proposed(self, way, client):
        cast = way.cast
        part = step(
            way.part(way.dispatched()), "hand_back", cast.sun, "属住建职责。", proposed_office=cast.housing
        )
        client.force_login(cast.zhou)
        url = reverse("suggestions:assignment-step", args=(part.pk, "reassign"))
        assert f'value="{cast.housing.pk}" selected' in client.get(url).content.decode()
        assert client.post(url, {"successor": "", "note": "同意"}).context["form"].errors["successor"]
        assert client.post(url, {"successor": cast.housing.pk}).status_code == 302


class TestPingPong:
    def test_each_is_counted_and_shown_to_officials(self, way, back, client):
        cast = way.cast
        assert "已申请退办1次" in shown(client, cast.zhou, back)
        assert "已申请退办" not in shown(client, cast.chen, back)

    def test_the_third_is_flagged_to_the_congress_office(self, way, back):
        cast, part = way.cast, back
        for office, who in ((cast.transport, cast.he), (cast.education, cast.sun)):
            step(part, "reassign", cast.zhou, successor=office)
            part = part.suggestion.assignments.filter(office=office).latest("pk")
            assert not Notice.objects.filter(kind="suggestion.hand_backs").exists()
            part = step(part, "hand_back", who, "不属本单位职责。")
        told = Notice.objects.get(kind="suggestion.hand_backs")
        assert told.recipient == cast.zhou and told.urgent and "第3次申请退办" in told.title
        assert {c.key: c.count for c in drawn(queues(cast.zhou))}["suggestions-hand-backs"] == 1

    def test_how_many_are_too_many_is_a_dated_setting_of_the_area(self, way, client):
        cast = way.cast
        Setting.objects.create(
            area=cast.city,
            key="hand_back_flag",
            value="1",
            unit=Unit.COUNT,
            source="测试",
            valid_from=days_ago(1),
        )
        part = way.hand_back(way.part(way.dispatched()))
        assert Notice.objects.filter(kind="suggestion.hand_backs", recipient=cast.zhou).count() == 1
        page = shown(client, cast.zhou, part)
        assert "退办1次" in page
        rows = client.get("/suggestions/", {"bounced": "1"}).context["page"].rows
        assert [row.pk for row in rows] == [part.suggestion_id]


class TestWhyItIsNoLongerOffered:
    def test_while_it_may_be_the_last_day_is_named(self, cast, client):
        assert "退办期限至" in shown(client, cast.sun, lead_part(cast))

    def test_the_window_is_over(self, cast, client):
        part = lead_part(cast)
        SuggestionClock.objects.filter(assignment=part, rule="hand_back").update(due_on=days_ago(1))
        page = shown(client, cast.sun, part)
        assert "退办期限已于" in page and "确需调整的，请与交办机构联系" in page
        assert "退办期限已于" not in shown(client, cast.chen, part)

    def test_a_contact_was_logged(self, cast, client):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        contact(part, cast.sun)
        assert "已与代表面商，不能再申请退办" in shown(client, cast.sun, part)


class TestReceipts:
    def test_who_signed_when_and_what_runs_is_printed(self, cast, client):
        part = lead_part(cast)
        url = reverse("suggestions:receipt", args=(part.pk,))
        client.force_login(cast.sun)
        assert client.get(url).status_code == 404, "nobody has signed for it"
        step(part, "receive", cast.sun)
        page = client.get(url).content.decode()
        assert "送达回执" in page and "孙丽娟" in page and "首次联系代表时限" in page
        assert url in shown(client, cast.zhou, part)
        assert url not in shown(client, cast.chen, part)

    def test_a_part_taken_over_from_former_years_has_its_day_and_no_signer(self, cast, client):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        part.events.all().delete()
        client.force_login(cast.sun)
        page = client.get(reverse("suggestions:receipt", args=(part.pk,))).content.decode()
        assert cn_date(today()) in page and "签收人" not in page


def test_why_it_came_back_is_between_the_offices(cast, way, client):
    """The deputy reads that it did, not what the offices wrote to each other."""
    row = way.dispatched()
    step(way.part(row), "hand_back", cast.sun, "属住建职责，不属本单位职责。")
    step(way.part(row), "refuse_hand_back", cast.zhou, "按三定方案由本单位办理。")
    for who, reads in (("chen", False), ("zhou", True), ("sun", True), ("gao", True), ("wu", True)):
        client.force_login(getattr(cast, who))
        page = client.get(row.get_absolute_url()).content.decode()
        assert "申请退办" in page, who
        assert ("属住建职责" in page, "按三定方案" in page) == (reads, reads), who
