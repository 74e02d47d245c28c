"""What the reminders of suggestions say, and whom they reach besides the usual people."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from deputies.sittings import sitting_of
from offices.choices import Role
from offices.models import Post
from pages.among import among
from suggestions.choices import AssignmentRole
from suggestions.clockwork import REPLYING
from suggestions.dues import OPEN_PARTS
from suggestions.models import Assignment, SuggestionClock
from suggestions.rating_again import LIMIT, owed_now
from suggestions.rounds import unrated_now
from workflow.models import RungTo
from workflow.telling import Clocks, Told, Words, page_of

NOBODYS_PART = (*REPLYING, "feedback", LIMIT)  # these run on the whole suggestion


def people(clocks: Clocks) -> Told:
    """Each separate unit, the government office of a late unit, every deputy yet to rate."""
    yield from _of_units(clocks)
    yield from _of_deputies(clocks)


def _of_units(clocks: Clocks) -> Told:
    """Separate units share one clock, of which only one is the holder; a part's unit has its coordinator."""
    # the open separate parts are few, the clocks that stand may be tens of thousands: these are not handed over
    separate = Assignment.objects.filter(
        suggestion__clocks__rule__in=clocks.keys() & set(REPLYING), suggestion__clocks__stopped_on=None,
        role=AssignmentRole.SEPARATE, round=F("suggestion__round"), state__in=OPEN_PARTS,
    ).values_list("suggestion__clocks", "office")  # fmt: skip
    above = SuggestionClock.objects.filter(
        among("pk", _with(clocks, clocks.keys() - NOBODYS_PART)),
        assignment__office__coordinator__isnull=False,
    ).values_list("pk", "assignment__office__coordinator")
    offices = {office for _, office in chain(separate, above)}
    if not offices:
        return
    posts: dict[tuple[str, int], list[int]] = defaultdict(list)
    held = Post.objects.in_force(timezone.localdate()).filter(office__in=offices)
    for user, role, office in held.values_list("user_id", "role", "office_id"):
        posts[role, office].append(user)
    for found, role, to in (
        (separate, Role.HANDLER, RungTo.HOLDER), (separate, Role.UNIT_HEAD, RungTo.HEAD),
        (above, Role.GOVERNMENT, RungTo.DISPATCHER),
    ):  # fmt: skip
        yield from ((clock, to, user) for clock, office in found for user in posts[role, office])


def _of_deputies(clocks: Clocks) -> Told:
    """Each signing deputy judges for himself (逐人, domain rule 22), the first time and the second."""
    for rule, waiting, user in (
        ("feedback", unrated_now(), "deputy__user"), (LIMIT, owed_now(), "signature__deputy__user"),
    ):  # fmt: skip
        here = among("suggestion__clocks", _with(clocks, (rule,)))
        asked = waiting.filter(here, **{f"{user}__isnull": False}).values_list("suggestion__clocks", user)
        yield from ((clock, RungTo.HOLDER, one) for clock, one in asked)


def _with(clocks: Clocks, rules: Iterable[str]) -> list[int]:
    """The clocks of these rules; none cost no query."""
    return [clock for rule in rules for clock in clocks.get(rule, ())]


def words() -> Words:
    """A suggestion by its session, number and title; a confidential one without its title."""
    of = sitting_of("subject__term", "subject__session")
    number = Concat(of, Value("第"), Cast("subject__number", CharField()), Value("号建议"))
    title = Concat(Value("《"), "subject__title", Value("》"))
    named = Concat(
        Case(When(subject__number=None, then=Value("建议")), default=number),
        Case(When(subject__confidential=True, then=Value("")), default=title),
    )
    return Words(named, page_of("suggestions:suggestion", "subject_id"), people)
