"""The handling of a suggestion on its case page: its units, contacts and replies, and what may be done about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse

from offices.choices import Role
from offices.posts import holds
from pages.casefile import Offer, Part
from pages.columns import Badge
from pages.dates import cn_date
from suggestions import parties
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.casefile.answers import contact_rows, extension_offers
from suggestions.casefile.pressing import pressing_parts, urge_offers
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.contacts import why_not_drafted, why_not_sent
from suggestions.forms.handling import HANDLING_FORMS
from suggestions.groups import shared_progress
from suggestions.handbacks import days_until, why_not_handed_back
from suggestions.models import Assignment, AssignmentEvent, Reply, Suggestion
from suggestions.part_tables import is_open, late, role_badge, state_badge
from suggestions.reference import no_limit, unwritten
from workflow.calendar import due_words
from workflow.views import offers

A = AssignmentState
OWN_PAGE = ("draft_reply", "ask_extension", "state_extension")
HANDING_BACK = {t.action: t.label for t in ASSIGNMENT.transitions if t.action.endswith("hand_back")}
KEPT = "代表注明仅供参考：签收后留作参考，本单位的办理即告结束；不属本单位职责的，请在签收前申请退办。"
KEPT_SURE = "签收后留作参考，不能再申请退办。确定签收吗？"
OFFICIALS = (Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD)


@dataclass
class PartRow:
    """One unit's part as _assignments.html draws it."""

    part: Assignment
    role: Badge
    state: Badge
    late: Badge | str
    notes: list[str] = field(default_factory=list)
    receipts: bool = False
    due: date | None = None

    @property
    def told(self) -> str:
        """When it was handed over, by whom, when it was signed for, and what is asked by when."""
        part = self.part
        said = [f"{cn_date(part.sent_on)}由{part.dispatcher}交办"]
        if part.received_on:
            said.append(f"{cn_date(part.received_on)}签收")
        if self.due:
            noted = "反馈" if part.suggestion.reference_only else "答复"
            asked = "提出会办意见" if part.role == AssignmentRole.CO else noted
            said.append(f"{due_words(self.due)}前{asked}")
        return "，".join(said)


def handling_offers(user: Any, suggestion: Suggestion, parts: Iterable[Assignment]) -> list[Offer]:
    """What this person may do about the parts of the present round, the next step of the way first."""
    found = []
    for part in parts:
        if part.round == suggestion.round:
            found += [_told(offer, part, user) for offer in _offers(part, user)]
    found += extension_offers(user, suggestion) + urge_offers(user, suggestion, list(parts))
    return sorted(found, key=lambda offer: offer.style != "primary")


def _offers(part: Assignment, user: Any) -> list[Offer]:
    def url(action: str) -> str:
        return reverse("suggestions:assignment-step", args=(part.pk, action))

    return offers(ASSIGNMENT, part, user, HANDLING_FORMS, step_url=url, pages=OWN_PAGE)


def _told(offer: Offer, part: Assignment, user: Any) -> Offer:
    """The offer in the words of this part: whose it is, and a warning where one person would do two people's work."""
    if offer.form is not None:
        offer.form.auto_id = f"id_{offer.action}_{part.pk}_%s"
    if not parties.is_unit(part, user):
        return replace(offer, label=f"{offer.label}（{part.office}）")
    if offer.action == "receive" and no_limit(part.suggestion):
        return replace(offer, note=KEPT, confirm=KEPT_SURE)
    if offer.action == "sign_reply" and part.reply.drafted_by_id == user.pk:
        return replace(offer, note="您也是拟稿人：按“双签字”要求，拟稿与签发宜由两人分别完成。")
    return offer


def handling_parts(user: Any, suggestion: Suggestion, parts: Sequence[Assignment]) -> list[Part]:
    """The sections of the case file: units, contacts, replies; those without rows are left out.

    parts: as suggestions.casefile.reading fetches them, all rounds, with contacts and reply.
    """
    if not parts:
        return []
    reasons = _reasons(user, parts)
    officials = holds(user, *OFFICIALS)
    rows = [_row(part, user, reasons.get(part.pk, []), officials) for part in parts]
    times = f"已申请退办{suggestion.hand_backs}次。" if suggestion.hand_backs and officials else ""
    found = [Part("承办单位", template="suggestions/_assignments.html", data=rows, note=times)]
    if met := contact_rows(user, suggestion, parts):
        found.append(Part("面商记录", template="suggestions/_contacts.html", data=met))
    if reported := [*suggestion.progress.all(), *shared_progress(suggestion)]:
        found.append(Part("进展报告", template="suggestions/_progress.html", data=reported))
    if asked := list(suggestion.extensions.all()):
        found.append(Part("延期答复", template="suggestions/_extensions.html", data=asked))
    if met := list(suggestion.discussed.all()):
        found.append(Part("办理会议", template="suggestions/_meetings.html", data=met))
    if letters := _letters(user, parts):
        found.append(Part("答复", template="suggestions/_replies.html", data=letters))
    if told := [part.face_reply for part in parts if hasattr(part, "face_reply")]:
        found.append(Part("当面答复", template="suggestions/_face_replies.html", data=told))
    return found + pressing_parts(user, suggestion)


def _letters(user: Any, parts: Sequence[Assignment]) -> list[Reply]:
    """The replies this person may read: those sent, and the unsent ones of his own side."""
    letters = [part.reply for part in parts if hasattr(part, "reply")]
    unsent = [reply.pk for reply in letters if reply.sent_on is None]
    own = (
        set(Reply.objects.visible_to(user).filter(pk__in=unsent).values_list("pk", flat=True))
        if unsent
        else set()
    )
    return [reply for reply in letters if reply.sent_on or reply.pk in own]


def _reasons(user: Any, parts: Sequence[Assignment]) -> dict[int, list[str]]:
    """Why parts were handed back, and what the dispatcher said; for officials, not for deputies."""
    back = [part.pk for part in parts if part.state in (A.HANDED_BACK, A.REVOKED)]
    if not back or not holds(user, *OFFICIALS):
        return {}
    events = AssignmentEvent.objects.visible_to(user).filter(subject__in=back, action__in=HANDING_BACK)
    told: dict[int, list[str]] = {}
    for event in events.exclude(note="").order_by("pk"):
        told.setdefault(event.subject_id, []).append(
            f"{cn_date(event.at)}{HANDING_BACK[event.action]}：{event.note}"
        )
    return told


def _row(part: Assignment, user: Any, reasons: list[str], officials: bool) -> PartRow:
    notes = list(reasons)
    if reasons and part.proposed_office:
        notes.append(f"建议改交：{part.proposed_office}")
    if is_open(part) and parties.is_unit(part, user):
        notes += [note for note in _in_the_way(part) if note]
    # of an earlier handling the suggestion's day says nothing any more
    old = part.round < part.suggestion.round and part.role != AssignmentRole.CO
    due = None if old else part.due
    return PartRow(part, role_badge(part), state_badge(part), late(part), notes, officials, due)


def _in_the_way(part: Assignment) -> list[str]:
    """What the unit's people should know before their next step."""
    answers = part.role != AssignmentRole.CO and not unwritten(part.suggestion)
    return [
        why_not_drafted(part) if answers and part.state == A.RECEIVED else "",
        why_not_sent(part) if answers and part.state == A.SIGNED else "",
        _handing_back(part) if part.state in (A.SENT, A.RECEIVED) else "",
    ]


def _handing_back(part: Assignment) -> str:
    """Until when the unit may hand it back, or why it may not any more."""
    if why := why_not_handed_back(part):
        return f"{why}确需调整的，请与交办机构联系。"
    last = days_until(part)
    return f"退办期限至{due_words(last)}" if last else ""
