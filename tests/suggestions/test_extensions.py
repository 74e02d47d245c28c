"""More time to reply: asked by the unit, granted within the law, told to the deputies in writing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from suggestions.extending import choices
from suggestions.extension_lifecycle import EXTENSION
from suggestions.models import Suggestion
from tests.suggestions.settings import rule
from tests.suggestions.units import days_ago, dispatched, lead_part, step, today
from tests.suggestions.way import stands
from workflow.deadlines import add_months
from workflow.lifecycle import OutOfStep, Refused, perform

WHY = "涉及五个部门，需报省厅批复。"


@pytest.fixture
@stands
def part(cast):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    return part


def ask(cast, part, months=6, who=None, note=WHY):
    step(part, "ask_extension", who or cast.sun, note, months=months)
    return part.extensions.latest("pk")


def decide(row, action, user, note="", **data):
    return perform(EXTENSION, row.pk, action, user, note=note, **data)


def test_the_unit_asks_and_its_limit_does_not_move_yet(cast, part):
    due = part.suggestion.due_on
    row = ask(cast, part)
    part.suggestion.refresh_from_db()
    assert (row.state, row.reason, part.suggestion.due_on) == ("asked", WHY, due)
    told = Notice.objects.filter(kind="assignment.ask_extension").values_list(
        "recipient__username", flat=True
    )
    assert {"zhou", "wu"} <= set(told)


@pytest.mark.parametrize("who", ["zhou", "wu"])
def test_the_dispatcher_grants_it_and_every_signing_deputy_is_told_the_new_day(cast, part, who):
    row = decide(ask(cast, part), "grant_extension", getattr(cast, who), months=5)
    suggestion = Suggestion.objects.get(pk=part.suggestion_id)
    assert (row.state, row.until, row.months) == ("granted", suggestion.due_on, 5)
    assert suggestion.due_on >= add_months(today(), 5)
    clock = suggestion.clocks.open().get(rule="reply_extended")
    assert clock.sheet["rule"]["value"] == 5 and clock.office == cast.education
    notice = Notice.objects.get(recipient=cast.chen, kind="extension.grant_extension")
    assert "答复期限延至" in notice.body and WHY in notice.body
    with pytest.raises(OutOfStep):
        decide(row, "grant_extension", getattr(cast, who), months=5)


@pytest.mark.parametrize("who", ["sun", "zheng", "he", "chen", "gao", "tang"])
def test_nobody_else_grants_it(cast, part, who):
    row = ask(cast, part)
    for action, data in (("grant_extension", {"months": 6}), ("refuse_extension", {})):
        with pytest.raises(PermissionDenied):
            decide(row, action, getattr(cast, who), "不同意。", **data)


@pytest.mark.parametrize("months", [3, 7, 24])
def test_never_beyond_the_longest_limit_nor_for_no_more_than_the_present_one(cast, part, months):
    with pytest.raises(Refused, match="不超过本区域规定的最长期限") as no:
        ask(cast, part, months)
    assert no.value.field == "months"
    with pytest.raises(Refused):
        decide(ask(cast, part, 4), "grant_extension", cast.zhou, months=months)


def test_a_refusal_needs_its_reason_and_leaves_the_limit(cast, part):
    due, row = part.suggestion.due_on, ask(cast, part)
    with pytest.raises(Refused):
        decide(row, "refuse_extension", cast.zhou)
    assert decide(row, "refuse_extension", cast.zhou, "事项单一，应按期答复。").state == "refused"
    assert Suggestion.objects.get(pk=part.suggestion_id).due_on == due
    assert ask(cast, part).state == "asked", "it may ask again"


def test_it_is_asked_with_a_reason_once_at_a_time_by_the_answering_unit_in_time(cast):
    parts = dispatched(cast, co=[cast.transport])
    for part, who in ((parts[cast.education], cast.sun), (parts[cast.transport], cast.he)):
        step(part, "receive", who)
    part = parts[cast.education]
    with pytest.raises(Refused, match="写明理由"):
        ask(cast, part, note=" ")
    with pytest.raises(OutOfStep, match="协办单位不单独答复"):
        ask(cast, parts[cast.transport], who=cast.he)
    with pytest.raises(PermissionDenied):
        ask(cast, part, who=cast.he)
    ask(cast, part)
    with pytest.raises(OutOfStep, match="正等待答复"):
        ask(cast, part)
    part.extensions.all().delete()
    Suggestion.objects.filter(pk=part.suggestion_id).update(due_on=days_ago(1))
    with pytest.raises(OutOfStep, match="期限已于.*届满"):
        ask(cast, part)


def test_the_office_answers_a_request_before_it_extends_of_its_own_accord(cast, part, way):
    row = ask(cast, part)
    with pytest.raises(OutOfStep, match="已申请延期，请先答复"):
        way.take(part.suggestion, "extend", cast.zhou, note=WHY)
    decide(row, "refuse_extension", cast.zhou, "另行决定。")
    suggestion = way.take(part.suggestion, "extend", cast.zhou, note=WHY, months=4)
    assert suggestion.clocks.open().get(rule="reply_extended").due_on == suggestion.due_on
    with pytest.raises(OutOfStep, match="已经延长过"):
        ask(cast, part)


def test_where_no_consent_is_needed_the_unit_states_it_and_the_deputy_is_told(cast, part):
    with pytest.raises(OutOfStep, match="须经交办机构同意"):
        step(part, "state_extension", cast.sun, WHY, months=6)
    rule(cast.city, "extension_approval", "no", "switch")
    with pytest.raises(OutOfStep, match="不须同意"):
        ask(cast, part)
    step(part, "state_extension", cast.sun, WHY, months=6)
    row = part.extensions.get()
    assert row.state == "stated" and row.until == Suggestion.objects.get(pk=part.suggestion_id).due_on
    notice = Notice.objects.get(recipient=cast.chen, kind="assignment.state_extension")
    assert "答复期限延至" in notice.body
    with pytest.raises(OutOfStep, match="已经延长过"):
        step(part, "state_extension", cast.sun, WHY, months=6)


def test_each_choice_says_the_day_it_leads_to(cast, part):
    offered = dict(choices(part.suggestion))
    assert sorted(offered) == [4, 5, 6]
    assert all("至20" in words and "共" in words for words in offered.values())


def test_the_pages_ask_with_words_and_show_the_request_to_who_decides(cast, client, part):
    client.force_login(cast.sun)
    url = reverse("suggestions:assignment-step", args=(part.pk, "ask_extension"))
    response = client.post(url, {"months": "6", "note": ""})
    assert response.context["form"].errors["note"] == ["请写明延期理由。"]
    client.post(url, {"months": "6", "note": WHY})
    row = part.extensions.get()
    client.force_login(cast.zhou)
    answer = reverse("suggestions:extension-step", args=(row.pk, "grant_extension"))
    assert answer in client.get(part.get_absolute_url()).content.decode()
    page = client.get(answer).content.decode()
    assert WHY in page
    client.post(answer, {"months": "6"})
    row.refresh_from_db()
    assert row.state == "granted"
