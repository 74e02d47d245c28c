"""Every arrow of an opinion: who may take it, from where, and what it leaves behind."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from stations.choices import OpinionState, Route, TellWay
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = OpinionState
EVERYBODY = ("lin", "fang", "chen", "zhao", "zhou", "tang", "wu", "gao", "sun", "zheng", "he", "luo")


@pytest.fixture
def take(cast, log, today):
    """Take a step as somebody, with the fields it needs: take(opinion, "refer", "lin")."""

    def make(opinion, action: str, who: str | None, note: str = "理由充分", **data):
        usual = {
            "answer": {"answer": "已更换灯具"},
            "refer": {"route": Route.OFFICE, "office": cast.transport},
            "offer": {"deputy": cast.chen_deputy},
            "refuse": {"refusal": "petition", "go_instead": "区信访局"},
            "reply": {"answer": "已安排施工"},
            "report": {"answer": "建议已办结"},
            "amend": {"category": cast.traffic, "summary": "路灯"},
            "ask": {"advice": "转交通局"},
        }
        if action == "merge":
            usual["merge"] = {"into": log("另一件")}
        if action == "tell":
            usual["tell"] = {"matter": opinion.matters.first(), "told_on": today, "told_how": TellWay.PHONE}
        actor = getattr(cast, who) if who else None
        return perform(OPINION, opinion.pk, action, actor, note=note, **usual.get(action, {}) | data)

    return make


@pytest.fixture
def reach(log, take):
    """An opinion in a state, walked there by the steps that lead to it."""
    ways = {
        S.OPENED: (),
        S.PENDING: (("ask", "lin"),),
        S.MERGED: (("merge", "lin"),),
        S.REFERRED: (("refer", "lin"),),
        S.OFFERED: (("offer", "lin"),),
        S.SUGGESTED: (("offer", "lin"), ("suggest", "chen")),
        S.ANSWERED: (("answer", "lin"),),
        S.REFUSED: (("refuse", "lin"),),
        S.CLOSED: (("answer", "lin"), ("tell", "lin"), ("close", "lin")),
    }

    def make(state):
        opinion = log()
        for action, who in ways[state]:
            opinion = take(opinion, action, who)
        assert opinion.state == state
        return opinion

    return make


# action -> (from, to, who may take it); None is the machine
ARROWS = {
    "answer": (S.OPENED, S.ANSWERED, {"lin"}),
    "refer": (S.OPENED, S.REFERRED, {"lin"}),
    "offer": (S.OPENED, S.OFFERED, {"lin"}),
    "refuse": (S.OPENED, S.REFUSED, {"lin"}),
    "reply": (S.REFERRED, S.ANSWERED, {"lin", "he"}),
    "hand_back": (S.REFERRED, S.OPENED, {"he"}),
    "recall": (S.OFFERED, S.OPENED, {"lin"}),
    "urge": (S.REFERRED, S.REFERRED, {"lin", "zhou"}),
    "suggest": (S.OFFERED, S.SUGGESTED, {"chen"}),
    "decline": (S.OFFERED, S.OPENED, {"chen"}),
    "report": (S.SUGGESTED, S.ANSWERED, {None}),
    "drop": (S.SUGGESTED, S.OPENED, {None}),
    "tell": (S.ANSWERED, S.ANSWERED, {"lin", None}),
    "reopen": (S.CLOSED, S.OPENED, {"lin", "zhou"}),
    "amend": (S.OPENED, S.OPENED, {"lin"}),
}


@pytest.mark.parametrize("action", ARROWS)
def test_only_those_of_the_table_take_the_step(cast, reach, take, action):
    start, target, may = ARROWS[action]
    for who in (*EVERYBODY, None):
        opinion = reach(start)
        before = opinion.events.count()
        if who in may:
            assert take(opinion, action, who).state == target, who
            event = opinion.events.last()
            assert (event.action, event.before, event.after) == (action, start, target)
        else:
            with pytest.raises(PermissionDenied):
                take(opinion, action, who)
            opinion.refresh_from_db()
            assert (opinion.state, opinion.events.count()) == (start, before), who


@pytest.mark.parametrize("action", [*ARROWS, "close"])
def test_from_any_other_state_the_step_is_out_of_step(cast, reach, take, action):
    sources = {state for t in OPINION.named(action) for state in t.sources}
    for state in set(S) - sources:
        with pytest.raises(OutOfStep):
            take(reach(state), action, "lin")


@pytest.mark.parametrize("action", ["answer", "refer", "offer", "refuse"])
def test_the_second_click_learns_who_was_faster(cast, log, take, action):
    opinion = log()
    take(opinion, action, "lin")
    with pytest.raises(OutOfStep, match="已由林晓燕"):
        take(opinion, action, "lin")
    assert opinion.events.filter(action=action).count() == 1


@pytest.mark.parametrize("action", ["hand_back", "recall", "urge", "decline", "reopen", "drop"])
def test_a_step_backwards_must_say_why(cast, reach, take, action):
    start, _, may = ARROWS[action]
    with pytest.raises(Refused) as no:
        take(reach(start), action, next(iter(may)), note="  ")
    assert no.value.field == "note"


@pytest.mark.parametrize(
    ("action", "data", "field"),
    [
        ("refer", {"route": Route.DEPUTY}, "route"),
        ("refer", {"office": None}, "office"),
        ("refer", {"route": Route.TOWN, "office": None}, "receiver"),
        ("refuse", {"go_instead": ""}, "go_instead"),
        ("refuse", {"refusal": ""}, "refusal"),
        ("offer", {"deputy": None}, "deputy"),
    ],
)
def test_a_route_without_what_it_needs_is_refused_beside_its_field(cast, log, take, action, data, field):
    opinion = log()
    with pytest.raises(Refused) as no:
        take(opinion, action, "lin", **data)
    opinion.refresh_from_db()
    assert (no.value.field, opinion.state, opinion.route) == (field, S.OPENED, "")


def test_a_field_the_step_does_not_name_is_refused(cast, log, take):
    with pytest.raises(ValueError):
        take(log(), "answer", "lin", office=cast.transport)


def test_handing_back_clears_where_it_was_and_tells_the_station(cast, reach, take):
    opinion = take(reach(S.REFERRED), "hand_back", "he", note="不属本单位职责")
    assert (opinion.office, opinion.route, opinion.due_on, opinion.referred_on) == (None, "", None, None)
    assert not opinion.clocks.open().exists()
    notice = Notice.objects.get(recipient=cast.lin, kind="opinion.hand_back")
    assert notice.body == "不属本单位职责"


def test_recalling_tells_the_unit_that_had_it(cast, reach, take):
    take(reach(S.REFERRED), "recall", "lin")
    assert Notice.objects.filter(recipient=cast.he, kind="opinion.recall").exists()


def test_what_a_deputy_declines_is_no_longer_his(cast, reach, take):
    opinion = take(reach(S.OFFERED), "decline", "chen")
    assert opinion.deputy is None
    assert not type(opinion).objects.visible_to(cast.chen).filter(pk=opinion.pk).exists()


def test_the_answer_of_a_closed_suggestion_waits_to_be_told(cast, reach, take):
    opinion = take(reach(S.SUGGESTED), "report", None, answer="建议答复：年内完工")
    assert (opinion.state, opinion.answer) == (S.ANSWERED, "建议答复：年内完工")
    assert opinion.untold.count() == 1
    assert Notice.objects.filter(recipient=cast.lin, kind="opinion.report").exists()


def test_it_is_not_closed_before_every_voter_was_told(cast, reach, take):
    opinion = reach(S.ANSWERED)
    assert "close" not in {t.action for t in offered(OPINION, opinion, cast.lin)}
    with pytest.raises(OutOfStep, match="还有1位选民"):
        take(opinion, "close", "lin")
    take(opinion, "tell", "lin", verdict="satisfied")
    matter = opinion.matters.get()
    assert (matter.told_how, matter.told_by, matter.verdict) == (TellWay.PHONE, cast.lin, "satisfied")
    assert take(opinion, "close", "lin").state == S.CLOSED


def test_a_voter_is_told_once_and_not_in_the_future(cast, reach, take, log, today):
    opinion = reach(S.ANSWERED)
    stranger = log("另一件").matters.get()
    for data, field in (
        ({"told_on": today + dt.timedelta(days=1)}, "told_on"),
        ({"told_on": today - dt.timedelta(days=1)}, "told_on"),
        ({"matter": stranger}, "matter"),
    ):
        with pytest.raises(Refused) as no:
            take(opinion, "tell", "lin", **data)
        assert no.value.field == field
    take(opinion, "tell", "lin")
    with pytest.raises(Refused, match="已经告知过"):
        take(opinion, "tell", "lin")


def test_reopening_means_telling_anew(cast, reach, take):
    opinion = take(reach(S.CLOSED), "reopen", "lin")
    assert opinion.untold.count() == 1
    assert opinion.matters.get().told_by is None


def test_an_amendment_does_not_touch_the_voters_words(cast, reach, take):
    opinion = take(reach(S.REFERRED), "amend", "lin", summary="路灯不亮", confidential=True)
    assert (opinion.summary, opinion.confidential, opinion.text) == ("路灯不亮", True, "小区路灯不亮")


def test_urging_needs_a_unit_in_the_directory(cast, log, take):
    opinion = take(log(), "refer", "lin", route=Route.TOWN, office=None, receiver="清河街道办事处")
    assert opinion.office is None
    with pytest.raises(OutOfStep, match="电话催办"):
        take(opinion, "urge", "lin")
