"""Deeds about what staff entered from paper: standing on the scan, disowning, discarding."""

from suggestions.deeds.deputies import submit
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Suggestion
from workflow.transitions import Step


def no_scan(suggestion: Suggestion) -> str:
    return (
        "" if suggestion.attachments.filter(scan=True).exists() else "没有签名纸质件的扫描件，请先添加附件。"
    )


def stand(step: Step) -> None:
    """Submitted on the strength of the signed paper; the case says so from now on."""
    step.subject.stands_on_scan = True
    step.subject.save(update_fields=["stands_on_scan"])
    step.data["declared"] = True  # the declaration is printed on the paper that was signed
    submit(step)
    remark(step, "以代表签名的纸质件为准提交。")


def disown(step: Step) -> None:
    """The deputy says that this is not his suggestion, and why."""
    needs_reason(step)
