"""Steps that must say why."""

from workflow.transitions import Refused, Step


def reasoned(step: Step) -> None:
    """Raises Refused, beside the note, where no reason is given."""
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")
