"""The questionnaires of a look-back and the talks that follow them (seed row TG-13)."""

import pytest
from django.utils import timezone

from notices.models import Notice
from suggestions.looking_back import begin_round
from suggestions.models import HandlingMeeting, LookBack, Suggestion, SurveyReply

SAID = {"process": "satisfied", "result": "dissatisfied", "words": "还没有动工。", "talk": "on"}


@pytest.fixture
def look(way, cast) -> LookBack:
    """One answered suggestion that two deputies signed."""
    way.replied(joint=True)
    return begin_round(cast.city, "2026年回头看", Suggestion.objects.all(), cast.zhou)


@pytest.fixture
def sent(cast, look, client) -> LookBack:
    client.force_login(cast.zhou)
    page = client.post(f"/suggestions/look-backs/{look.pk}/surveys/send/", follow=True).content.decode()
    assert "已向代表发出2份问卷" in page
    return look


def own(user) -> SurveyReply:
    return SurveyReply.objects.get(deputy__user=user)


def test_every_signing_deputy_gets_one_and_a_second_sending_none(cast, sent, client):
    assert Notice.objects.filter(kind="survey.sent").count() == 2
    page = client.post(f"/suggestions/look-backs/{sent.pk}/surveys/send/", follow=True).content.decode()
    assert "问卷都已发出" in page and SurveyReply.objects.count() == 2


def test_a_deputy_answers_once_and_the_shares_stand_on_top(cast, sent, client):
    client.force_login(cast.chen)
    assert "待我填写的回头看问卷" in client.get("/").content.decode()
    url = f"/suggestions/look-backs/surveys/{own(cast.chen).pk}/"
    assert "checked" not in client.get(url).content.decode()
    page = client.post(url, SAID | {"words": " "}).content.decode()
    assert "不满意的，请写明意见" in page
    client.post(url, SAID)
    client.post(url, SAID | {"result": "satisfied"})
    assert own(cast.chen).result == "dissatisfied"
    assert "待我填写的回头看问卷" not in client.get("/").content.decode()
    client.force_login(cast.zhou)
    page = client.get(f"/suggestions/look-backs/{sent.pk}/surveys/").content.decode()
    assert "发出2份，收回1份" in page and "满意率1÷1=100.0%" in page and "满意率0÷1=0.0%" in page
    assert "还没有动工。" in page


def test_a_talk_with_who_is_not_content_belongs_to_the_round(cast, sent, client):
    client.force_login(cast.chen)
    client.post(f"/suggestions/look-backs/surveys/{own(cast.chen).pk}/", SAID)
    client.force_login(cast.zhou)
    url = f"/suggestions/meetings/new/?talk={sent.pk}"
    form = client.get(url).context["form"]
    row = Suggestion.objects.get()
    assert form.initial["kind"] == "talk" and form.initial["suggestions"] == [row.pk]
    data = {
        "kind": "talk",
        "title": "代表座谈会",
        "on": timezone.localdate(),
        "people": "陈建国",
        "suggestions": [row.pk],
    }
    client.post(url, data)
    assert HandlingMeeting.objects.get().look_back == sent
    assert "座谈1次" in client.get(f"/suggestions/look-backs/{sent.pk}/surveys/").content.decode()


def test_who_is_judged_and_who_is_not_asked_read_nothing(cast, sent, client):
    url, reply = f"/suggestions/look-backs/{sent.pk}/surveys/", own(cast.chen)
    for who, status in ((cast.sun, 403), (cast.wu, 403), (cast.chen, 403), (cast.tang, 404), (cast.gao, 200)):
        client.force_login(who)
        assert client.get(url).status_code == status, who
        if who != cast.gao:
            assert client.post(f"{url}send/").status_code in (403, 404), who
    for who, status in ((cast.sun, 404), (cast.wu, 404), (cast.zhao, 404), (cast.zhou, 403), (cast.gao, 403)):
        client.force_login(who)
        assert client.post(f"/suggestions/look-backs/surveys/{reply.pk}/", SAID).status_code == status, who
    assert own(cast.chen).at is None


def test_the_list_asks_as_much_for_one_row_as_for_two(cast, sent, client, queries):
    url = f"/suggestions/look-backs/{sent.pk}/surveys/"
    client.get(url)
    two = queries(lambda: client.get(url))
    own(cast.zhao).delete()
    assert queries(lambda: client.get(url)) == two
