"""What a case page shows of the workflow: the steps offered, the timeline, the clocks."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse

from pages.actions import Action
from pages.casefile import ClockRow, Offer, TimelineItem
from workflow.forms import StepForm
from workflow.lifecycle import explained, offered
from workflow.models import Clock
from workflow.rules import label_of
from workflow.transitions import Lifecycle, Transition

SEEN = "seen"  # the field, and the parameter, that carries Transition.stamp
StepUrl = Callable[[str], str]


def step_url_of(subject: Any) -> StepUrl:
    """The house's custom: a step lives at <case page>do/<action>/."""
    return lambda action: f"{subject.get_absolute_url()}do/{action}/"


def offered_actions(
    lifecycle: Lifecycle, subject: Any, user: Any, step_url: StepUrl | None = None
) -> list[Action]:
    """A button for each step the person may take now; each leads to its own page."""
    step_url = step_url or step_url_of(subject)
    return [
        Action(t.label, step_url(t.action), style=t.style or "secondary", note=t.help)
        for t in offered(lifecycle, subject, user)
    ]


def offers(
    lifecycle: Lifecycle,
    subject: Any,
    user: Any,
    step_forms: Mapping[str, type[forms.Form]] | None = None,
    step_url: StepUrl | None = None,
    pages: Iterable[str] = (),
) -> list[Offer]:
    """The same steps as offers of the case page, small forms unfolding in place.

    step_forms: the mapping of the room's StepView. pages: actions whose form
    is too large to unfold; they become links to their own page.
    """
    step_url = step_url or step_url_of(subject)
    step_forms = step_forms or {}
    return [
        _offer(t, step_url(t.action), None if t.action in pages else step_forms.get(t.action), subject, user)
        if t.action not in pages
        else Offer(t.label, _page(t, step_url(t.action), subject), style=t.style or "secondary", note=t.help)
        for t in offered(lifecycle, subject, user)
    ] + [Offer(t.label, "", blocked=why) for t, why in explained(lifecycle, subject, user)]


def _offer(t: Transition, url: str, form_class: type[forms.Form] | None, subject: Any, user: Any) -> Offer:
    form = make_form(form_class, t.action, subject, user) if form_class else None
    return Offer(
        t.label, url, t.action, form, t.style or "secondary", t.help, t.confirm, seen=t.stamp(subject)
    )


def _page(t: Transition, url: str, subject: Any) -> str:
    """A step's own page, with what was seen before it was opened."""
    stamp = t.stamp(subject)
    return f"{url}?{SEEN}={stamp}" if stamp else url


def make_form(
    form_class: type[forms.Form], action: str, subject: Any, user: Any, data: Any = None, files: Any = None
) -> forms.Form:
    """A step's form; several on one page must not share element ids."""
    about = {"subject": subject, "user": user} if issubclass(form_class, StepForm) else {}
    return form_class(data, files, auto_id=f"id_{action}_%s", **about)


def timeline(subject: Any, *lifecycles: Lifecycle, events: Iterable[Any] | None = None) -> list[TimelineItem]:
    """What happened to the subject, oldest first; one query.

    lifecycles tell the words of actions and states; events: other rows
    than the subject's own, such as those of its assignments.
    """
    rows = subject.events.select_related("actor").order_by("at", "pk") if events is None else events
    labels = {action: words for lifecycle in lifecycles for action, words in lifecycle.marks.items()}
    labels |= {t.action: t.label for lifecycle in lifecycles for t in lifecycle.transitions}
    states = {value: label for lifecycle in lifecycles for value, label in lifecycle.states.choices}
    return [_item(row, labels, states) for row in rows]


def _item(row: Any, labels: Mapping[str, str], states: Mapping[str, str]) -> TimelineItem:
    moved = row.before != row.after
    return TimelineItem(
        at=row.at,
        who=(f"{row.actor.name}（{row.post}）" if row.post else row.actor.name) if row.actor else "系统",
        label=labels.get(row.action, "新建" if row.action == "create" else row.action),
        on_behalf=row.on_behalf_of,
        note=row.note,
        before=states.get(row.before, row.before) if moved else "",
        after=states.get(row.after, row.after) if moved else "",
    )


def clock_rows(subject: Any, user: Any) -> list[ClockRow]:
    """The clocks of the subject that this person may know of, the running ones first; one query."""
    rows = subject.clocks.visible_to(user).select_related("office", "person").order_by("due_on", "pk")
    return [clock_row(row) for row in sorted(rows, key=lambda c: (c.stopped_on is not None, c.due_on))]


def clock_row(clock: Clock) -> ClockRow:
    holder = clock.office or clock.person
    return ClockRow(
        label=label_of(clock.rule) + ("（中止中）" if clock.paused_on and not clock.stopped_on else ""),
        holder=str(holder) if holder else "",
        started_on=clock.started_on,
        due_on=clock.due_on,
        stopped_on=clock.stopped_on,
        ended=clock.ended,
        provisional=clock.provisional,
        sheet_url=reverse("workflow:sheet", args=(clock._meta.model_name, clock.pk)),
    )
