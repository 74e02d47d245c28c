"""What must be there before a suggestion is closed (办结、销号), item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from offices.limits import setting
from offices.models import Area
from suggestions.choices import AssignmentRole, AssignmentState, Outcome, SuggestionState
from suggestions.contacts import (
    NONE,
    STAGES,
    THREE,
    THREE_CLOSE,
    contacts_needed,
    lacking,
    met_in_group,
    met_in_round,
)
from suggestions.models import Assignment, Suggestion
from suggestions.reference import noted
from suggestions.roles import assignments_of
from suggestions.rounds import (
    decided,
    dissatisfied,
    feedback_over,
    settled,
    silent_ones,
    unrated,
    waits_for_all,
)
from suggestions.telling import untold, with_untold


@dataclass(frozen=True)
class Item:
    """One condition: its words, whether it is met, and what is missing where it is not."""

    label: str
    missing: str = ""

    @property
    def met(self) -> bool:
        return not self.missing


def conditions(suggestion: Suggestion) -> Iterator[Item]:
    """What the area asks for, each met or not (domain rules 19 to 25; 双销号, seed row XH-10)."""
    if not noted(suggestion):
        yield Item("代表评价", _ratings(suggestion))
    if contacts_needed(suggestion.area) != NONE and not noted(suggestion):
        yield Item("与代表面商", _contacts(suggestion))
    yield Item("反馈参考情况" if noted(suggestion) else "书面答复", _replies(suggestion))
    if coordinated(suggestion):
        waits = "" if suggestion.government_closed_on else "政府办公室尚未销号。"
        yield Item("政府办公室销号", waits)
    if told_first(suggestion.area) and (left := untold(suggestion)) is not None:
        yield Item("告知群众", f"还有{left}位群众没有告知答复情况。" if left else "")


def why_not_closed(suggestion: Suggestion) -> str:
    """Everything that is still missing, or ""."""
    return "".join(item.missing for item in conditions(suggestion))


def _ratings(suggestion: Suggestion) -> str:
    if dissatisfied(suggestion) and not decided(suggestion, Outcome.KEEP):
        return "有代表对办理结果不满意，须重新办理或者协调后才能办结。"
    waiting = unrated(suggestion)
    if waiting and not feedback_over(suggestion):
        return f"还有{waiting}位代表未评价，且反馈期限未到。"
    if waiting and waits_for_all(suggestion.area) and (waiting := len(silent_ones(suggestion))):
        return f"还有{waiting}位代表未评价，本区域规定继续提醒，全部评价后办结。"
    return ""


def _answering(suggestion: Suggestion) -> list[Assignment]:
    rows = assignments_of(suggestion)
    return [r for r in rows if r.role != AssignmentRole.CO and r.state != AssignmentState.REVOKED]


def _contacts(suggestion: Suggestion) -> str:
    """Of the present round; an answered one takes contacts until it is closed, so nothing is shut in here."""
    parts = assignments_of(suggestion)
    return lacking(parts) if parts else ""


def _replies(suggestion: Suggestion) -> str:
    late = [str(part.office) for part in _answering(suggestion) if part.state != AssignmentState.DONE]
    return f"{'、'.join(late)}尚未答复。" if late and suggestion.replied_on is None else ""


def coordinated(suggestion: Suggestion) -> bool:
    """Must the government office close it too? Courts and the like have none above them."""
    if not setting("double_close", suggestion.area).flag:
        return False
    return any(part.office.coordinator_id for part in _answering(suggestion))


def told_first(area: Area) -> bool:
    return setting("close_told", area).value == "told"


def why_not_government(suggestion: Suggestion) -> str:
    """Why the government office has nothing to close here, or ""."""
    if not coordinated(suggestion):
        return "本区域不实行双销号。"
    return "政府办公室已经销号。" if suggestion.government_closed_on else ""


def government_open(rows: QuerySet[Suggestion], office: int | None = None) -> QuerySet[Suggestion]:
    """Answered ones that the government office has still to close (双销号); of one office, or of any."""
    under = {"office__coordinator": office} if office else {"office__coordinator__isnull": False}
    parts = Assignment._base_manager.filter(suggestion=OuterRef("pk"), round=OuterRef("round"), **under)
    parts = parts.exclude(Q(role=AssignmentRole.CO) | Q(state=AssignmentState.REVOKED))
    return rows.filter(Exists(parts), state=SuggestionState.REPLIED, government_closed_on=None)


def closable(rows: QuerySet[Suggestion], today: date, area: Area) -> QuerySet[Suggestion]:
    """Of these suggestions of one area, the ones that why_not_closed would let pass."""
    rows = settled(rows, today, area)
    of_row = {"suggestion": OuterRef("pk")}
    if (needed := contacts_needed(area)) != NONE:
        met = Q()
        for stage in STAGES if needed in (THREE, THREE_CLOSE) else (None,):
            met &= Exists(met_in_round(area, stage)) | Exists(met_in_group(area, stage))
        rows = rows.filter(Q(reference_only=True, result_class=None) | met)
    if setting("double_close", area).flag:
        above = Assignment._base_manager.filter(
            **of_row, round=OuterRef("round"), office__coordinator__isnull=False
        ).exclude(Q(role=AssignmentRole.CO) | Q(state=AssignmentState.REVOKED))
        rows = rows.filter(Q(government_closed_on__isnull=False) | ~Exists(above))
    return with_untold(rows).filter(waiting=False) if told_first(area) else rows
