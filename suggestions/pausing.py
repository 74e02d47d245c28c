"""Letting a limit stand still (中止) and run again (恢复), where the area's rules know it."""

from offices.limits import setting
from pages.dates import due_date
from suggestions.clockwork import REPLYING, SUGGESTION_CLOCKS
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Suggestion, SuggestionClock
from workflow.rules import label_of
from workflow.transitions import Refused, Step

KEY = "pause_allowed"


def running(suggestion: Suggestion) -> list[SuggestionClock]:
    """The limits that run now."""
    return [c for c in suggestion.clocks.all() if c.stopped_on is None and c.paused_on is None]


def standing(suggestion: Suggestion) -> list[SuggestionClock]:
    """The limits that stand still now."""
    return [c for c in suggestion.clocks.all() if c.stopped_on is None and c.paused_on is not None]


def why_not_paused(suggestion: Suggestion) -> str:
    if not setting(KEY, suggestion.area).flag:
        return "本区域的办法没有规定中止办理时限。"
    return "" if running(suggestion) else "没有正在计算的时限。"


def why_not_resumed(suggestion: Suggestion) -> str:
    return "" if standing(suggestion) else "没有中止的时限。"


def _own(step: Step, clocks: list[SuggestionClock], words: str) -> SuggestionClock:
    clock = next((c for c in clocks if c.pk == step.data["clock"].pk), None)
    if clock is None:
        raise Refused(words, "clock")
    return clock


def pause(step: Step) -> None:
    """From today on the limit stands still; the reason and its source stand on the deadline sheet."""
    needs_reason(step)
    clock = _own(step, running(step.subject), "该时限没有在计算。")
    SUGGESTION_CLOCKS.pause(clock, step.event.note.strip())
    if clock.rule in REPLYING:
        SUGGESTION_CLOCKS.keep_day(step.subject, None)
    remark(step, f"{label_of(clock.rule)}自今日起中止。")


def resume(step: Step) -> None:
    """From today on it runs again; its day moves by the days it stood."""
    clock = _own(step, standing(step.subject), "该时限没有中止。")
    clock = SUGGESTION_CLOCKS.resume(clock)
    if clock.rule in REPLYING:
        SUGGESTION_CLOCKS.keep_day(step.subject, clock.due_on)
    remark(
        step, f"{label_of(clock.rule)}自今日起恢复计算，到期日为{due_date(clock.due_on, clock.provisional)}。"
    )
