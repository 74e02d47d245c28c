"""Every arrow of the table: by whom it may be taken, from where, and what a second click meets."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from notices.models import Notice
from suggestions.choices import Grade, SignatureState, SuggestionState
from suggestions.lifecycle import SUGGESTION, TRANSITIONS
from workflow.lifecycle import offered, perform
from workflow.transitions import OutOfStep, Refused

S = SuggestionState


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).values_list("kind", flat=True))


def running(row) -> dict:
    return {clock.rule: clock for clock in row.clocks.open()}


# --- what each step needs, in one table: (action, at which stop, who, with what)
STEPS = {
    "submit": ("draft", "chen", {"declared": True}),
    "withdraw": ("submitted", "chen", {}),
    "register": ("submitted", "zhou", {}),
    "return": ("submitted", "zhou", {"note": "请补充数据"}),
    "decline": ("submitted", "zhou", {"decline_reason": "empty", "note": "没有具体建议"}),
    "dispatch": ("registered", "zhou", {"lead": "education"}),
    "extend": ("dispatched", "zhou", {"note": "涉及多个部门"}),
    "urge": ("dispatched", "zhou", {"note": "请抓紧"}),
    "mark": ("dispatched", "zhou", {"key": True}),
    "rate": ("replied", "chen", {"attitude": "satisfied", "result": "satisfied"}),
}
STRANGERS = ("zhao", "qian", "zhou", "tang", "wu", "gao", "sun", "zheng", "he", "lin", "luo", "feng", "shen")


def ready(way, action):
    stop, who, data = STEPS[action]
    data = {k: way.cast.education if v == "education" else v for k, v in data.items()}
    return getattr(way, stop)(), getattr(way.cast, who), data


@pytest.mark.parametrize("action", STEPS)
def test_a_step_is_offered_to_its_own_people_alone(way, action):
    row, actor, data = ready(way, action)
    for name in {*STRANGERS, "chen"}:
        user = getattr(way.cast, name)
        mine = action in [t.action for t in offered(SUGGESTION, row, user)]
        assert mine == (user == actor), name
        if not mine:
            with pytest.raises(PermissionDenied):
                way.take(row, action, user, **data)
    way.take(row, action, actor, **data)
    assert row.events.filter(action=action, actor=actor).exists()


@pytest.mark.parametrize("action", [a for a in STEPS if a not in ("urge", "mark")])
def test_a_second_click_is_told_who_was_faster(way, action):
    row, actor, data = ready(way, action)
    way.take(row, action, actor, **data)
    events = row.events.count()
    with pytest.raises(OutOfStep):
        way.take(row, action, actor, **data)
    assert row.events.count() == events


@pytest.mark.parametrize("action", STEPS)
def test_a_step_is_refused_in_every_other_state(way, action):
    row, actor, data = ready(way, action)
    sources = {state for t in TRANSITIONS if t.action == action for state in t.sources}
    for state in set(S.values) - sources:
        type(row)._base_manager.filter(pk=row.pk).update(**{"state": state})
        with pytest.raises(OutOfStep):
            way.take(row, action, actor, **data)


@pytest.mark.parametrize("action", ["return", "decline", "extend", "urge"])
def test_a_lawful_reason_is_asked_for(way, action):
    row, actor, data = ready(way, action)
    with pytest.raises(Refused) as refused:
        way.take(row, action, actor, **{**data, "note": "  "})
    assert refused.value.field == "note"
    row.refresh_from_db()
    assert not row.events.filter(action=action).exists()


@pytest.mark.parametrize("action", ["reply", "rehandle"])
def test_the_machines_steps_are_nobodys(way, action):
    row = way.dispatched() if action == "reply" else way.replied()
    for name in {*STRANGERS, "chen"}:
        assert action not in [t.action for t in offered(SUGGESTION, row, getattr(way.cast, name))]
        with pytest.raises(PermissionDenied):
            way.take(row, action, getattr(way.cast, name))


def test_a_step_takes_its_own_fields_and_no_others(way):
    row = way.submitted()
    with pytest.raises(ValueError):
        way.take(row, "register", way.cast.zhou, state="closed")
    with pytest.raises(ValueError):
        way.take(row, "decline", way.cast.zhou, note="x")


# --- the deputies


def test_submitting_starts_the_offices_clocks_and_tells_it(way):
    row = way.submitted()
    assert row.state == S.SUBMITTED and row.submitted_on == timezone.localdate() and row.session is None
    assert {rule: clock.office for rule, clock in running(row).items()} == {
        "acceptance": way.cast.committee, "dispatch": way.cast.committee,
    }  # fmt: skip
    assert told(way.cast.zhou) == ["suggestion.submit"] and told(way.cast.tang) == []


def test_what_is_submitted_during_a_session_counts_for_it(way):
    today = timezone.localdate()
    way.cast.session.opens_on = way.cast.session.closes_on = today
    way.cast.session.save()
    assert way.submitted().session == way.cast.session


@pytest.mark.parametrize("field", ["title", "situation", "analysis", "proposal", "consent"])
def test_an_incomplete_draft_is_not_submitted(way, field):
    row = way.draft(**{field: " "})
    with pytest.raises(OutOfStep, match="提交前还需"):
        way.take(row, "submit", way.cast.chen, declared=True)


def test_the_declaration_is_needed(way):
    with pytest.raises(Refused) as refused:
        way.take(way.draft(), "submit", way.cast.chen, declared=False)
    assert refused.value.field == "declared"


def test_a_joint_one_waits_for_every_invited_deputy(way):
    row = way.draft()
    signature = way.co_signed(row)
    type(signature).objects.filter(pk=signature.pk).update(**{"state": SignatureState.INVITED})
    with pytest.raises(OutOfStep, match="赵敏代表确认联名"):
        way.take(row, "submit", way.cast.chen, declared=True)
    way.take(row, "uninvite", way.cast.chen, signature=signature)
    assert way.take(row, "submit", way.cast.chen, declared=True).kind == "single"


def test_withdrawing_a_draft_tells_no_office(way):
    row = way.draft(joint=True)
    way.take(row, "withdraw", way.cast.chen)
    assert told(way.cast.zhao) == ["suggestion.withdraw"] and told(way.cast.zhou) == []


@pytest.mark.parametrize("stop", ["submitted", "registered"])
def test_withdrawing_before_dispatch_stops_everything(way, stop):
    row = getattr(way, stop)(joint=True)
    assert way.take(row, "withdraw", way.cast.chen).state == S.WITHDRAWN
    assert running(row) == {}
    assert "suggestion.withdraw" in told(way.cast.zhou) and "suggestion.withdraw" in told(way.cast.zhao)


def test_after_dispatch_it_cannot_be_withdrawn(way):
    row = way.dispatched()
    with pytest.raises(OutOfStep, match="周文静"):
        way.take(row, "withdraw", way.cast.chen)


# --- the congress office


def test_a_returned_one_goes_round_again(way):
    row = way.submitted()
    way.take(row, "return", way.cast.zhou, note="请补充数据")
    assert running(row) == {} and told(way.cast.chen) == ["suggestion.return"]
    again = way.take(row, "submit", way.cast.chen, declared=True)
    assert again.state == S.SUBMITTED and set(running(row)) == {"acceptance", "dispatch"}


def test_declining_needs_a_reason_of_the_list(way):
    row = way.submitted()
    with pytest.raises(Refused) as refused:
        way.take(row, "decline", way.cast.zhou, decline_reason="whim", note="x")
    assert refused.value.field == "decline_reason"


def test_registering_gives_a_number_and_leaves_the_dispatch_clock_running(way):
    first, second = way.registered(), way.registered()
    assert (first.number, second.number) == (1, 2) and first.registered_on
    assert set(running(first)) == {"dispatch"}


def test_a_superior_office_sees_and_leaves_it_alone(way):
    row = way.submitted(area=way.cast.west)
    with pytest.raises(PermissionDenied):
        way.take(row, "register", way.cast.zhou)
    assert way.take(row, "register", way.cast.tang).state == S.REGISTERED


# --- marking and urging, extending


def test_extending_makes_six_months_in_all_and_happens_once(way):
    row = way.dispatched()
    before = row.due_on
    row = way.take(row, "extend", way.cast.zhou, note="涉及面广")
    assert row.due_on > before and (row.due_on - row.dispatched_on).days <= 190
    assert set(running(row)) >= {"reply_extended"} and "reply" not in running(row)
    assert running(row)["reply_extended"].started_on == row.dispatched_on
    with pytest.raises(OutOfStep, match="延长过"):
        way.take(row, "extend", way.cast.zhou, note="再延")


def test_urging_tells_the_units_and_the_government(way):
    row = way.dispatched()
    way.take(row, "urge", way.cast.zhou, note="请抓紧")
    for user in (way.cast.sun, way.cast.zheng, way.cast.wu):
        assert told(user).count("suggestion.urge") == 1
    assert "suggestion.urge" not in told(way.cast.he)


def test_the_key_mark_can_be_set_and_taken_off(way):
    row = way.dispatched()
    assert way.take(row, "mark", way.cast.zhou, key=True).key
    assert not way.take(row, "mark", way.cast.zhou, key=False).key


def test_grades_are_never_pre_chosen_but_demanded(way):
    row = way.replied()
    with pytest.raises(ValueError):
        perform(SUGGESTION, row.pk, "rate", way.cast.chen, attitude=Grade.SATISFIED)
