"""Deeds of the two desks: returning with marked reasons, the second opinion, keeping as a letter."""

from suggestions.choices import DeclineReason, Desk, ReturnReason, Verdict
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Suggestion
from suggestions.origins import give_back
from suggestions.reviewing import government_office, note_review
from workflow.transitions import Refused, Step


def send_back(step: Step) -> None:
    """Back to the deputy: which reasons, and what is to be changed in each part of the text."""
    needs_reason(step)
    reasons = _known(step, ReturnReason)
    note = step.event.note
    note_review(
        step.subject, Desk.FIRST, Verdict.RETURN, step.actor, note, reasons=reasons,
        remarks=step.data.get("remarks"),
    )  # fmt: skip
    if reasons:
        remark(step, "、".join(ReturnReason(code).label for code in reasons) + "。")


def forward(step: Step) -> None:
    """To the second desk; from now on its people see it."""
    suggestion = step.subject
    suggestion.second_desk = government_office(suggestion.area)
    suggestion.save(update_fields=["second_desk"])


def endorse(step: Step) -> None:
    note_review(step.subject, Desk.SECOND, Verdict.AGREE, step.actor, step.event.note)


def object_to(step: Step) -> None:
    """The second desk disagrees; the congress office decides what follows."""
    needs_reason(step)
    reasons = _known(step, DeclineReason)
    note_review(step.subject, Desk.SECOND, Verdict.OBJECT, step.actor, step.event.note, reasons=reasons)
    if reasons:
        remark(step, "、".join(DeclineReason(code).label for code in reasons) + "。")


def _known(step: Step, reasons: type[ReturnReason] | type[DeclineReason]) -> list[str]:
    given = list(step.data.get("reasons") or ())
    if not set(given) <= set(reasons.values):
        raise Refused("请从列出的原因中选择。", "reasons")
    return given


def check_reason(suggestion: Suggestion) -> str:
    """The words of the chosen reason of domain rule 31. Raises Refused."""
    if suggestion.decline_reason not in DeclineReason.values:
        raise Refused("请选择原因。", "decline_reason")
    return DeclineReason(suggestion.decline_reason).label


def keep_as_letter(step: Step) -> None:
    """Not a suggestion by law, yet not thrown away: kept as a deputy's letter (上海 art. 8; domain rule 32)."""
    needs_reason(step)
    reason = check_reason(step.subject)
    give_back(step.subject, f"建议转为代表来信（{reason}）：{step.event.note.strip()}")
    remark(step, f"原因：{reason}。")
