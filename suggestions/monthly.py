"""Monthly checks (周提醒、半月报、月检查, seed row DJ-07): of which suggestions, and what a check writes."""

from django.utils import timezone

from offices.limits import setting
from suggestions.choices import SuggestionState
from suggestions.clockwork import SUGGESTION_CLOCKS
from suggestions.deeds.remarks import remark
from suggestions.models import MonthlyCheck, Suggestion
from workflow.transitions import Refused, Step

KEY, RULE = "monthly_checks", "check"
NONE, KEY_ONES, ALL = "none", "key", "all"


def wanted(suggestion: Suggestion) -> bool:
    """Is its handling to be checked, by the area's rule?"""
    of = setting(KEY, suggestion.area).value
    return of == ALL or (of == KEY_ONES and suggestion.key)


def keep_rhythm(suggestion: Suggestion) -> None:
    """The limit of the next check runs while the suggestion is at work and wanted; asked after every step."""
    if suggestion.state != SuggestionState.DISPATCHED or setting(KEY, suggestion.area).value == NONE:
        return
    runs = suggestion.clocks.filter(rule=RULE, stopped_on=None).exists()
    if wanted(suggestion) and not runs:
        SUGGESTION_CLOCKS.start(suggestion, RULE)
    elif runs and not wanted(suggestion):
        SUGGESTION_CLOCKS.stop(suggestion, RULE, ended="不再要求")


def check(step: Step) -> None:
    """One check; the time to the next one runs from today."""
    suggestion, data, today = step.subject, step.data, timezone.localdate()
    for field in ("checker", "finding"):
        if not data[field].strip():
            raise Refused("请填写完整。", field)
    if data["on"] > today or (suggestion.dispatched_on and data["on"] < suggestion.dispatched_on):
        raise Refused("检查日期应在交办之日至今天之间。", "on")
    running = suggestion.clocks.filter(rule=RULE, stopped_on=None).first()
    row = MonthlyCheck.objects.create(
        suggestion=suggestion, on=data["on"], checker=data["checker"].strip(), finding=data["finding"].strip(),
        demand=data.get("demand", "").strip(), by=step.actor,
        late_days=max(0, (data["on"] - running.due_on).days) if running else 0,
    )  # fmt: skip
    SUGGESTION_CLOCKS.stop(suggestion, RULE)
    remark(
        step,
        "\n".join(
            part
            for part in (f"{row.checker}检查：{row.finding}", row.demand and f"要求：{row.demand}")
            if part
        ),
    )
