"""The page of one step: shown, taken, refused, too late, not his, not there."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from stations.choices import OpinionState as S
from tests.workflow.moving import LIFECYCLE, OpinionStep, take
from workflow.lifecycle import perform
from workflow.views import clock_rows, offered_actions, offers, timeline


@pytest.fixture
def opinion(cast):
    return cast.opinion()


@pytest.fixture
def ask(db):
    """ask(user, subject, action) gets the page; with data it posts."""

    def ask(user, opinion, action, **data):
        factory = RequestFactory()
        request = factory.post("/", data) if data else factory.get("/")
        request.user, request.session = user, {}
        request._messages = CookieStorage(request)
        answer = take(request, opinion.pk, action)
        answer.said = [str(message) for message in get_messages(request)]
        return answer

    return ask


def test_the_form_is_shown_with_its_help(ask, cast, opinion):
    page = ask(cast.lin, opinion, "answer")
    assert page.status_code == 200
    assert "写明结果。" in page.content.decode()
    assert "办理结果" in page.content.decode()


def test_the_way_back_leads_to_the_list_and_to_the_case(cast, client, opinion):
    client.force_login(cast.lin)
    response = client.get(f"{opinion.get_absolute_url()}do/answer/")
    crumbs = [(crumb.label, crumb.url) for crumb in response.context["crumbs"]]
    assert crumbs == [
        ("群众意见", "/opinions/"),
        (str(opinion), opinion.get_absolute_url()),
        ("当场答复", ""),
    ]


def test_a_page_without_a_way_back_of_its_own_leads_to_its_entry_of_the_menu(cast, client):
    client.force_login(cast.zhou)
    page = client.get("/deputies/new/").content.decode().split('aria-label="当前位置"')[1].split("</nav>")[0]
    assert '<a href="/deputies/">代表</a>' in page and "登记代表" in page
    assert 'aria-label="当前位置"' not in client.get("/deputies/").content.decode()


def test_a_good_form_takes_the_step_and_goes_back_to_the_case(ask, cast, opinion):
    answer = ask(cast.lin, opinion, "answer", answer="已增设信号灯")
    assert (answer.status_code, answer.url) == (302, opinion.get_absolute_url())
    opinion.refresh_from_db()
    assert opinion.state == S.ANSWERED


def test_a_faulty_form_is_shown_again_and_nothing_is_taken(ask, cast, opinion):
    page = ask(cast.lin, opinion, "answer", answer="")
    assert page.status_code == 200
    opinion.refresh_from_db()
    assert opinion.state == S.OPENED


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(ask, cast, opinion):
    page = ask(cast.lin, opinion, "answer", answer="空话").content.decode()
    assert "请写明办理结果。" in page
    assert ">空话</textarea>" in page.replace("\n", "")
    opinion.refresh_from_db()
    assert opinion.state == S.OPENED


def test_the_note_is_a_field_like_any_other(ask, cast, opinion):
    assert "请写明理由。" in ask(cast.lin, opinion, "refuse", note="").content.decode()
    assert "理由不能是" in ask(cast.lin, opinion, "refuse", note="不许").content.decode()
    ask(cast.lin, opinion, "refuse", note="属于诉讼事项")
    assert opinion.events.get().note == "属于诉讼事项"


def test_a_step_without_a_form_is_confirmed_first(ask, cast, opinion):
    perform(LIFECYCLE, opinion.pk, "answer", cast.lin, answer="已办", summary="路灯")
    page = ask(cast.lin, opinion, "close")
    assert "确定要进行这一步吗" in page.content.decode()
    assert ask(cast.lin, opinion, "close", sure="1").status_code == 302


@pytest.mark.parametrize("data", [{}, {"answer": "我也答"}], ids=["get", "post"])
def test_too_late_is_a_message_and_the_case_never_an_error(ask, cast, opinion, data):
    perform(LIFECYCLE, opinion.pk, "answer", cast.lin, answer="已办")
    answer = ask(cast.lin, opinion, "answer", **data)
    assert (answer.status_code, answer.url) == (302, opinion.get_absolute_url())
    assert answer.said[0].startswith("已由林晓燕于")


def test_a_guard_is_a_message_too(ask, cast, opinion):
    perform(LIFECYCLE, opinion.pk, "answer", cast.lin, answer="已办")
    assert ask(cast.lin, opinion, "close").said == ["还没有摘要。"]


def test_invisible_is_404_and_never_his_is_403(ask, cast, opinion):
    with pytest.raises(Http404):
        ask(cast.fang, opinion, "answer")
    with pytest.raises(Http404):
        ask(cast.luo, opinion, "answer")
    with pytest.raises(PermissionDenied):
        ask(cast.zhou, opinion, "answer")
    with pytest.raises(PermissionDenied):
        ask(cast.zhou, opinion, "answer", answer="越权")
    with pytest.raises(Http404):
        ask(cast.lin, opinion, "no_such_step")


def test_the_case_page_offers_what_may_be_done_now(cast, opinion):
    found = offers(LIFECYCLE, opinion, cast.lin, OpinionStep.forms)
    assert [(o.label, o.url, o.style) for o in found] == [
        ("答复", f"{opinion.get_absolute_url()}do/answer/", "primary"),
        ("不予受理", f"{opinion.get_absolute_url()}do/refuse/", "secondary"),
    ]
    ids = [bound.id_for_label for offer in found for bound in offer.form]
    assert len(ids) == len(set(ids))
    links = offers(LIFECYCLE, opinion, cast.lin, OpinionStep.forms, pages=("answer",))
    assert (links[0].form, links[0].action) == (None, "")
    assert [a.label for a in offered_actions(LIFECYCLE, opinion, cast.lin)] == ["答复", "不予受理"]
    assert offers(LIFECYCLE, opinion, cast.gao) == []


def test_the_timeline_says_who_did_what_as_whom(cast, opinion, django_assert_num_queries):
    perform(LIFECYCLE, opinion.pk, "answer", cast.lin, answer="已办", note="电话答复")
    perform(LIFECYCLE, opinion.pk, "reopen", cast.zhou)
    with django_assert_num_queries(1):
        first, second = timeline(opinion, LIFECYCLE)
    assert (first.label, first.note) == ("答复", "电话答复")
    assert first.who.startswith("林晓燕（")
    assert (second.before, second.after) == (S.ANSWERED.label, S.OPENED.label)


def test_the_clocks_of_a_case_are_shown_to_those_who_see_it(cast, opinion):
    perform(LIFECYCLE, opinion.pk, "answer", cast.lin, answer="已办")
    perform(LIFECYCLE, opinion.pk, "reopen", cast.zhou)
    (row,) = clock_rows(opinion, cast.lin)
    assert row.label == "群众意见办理答复期限"
    assert row.sheet_url.startswith("/workflow/sheets/opinionclock/")
    assert clock_rows(opinion, cast.fang) == []
