"""The papers that follow a dispatch: 送达回执 of each unit, 延期答复告知单 to the deputies, 交办清单 of a batch."""

from datetime import date
from typing import Any

from offices.limits import setting
from offices.models import Office
from pages.documents import fill
from suggestions.ahead import limits_ahead
from suggestions.batches import items_of, plan_of
from suggestions.choices import AssignmentRole, ExtensionState
from suggestions.documents.answering import addressees
from suggestions.documents.ordering import limit_given
from suggestions.documents.pieces import LAYOUTS, Desk, Document, Piece
from suggestions.documents.words import numbered, together
from suggestions.documents.words import paragraphs as lines_of
from suggestions.models import Assignment, Batch, Extension
from workflow.rules import label_of

SIGNING = ("receive", "refuse_hand_back")  # a refused hand-back counts as received
LATER = ("redispatch", "progress", "opinion_redo")  # limits that are not given with the order
GIVEN = (ExtensionState.GRANTED, ExtensionState.STATED)


def receipts(desk: Desk) -> list[Piece]:
    """One 送达回执 for each part that was signed for, in every round: for the offices, and for the unit itself."""
    return [
        Piece(f"{part.pk}", f"送达回执（{desk.named(part)}）", lambda part=part: _receipt(desk, part), part.received_on, part,
              part.dispatcher)
        for part in desk.parts
        if part.received_on and (desk.official or desk.unit(part))
    ]  # fmt: skip


def _receipt(desk: Desk, part: Assignment) -> dict[str, Any]:
    signed = next((e for e in desk.events if e["part"] == part.pk and e["action"] in SIGNING), None)
    clocks: dict[str, date] = {}  # each limit as it was given first
    for clock in sorted(desk.suggestion.clocks.all(), key=lambda clock: clock.pk):
        if clock.assignment_id == part.pk and clock.rule not in LATER:
            clocks.setdefault(label_of(clock.rule), clock.due_on)
    if part.role != AssignmentRole.CO and (reply := limit_given(desk.suggestion, part.round)):
        clocks[label_of("reply" if part.round == 1 else "rehandle")] = reply
    return {
        "numbered": numbered(desk.suggestion),
        "title": desk.suggestion.title,
        "deputy": desk.suggestion.deputy.name,
        "dispatcher": part.dispatcher.name,
        "unit": part.office.name,
        "role": part.get_role_display(),
        "sent_on": part.sent_on,
        "received_on": part.received_on,
        "receiver": f"{signed['actor__name']}（{signed['post']}）"
        if signed and signed["actor__name"]
        else "",
        "limits": [
            {"label": label, "due_on": due_on}
            for label, due_on in sorted(clocks.items(), key=lambda one: one[1])
        ],
    }


def extensions(desk: Desk) -> list[Piece]:
    """One 延期答复告知单 for each extension that was granted or stated, and each deputy who is told apart (domain rules 17, 22)."""
    if not (desk.official or desk.in_a_unit or desk.is_deputy):
        return []
    given = [one for one in desk.suggestion.extensions.all() if one.state in GIVEN and one.until]
    return [piece for one in given for piece in _told_of(desk, one)]


def _told_of(desk: Desk, one: Extension) -> list[Piece]:
    """To each deputy his own, as the reply will go; or one to all of them, which the lead passes on."""
    people = addressees(desk.suggestion)
    if len(people) < 2:
        return [_told(desk, one, str(one.pk), together(desk.suggestion), str(one.assignment.office))]
    mine = [s for s in people if s and desk.is_deputy and s.deputy.user_id == desk.user.pk]
    return [
        _told(desk, one, f"{one.pk}-{s.pk}", s.deputy.name, f"{one.assignment.office}致{s.deputy.name}代表")
        for s in mine or people
        if s
    ]


def _told(desk: Desk, one: Extension, key: str, name: str, label: str) -> Piece:
    return Piece(key, f"延期答复告知单（{label}）", lambda: _extension(desk, one, name), one.asked_on, one,
                 one.assignment.office)  # fmt: skip


def _extension(desk: Desk, one: Extension, name: str) -> dict[str, Any]:
    granted = one.state == ExtensionState.GRANTED
    return {
        "sender": one.assignment.office.name,
        "numbered": numbered(desk.suggestion),
        "title": desk.suggestion.title,
        "salutation": f"{name}代表：",
        "you": "你们" if "等" in name else "您",
        "dispatched_on": desk.suggestion.dispatched_on,
        "unit": one.assignment.office.name,
        "paragraphs": lines_of(one.reason),
        "consent": f"经{desk.office}同意，" if granted and desk.office else "",
        "until": one.until,
        "seal": setting("seal_needed", desk.suggestion.area).flag,
        "date": one.asked_on,
    }


def batch_list(batch: Batch, office: Office | None) -> bytes:
    """The list of a batch as .docx; the number is the batch's own."""
    rows = [
        {
            "number": item.suggestion.called, "title": item.suggestion.title, "deputy": item.suggestion.deputy.name,
            "units": "、".join(f"{unit}（{role.label}）" for _, unit, role in plan_of(item).parts()) or "未定",
            "result": item.get_result_display(),
        }
        for item in items_of(batch)
    ]  # fmt: skip
    when = f"于{batch.sent_on:%Y年%-m月%-d日}整批交办。" if batch.sent_on else "尚未交办。"
    facts = {
        "area": str(batch.area), "number": str(batch), "sentence": f"本批共{len(rows)}件，{when}", "rows": rows,
        "limits": [f"{one.what}：{one.length}。" for one in limits_ahead(batch.area)], "sender": str(office or batch.area),
        "date": batch.sent_on or batch.gathered_on,
    }  # fmt: skip
    return fill((LAYOUTS / "batch-list.txt").read_text(encoding="utf-8"), facts)


SERVING = (
    Document("receipt", "送达回执", receipts, series="回执"),
    Document("extension-notice", "延期答复告知单", extensions, series="延期"),
)
