"""Meetings about the handling: who keeps them, which suggestions they are about, what units promise there (TG-14)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Max, OuterRef, QuerySet

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.choices import Role
from offices.posts import acting_post
from pages.counted import counted
from pages.dates import why_not_ahead
from pages.framed import with_known
from suggestions import parties, roles
from suggestions.choices import AssignmentRole, AssignmentState, PromiseState
from suggestions.choices_meetings import MeetingKind
from suggestions.models import Assignment, Batch, HandlingMeeting, MeetingItem, Promise, Suggestion
from suggestions.promise_lifecycle import PROMISE
from workflow.lifecycle import begin, perform
from workflow.transitions import Refused

KEEPERS = (Role.COMMITTEE, Role.GOVERNMENT)
THREE = (MeetingKind.DIVIDE, MeetingKind.PUSH, MeetingKind.ASSESS)


_of_meeting = {"meeting": OuterRef("pk")}
DISCUSSED = counted(MeetingItem._base_manager.filter(**_of_meeting), "meeting")
PROMISED = counted(Promise._base_manager.filter(**_of_meeting), "meeting")


def with_counts(meetings: QuerySet) -> QuerySet:
    """Meetings with count (suggestions they were about) and promised (promises made there)."""
    return with_known(meetings, count=DISCUSSED, promised=PROMISED)


def keeps(meeting: HandlingMeeting, user: Any) -> bool:
    """Is it this person's own office that called it?"""
    post_ = acting_post(user)
    own = post_.principal if post_ else None
    return own is not None and own.role in KEEPERS and own.office_id == meeting.office_id


@transaction.atomic
def keep(meeting: HandlingMeeting, suggestions: Iterable[Suggestion], actor: Any) -> HandlingMeeting:
    """Write it with its suggestions; a second time, as it is now. Those with a promise made there, or voted on, stay."""
    new = meeting.pk is None
    meeting.save()
    chosen = {one.pk for one in suggestions}
    promised = meeting.promises.values("suggestion")
    gone = meeting.items.exclude(suggestion__in=chosen).exclude(suggestion__in=promised)
    gone.filter(verdict="").delete()
    MeetingItem.objects.bulk_create(
        (MeetingItem(meeting=meeting, suggestion_id=pk) for pk in sorted(chosen)), ignore_conflicts=True
    )
    verb = f"{'登记' if new else '修改'}办理会议"
    enter(EntryKind.DEED, verb, actor, subject=meeting, data={"suggestions": sorted(chosen)})
    return meeting


class Held(NamedTuple):
    """How many of a batch's suggestions a kind of meeting was about, and when it was last held."""

    kind: str
    label: str
    count: int
    last: date | None


def three_meetings(batch: Batch) -> list[Held]:
    """分工会, 推进会 and 测评会 of a batch (三会, seed row DL-15)."""
    rows = MeetingItem._base_manager.filter(
        suggestion__batch_items__batch=batch, meeting__kind__in=THREE
    ).order_by()
    counted = rows.values_list("meeting__kind").annotate(
        count=Count("suggestion", distinct=True), last=Max("meeting__on")
    )
    found = {kind: (count, last) for kind, count, last in counted}
    return [Held(kind.value, str(kind.label), *found.get(kind.value, (0, None))) for kind in THREE]


def answering_parts(meeting: HandlingMeeting) -> list[Assignment]:
    """The present parts of the units that answer for its suggestions."""
    rows = Assignment.objects.filter(suggestion__discussed__meeting=meeting).exclude(role=AssignmentRole.CO)
    rows = rows.exclude(state=AssignmentState.REVOKED).select_related("suggestion__area", "office")
    return [row for row in rows.order_by("suggestion__number", "pk") if row.round == row.suggestion.round]


@transaction.atomic
def promise(meeting: HandlingMeeting, part: Assignment, said: Mapping[str, Any], actor: Any) -> Promise:
    """What a unit gave its word for there: a promise like those of the replies, with a clock of its own. Raises Refused.

    said: what, due_on, who, proof.
    """
    if why := why_not_ahead(said["due_on"]):
        raise Refused(f"完成时限{why}", "due_on")
    if part not in answering_parts(meeting):
        raise Refused("请选择会议研究的建议的承办单位。", "assignment")
    row = Promise.objects.create(
        suggestion=part.suggestion, assignment=part, office=part.office, meeting=meeting, first_due_on=said["due_on"],
        state=PromiseState.DRAFTED, **said,
    )  # fmt: skip
    begin(PROMISE, row, actor, note=f"在{MeetingKind(meeting.kind).label}“{meeting}”上承诺。")
    row = perform(PROMISE, row.pk, "make", None)
    people = [user for user in (*parties.unit(part), *roles.signers(part.suggestion)) if user]
    post(
        people, kind="promise.meeting",
        key=f"promise.meeting:{row.pk}", title=f"{part.suggestion}：{part.office}在{meeting}上作出承诺",
        body=f"{row.what}（{row.due_on:%Y年%-m月%-d日}前）", url=row.get_absolute_url(),
    )  # fmt: skip
    return row
