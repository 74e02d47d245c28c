"""Making several suggestions of one (一事一议, 重庆 art. 9), each knowing where it comes from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files import File
from django.utils import timezone

from suggestions.clockwork import SUGGESTION_CLOCKS
from suggestions.deeds.remarks import remark
from suggestions.models import Attachment, Lineage, Signature, Suggestion
from suggestions.reviewing import keep_version
from workflow.lifecycle import begin
from workflow.transitions import Lifecycle, Refused, Step

LEAST, MOST = 2, 5
INHERITED = (
    "area", "term", "session", "kind", "deputy", "delegation", "category", "consent", "confidential",
    "submitted_on", "discussed_on", "research", "raised", "wants_contact", "reference_only", "open_to_co", "campaign",
    "proposed_office", "from_motion", "motion_basis", "entered_by", "entered_station", "stands_on_scan",
)  # fmt: skip
SIGNED = ("deputy_id", "role", "state", "answered_at", "on_paper")


def split(step: Step, lifecycle: Lifecycle) -> None:
    """One row for each part, submitted as the whole was, with its signers; opinions go where they were put.

    data: parts, a list of {title, situation, analysis, proposal}; origins, {opinion id: index of a part}.
    """
    whole, parts = step.subject, step.data["parts"]
    _check(parts)
    children = [_part_of(whole, part, step, lifecycle) for part in parts]
    _hand_on(whole, children, step.data.get("origins") or {})
    _copy_papers(whole, children)
    remark(step, "拆分为：" + "；".join(f"《{child.title}》" for child in children))


def _check(parts: list[Mapping[str, str]]) -> None:
    if not LEAST <= len(parts) <= MOST:
        raise Refused(f"请拆分为{LEAST}至{MOST}件。", "parts")
    if any(not part.get(name, "").strip() for part in parts for name in ("title", "situation", "proposal")):
        raise Refused("每一件都要有标题、基本情况和具体建议。", "parts")
    if len({part["title"].strip() for part in parts}) < len(parts):
        raise Refused("各件的标题不能相同。", "parts")


def _part_of(whole: Suggestion, part: Mapping[str, str], step: Step, lifecycle: Lifecycle) -> Suggestion:
    """A suggestion at the same stop as the whole; its limits run from the day the whole was submitted."""
    same = {name: getattr(whole, name) for name in INHERITED}
    child = Suggestion.objects.create(split_from=whole, state=step.before, **(same | dict(part)))
    Signature.objects.bulk_create(
        Signature(suggestion=child, **{name: getattr(row, name) for name in SIGNED})
        for row in whole.signatures.order_by("pk")
    )
    begin(lifecycle, child, step.actor, action="split_off", note=f"由《{whole.title}》拆分。")
    keep_version(child)
    for rule in ("acceptance", "dispatch"):
        SUGGESTION_CLOCKS.start(child, rule, on=whole.submitted_on or timezone.localdate())
    return child


def _copy_papers(whole: Suggestion, children: list[Suggestion]) -> None:
    """The deputy's papers go with every part, each its own file; the whole keeps its own."""
    for paper in whole.attachments.filter(assignment=None).order_by("pk"):
        for child in children:
            with paper.file.open("rb") as file:
                Attachment.objects.create(
                    suggestion=child, file=File(file, name=paper.file.name), name=paper.name, size=paper.size,
                    scan=paper.scan, uploaded_by=paper.uploaded_by,
                )  # fmt: skip


def _hand_on(whole: Suggestion, children: list[Suggestion], places: Mapping[Any, int]) -> None:
    """The voters' opinions go with the part that speaks of them; the first part takes what nobody placed."""
    rows: Iterable[Lineage] = list(whole.lineage.all())
    for row in rows:
        row.suggestion = children[places.get(row.opinion_id, 0)]
    Lineage.objects.bulk_update(rows, ["suggestion"])
