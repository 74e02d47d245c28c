"""三见面: each stage where the area asks for it, and the deputy's own word on every contact."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from suggestions.closing import closable, why_not_closed
from suggestions.contact_lifecycle import CONTACT
from suggestions.lifecycle import SUGGESTION
from suggestions.models import AssignmentEvent, Suggestion
from tests.suggestions.settings import rule
from tests.suggestions.units import contact, draft, lead_part, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

SAID = {"place": "清河街道", "people": "李科长", "deputies": "陈建国", "points": "已完成。", "said": "满意。"}


def answer(row, action, user, **data):
    return perform(CONTACT, row.pk, action, user, **data)


@pytest.fixture
@stands
def part(cast):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    return part


@pytest.fixture
def met(cast, part):
    contact(part, cast.sun)
    return part.contacts.get()


def test_a_signing_deputy_confirms_it_with_one_tap(cast, met):
    met = answer(met, "confirm_contact", cast.chen)
    assert met.state == "confirmed"
    assert AssignmentEvent.objects.filter(action="confirm_contact", actor=cast.chen).exists()
    with pytest.raises(OutOfStep, match="已由陈建国.*确认属实"):
        answer(met, "confirm_contact", cast.chen)


@pytest.mark.parametrize("who", ["sun", "zheng", "zhou", "gao", "qian", "zhao"])
def test_nobody_else_answers_for_the_deputy(cast, met, who):
    for action, data in (("confirm_contact", {}), ("dispute_contact", {"objection": "没有见过面。"})):
        with pytest.raises(PermissionDenied):
            answer(met, action, getattr(cast, who), **data)


def test_he_disputes_it_with_words_and_the_unit_and_the_office_are_told(cast, met):
    with pytest.raises(Refused, match="请写明与实际不符之处") as no:
        answer(met, "dispute_contact", cast.chen, objection=" ")
    assert no.value.field == "objection"
    answer(met, "dispute_contact", cast.chen, objection="当天只打过电话。")
    told = Notice.objects.filter(kind="contact.dispute_contact").values_list("recipient__username", flat=True)
    assert {"sun", "zheng", "zhou"} <= set(told)


def test_a_disputed_contact_does_not_count_until_it_is_confirmed_after_all(cast, part, met):
    answer(met, "dispute_contact", cast.chen, objection="当天只打过电话。")
    with pytest.raises(OutOfStep, match="尚未登记与代表的面商"):
        draft(part, cast.sun)
    answer(met, "confirm_contact", cast.chen)
    assert draft(part, cast.sun).state == "drafted"


def test_an_area_may_count_only_what_the_deputy_confirmed(cast, part, met):
    rule(cast.city, "contacts_confirmed", "yes", "switch")
    with pytest.raises(OutOfStep, match="面商"):
        draft(part, cast.sun)
    answer(met, "confirm_contact", cast.chen)
    assert draft(part, cast.sun).state == "drafted"


def test_three_meetings_means_one_at_each_stage(cast, part, met):
    rule(cast.city, "contacts_needed", "three")
    with pytest.raises(OutOfStep, match="还缺办中面商"):
        draft(part, cast.sun)
    contact(part, cast.sun, "during")
    draft(part, cast.sun)
    step(part, "sign_reply", cast.zheng)
    letter = {"letter_number": f"云教函〔{today().year}〕1号", "letter_on": today()}
    with pytest.raises(OutOfStep, match="还缺办后面商"):
        step(part, "send_reply", cast.sun, **letter)
    contact(part, cast.sun, "after")
    assert step(part, "send_reply", cast.sun, **letter).state == "done"


def test_no_meeting_is_asked_for_where_the_area_says_so(cast, part):
    rule(cast.city, "contacts_needed", "none")
    assert draft(part, cast.sun).state == "drafted"


def test_the_case_page_gives_the_deputy_his_buttons_and_nobody_else(cast, client, met):
    page, url = met.get_absolute_url(), reverse("suggestions:contact-step", args=(met.pk, "confirm_contact"))
    client.force_login(cast.chen)
    assert url in client.get(page).content.decode()
    client.post(url)
    assert "代表已确认" in client.get(page).content.decode()
    client.force_login(cast.sun)
    assert url not in client.get(page).content.decode()


def test_an_objection_without_words_stays_beside_its_field(cast, client, met):
    client.force_login(cast.chen)
    url = reverse("suggestions:contact-step", args=(met.pk, "dispute_contact"))
    response = client.post(url, {"objection": ""})
    assert response.context["form"].errors["objection"] == ["请写明与实际不符之处。"]


class TestAfterTheReply:
    """三见面 with the visit that follows: before closing, not before sending."""

    @pytest.fixture
    def sent(self, cast, part):
        rule(cast.city, "contacts_needed", "three_close")
        for stage in ("before", "during"):
            contact(part, cast.sun, stage)
        draft(part, cast.sun)
        step(part, "sign_reply", cast.zheng)
        number = f"云教函〔{today().year}〕1号"
        return step(part, "send_reply", cast.sun, letter_number=number, letter_on=today())

    @pytest.fixture
    def case(self, cast, sent):
        row = sent.suggestion
        return perform(
            SUGGESTION, row.pk, "rate", cast.chen, attitude="satisfied", result="satisfied", reason=""
        )

    def test_the_reply_leaves_and_the_case_waits_for_the_visit(self, cast, sent, case):
        with pytest.raises(OutOfStep, match="还缺办后面商"):
            perform(SUGGESTION, case.pk, "close", cast.zhou)
        assert not closable(Suggestion.objects.all(), today(), cast.city).exists()
        contact(sent, cast.sun, "after", way="visit")
        assert closable(Suggestion.objects.all(), today(), cast.city).get() == case
        assert perform(SUGGESTION, case.pk, "close", cast.zhou).state == "closed"

    def test_only_the_visit_that_follows_is_logged_then_and_none_once_it_is_closed(self, cast, sent, case):
        with pytest.raises(Refused, match="只登记办后面商") as no:
            contact(sent, cast.sun, "during")
        assert no.value.field == "stage"
        contact(sent, cast.sun, "after")
        perform(SUGGESTION, case.pk, "close", cast.zhou)
        with pytest.raises(OutOfStep, match="不再登记面商"):
            contact(sent, cast.sun, "after")

    def test_a_visit_that_the_deputy_disputes_closes_nothing(self, cast, sent, case):
        contact(sent, cast.sun, "after")
        met = sent.contacts.latest("pk")
        answer(met, "dispute_contact", cast.chen, objection="没有来过。")
        assert not closable(Suggestion.objects.all(), today(), cast.city).exists()
        assert "还缺办后面商" in why_not_closed(Suggestion.objects.get(pk=case.pk))

    def test_the_record_of_the_reply_face_to_face_is_that_visit(self, cast, sent, case):
        step(sent, "record_face_reply", cast.sun, on=today(), **SAID)
        met = sent.contacts.latest("pk")
        assert (met.stage, met.way, met.content) == ("after", "meeting", "当面答复：已完成。")
        assert closable(Suggestion.objects.all(), today(), cast.city).get() == case

    def test_a_visit_logged_that_day_is_not_written_down_twice(self, cast, sent):
        contact(sent, cast.sun, "after")
        step(sent, "record_face_reply", cast.sun, on=today(), **SAID)
        assert sent.contacts.filter(stage="after").count() == 1


class TestVouching:
    """For a deputy who says nothing, or has no account, the office asks him."""

    def test_it_is_said_which_contact_waits_for_the_deputy(self, cast, part, met):
        rule(cast.city, "contacts_confirmed", "yes", "switch")
        with pytest.raises(OutOfStep, match="已登记，待代表确认后才计入"):
            draft(part, cast.sun)

    def test_the_office_confirms_it_and_says_how_it_made_sure(self, cast, part, met):
        rule(cast.city, "contacts_confirmed", "yes", "switch")
        with pytest.raises(Refused):
            answer(met, "vouch_contact", cast.zhou)
        met = answer(met, "vouch_contact", cast.zhou, note="12月1日电话核实。")
        assert met.state == "confirmed"
        assert Notice.objects.filter(recipient=cast.chen, kind="contact.vouch_contact").exists()
        assert draft(part, cast.sun).state == "drafted"

    def test_nobody_else_does_and_not_where_the_deputy_objected_or_need_not_confirm(self, cast, part, met):
        with pytest.raises(OutOfStep, match="不须代表确认"):
            answer(met, "vouch_contact", cast.zhou, note="电话核实。")
        rule(cast.city, "contacts_confirmed", "yes", "switch")
        for who in (cast.sun, cast.zheng, cast.chen, cast.wu, cast.gao):
            with pytest.raises(PermissionDenied):
                answer(met, "vouch_contact", who, note="电话核实。")
        answer(met, "dispute_contact", cast.chen, objection="没有来过。")
        with pytest.raises(OutOfStep):
            answer(met, "vouch_contact", cast.zhou, note="电话核实。")
