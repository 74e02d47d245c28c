"""《代表之声》: making an issue of a suggestion, and recording what leaders wrote on it (seed row TL-10)."""

from typing import Any

from django.utils import timezone

from notices.outbox import post
from offices.choices import Role
from offices.posts import holds
from suggestions.charging import check_knows, titled
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
    readers = list(data.get("readers") or ())
    check_knows(suggestion, readers, "readers")
    for field in ("headline", "digest", "recipients"):
        if not data[field].strip():
            raise Refused("请填写完整。", field)
    row = Voice.objects.create(
        suggestion=suggestion, area=suggestion.area, year=today.year, sent_on=today, made_by=step.actor,
        number=next_serial(suggestion.area, SerialKind.VOICE, today.year),
        headline=data["headline"].strip(), digest=data["digest"].strip(), recipients=data["recipients"].strip(),
    )  # fmt: skip
    row.readers.set(readers)
    remark(step, f"{row}，报送{row.recipients}")
    post(
        readers, kind="voice.read", key=f"voice.read:{row.pk}", title=f"{row}请阅示：{row.headline}", body=row.digest,
        url=row.get_absolute_url(),
    )  # fmt: skip


def instruct(step: Step) -> None:
    """A leader's instruction, word for word: his own, or as the office records it; the units hear of it."""
    row, data = step.subject, step.data
    leader = titled(step.actor) if is_reader(row, step.actor) else data["leader"]
    if data["on"] > timezone.localdate():
        raise Refused("批示日期不能晚于今天。", "on")
    if data["on"] < row.sent_on:
        raise Refused("批示日期不能早于报送日期。", "on")
    made = Instruction.objects.create(
        voice=row, leader=leader, words=data["words"], on=data["on"], scan=data.get("scan") or "",
        recorded_by=step.actor,
    )  # fmt: skip
    if scan := data.get("scan"):
        made.scan_name = scan.name[-200:]
        made.save(update_fields=["scan_name"])
    remark(step, f"{row}：{leader}批示：{data['words']}")


def is_reader(voice: Voice, user: Any) -> bool:
    """A leader it was sent to."""
    return holds(user, Role.LEADER) and voice.readers.filter(pk=user.pk).exists()
