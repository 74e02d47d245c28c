"""The case file of an opinion: what each may do there, and what the clicks do."""

import pytest

from stations.choices import OpinionState
from stations.models import Opinion
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import Refused, perform


@pytest.fixture
def page(client, cast):
    def get(who: str, opinion: Opinion) -> str:
        client.force_login(getattr(cast, who))
        answer = client.get(opinion.get_absolute_url())
        assert answer.status_code == 200
        return answer.content.decode()

    return get


@pytest.fixture
def do(client, cast):
    def post(who: str, opinion: Opinion, action: str, **data):
        client.force_login(getattr(cast, who))
        return client.post(f"{opinion.get_absolute_url()}do/{action}/", data, follow=True)

    return post


def test_the_page_offers_what_the_table_allows(cast, log, page):
    opinion = log()
    mine = page("lin", opinion)
    for label in ("当场答复", "转交办理", "请代表提建议", "不予受理", "更正登记"):
        assert label in mine
    theirs = page("zhou", opinion)
    assert "等待联络站处理" in theirs and "转交办理" not in theirs


def test_a_unit_answers_and_the_voters_are_told_with_one_click(client, cast, log, page, do, today):
    opinion = log("公交太少", "office", office=cast.transport, phone="13912345678")
    assert "答复办理结果" in page("he", opinion)
    do("he", opinion, "reply", answer="已增开班次")
    shown = page("lin", opinion)
    assert "已增开班次" in shown and "今天已电话告知" in shown
    matter = opinion.matters.get()
    answer = do("lin", opinion, "tell", matter=matter.pk, told_on=str(today), told_how="phone")
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.CLOSED and "已完成" in answer.content.decode()
    assert list(opinion.events.values_list("action", flat=True))[-2:] == ["tell", "close"]
    again = do("lin", opinion, "tell", matter=matter.pk, told_on=str(today), told_how="phone")
    assert opinion.matters.get().told_on == today
    assert "已由林晓燕" in again.content.decode() or "已经告知过" in again.content.decode()


def test_the_clerk_sees_which_voter_he_tells_and_may_write_down_the_verdict_later(
    client, cast, log, page, do, today
):
    opinion, other = log("公交太少", phone="13912345678"), log("车少", name="王大海")
    perform(OPINION, other.pk, "merge", cast.lin, into=opinion)
    do("lin", opinion, "answer", answer="已增开班次")
    first, second = opinion.matters.order_by("pk")
    form = client.get(f"{opinion.get_absolute_url()}do/tell/?matter={second.pk}").content.decode()
    assert "刘** 139****5678" in form and "刘桂英" not in form
    assert f'value="{second.pk}" selected' in form and f'value="{first.pk}" selected' not in form
    for matter in (first, second):
        do("lin", opinion, "tell", matter=matter.pk, told_on=str(today), told_how="phone")
    assert "登记选民评价" in page("lin", opinion)
    refused = do("lin", opinion, "verdict", matter=first.pk, verdict="dissatisfied").content.decode()
    assert "请写明哪里不满意" in refused
    do("lin", opinion, "verdict", matter=first.pk, verdict="satisfied")
    first.refresh_from_db()
    assert (first.verdict, first.judged_on) == ("satisfied", None)
    again = do(
        "lin", opinion, "verdict", matter=first.pk, verdict="dissatisfied", words="没有"
    ).content.decode()
    assert "已经评价过了" in again


def test_opinions_of_the_same_category_are_offered_for_merging_though_their_words_differ(client, cast, log):
    opinion, near = log("我腿不好，盼着有电梯"), log("老楼五层上下难")
    secret = log("五层上下难", secret=True)
    client.force_login(cast.lin)
    form = client.get(f"{opinion.get_absolute_url()}do/merge/").content.decode()
    assert near.number in form and secret.number not in form
    alone = client.get(f"{secret.get_absolute_url()}do/merge/").content.decode()
    assert near.number not in alone and "或填写" not in alone


def test_a_late_click_is_told_and_brings_back_to_the_case(cast, log, do):
    opinion = log()
    do("lin", opinion, "answer", answer="已报修")
    late = do("lin", opinion, "answer", answer="又报修")
    assert late.redirect_chain == [(opinion.get_absolute_url(), 302)]
    assert "已由林晓燕" in late.content.decode()


def test_what_is_handed_back_is_out_of_sight_and_the_unit_lands_on_its_first_page(cast, log, do):
    opinion = log("公交太少", "office", office=cast.transport)
    answer = do("he", opinion, "hand_back", note="不属本单位职责")
    assert answer.status_code == 200 and answer.redirect_chain[0][0] == "/"
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.OPENED


def test_a_step_without_its_reason_is_refused_and_kept_typing(cast, log, do):
    opinion = log("公交太少", "office", office=cast.transport)
    answer = do("he", opinion, "hand_back", note="")
    assert "请写明理由" in answer.content.decode()
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.REFERRED


def test_referring_needs_the_field_of_its_way(cast, log, do):
    opinion = log()
    answer = do("lin", opinion, "refer", route="office", advice="请尽快").content.decode()
    assert "请选择转交单位" in answer and "请尽快" in answer
    assert "请填写接收的社区" in do("lin", opinion, "refer", route="community").content.decode()
    do("lin", opinion, "refer", route="community", receiver="东社区", office=cast.transport.pk)
    opinion.refresh_from_db()
    assert (opinion.state, opinion.receiver, opinion.office) == (OpinionState.REFERRED, "东社区", None)


@pytest.mark.parametrize(("who", "action", "status"), [
    ("fang", "answer", 404), ("he", "answer", 404), ("zhou", "answer", 403), ("gao", "reopen", 403),
    ("lin", "suggest", 404), ("chen", "suggest", 404), ("lin", "report", 403), ("lin", "nonsense", 404),
])  # fmt: skip
def test_doors_of_others_stay_shut(client, cast, log, who, action, status):
    opinion = log()
    client.force_login(getattr(cast, who))
    for method in (client.get, client.post):
        assert method(f"{opinion.get_absolute_url()}do/{action}/").status_code == status


def test_the_deputy_finds_the_way_to_a_suggestion(cast, log, page):
    opinion = log("给了代表", "deputy", deputy=cast.chen_deputy)
    shown = page("chen", opinion)
    assert "不提建议，退回" in shown or "不提建议，退回" in shown
    assert "起草代表建议" in shown


def test_the_case_file_shows_clock_track_and_timeline(cast, log, page):
    opinion = log("公交太少", "office", office=cast.transport)
    shown = page("lin", opinion)
    for word in ("办理答复期限", "计算书", "转交办理", "告知选民", "林晓燕", "交通运输局"):
        assert word in shown, word


def test_a_refused_opinion_can_be_opened_again_by_the_committees_office(cast, log, do):
    opinion = log("拆迁官司", "refused", refusal="litigation", go_instead="区人民法院")
    do("zhou", opinion, "reopen", note="应予受理")
    opinion.refresh_from_db()
    assert (opinion.state, opinion.refusal, opinion.go_instead) == (OpinionState.OPENED, "", "")


def test_who_is_told_of_a_refusal_is_not_asked_whether_he_is_content(client, cast, log, page, do, today):
    opinion = log("拆迁官司")
    perform(OPINION, opinion.pk, "refuse", cast.lin, refusal="litigation", go_instead="区人民法院")
    matter = opinion.matters.get()
    assert 'name="verdict"' not in client.get(f"{opinion.get_absolute_url()}do/tell/").content.decode()
    told = {"matter": matter, "told_on": today, "told_how": "phone"}
    with pytest.raises(Refused, match="不请选民评价"):
        perform(OPINION, opinion.pk, "tell", cast.lin, **told, verdict="satisfied")
    perform(OPINION, opinion.pk, "tell", cast.lin, **told)
    assert "登记选民评价" not in page("lin", opinion)


def test_the_answer_of_a_suggestion_shows_the_voters_as_to_be_told(cast, log, page):
    opinion = log("给了代表", "deputy", deputy=cast.chen_deputy)
    perform(OPINION, opinion.pk, "suggest", cast.chen)
    perform(OPINION, opinion.pk, "report", None, answer="建议已办结，年内完工")
    shown = page("lin", opinion)
    assert "年内完工" in shown and "未告知" in shown
