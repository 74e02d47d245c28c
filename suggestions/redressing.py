"""What follows where a rating meeting votes 不满意 (domain rule 60): put right within a limit, and rated again."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from suggestions.choices import Grade, SuggestionState
from suggestions.choices_meetings import MeetingKind
from suggestions.deeds.machine import again
from suggestions.deeds.remarks import remark
from suggestions.models import MeetingItem, Suggestion
from workflow.transitions import Step

S = SuggestionState
WORDS = "测评会对办理情况不满意，请限期整改并重新答复代表。"


def voted_down(suggestion: Suggestion) -> MeetingItem | None:
    """The 不满意 of the last rating meeting, unless it was given back to be put right; as the case has read them."""
    voted = [item for item in suggestion.discussed.all() if item.verdict]
    last = max(voted, key=lambda item: (item.meeting.on, item.pk), default=None)
    return last if last and last.verdict == Grade.DISSATISFIED and last.redressed_on is None else None


def why_not_redressed(suggestion: Suggestion) -> str:
    return "" if voted_down(suggestion) else "没有测评不满意、待整改的结果。"


def redress(step: Step) -> None:
    """The same units once more, in a round of its own, with the limit of the area."""
    suggestion = step.subject
    item = voted_down(suggestion)
    if item:
        item.redressed_on = timezone.localdate()
        item.save(update_fields=["redressed_on"])
        remark(step, f"{item.meeting}测评为不满意，限期整改。")
    suggestion.closed_on = None
    suggestion.save(update_fields=["closed_on"])
    again(suggestion, WORDS)


def to_rate_again(rows: QuerySet[MeetingItem]) -> QuerySet[MeetingItem]:
    """Of these, what was put right and answered since, and is on no rating meeting that was held with it or is to come."""
    missed = Q(verdict="", meeting__on__lt=timezone.localdate())
    later = MeetingItem._base_manager.filter(
        ~missed, suggestion=OuterRef("suggestion"), meeting__kind=MeetingKind.ASSESS, pk__gt=OuterRef("pk")
    )
    rows = rows.filter(~Exists(later), redressed_on__isnull=False)
    rows = rows.filter(suggestion__state__in=(S.REPLIED, S.CLOSED)).select_related("suggestion", "meeting")
    return rows.defer("suggestion__grams").order_by("pk")
