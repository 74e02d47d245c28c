"""What happens to suggestions by the clock: reminders climb, unused rights lapse, feedback windows close."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from notices.outbox import Message, post, post_many
from offices.choices import Role
from offices.models import Area
from offices.posts import holders
from pages.dates import cn_date
from suggestions import roles, rounds
from suggestions.batch_lifecycle import gather_again, open_next
from suggestions.batches import collects_every, is_batching, open_batch, waiting_for_batch
from suggestions.choices import BatchState, Grade, SuggestionState
from suggestions.holding import note
from suggestions.lifecycle import go_on
from suggestions.models import (
    Batch,
    Coordination,
    Rating,
    Suggestion,
    SuggestionClock,
    SuggestionReminder,
)
from suggestions.rating_again import LIMIT, owed_of
from suggestions.reminding import words
from suggestions.rounds import waits_for_all
from workflow.calendar import legal_calendar
from workflow.ladder import climb
from workflow.lifecycle import OutOfStep

BATCH, SILENT = 200, "逾期未反馈"


def remind(today: date) -> str:
    """Let every open clock of a suggestion climb the ladder; what was told before is not told again."""
    lapse(today)
    return climb(SuggestionClock, SuggestionReminder, today, words()).sentence


def gather_batches(today: date) -> str:
    """Gather what is registered, by the area's rhythm, and remind whoever is to dispatch (一周一汇总、半月一交办)."""
    made = told = 0
    areas = set(
        Suggestion.objects.filter(state=SuggestionState.REGISTERED).values_list("area", flat=True).distinct()
    )
    areas |= set(Batch.objects.filter(state=BatchState.GATHERING).values_list("area", flat=True))
    for area in Area.objects.filter(pk__in=areas):
        made += _gathered(area, today) if is_batching(area) else 0
        told += _told_due(area, today)  # also of one that was opened by hand
    return f"汇总{made}个批次，提醒{told}个批次到期交办。"


def _gathered(area: Area, today: date) -> int:
    """Open or fill the area's batch when its days of collecting are over."""
    known = open_batch(area)
    if known and (today - known.gathered_on).days < collects_every(area):
        return 0
    if not waiting_for_batch(area).exists():
        return 0
    if known is None:
        open_next(area, None, today)
        return 1
    return int(gather_again(known))


def _told_due(area: Area, today: date) -> int:
    """Each working day from the day it is due until it is dispatched, once a day."""
    batch = open_batch(area)
    if batch is None or not batch.is_due(today) or not legal_calendar().is_workday(today):
        return 0
    key, title = f"batch.due:{batch.pk}:{today}", f"{batch}建议应于{cn_date(batch.due_on)}交办"
    body = f"本批共{batch.items.count()}件，请核对承办单位后整批交办。"
    told = post_many([
        Message(person.pk, "batch.due", key, title, body, batch.get_absolute_url())
        for person in holders((Role.COMMITTEE,), area=area)
    ])  # fmt: skip
    return int(told > 0)


def lapse(today: date) -> int:
    """Stop the clocks of the right to hand back once it is over: a right not used is not late."""
    rows = SuggestionClock.objects.open().filter(rule="hand_back", due_on__lt=today)
    return rows.update(stopped_on=F("due_on"))


def settle_feedback(today: date) -> str:
    """Handle again what a deputy was not satisfied with; tell the office what may be closed now.

    Both are decided from the rows as they stand, so a second run finds nothing.
    """
    again = sum(_handled_again(pk) for pk in _keys(dissatisfied_with(today)))
    closable = sum(_told_closable(clock, today) for clock in _keys(windows_over(today)))
    second = sum(_second_over(clock, today) for clock in _keys(second_windows_over(today)))
    if not again and not closable and not second:
        return "没有反馈期满或须重新办理的建议。"
    told = f"转重新办理{again}件；反馈期满可以办结{closable}件，已告知人大代表工作机构。"
    return told + (f"落实后评价期满{second}件。" if second else "")


def dissatisfied_with(today: date) -> QuerySet[Suggestion]:
    """Answered suggestions with a 不满意, once all signing deputies have rated or their time is over."""
    bad = Rating.objects.filter(suggestion=OuterRef("pk"), round=OuterRef("round"), result=Grade.DISSATISFIED)
    window = SuggestionClock.objects.filter(subject=OuterRef("pk"), rule="feedback", stopped_on__isnull=True)
    running = window.filter(Q(due_on__gte=today) | Q(paused_on__isnull=False))
    silent = rounds.unrated_now().filter(suggestion=OuterRef("pk"))
    begun = Coordination.objects.filter(suggestion=OuterRef("pk"), round=OuterRef("round"))
    rows = Suggestion.objects.filter(Exists(bad), ~Exists(begun), state=SuggestionState.REPLIED)
    return rows.exclude(Exists(running) & Exists(silent))


def windows_over(today: date) -> QuerySet[SuggestionClock]:
    """Feedback windows that ended without a 不满意: silence counts for nothing (domain rule 19)."""
    rows = SuggestionClock.objects.overdue(today).filter(rule="feedback")
    return rows.filter(subject__state=SuggestionState.REPLIED)


def second_windows_over(today: date) -> QuerySet[SuggestionClock]:
    """Times for a second verdict that have ended; silence is left out of its base too."""
    return SuggestionClock.objects.overdue(today).filter(rule=LIMIT)


def _keys(rows: QuerySet) -> Iterator[int]:
    """The keys, a batch at a time, each batch read anew."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from batch
        last = batch[-1]


def _handled_again(pk: int) -> bool:
    try:
        go_on(Suggestion.objects.get(pk=pk))
    except OutOfStep:
        return False  # somebody was faster
    return True


def may_stop(suggestion: Suggestion) -> bool:
    """Does silence end the window? Where the area goes on reminding (silence: remind), it runs until all have rated."""
    return not (waits_for_all(suggestion.area) and rounds.silent_ones(suggestion))


@transaction.atomic
def _told_closable(pk: int, today: date) -> bool:
    """Stop the window and tell the congress office, together and once."""
    clock = SuggestionClock.objects.select_for_update(of=("self",)).get(pk=pk)
    if clock.stopped_on or not may_stop(clock.subject):
        return False
    clock.stopped_on, clock.ended = today, SILENT if rounds.silent_ones(clock.subject) else ""
    clock.save(update_fields=["stopped_on", "ended"])
    subject = clock.subject
    post(
        roles.committee(subject),
        kind="suggestion.feedback_over",
        key=f"suggestion.feedback_over:{clock.pk}",
        title=f"{subject}：代表反馈期限已过，可以办结",
        body="逾期未反馈的代表不计入满意度统计。",
        url=subject.get_absolute_url(),
    )
    note(subject.pk, today)
    return True


@transaction.atomic
def _second_over(pk: int, today: date) -> bool:
    """Stop the limit of the second verdict and tell the congress office who was silent; it moves nothing by itself."""
    clock = SuggestionClock.objects.select_for_update(of=("self",)).get(pk=pk)
    subject = clock.subject
    silent = owed_of(subject).count()
    if clock.stopped_on or (silent and waits_for_all(subject.area)):
        return False
    clock.stopped_on, clock.ended = today, SILENT if silent else ""
    clock.save(update_fields=["stopped_on", "ended"])
    post(
        roles.committee(subject), kind="suggestion.second_over", key=f"suggestion.second_over:{clock.pk}",
        title=f"{subject}：落实后评价期限已过，{silent}位代表未评价", url=subject.get_absolute_url(),
        body="逾期未评价的代表不计入落实后满意率。",
    )  # fmt: skip
    return True
