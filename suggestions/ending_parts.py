"""When handling ends before its answer, every part that is still at work ends too: a small table of its own.

The parts' own table (assignment_lifecycle) stands above the suggestion's, so it cannot be asked from there.
"""

from suggestions.choices import AssignmentState
from suggestions.dues import OPEN_PARTS
from suggestions.models import Assignment, Suggestion
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, Transition

PART_END = Lifecycle(
    name="承办",
    model=Assignment,
    states=AssignmentState,
    transitions=(Transition("end_part", "终止办理", OPEN_PARTS, AssignmentState.ENDED, ("clock",)),),
    actors={},
)


def end_parts(suggestion: Suggestion, why: str) -> int:
    """End what is at work in the present round; how many parts that were."""
    open_parts = suggestion.assignments.filter(round=suggestion.round, state__in=OPEN_PARTS)
    keys = list(open_parts.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        perform(PART_END, pk, "end_part", None, note=why)
    return len(keys)
