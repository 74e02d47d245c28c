"""《代表之声》: making an issue of a suggestion, and recording what leaders wrote on it (seed row TL-10)."""

from django.utils import timezone

from suggestions.choices import SerialKind
from suggestions.deeds.remarks import remark
from suggestions.models import Instruction, Suggestion, Voice
from suggestions.serials import next_serial
from workflow.transitions import Refused, Step


def why_not_voiced(suggestion: Suggestion) -> str:
    """Nothing confidential leaves by this way."""
    return "保密建议不编发《代表之声》。" if suggestion.confidential else ""


def voice(step: Step) -> None:
    """One issue with its number; what it says and to whom it goes is kept as it left."""
    suggestion, data, today = step.subject, step.data, timezone.localdate()
    for field in ("headline", "digest", "recipients"):
        if not data[field].strip():
            raise Refused("请填写完整。", field)
    row = Voice.objects.create(
        suggestion=suggestion, area=suggestion.area, year=today.year, sent_on=today, made_by=step.actor,
        number=next_serial(suggestion.area, SerialKind.VOICE, today.year),
        headline=data["headline"].strip(), digest=data["digest"].strip(), recipients=data["recipients"].strip(),
    )  # fmt: skip
    remark(step, f"{row}，报送{row.recipients}")


def instruct(step: Step) -> None:
    """A leader's instruction, word for word; the units hear of it."""
    row, data = step.subject, step.data
    if data["on"] > timezone.localdate():
        raise Refused("批示日期不能晚于今天。", "on")
    if data["on"] < row.sent_on:
        raise Refused("批示日期不能早于报送日期。", "on")
    Instruction.objects.create(voice=row, leader=data["leader"], words=data["words"], on=data["on"])
    remark(step, f"{row}：{data['leader']}批示：{data['words']}")
