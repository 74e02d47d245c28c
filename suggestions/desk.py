"""What waits at a dispatcher's desk: the same rows for a card of the first page and for the list that it opens."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post
from suggestions.choices import ExtensionState, SuggestionState
from suggestions.closing import closable
from suggestions.models import Extension, Suggestion, SuggestionClock

S = SuggestionState
REVIEW, DISPATCH, SECOND, PUBLISH = "review", "dispatch", "second", "publish"
EXTENSION, REDISPATCH, CLOSE, COORDINATE = "extension", "redispatch", "close", "coordinate"
BOTH = ((EXTENSION, "延期申请待答复"), (REDISPATCH, "待改交"))
WAITING = {
    Role.COMMITTEE: (
        (REVIEW, "待审查立案"), (DISPATCH, "待交办"), *BOTH,
        (CLOSE, "可以办结"), (COORDINATE, "待协调"), (PUBLISH, "待公开"),
    ),
    Role.GOVERNMENT: ((SECOND, "待复审"), *BOTH),
}  # fmt: skip


FIELDS = {Role.COMMITTEE: "wait", Role.GOVERNMENT: "government_wait"}  # what the list's address calls them


def _of_desk(model: Any, user: Any) -> QuerySet:
    """Rows about parts: a congress office answers for its own area, a government office for its own units."""
    post = acting_post(user).principal
    if post.role == Role.GOVERNMENT:
        return model.objects.visible_to(user).filter(assignment__office__coordinator=post.office_id)
    return model.objects.visible_in(post.area, user)


def extensions(user: Any) -> QuerySet:
    """Units' requests for more time that nobody has answered."""
    rows = _of_desk(Extension, user)
    return rows.filter(state=ExtensionState.ASKED, suggestion__state=S.DISPATCHED)


def redispatches(user: Any) -> QuerySet:
    """The limits of giving another unit what one handed back."""
    return _of_desk(SuggestionClock, user).ticking().filter(rule="redispatch")


def publications(user: Any, area: Area) -> QuerySet:
    """The limits of making public what is answered, the deputy agreeing."""
    return SuggestionClock.objects.visible_in(area, user).ticking().filter(rule="publish")


def seconds(rows: QuerySet[Suggestion], office: int | None) -> QuerySet[Suggestion]:
    """Those that wait for this office's second review."""
    return rows.filter(second_desk=office, state=S.SECOND)


def coordinating(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Those about which a deputy is not satisfied once more, deputy and unit not yet brought together."""
    return rows.filter(coordinations__concluded_on__isnull=True, coordinations__isnull=False)


def at_desk(rows: QuerySet[Suggestion], user: Any, what: str) -> QuerySet[Suggestion]:
    """Of these suggestions the ones that wait so at the desk one acts for."""
    post = acting_post(user).principal
    here = rows.filter(area=post.area_id)
    if what == EXTENSION:
        return rows.filter(pk__in=extensions(user).values("suggestion"))
    if what == REDISPATCH:
        return rows.filter(pk__in=redispatches(user).values("subject"))
    if what == SECOND:
        return seconds(rows, post.office_id)
    if what == CLOSE:
        return closable(here, timezone.localdate(), post.area)
    if what == COORDINATE:
        return here.filter(pk__in=coordinating(here).values("pk"))
    if what == PUBLISH:
        return here.filter(pk__in=publications(user, post.area).values("subject"))
    return here.filter(state={REVIEW: S.SUBMITTED, DISPATCH: S.REGISTERED}[what])
