"""Reading all of a case at once: the same few queries however much hangs on it.

The suggestion is read through visible_to; what hangs on it is seen as it is
seen (the same scope paths), so it is read by its key alone. Papers and unsent
replies are narrower and ask again where they are shown.
"""

from datetime import date
from functools import cache, partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    Exists,
    Expression,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject
from django.http import Http404

from offices.models import Office
from offices.posts import role_of
from offices.scope import by_place
from pages.framed import Frame
from pages.written import Written, hang
from stations.models import Matter
from suggestions.choices import PromiseState, Verdict
from suggestions.dues import with_due
from suggestions.models import (
    Assignment,
    AssignmentEvent,
    Attachment,
    Contact,
    Escalation,
    Extension,
    Holding,
    Lineage,
    LookBackItem,
    MeetingItem,
    Membership,
    MonthlyCheck,
    Nominee,
    Objection,
    ProgressReport,
    Promise,
    Rating,
    Review,
    SecondRating,
    Signature,
    Suggestion,
    SuggestionClock,
    SuggestionEvent,
    Supervision,
    Transfer,
    Urge,
    Version,
    Voice,
    VoterTold,
)
from suggestions.models.reviews import DESKS

# steps inside a unit, before its reply leaves, are its own business
INSIDE_A_UNIT = ("draft_reply", "take_back", "return_draft", "sign_reply", "recall")


def case_rows(user: Any) -> QuerySet[Suggestion]:
    """The suggestions this person may know of, each with all that its page shows."""
    parts = Prefetch("assignments", _parts().prefetch_related("contacts"))
    rows = _beside(Suggestion.objects.visible_to(user)).prefetch_related(
        Prefetch("signatures", _signers()), parts, Prefetch("clocks", _clocks())
    )
    return rows.annotate(**_hanging(role_of(user) in DESKS))


def read_case(user: Any, pk: int) -> Suggestion:
    """One of them, for its page. Raises Http404."""
    seen = by_place(user, "suggestions.case", lambda: Written(partial(_seen, user)))
    suggestion = SUGGESTION.one(seen, pk)
    if suggestion is None:
        raise Http404
    _share(suggestion)
    for name, value in HANGING[role_of(user) in DESKS].read(pk)[0].items():
        setattr(suggestion, name, value)
    for name, written in WRITTEN.items():
        hang(suggestion, name, written.read(pk))
    _hang_contacts(suggestion)
    _read_seldom(suggestion)
    return suggestion


def _seen(user: Any, pk: int) -> QuerySet:
    return Suggestion.objects.visible_to(user).filter(pk=pk).values("pk")


def _beside(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """With what each leads to."""
    rows = _mostly(rows).select_related(
        "term__area", "session__term__area", "heir", "campaign", "proposed_office"
    )
    return rows.defer("grams", "deputy__grams", "deputy__phone", "heir__grams", "heir__phone")


def _mostly(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """With what nearly every one leads to; PostgreSQL takes longer to plan each further table than to read it."""
    rows = rows.select_related(
        "area", "term", "session", "deputy__user", "category", "lead_office", "result_class", "delegation",
        "publication", "fulfilment",
    )  # fmt: skip
    return rows.defer("grams", "deputy__grams", "deputy__phone")


SUGGESTION = Frame(lambda: _mostly(Suggestion._base_manager.all()))


def _share(suggestion: Suggestion) -> None:
    """What several of the rows lead to is there once: a session's term is the suggestion's, a term's area too."""
    term, area = suggestion.term, suggestion.area
    if term.area_id == area.pk:
        term.area = area
    if suggestion.session and suggestion.session.term_id == term.pk:
        suggestion.session.term = term


def _signers() -> QuerySet[Signature]:
    return Signature.objects.select_related("deputy").defer("deputy__grams", "deputy__phone").order_by("pk")


def _clocks() -> QuerySet[SuggestionClock]:
    return SuggestionClock.objects.select_related("office", "person")


def _hang_contacts(suggestion: Suggestion) -> None:
    """Each part's contacts with the deputy, read for all parts at once."""
    found = CONTACTS.read(suggestion.pk)
    for part in suggestion.assignments.all():
        hang(part, "contacts", [contact for contact in found if contact.assignment_id == part.pk])


SELDOM: dict[str, QuerySet] = {
    "extensions": Extension.objects.select_related("assignment__office", "asked_by"),
    "progress": ProgressReport.objects.select_related("assignment__office", "by"),
    "voices": Voice.objects.prefetch_related("instructions"),
    "urges": Urge.objects.select_related("assignment__office"),
    "supervisions": Supervision.objects.select_related("team", "charged", "chief_charged").prefetch_related(
        "items", "receipts__office", "receipts__signed_by"
    ),
    "escalations": Escalation.objects.select_related("office", "signed_by"),
    "checks": MonthlyCheck.objects.all(),
    "discussed": MeetingItem.objects.select_related("meeting__office").order_by("-meeting__on", "pk"),
    "look_backs": LookBackItem.objects.select_related(
        "look_back", "office", "before", "proposed", "after"
    ).order_by("pk"),
    "commendations": Nominee.objects.filter(commendation__announced_on__isnull=False)
    .select_related("commendation")
    .order_by("pk"),
}


def _hanging(desk: bool) -> dict[str, Expression]:
    """What hangs on a suggestion, each by its own sub-query. desk: as the reviewing desks may read it."""
    return {
        "origins": _origins(),
        "verdicts": _verdicts(),
        "objected": _objections(),
        "tiers": _tiers(),
        "seats": _seats(),
        "said": _said(desk),
        "texts": _texts(),
        "promised": _promised(),
        "handed": _promised(handed__isnull=False),
        "judged_twice": Exists(SecondRating._base_manager.filter(suggestion=OuterRef("pk"))),
        "spans": _spans(),
        "kinds": _kinds(),
    }


def _as_one(pk: int, desk: bool) -> QuerySet:
    """All of it as one JSON object."""
    return Suggestion._base_manager.filter(pk=pk).values_list(JSONObject(**_hanging(desk)), flat=True)


HANGING = {desk: Written(partial(_as_one, desk=desk)) for desk in (True, False)}


def _kinds() -> JSONObject:
    """Which of the seldom kinds hang on it."""
    models = {name: rows.model for name, rows in SELDOM.items()} | {"attachments": Attachment}
    return JSONObject(
        **{
            name: Exists(model._base_manager.filter(suggestion=OuterRef("pk")))
            for name, model in models.items()
        }
    )


def _read_seldom(suggestion: Suggestion) -> None:
    """Read what hangs on few suggestions: a query for each kind that is there, none for the others."""
    there = [name for name in SELDOM if suggestion.kinds[name]]
    prefetch_related_objects([suggestion], *(Prefetch(name, SELDOM[name].all()) for name in there))
    for name in SELDOM.keys() - set(there):
        suggestion._prefetched_objects_cache[name] = _none(name)


@cache
def _none(name: str) -> QuerySet:
    """No rows of that kind, and known to be none: nobody need ask the database."""
    rows = SELDOM[name].none()
    rows._result_cache = []
    return rows


def _spans() -> ArraySubquery:
    """The spans of its holders, as spans_of takes them."""
    rows = Holding._base_manager.filter(suggestion=OuterRef("pk")).order_by("since", "pk")
    names = {name: name for name in ("party", "office_id", "since", "until")}
    return ArraySubquery(rows.values(row=JSONObject(**names, office_name="office__name")))


def spans_of(suggestion: Suggestion) -> list[Holding]:
    """Who held it from when to when, oldest first."""
    return [
        Holding(
            party=row["party"], since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            office=Office(pk=row["office_id"], name=row["office_name"]) if row["office_id"] else None,
        )
        for row in suggestion.spans
    ]  # fmt: skip


def _said(desk: bool) -> ArraySubquery:
    """What the desks said; others read only why it was returned."""
    rows = Review._base_manager.filter(suggestion=OuterRef("pk")).order_by("-pk")
    if not desk:
        rows = rows.filter(verdict=Verdict.RETURN)
    names = ("desk", "verdict", "reasons", "remarks", "note", "at")
    fields = {name: name for name in names} | {"by": "by__name", "number": "version__number"}
    return ArraySubquery(rows.values(row=JSONObject(**fields)))


def _texts() -> ArraySubquery:
    """The numbers of the texts that were submitted."""
    rows = Version._base_manager.filter(suggestion=OuterRef("pk")).order_by("number")
    return ArraySubquery(rows.values("number"))


def _promised(**narrowed: bool) -> Exists:
    """Is there a promise (of this kind) to ask for?"""
    return Exists(Promise._base_manager.filter(suggestion=OuterRef("pk"), **narrowed))


def promises_of(suggestion: Suggestion, user: Any) -> list[Promise]:
    """What the units promised, oldest first; drafted ones for their own side alone."""
    found = PROMISES.read(suggestion.pk)
    if any(row.state == PromiseState.DRAFTED for row in found):
        seen = set(suggestion.promises.of_seen(user).values_list("pk", flat=True))
        found = [row for row in found if row.pk in seen]
    parts = {part.pk: part for part in suggestion.assignments.all()}
    for row in found:
        row.suggestion, row.assignment = suggestion, parts[row.assignment_id]
    return found


def _parts() -> QuerySet[Assignment]:
    rows = with_due(Assignment.objects.all())
    return rows.select_related(
        "office",
        "dispatcher",
        "proposed_office",
        "reply__result_class",
        "reply__drafted_by",
        "reply__signed_by",
        "face_reply",
    ).order_by("-round", "pk")


def _verdicts() -> ArraySubquery:
    """The ratings, as suggestions.rounds.all_ratings takes them."""
    fields = ("id", "signature_id", "round", "attitude", "result", "reason", "via", "warnings", "at")
    rows = Rating._base_manager.filter(suggestion=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields})))


def _objections() -> ArraySubquery:
    """The objections to the dispatch, as suggestions.objections.all_made takes them."""
    fields = ("id", "deputy_id", "round", "reason", "made_at", "answer", "answered_at")
    words = {"deputy_name": "deputy__name", "wanted": "proposed_office__name"}
    rows = Objection._base_manager.filter(suggestion=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields}, **words)))


def _tiers() -> ArraySubquery:
    """The first-tier dispatches, as suggestions.transfers.transfers_of takes them."""
    fields = (
        "id",
        "office_id",
        "dispatcher_id",
        "role",
        "state",
        "round",
        "sent_on",
        "forwarded_on",
        "requirement",
    )
    words = {"office_name": "office__name", "dispatcher_name": "dispatcher__name"}
    rows = Transfer._base_manager.filter(suggestion=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields}, **words)))


def _seats() -> ArraySubquery:
    """The memberships in handling groups, as suggestions.groups.seats_of takes them, with the others' numbers."""
    others = Membership._base_manager.filter(group=OuterRef("group"), left_at__isnull=True)
    others = others.exclude(suggestion=OuterRef("suggestion")).order_by("suggestion__number")
    other = JSONObject(
        pk="suggestion", number="suggestion__number", term="suggestion__term", session="suggestion__session"
    )
    fields = {name: name for name in ("id", "group_id", "joined_at", "left_at")} | {"title": "group__title"}
    rows = Membership._base_manager.filter(suggestion=OuterRef("pk")).order_by("pk")
    return ArraySubquery(
        rows.values(row=JSONObject(**fields, others=ArraySubquery(others.values(row=other))))
    )


def _origins() -> ArraySubquery:
    """[{pk, number, station, voters: [{name, secret, on, waits}]}] of the opinions it grew from.

    on: when he heard of it last; waits: is there something he has not heard?
    """
    voters = Matter._base_manager.filter(opinion=OuterRef("opinion")).order_by("pk")
    heard = VoterTold._base_manager.filter(matter=OuterRef("pk"), suggestion=OuterRef(OuterRef("suggestion")))
    last = heard.filter(told_on__isnull=False).order_by("-told_on").values("told_on")[:1]
    told = voters.values(
        row=JSONObject(
            name="visit__voter_name", secret="visit__confidential", on=Subquery(last),
            waits=Exists(heard.filter(told_on=None)),
        )
    )  # fmt: skip
    lineage = Lineage._base_manager.filter(suggestion=OuterRef("pk")).order_by("pk")
    return ArraySubquery(
        lineage.values(
            row=JSONObject(
                pk="opinion",
                number="opinion__number",
                station="opinion__station__name",
                voters=ArraySubquery(told),
            )
        )
    )


def happened(suggestion: Suggestion, inside: bool) -> list[dict[str, Any]]:
    """What happened to it and to its units' parts, oldest first; one query.

    inside: with the steps a unit takes before its reply leaves.
    """
    return sorted(HAPPENED[inside].read(suggestion.pk), key=lambda row: (row["at"], row["pk"]))


def _events(pk: int, inside: bool) -> QuerySet:
    fields = ("at", "pk", "action", "before", "after", "note", "post", "on_behalf_of", "actor__name")
    own = SuggestionEvent.objects.filter(subject=pk)
    parts = AssignmentEvent.objects.filter(subject__suggestion=pk)
    if not inside:
        parts = parts.exclude(action__in=INSIDE_A_UNIT)
    unit = {"unit": F("subject__office__name"), "part": F("subject")}
    nothing = {"unit": Value("", CharField()), "part": F("subject") * 0}
    return own.order_by().values(*fields, **nothing).union(parts.order_by().values(*fields, **unit), all=True)


HAPPENED = {inside: Written(partial(_events, inside=inside)) for inside in (True, False)}
WRITTEN = {
    "signatures": Written(lambda pk: _signers().filter(suggestion=pk)),
    "assignments": Written(lambda pk: _parts().filter(suggestion=pk)),
    "clocks": Written(lambda pk: _clocks().filter(subject=pk)),
}
CONTACTS = Written(lambda pk: Contact.objects.filter(assignment__suggestion=pk))
PROMISES = Written(lambda pk: Promise.objects.filter(suggestion=pk).select_related("office").order_by("pk"))
