"""Micro-wishes and project proposals: every arrow, who takes it, and what the pages show."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pages.queues import drawn
from portal.receipts import seal
from stations.choices import IdeaState, WishState
from stations.models import Idea, Wish
from stations.wish_lifecycle import IDEA, WISH
from stations.wishes import take_idea, take_wish
from stations.worklist import queues
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

VOTER = {"voter_name": "王奶奶", "phone": "13912345678", "confidential": False}


@pytest.fixture
def wish(cast) -> Wish:
    return take_wish(
        None, cast.qinghe, VOTER, uuid.uuid4(), title="想要一台收音机", text="白天想听戏，我住3号楼"
    )


@pytest.fixture
def do(cast, wish):
    def take(action: str, who: str, **data) -> Wish:
        return perform(WISH, wish.pk, action, getattr(cast, who), **data)

    return take


PUBLIC = {"title": "想要一台收音机", "text": "社区一位老人想要一台收音机"}


def test_from_application_to_the_look_back(cast, wish, do, today):
    do("accept", "lin", **PUBLIC)
    assert do("claim", "zhao").deputy == cast.zhao_deputy
    do("fulfil", "zhao", result="已送到家", done_on=today)
    over = do("visit", "lin", verdict="satisfied", words="很高兴")
    assert over.state == WishState.CLOSED
    assert list(over.events.values_list("action", flat=True)) == [
        "create",
        "accept",
        "claim",
        "fulfil",
        "visit",
    ]


def test_the_card_of_a_stations_first_page_opens_the_wishes_it_counts(cast, wish, do, client):
    do("accept", "lin", **PUBLIC)
    for _ in range(2):
        take_wish(None, cast.qinghe, VOTER, uuid.uuid4(), title="想要一副老花镜", text="看不清报纸")
    card = next(one for one in drawn(queues(cast.lin)) if one.key.endswith("-wishes"))
    client.force_login(cast.lin)
    page = client.get(card.url).content.decode()
    assert card.count == page.count("想要一副老花镜") == 2 and "想要一台收音机" not in page


@pytest.mark.parametrize(
    ("before", "action", "data", "right", "wrong"),
    [
        ((), "accept", PUBLIC, "lin", ("fang", "chen", "zhou", "sun")),
        ((), "decline", {"note": "不属微心愿"}, "lin", ("fang", "chen", "zhou")),
        (("accept",), "claim", {}, "chen", ("qian", "lin", "zhou", "he")),
        (("accept", "claim"), "give_up", {"note": "出差"}, "chen", ("zhao", "fang", "zhou")),
        (("accept", "claim"), "fulfil", {"result": "已送"}, "chen", ("zhao", "fang", "zhou")),
        (("accept", "claim", "fulfil"), "visit", {"verdict": "satisfied"}, "lin", ("chen", "fang", "zhou")),
        (("accept", "claim", "fulfil"), "again", {"note": "收音机坏了"}, "lin", ("chen", "fang", "zhou")),
    ],
)
def test_each_arrow_by_its_own_people_and_once(cast, wish, do, today, before, action, data, right, wrong):
    told = {
        "accept": ("lin", PUBLIC),
        "claim": ("chen", {}),
        "fulfil": ("chen", {"result": "已送", "done_on": today}),
    }
    for step in before:
        do(step, told[step][0], **told[step][1])
    if action == "fulfil":
        data = data | {"done_on": today}
    for who in wrong:
        with pytest.raises(PermissionDenied):
            do(action, who, **data)
    state = do(action, right, **data).state
    with pytest.raises(OutOfStep):
        do(action, right, **data)
    wish.refresh_from_db()
    assert wish.state == state


def test_a_station_notes_a_deputys_claim_and_only_of_its_own(cast, do):
    do("accept", "lin", **PUBLIC)
    with pytest.raises(Refused, match="进站代表"):
        do("claim_for", "lin", deputy=cast.qian_deputy)
    assert do("claim_for", "lin", deputy=cast.zhao_deputy).claimed_on


def test_a_reason_is_needed_and_a_displeased_person_is_not_the_end(cast, do, today):
    with pytest.raises(Refused):
        do("decline", "lin", note=" ")
    do("accept", "lin", **PUBLIC)
    do("claim", "chen")
    do("fulfil", "chen", result="已送", done_on=today)
    with pytest.raises(Refused, match="继续办理"):
        do("visit", "lin", verdict="dissatisfied")


def test_deputies_see_what_may_be_claimed_at_their_stations_and_what_they_claimed(cast, wish, do):
    def seen(who: str) -> bool:
        return Wish.objects.visible_to(getattr(cast, who)).exists()

    assert seen("lin") and seen("zhou") and not seen("chen") and not seen("fang")
    do("accept", "lin", **PUBLIC)
    assert seen("chen") and seen("zhao") and not seen("qian")
    do("claim", "chen")
    assert seen("chen") and not seen("zhao")
    wish.refresh_from_db()
    assert {t.action for t in offered(WISH, wish, cast.chen)} == {"give_up", "fulfil"}


def test_the_page_shows_the_deputy_what_is_public_and_no_person(client, cast, wish, do):
    do("accept", "lin", **PUBLIC)
    client.force_login(cast.chen)
    page = client.get(wish.get_absolute_url()).content.decode()
    assert "社区一位老人" in page and "认领" in page
    assert "3号楼" not in page and "王奶奶" not in page and "13912345678" not in page
    client.force_login(cast.lin)
    mine = client.get(wish.get_absolute_url()).content.decode()
    assert "3号楼" in mine and "王**" in mine and "13912345678" not in mine


def test_a_clerk_writes_down_a_wish_told_at_the_station(client, cast):
    client.force_login(cast.lin)
    url = reverse("stations:wish_new")
    data = {
        "token": str(uuid.uuid4()),
        "station": cast.qinghe.pk,
        "title": "想要一副老花镜",
        "text": "看报",
        "voter_name": "李伯",
    }
    assert "请填写心愿" in client.post(url, data | {"title": ""}).content.decode()
    first = client.post(url, data)
    again = client.post(url, data)
    assert first.url == again.url == Wish.objects.get().get_absolute_url()
    client.force_login(cast.chen)
    assert client.get(url).status_code == 403


def test_the_lists_ask_as_often_whatever_the_rows(client, cast, django_assert_num_queries):
    for number in range(4):
        take_wish(cast.lin, cast.qinghe, VOTER, uuid.uuid4(), title=f"心愿{number}", text="原话")
        take_idea(
            cast.lin,
            cast.qinghe,
            VOTER,
            uuid.uuid4(),
            title=f"项目{number}",
            text="理由",
            place="",
            benefit="",
        )
    client.force_login(cast.lin)
    for name in ("wishes", "ideas"):
        url = reverse(f"stations:{name}")
        page = client.get(url).content.decode()
        assert "心愿3" in page or "项目3" in page


@pytest.fixture
def idea(cast) -> Idea:
    return take_idea(
        None,
        cast.qinghe,
        VOTER,
        uuid.uuid4(),
        title="增设充电棚",
        text="飞线充电",
        place="北门",
        benefit="800户",
    )


@pytest.mark.parametrize("action", ["keep", "decline"])
def test_the_office_sifts_proposals_once(cast, idea, action):
    for who in ("lin", "tang", "chen", "gao"):
        with pytest.raises(PermissionDenied):
            perform(IDEA, idea.pk, action, getattr(cast, who), note="理由")
    perform(IDEA, idea.pk, action, cast.zhou, note="理由")
    if action == "keep":
        with pytest.raises(OutOfStep):
            perform(IDEA, idea.pk, action, cast.zhou)
    back = perform(IDEA, idea.pk, "reconsider", cast.zhou, note="再议")
    assert back.state == IdeaState.RECEIVED


def test_a_proposal_needs_a_reason_to_be_left_out_and_its_page_opens(client, cast, idea):
    with pytest.raises(Refused):
        perform(IDEA, idea.pk, "decline", cast.zhou, note="")
    for who in ("zhou", "lin"):
        client.force_login(getattr(cast, who))
        page = client.get(idea.get_absolute_url()).content.decode()
        assert "飞线充电" in page and "王奶奶" not in page
    assert "由人大工作机构筛选" in page


VOTE = {"meeting": "东区第十七届人民代表大会第六次会议", "valid": 200, "votes": 163}


@pytest.fixture
def kept(cast, idea) -> Idea:
    return perform(IDEA, idea.pk, "keep", cast.zhou)


def test_a_project_is_voted_on_followed_and_done_and_its_proposer_reads_it(client, cast, kept, today):
    perform(IDEA, kept.pk, "choose", cast.zhou, voted_on=today, **VOTE)
    perform(IDEA, kept.pk, "track", cast.zhou, progress="充电棚已开工。")
    page = client.get(reverse("portal:progress", args=(seal(kept.visit),))).content.decode()
    assert "票决列入" in page and "得163票（有效票200张）" in page and "充电棚已开工" in page
    perform(IDEA, kept.pk, "finish", cast.zhou, result="充电棚投入使用。", done_on=today)
    assert (
        "充电棚投入使用" in client.get(reverse("portal:progress", args=(seal(kept.visit),))).content.decode()
    )
    client.force_login(cast.lin)
    case = client.get(kept.get_absolute_url()).content.decode()
    assert "有效票200张，得163票" in case and "充电棚已开工" in case
    client.force_login(cast.zhou)
    assert kept.title in client.get("/ideas/?state=done").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"votes": 201}, "不能多于"),
        ({"voted_on": "tomorrow"}, "不晚于今天"),
        ({"voted_on": "before"}, "提出之后"),
    ],
)
def test_a_vote_that_cannot_be_is_refused(cast, kept, today, wrong, said):
    days = {"tomorrow": today + timedelta(days=1), "before": today - timedelta(days=1)}
    data = VOTE | {"voted_on": today} | {key: days.get(value, value) for key, value in wrong.items()}
    for action in ("choose", "lose"):
        with pytest.raises(Refused, match=said):
            perform(IDEA, kept.pk, action, cast.zhou, **data)


def test_only_what_was_chosen_is_followed_and_what_was_lost_may_be_sifted_again(cast, kept, today):
    with pytest.raises(OutOfStep):
        perform(IDEA, kept.pk, "track", cast.zhou, progress="开工")
    with pytest.raises(PermissionDenied):
        perform(IDEA, kept.pk, "choose", cast.lin, voted_on=today, **VOTE)
    perform(IDEA, kept.pk, "lose", cast.zhou, voted_on=today, **VOTE)
    assert perform(IDEA, kept.pk, "reconsider", cast.zhou, note="明年再提").state == IdeaState.RECEIVED
