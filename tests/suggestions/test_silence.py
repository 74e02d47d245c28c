"""Co-units: an empty opinion goes back, and a silent one is waited for or spoken of."""

import pytest
from django.core.exceptions import PermissionDenied

from suggestions.models import SuggestionClock
from suggestions.silence import silent_in_time
from tests.suggestions.settings import rule
from tests.suggestions.units import contact, days_ago, dispatched, draft, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused

WHY = "交通运输局需等省厅批复，已口头沟通，不影响主要结论。"


@pytest.fixture
@stands
def parts(cast):
    parts = dispatched(cast, co=[cast.transport])
    step(parts[cast.education], "receive", cast.sun)
    step(parts[cast.transport], "receive", cast.he)
    contact(parts[cast.education], cast.sun)
    return parts


@pytest.fixture
def lead(cast, parts):
    return parts[cast.education]


@pytest.fixture
def co(cast, parts):
    return step(parts[cast.transport], "give_opinion", cast.he, opinion="积极配合做好相关工作。")


def send(cast, lead):
    letter = {"letter_number": f"云教函〔{today().year}〕1号", "letter_on": today()}
    return step(lead, "send_reply", cast.sun, **letter)


class TestSendingBack:
    @pytest.mark.parametrize("who", ["sun", "zheng", "zhou", "wu"])
    def test_the_lead_unit_or_the_dispatcher_sends_it_back_with_a_reason_and_five_days(self, cast, co, who):
        with pytest.raises(Refused, match="写明理由"):
            step(co, "return_opinion", getattr(cast, who))
        co = step(co, "return_opinion", getattr(cast, who), "没有具体措施。")
        clock = co.clocks.get(rule="opinion_redo", stopped_on=None)
        assert (co.state, clock.office) == ("received", cast.transport)
        assert clock.sheet["rule"]["value"] == 5
        with pytest.raises(OutOfStep):
            step(co, "return_opinion", getattr(cast, who), "没有具体措施。")

    @pytest.mark.parametrize("who", ["he", "chen", "gao", "tang"])
    def test_nobody_else_does(self, cast, co, who):
        with pytest.raises(PermissionDenied):
            step(co, "return_opinion", getattr(cast, who), "没有具体措施。")

    def test_a_lead_unit_s_reply_is_no_opinion(self, cast, lead):
        with pytest.raises(OutOfStep):
            step(lead, "return_opinion", cast.zhou, "没有具体措施。")

    def test_a_better_opinion_stops_the_days(self, cast, co):
        step(co, "return_opinion", cast.sun, "没有具体措施。")
        co = step(co, "give_opinion", cast.he, opinion="我局负责信号灯配时，12月底前完成。")
        assert not co.clocks.filter(stopped_on=None).exists()


class TestSilence:
    def test_a_draft_must_speak_of_a_co_unit_that_is_silent_and_in_time(self, cast, lead):
        with pytest.raises(Refused, match="尚未提出会办意见") as no:
            draft(lead, cast.sun, co_note="")
        assert no.value.field == "co_note"
        draft(lead, cast.sun, co_note=WHY)
        step(lead, "sign_reply", cast.zheng)
        assert send(cast, lead).reply.co_note == WHY

    def test_an_area_may_make_the_lead_unit_wait(self, cast, lead):
        rule(cast.city, "co_silence", "block")
        draft(lead, cast.sun, co_note="")
        step(lead, "sign_reply", cast.zheng)
        with pytest.raises(OutOfStep, match="须等其提出或逾期后"):
            send(cast, lead)
        SuggestionClock.objects.filter(rule="co_opinion").update(due_on=days_ago(1))
        assert send(cast, lead).state == "done"

    def test_an_area_may_leave_it_free(self, cast, lead):
        rule(cast.city, "co_silence", "free")
        draft(lead, cast.sun, co_note="")
        step(lead, "sign_reply", cast.zheng)
        assert send(cast, lead).state == "done"

    def test_an_opinion_sent_back_after_signing_stops_the_reply(self, cast, lead, co):
        draft(lead, cast.sun, co_note="")
        step(lead, "sign_reply", cast.zheng)
        step(co, "return_opinion", cast.zhou, "没有具体措施。")
        assert silent_in_time(lead) == [cast.transport]
        with pytest.raises(OutOfStep, match="撤回签发后在答复中说明理由"):
            send(cast, lead)

    def test_the_form_asks_only_while_somebody_is_silent(self, cast, client, lead, parts):
        client.force_login(cast.sun)
        url = f"/suggestions/assignments/{lead.pk}/do/draft_reply/"
        assert "尚未提出会办意见" in str(client.get(url).context["form"].fields["co_note"].help_text)
        step(parts[cast.transport], "give_opinion", cast.he, opinion="我局负责信号灯配时，12月底前完成。")
        assert "co_note" not in client.get(url).context["form"].fields
