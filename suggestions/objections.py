"""Objections to the dispatch (交办异议): made by a signing deputy, answered by the dispatcher with words."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Objection, Suggestion
from suggestions.roles import signature_of
from workflow.transitions import OutOfStep, Refused, Step


def all_made(suggestion: Suggestion) -> list[Objection]:
    """Every objection; as the case page fetched them (casefile.reading: "deputy_name", "wanted" in words), or read now."""
    fetched = getattr(suggestion, "objected", None)
    return list(suggestion.objections.all()) if fetched is None else [_drawn(one) for one in fetched]


def _drawn(row: dict[str, Any]) -> Objection:
    names = {name: row[name] for name in ("deputy_name", "wanted")}
    days = {
        name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("made_at", "answered_at")
    }
    fields = {name: value for name, value in row.items() if name not in names}
    one = Objection(**fields | days)
    vars(one).update(names)
    return one


def made(suggestion: Suggestion) -> list[Objection]:
    """The objections of the present round."""
    return [one for one in all_made(suggestion) if one.round == suggestion.round]


def nothing_to_answer(suggestion: Suggestion) -> str:
    """Why no objection can be answered, or ""."""
    return "" if any(one.answered_at is None for one in made(suggestion)) else "没有待答复的交办异议。"


def object_to(step: Step) -> None:
    """In words, once a round; the unit the deputy has in mind may be named (domain rule 37)."""
    needs_reason(step)
    suggestion, signature = step.subject, signature_of(step.subject, step.actor)
    if any(one.deputy_id == signature.deputy_id for one in made(suggestion)):
        raise OutOfStep("您已对本次交办提出过异议。")
    Objection.objects.create(
        suggestion=suggestion, deputy=signature.deputy, round=suggestion.round, reason=step.event.note.strip(),
        proposed_office=step.data.get("proposed_office"),
    )  # fmt: skip
    if office := step.data.get("proposed_office"):
        remark(step, f"希望由{office}承办。")


def answer(step: Step) -> None:
    """The dispatcher's words to one objection; whether it is then given to another unit is a step of its own."""
    objection, words = step.data["objection"], step.data["answer"].strip()
    if objection.suggestion_id != step.subject.pk or objection.answered_at:
        raise Refused("这一异议已经答复。", "objection")
    if not words:
        raise Refused("请写明答复意见。", "answer")
    objection.answer, objection.answered_at, objection.answered_by = words, timezone.now(), step.actor
    objection.save(update_fields=["answer", "answered_at", "answered_by"])
    remark(step, f"答复{objection.deputy}代表：{words}")
