"""The pages of handling: lists, steps and their forms, as the people of the cast meet them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions.models import Reply
from tests.suggestions.units import (
    REPLY,
    answered,
    contact,
    dispatched,
    draft,
    drafted,
    lead_part,
    step,
    today,
)
from workflow.calendar import due_words


def url(part, action: str) -> str:
    return reverse("suggestions:assignment-step", args=(part.pk, action))


def case(part) -> str:
    return reverse("suggestions:suggestion", args=(part.suggestion_id,))


@pytest.fixture
def browse(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def words(response) -> str:
    return response.content.decode()


class TestTheStepPages:
    def test_signing_for_it_leads_back_to_the_case(self, cast, browse):
        part = lead_part(cast)
        response = browse(cast.sun).post(url(part, "receive"), follow=True)
        assert response.redirect_chain == [(case(part), 302)]
        part.refresh_from_db()
        assert part.state == "received"

    @pytest.mark.parametrize(
        ("who", "code"), [("he", 404), ("qian", 404), ("luo", 404), ("chen", 403), ("gao", 403)]
    )
    def test_who_may_not_know_of_it_meets_404_and_who_may_not_take_it_403(self, cast, browse, who, code):
        part = lead_part(cast)
        assert browse(getattr(cast, who)).get(url(part, "receive")).status_code == code
        assert browse(getattr(cast, who)).post(url(part, "receive")).status_code == code

    def test_the_slower_of_two_is_told_who_was_faster(self, cast, browse):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        response = browse(cast.zheng).post(url(part, "receive"), follow=True)
        assert response.status_code == 200
        assert "已由孙丽娟" in words(response)

    def test_a_hand_back_without_reason_is_refused_beside_its_field_and_keeps_the_rest(self, cast, browse):
        part = lead_part(cast)
        response = browse(cast.sun).post(
            url(part, "hand_back"), {"note": "", "proposed_office": cast.transport.pk}
        )
        assert response.context["form"].errors["note"] == ["请书面说明退办理由。"]
        assert f'value="{cast.transport.pk}" selected' in words(response)

    def test_a_day_to_come_is_refused_and_what_was_typed_stays(self, cast, browse):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        data = {
            "stage": "before",
            "way": "phone",
            "on": "2099-01-01",
            "people": "李科长",
            "content": "听取意见。",
        }
        response = browse(cast.sun).post(url(part, "log_contact"), data)
        assert response.context["form"].errors["on"] == ["面商日期不能晚于今天。"]
        assert "李科长" in words(response)
        assert not part.contacts.exists()

    def test_a_rule_that_refuses_speaks_beside_its_field(self, cast, browse):
        part = lead_part(cast)
        drafted(part, cast.sun)
        step(part, "sign_reply", cast.zheng)
        data = {"letter_number": "云教函2026年1号", "letter_on": today()}
        response = browse(cast.sun).post(url(part, "send_reply"), data)
        assert "六角括号" in response.context["form"].errors["letter_number"][0]
        assert "云教函2026年1号" in words(response)

    def test_the_next_number_is_proposed(self, cast, browse):
        part = lead_part(cast)
        drafted(part, cast.sun)
        step(part, "sign_reply", cast.zheng)
        form = browse(cast.sun).get(url(part, "send_reply")).context["form"]
        assert form["letter_number"].value() == f"云教函〔{today().year}〕1号"

    def test_a_draft_is_taken_up_again_as_it_was_written(self, cast, browse):
        part = lead_part(cast)
        drafted(part, cast.sun)
        step(part, "return_draft", cast.zheng, "请补充。")
        form = browse(cast.sun).get(url(part, "draft_reply")).context["form"]
        assert form["text"].value() == REPLY["text"]
        assert form["contact_phone"].value() == REPLY["contact_phone"]

    def test_the_opinions_of_co_units_stand_beside_the_draft(self, cast, browse):
        parts = dispatched(cast, co=[cast.transport, cast.housing])
        step(parts[cast.education], "receive", cast.sun)
        contact(parts[cast.education], cast.sun)
        step(parts[cast.transport], "receive", cast.he)
        step(parts[cast.transport], "give_opinion", cast.he, opinion="已安排信号灯配时优化。")
        page = words(browse(cast.sun).get(url(parts[cast.education], "draft_reply")))
        assert "已安排信号灯配时优化。" in page
        assert "云川市住房和城乡建设局尚未提交会办意见" in page

    def test_a_drafter_who_signs_is_warned_of_the_second_signature(self, cast, browse):
        part = lead_part(cast)
        step(part, "receive", cast.zheng)
        contact(part, cast.zheng)
        draft(part, cast.zheng)
        assert "双签字" in words(browse(cast.zheng).get(case(part)))


class TestTheCasePage:
    def test_a_reply_is_not_read_by_others_before_it_leaves(self, cast, browse):
        parts = dispatched(cast, co=[cast.transport])
        drafted(parts[cast.education], cast.sun)
        page = case(parts[cast.education])
        assert REPLY["text"] in words(browse(cast.sun).get(page))
        assert REPLY["text"] in words(browse(cast.wu).get(page)), "the coordinating office"
        for stranger in (cast.chen, cast.zhou, cast.gao, cast.he):
            assert REPLY["text"] not in words(browse(stranger).get(page)), stranger
        step(parts[cast.education], "sign_reply", cast.zheng)
        step(
            parts[cast.education],
            "send_reply",
            cast.sun,
            letter_number="云教函〔2026〕1号",
            letter_on=today(),
        )
        assert REPLY["text"] in words(browse(cast.chen).get(page))

    def test_it_says_what_stands_in_the_way_of_a_draft(self, cast, browse):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        assert "尚未登记与代表的面商" in words(browse(cast.sun).get(case(part)))
        assert "尚未登记与代表的面商" not in words(browse(cast.chen).get(case(part)))

    def test_the_dispatcher_reads_why_it_was_handed_back_and_answers(self, cast, browse):
        part = lead_part(cast)
        step(part, "hand_back", cast.sun, "属交通运输部门职责。", proposed_office=cast.transport)
        page = words(browse(cast.wu).get(case(part)))
        assert "属交通运输部门职责。" in page
        assert "建议改交：云川市交通运输局" in page
        assert "同意退办（云川市教育局）" in page


class TestTheList:
    def numbers(self, response) -> set[int]:
        return {row.suggestion_id for row in response.context["page"].rows}

    def test_a_unit_sees_its_own_parts_and_a_government_office_those_of_its_units(self, cast, browse):
        parts = dispatched(cast, co=[cast.transport])
        own = lead_part(cast)
        assert len(self.numbers(browse(cast.sun).get("/suggestions/assignments/"))) == 2
        assert self.numbers(browse(cast.he).get("/suggestions/assignments/")) == {
            parts[cast.transport].suggestion_id
        }
        assert len(browse(cast.wu).get("/suggestions/assignments/").context["page"].rows) == 3
        assert own.suggestion_id in self.numbers(browse(cast.zhou).get("/suggestions/assignments/"))
        assert not self.numbers(browse(cast.tang).get("/suggestions/assignments/"))

    def test_it_is_searched_by_number_and_by_words(self, cast, browse):
        part = lead_part(cast)
        other = lead_part(cast, title="关于增加幼儿园学位的建议")
        found = browse(cast.sun).get("/suggestions/assignments/", {"q": f"第{part.suggestion.number}号"})
        assert self.numbers(found) == {part.suggestion_id}
        assert self.numbers(browse(cast.sun).get("/suggestions/assignments/", {"q": "幼儿园"})) == {
            other.suggestion_id
        }

    def test_overdue_is_by_the_day_and_only_while_it_is_at_work(self, cast, browse):
        part = lead_part(cast)
        done = lead_part(cast)
        answered(done, cast.sun, cast.zheng)
        for one, day in ((part, today()), (done, today().replace(year=2020))):
            type(one.suggestion).objects.filter(pk=one.suggestion_id).update(due_on=day)
        late = {"late": "yes"}
        assert not self.numbers(browse(cast.sun).get("/suggestions/assignments/", late))
        type(part.suggestion).objects.filter(pk=part.suggestion_id).update(due_on=today().replace(year=2025))
        assert self.numbers(browse(cast.sun).get("/suggestions/assignments/", late)) == {part.suggestion_id}

    def test_it_costs_the_same_with_one_row_and_with_three(self, cast, browse):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                browse(cast.sun).get("/suggestions/assignments/")
            return len(asked)

        lead_part(cast)
        cost()
        one = cost()
        dispatched(cast, co=[cast.transport]), lead_part(cast)
        assert cost() == one

    def test_it_leaves_as_a_sheet(self, cast, browse):
        lead_part(cast)
        response = browse(cast.sun).get("/suggestions/assignments/?export=xlsx")
        assert response["Content-Type"].endswith("sheet")


def test_nothing_of_a_reply_is_lost_by_its_state_being_reckoned(cast):
    part = lead_part(cast)
    drafted(part, cast.sun)
    states = [Reply.objects.get().state]
    step(part, "sign_reply", cast.zheng)
    states.append(Reply.objects.get().state)
    step(part, "send_reply", cast.sun, letter_number="云教函〔2026〕1号", letter_on=today())
    states.append(Reply.objects.get().state)
    assert states == ["drafted", "signed", "sent"]
    assert Reply.objects.filter(state="sent").count() == 1


def test_what_was_said_face_to_face_is_on_the_page_of_everybody_who_sees_the_case(cast, browse):
    part = lead_part(cast)
    drafted(part, cast.sun)
    said = {
        "place": "清河街道办",
        "people": "李科长",
        "deputies": "陈建国",
        "points": "已增设两处。",
        "said": "希望坚持。",
    }
    step(part, "record_face_reply", cast.sun, on=today(), **said)
    for who in (cast.sun, cast.chen, cast.zhou):
        page = words(browse(who).get(case(part)))
        assert all(one in page for one in ("当面答复", "清河街道办", "已增设两处。", "希望坚持。"))
        assert "会办意见（" not in page


def test_an_earlier_handling_is_not_due_with_the_present_one(cast, browse, way):
    row = way.replied()
    before = row.due_on
    way.rated(row, cast.chen, "dissatisfied", "没有解决。")
    row.refresh_from_db()
    assert row.round == 2 and row.due_on != before
    page = words(browse(cast.sun).get(row.get_absolute_url()))
    assert page.count(f"，{due_words(row.due_on)}前答复") == 1
