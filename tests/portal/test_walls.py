"""What stations show everybody: wishes, echoes, deputies; and what voters bring besides opinions."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from offices.models import Setting
from portal.receipts import seal
from stations.models import Echo, Idea, Visit, Wish
from stations.opinion_lifecycle import OPINION
from stations.wish_lifecycle import WISH
from stations.wishes import take_wish
from tests.portal.speaking import hidden, worked
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep

VOTER = {"voter_name": "王奶奶", "phone": "13912345678", "confidential": False}


def text_of(client, name: str, *args) -> str:
    response = client.get(reverse(f"portal:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def send(client, name: str, token: str, **typed):
    url = reverse(f"portal:{name}", args=(token,))
    page = client.get(url).content.decode()
    data = hidden(page) | {"proof": worked(page), "phone": "13912345678", "consent": "on", **typed}
    return client.post(url, data)


def test_a_wish_is_told_by_web_and_followed_by_its_receipt(online, client):
    assert send(client, "wish", online.code, title="", text="原话").status_code == 200
    answer = send(client, "wish", online.code, title="想要一台收音机", text="白天想听戏")
    assert answer.status_code == 302 and Wish.objects.get().station == online.qinghe
    shown = text_of(client, "progress", seal(Visit.objects.get()))
    assert "想要一台收音机" in shown and "待公布" in shown
    assert "想要一台收音机" not in text_of(client, "wishes"), "not public before the station has worded it"


def test_a_project_is_proposed_by_web(online, client):
    facts = {"title": "增设充电棚", "place": "北门", "benefit": "800户", "text": "飞线充电有隐患"}
    assert send(client, "idea", online.chen_code, **facts).status_code == 302
    row = Idea.objects.get()
    assert (row.title, row.place, row.station) == ("增设充电棚", "北门", online.qinghe)
    assert "待筛选" in text_of(client, "progress", seal(Visit.objects.get()))


def test_the_wall_of_wishes_shows_the_stations_words_and_no_person(cast, client):
    wish = take_wish(None, cast.qinghe, VOTER, uuid.uuid4(), title="想要收音机", text="我住3号楼")
    perform(WISH, wish.pk, "accept", cast.lin, title="想要一台收音机", text="一位老人，电话13912345678")
    page = text_of(client, "wishes")
    assert "想要一台收音机" in page and "139****5678" in page
    for private in ("王奶奶", "3号楼", "13912345678"):
        assert private not in page
    perform(WISH, wish.pk, "claim", cast.chen)
    assert "陈建国代表" in text_of(client, "wishes")


@pytest.fixture
def answered(cast):
    return cast.opinion(state="closed", answer="已装路灯，联系人：何小军13888889999", summary="路灯不亮")


def publish(cast, opinion, **data):
    told = {"question": "路灯不亮", "public_answer": "已装路灯"} | data
    return perform(OPINION, opinion.pk, "publish", cast.lin, **told)


def test_an_answer_goes_to_the_echo_wall_and_to_the_stations_page(cast, client, answered):
    assert "路灯不亮" not in text_of(client, "echo")
    publish(cast, answered)
    assert "已装路灯" in text_of(client, "echo")
    assert "办成的事" in text_of(client, "station", cast.qinghe.code)
    perform(OPINION, answered.pk, "take_down", cast.zhou, note="内容有误")
    assert "已装路灯" not in text_of(client, "echo") and Echo.objects.count() == 1


def test_the_first_draft_of_an_echo_has_no_private_numbers(cast, client, answered):
    client.force_login(cast.lin)
    page = client.get(f"{answered.get_absolute_url()}do/publish/").content.decode()
    assert "已装路灯" in page and "13888889999" not in page.split("<form")[-1]


@pytest.mark.parametrize(("written", "said"), [("刘桂英说路灯不亮", "写有反映人的姓名"),
                                               ("请找13888889999", "写有手机号码")])  # fmt: skip
def test_an_echo_that_names_the_voter_or_a_telephone_is_given_back(cast, client, answered, written, said):
    client.force_login(cast.lin)
    send = lambda answer: client.post(  # noqa: E731
        f"{answered.get_absolute_url()}do/publish/", {"question": "路灯不亮", "public_answer": answer}
    )
    page = send(written).content.decode()
    assert said in page and written in page and not Echo.objects.exists()
    send("已装路灯，一位居民说亮了。")
    assert Echo.objects.get().answer == "已装路灯，一位居民说亮了。"


def test_what_slipped_into_an_echo_is_hidden(cast, client, answered):
    publish(cast, answered, public_answer="请找13888889999")
    assert "13888889999" not in text_of(client, "echo")


def test_an_echo_is_published_once_by_its_station_and_never_of_a_confidential_matter(cast, answered):
    for who in ("fang", "chen", "zhou", "gao", "he"):
        with pytest.raises(PermissionDenied):
            perform(OPINION, answered.pk, "publish", getattr(cast, who), question="问", public_answer="答")
    publish(cast, answered)
    with pytest.raises(OutOfStep, match="已经公布"):
        publish(cast, answered)
    secret = cast.opinion(state="closed", answer="已办", confidential=True)
    with pytest.raises(OutOfStep, match="保密"):
        publish(cast, secret)
    with pytest.raises(OutOfStep, match="还没有公布"):
        perform(OPINION, secret.pk, "take_down", cast.lin, note="误")
    opened = cast.opinion()
    with pytest.raises(OutOfStep):
        publish(cast, opened)


def test_secrecy_asked_for_later_takes_the_echo_down(cast, client):
    row = cast.opinion(state="answered", answer="已装路灯")
    publish(cast, row)
    perform(OPINION, row.pk, "reopen", cast.lin, note="再办")
    perform(OPINION, row.pk, "amend", cast.lin, category=cast.traffic, confidential=True)
    assert "已装路灯" not in text_of(client, "echo")


def test_a_deputys_page_shows_what_the_area_publishes_and_no_telephone(cast, client):
    cast.chen_deputy.employer, cast.chen_deputy.expertise = "云川机械厂工程师", "机械"
    cast.chen_deputy.save()
    cast.reception(state="published", published_on="2026-01-02")
    page = text_of(client, "deputy", cast.chen_deputy.code)
    for shown in (
        "陈建国",
        "市级人大代表",
        "云川机械厂工程师",
        "清河街道人大代表联络站",
        "清河街道党群服务中心",
    ):
        assert shown in page
    assert "13800000000" not in page and "138****0000" not in page
    for key, value in (("public_employer", "no"), ("public_phone", "yes")):
        row = Setting.objects.get(key=key)
        row.value = value
        row.save()
    again = text_of(client, "deputy", cast.chen_deputy.code)
    assert "云川机械厂" not in again and "13800000000" in again


def test_who_does_not_sit_has_no_page(cast, client):
    cast.chen_deputy.mandates.update(**{"state": "ended"})
    assert client.get(reverse("portal:deputy", args=(cast.chen_deputy.code,))).status_code == 404
    assert client.get(reverse("portal:deputy", args=("nobody",))).status_code == 404
