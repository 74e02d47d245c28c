"""The drawn track: 提交 → 审查立案 → 交办 → 办理 → 答复 → 评价 → 办结, with days and holders."""

from datetime import date
from typing import Any

from pages.casefile import TrackStep
from suggestions.casefile.phases import OF_STEPS
from suggestions.choices import SignatureState, SuggestionState
from suggestions.models import Suggestion
from suggestions.reference import noted
from suggestions.roles import assignments_of, signatures_of
from suggestions.rounds import ratings_of

S = SuggestionState
# how far each state has come: the index of the step it waits at
AT = {
    S.DRAFT: 0, S.ENTERED: 0, S.RETURNED: 0, S.SUBMITTED: 1, S.SECOND: 1, S.DECLINED: 1, S.LETTER: 1, S.SPLIT: 1,
    S.WITHDRAWN: 0, S.REGISTERED: 2, S.DISPATCHED: 3,
    S.REPLIED: 5, S.CLOSED: 7,
}  # fmt: skip


def track(suggestion: Suggestion) -> list[TrackStep]:
    """The seven steps as they stand for this suggestion."""
    steps = _steps(suggestion)
    here = AT[SuggestionState(suggestion.state)] + (noted(suggestion) and suggestion.state == S.REPLIED)
    over = suggestion.state in (S.DECLINED, S.LETTER, S.SPLIT, S.WITHDRAWN)
    if suggestion.state == S.WITHDRAWN:
        here = (
            3
            if suggestion.dispatched_on
            else 2
            if suggestion.registered_on
            else 1
            if suggestion.submitted_on
            else 0
        )
    drawn = [_drawn(step, place, here, over) for place, step in enumerate(steps)]
    if over:
        drawn.insert(here + 1, TrackStep(suggestion.get_state_display(), "now", phase=OF_STEPS[here]))
    return drawn


def _steps(suggestion: Suggestion) -> list[tuple[str, date | None, str, str]]:
    """(label, day, who, note) of each step."""
    signed = [s for s in signatures_of(suggestion) if s.state == SignatureState.CONFIRMED]
    joint = f"{suggestion.deputy}等{len(signed)}名代表" if len(signed) > 1 else str(suggestion.deputy)
    rated = len(ratings_of(suggestion))
    again = f"第{suggestion.round}次办理" if suggestion.round > 1 else ""
    number = f"第{suggestion.number}号" if suggestion.number else ""
    return [
        ("提交", suggestion.submitted_on, joint, ""),
        ("审查立案", suggestion.registered_on, "", number),
        ("交办", suggestion.dispatched_on, "", ""),
        ("办理", _received_on(suggestion), str(suggestion.lead_office or ""), again),
        (
            "答复",
            suggestion.replied_on,
            "",
            f"{suggestion.result_class.code}类"
            if suggestion.result_class
            else "仅供参考" * noted(suggestion),
        ),
        (
            "评价",
            None,
            "",
            _rated(suggestion, rated, sum(s.rates for s in signed)),
        ),
        ("办结", suggestion.closed_on, "", ""),
    ]


def _rated(suggestion: Suggestion, rated: int, of: int) -> str:
    if noted(suggestion):
        return "不评价"
    return f"{rated}/{of}位代表已评" if suggestion.replied_on else ""


def _received_on(suggestion: Suggestion) -> date | None:
    return min((a.received_on for a in assignments_of(suggestion) if a.received_on), default=None)


def _drawn(step: tuple[Any, ...], place: int, here: int, over: bool) -> TrackStep:
    (label, on, who, note), phase = step, OF_STEPS[place]
    if over and place > here:
        return TrackStep(label, "skipped", phase=phase)
    state = "done" if place < here or (over and place == here) else "now" if place == here else "todo"
    return TrackStep(
        label, state, on if state != "todo" else None, who if state != "todo" else "", note, phase
    )
