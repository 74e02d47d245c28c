"""What people put their names to: a step on another text than the one they saw is not taken (workflow.transitions.reads)."""

from suggestions.models import Assignment, Suggestion


def wording(suggestion: Suggestion) -> tuple[str, ...]:
    """The deputy's text, for who signs it."""
    return suggestion.title, suggestion.situation, suggestion.analysis, suggestion.proposal


def drafted(part: Assignment) -> tuple[str, ...]:
    """A unit's reply with its class and its promises, for who signs or checks it."""
    reply = part.reply
    made = part.promises.order_by("pk").values_list("what", "due_on", "who", "proof")
    return reply.text, str(reply.result_class_id), reply.co_note, *(str(one) for one in made)
