"""What happens by itself: the units have replied, or a deputy was not satisfied."""

from django.utils import timezone

from suggestions.assigning import assign, plans_again
from suggestions.clockwork import start_parts
from suggestions.rounds import settled_class
from workflow.transitions import Step


def reply(step: Step) -> None:
    """Every unit that answers has answered (逐人答复: each signing deputy is told)."""
    suggestion = step.subject
    suggestion.replied_on = timezone.localdate()
    suggestion.result_class = settled_class(suggestion)
    suggestion.save(update_fields=["replied_on", "result_class"])


def rehandle(step: Step) -> None:
    """Once more, by the same units, in a round of its own; the earlier replies stay as they were."""
    suggestion = step.subject
    plans = plans_again(suggestion)
    suggestion.round += 1
    suggestion.replied_on = suggestion.result_class = None
    suggestion.save(update_fields=["round", "replied_on", "result_class"])
    words = "代表对办理结果不满意，请重新办理。"
    for plan, dispatcher in plans:
        start_parts(assign(suggestion, plan, dispatcher, None, timezone.localdate(), words))
