"""What a step says of itself in the timeline and in its notices."""

from workflow.transitions import Refused, Step


def needs_reason(step: Step) -> None:
    """The step's note is its lawful reason."""
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")


def remark(step: Step, words: str) -> None:
    """Put facts into the event's note, before what the person wrote himself."""
    step.event.note = "\n".join(part for part in (words, step.event.note.strip()) if part)
    step.event.save(update_fields=["note"])
