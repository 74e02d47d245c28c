"""The voter's word on the outcome: once, by himself, with words when he is not pleased."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from portal.receipts import seal
from stations.choices import OpinionState
from stations.models import Matter, Opinion, Visit
from stations.online import judge
from stations.opinion_lifecycle import OPINION
from suggestions.models import Lineage
from tests.portal.speaking import speak
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


@pytest.fixture
def answered(online, client) -> Matter:
    speak(client, online.code)
    perform(OPINION, Opinion.objects.get().pk, "answer", online.lin, answer="已报修")
    return Matter.objects.get()


def say(client, matter: Matter, **typed):
    url = reverse("portal:progress", args=(seal(Visit.objects.get(consented_at__isnull=False)),))
    return client.post(url, {"matter": matter.pk, "words": "", **typed}, follow=True)


def test_nothing_is_chosen_beforehand(answered, client):
    page = client.get(
        reverse("portal:progress", args=(seal(Visit.objects.get(consented_at__isnull=False)),))
    ).content.decode()
    assert page.count('name="verdict"') == 3 and "checked" not in page


def test_a_pleased_voter_counts_as_told_and_ends_it(answered, client):
    page = say(client, answered, verdict="satisfied", words="很快").content.decode()
    assert "您的评价" in page and "很快" in page and 'name="verdict"' not in page
    answered.refresh_from_db()
    assert (answered.verdict, answered.told_how, answered.verdict_words) == ("satisfied", "web", "很快")
    assert Opinion.objects.get().state == OpinionState.CLOSED


def test_a_displeased_voter_says_why_and_the_station_hears_of_it(online, answered, client):
    missing = say(client, answered, verdict="dissatisfied")
    assert "哪里不满意" in missing.content.decode()
    say(client, answered, verdict="dissatisfied", words="还是不亮")
    opinion = Opinion.objects.get()
    assert opinion.state == OpinionState.ANSWERED
    assert Notice.objects.get(recipient=online.lin, kind="opinion.judge").body == "不满意"
    client.force_login(online.lin)
    case = client.get(opinion.get_absolute_url()).content.decode()
    assert "1位不满意，请回访并“登记回访”" in case and "还是不亮" in case and "本人网上评价" in case


@pytest.fixture
def displeased(online, answered, client) -> Opinion:
    """Told by telephone and closed; afterwards the voter says that he is not content."""
    perform(
        OPINION,
        answered.opinion_id,
        "tell",
        online.lin,
        matter=answered,
        told_on=timezone.localdate(),
        told_how="phone",
    )
    perform(OPINION, answered.opinion_id, "close", online.lin)
    say(client, answered, verdict="dissatisfied", words="还是不亮")
    return Opinion.objects.get()


class TestCallingOnTheDispleased:
    def test_the_station_finds_the_closed_opinion_on_its_first_page_until_somebody_called(
        self, online, displeased, client
    ):
        client.force_login(online.lin)
        listed = reverse("stations:opinions") + "?stage=displeased"
        assert displeased.state == OpinionState.CLOSED
        assert "群众不满意，待回访" in client.get("/").content.decode()
        assert displeased.get_absolute_url() in client.get(listed).content.decode()
        form = {"matter": displeased.matters.get().pk, "revisit": "电话回访，灯仍不亮。"}
        url = reverse("stations:opinion_do", args=(displeased.pk, "revisit"))
        page = client.post(url, form, follow=True).content.decode()
        assert "回访：电话回访，灯仍不亮。" in page and "请回访" not in page
        assert "群众不满意，待回访" not in client.get("/").content.decode()
        assert displeased.get_absolute_url() not in client.get(listed).content.decode()

    def test_a_call_without_words_a_second_call_and_a_content_voter_are_refused(self, online, displeased):
        matter = displeased.matters.get()
        with pytest.raises(Refused):
            perform(OPINION, displeased.pk, "revisit", online.lin, matter=matter, revisit=" ")
        perform(OPINION, displeased.pk, "revisit", online.lin, matter=matter, revisit="已当面说明。")
        with pytest.raises(OutOfStep):
            perform(OPINION, displeased.pk, "revisit", online.lin, matter=matter, revisit="再访。")

    def test_one_who_was_called_on_is_not_called_on_again_while_another_waits(self, online, displeased):
        first = displeased.matters.get()
        other = Matter.objects.create(
            visit=first.visit, opinion=displeased, order=2, text="也不亮", category=first.category,
            told_on=timezone.localdate(), told_how="phone", verdict="dissatisfied",
        )  # fmt: skip
        perform(OPINION, displeased.pk, "revisit", online.lin, matter=first, revisit="已当面说明。")
        with pytest.raises(Refused, match="已经回访过"):
            perform(OPINION, displeased.pk, "revisit", online.lin, matter=first, revisit="再访。")
        perform(OPINION, displeased.pk, "revisit", online.lin, matter=other, revisit="已当面说明。")

    def test_taken_up_again_everything_begins_anew(self, online, displeased):
        matter = displeased.matters.get()
        perform(OPINION, displeased.pk, "revisit", online.lin, matter=matter, revisit="灯仍不亮。")
        perform(OPINION, displeased.pk, "reopen", online.lin, note="灯仍不亮")
        matter.refresh_from_db()
        assert (matter.verdict, matter.revisited_on, matter.revisit) == ("", None, "")


@pytest.mark.parametrize(
    "typed", [{}, {"verdict": "wonderful"}, {"verdict": "satisfied", "words": "好" * 301}]
)
def test_a_wrong_form_is_told_and_changes_nothing(answered, client, typed):
    assert say(client, answered, **typed).status_code == 200
    answered.refresh_from_db()
    assert answered.verdict == ""


def test_the_second_word_does_not_count(answered, client):
    judge(answered, "satisfied", "")
    with pytest.raises(Refused):
        judge(answered, "dissatisfied", "改主意了")
    say(client, answered, verdict="dissatisfied", words="改主意了")
    answered.refresh_from_db()
    assert answered.verdict == "satisfied"


def test_before_there_is_an_outcome_there_is_nothing_to_judge(online, client):
    speak(client, online.code)
    matter = Matter.objects.get()
    with pytest.raises(OutOfStep):
        judge(matter, "satisfied", "")
    page = client.get(
        reverse("portal:progress", args=(seal(Visit.objects.get(consented_at__isnull=False)),))
    ).content.decode()
    assert 'name="verdict"' not in page


@pytest.mark.parametrize("who", ["lin", "zhou", "he", "chen"])
def test_nobody_else_judges_for_the_voter(online, answered, who):
    with pytest.raises(PermissionDenied):
        perform(
            OPINION, answered.opinion_id, "judge", getattr(online, who), matter=answered, verdict="satisfied"
        )


def test_a_voter_judges_only_his_own_matter(online, answered, client):
    other = online.opinion(state="answered", answer="已办").matters.get()
    say(client, other, verdict="satisfied")
    other.refresh_from_db()
    assert other.verdict == ""
    with pytest.raises(Refused):
        perform(OPINION, answered.opinion_id, "judge", None, matter=other, verdict="satisfied")


def test_handled_again_the_word_is_asked_again(online, answered):
    judge(answered, "dissatisfied", "还是不亮")
    perform(OPINION, answered.opinion_id, "reopen", online.lin, note="重新办理")
    answered.refresh_from_db()
    assert (answered.verdict, answered.verdict_words, answered.judged_on) == ("", "", None)


def test_the_stages_of_the_suggestion_are_told_without_its_title(online, client):
    speak(client, online.code)
    opinion = Opinion.objects.get()
    perform(OPINION, opinion.pk, "offer", online.lin, deputy=online.chen_deputy)
    perform(OPINION, opinion.pk, "suggest", online.chen)
    case = online.suggestion()
    Lineage.objects.create(suggestion=case, opinion=opinion)
    case.events.create(action="submit", before="draft", after="submitted")
    case.events.create(action="return", before="submitted", after="returned")
    case.events.create(action="submit", before="returned", after="submitted")
    page = client.get(
        reverse("portal:progress", args=(seal(Visit.objects.get(consented_at__isnull=False)),))
    ).content.decode()
    assert "已作为代表建议提出" in page and "代表已提交建议" in page and case.title not in page
    assert page.count("代表已提交建议") == 1, (
        "what came back to the deputy and was submitted anew is told once"
    )
