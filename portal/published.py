"""The rows that everybody may see: the only place where the portal reads from the database.

Each function is the whole rule of what is public; the views add search and paging, nothing else.
No function reads visits, matters, opinions or telephone numbers of persons.
"""

from datetime import date

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from treebeard.mp_tree import MP_Node

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate
from offices.limits import setting
from offices.models import Area
from pages.search import SearchQuerySet
from stations.choices import LabelSort, ReceptionState, WishState
from stations.grades import HonourKind
from stations.models import (
    Brand,
    DayRule,
    Echo,
    Honour,
    Label,
    Participation,
    Pledge,
    Reception,
    RosterEntry,
    Station,
    StationCode,
    Wish,
)
from suggestions.choices import (
    AssignmentRole,
    Consent,
    ReplyState,
    Scope,
    SignatureState,
)
from suggestions.models import Reply, Signature, Suggestion
from suggestions.publishing import public_ones

# switch of the area -> field of the deputy, and its words
PUBLIC_FIELDS = (
    ("public_employer", "employer"),
    ("public_expertise", "expertise"),
    ("public_phone", "phone"),
)
LABELS = {"employer": "工作单位及职务", "expertise": "专业特长", "phone": "联系电话"}


def open_stations(today: date) -> QuerySet:
    """Stations that have been set up and not been given up."""
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=today)
    closed = Q(closed_on__isnull=False, closed_on__lte=today)
    return Station.objects.filter(opened).exclude(closed).select_related("tier", "kind", "area")


def heard_online(rows: QuerySet) -> QuerySet:
    """Stations with `online_code`: may a voter speak to them here and now, without coming?"""
    code = StationCode.objects.filter(station=OuterRef("pk"), revoked_at=None)
    return rows.annotate(online_code=ExpressionWrapper(Q(online=True) & Exists(code), BooleanField()))


def below(rows: QuerySet, area: Area | None, path: str = "area") -> QuerySet:
    """Only those in the area or under it."""
    return rows.filter(**{f"{path}__path__startswith": area.path}) if area else rows


def brands_of(station: Station) -> list[str]:
    """The brands that the station works under now."""
    return list(station.brands.filter(ended_on=None).order_by("pk").values_list("name", flat=True))


def station_words(today: date) -> dict[str, list[tuple[int, str]]]:
    """What stations may be looked for by: the brands and platform functions that open stations have, by key and name."""
    brands = Brand._base_manager.filter(ended_on=None, stations__in=open_stations(today).order_by())
    functions = Label.objects.filter(sort=LabelSort.FUNCTION, stations__in=open_stations(today).order_by())
    return {
        "brand": list(brands.distinct().order_by("name", "pk").values_list("pk", "name")),
        "function": list(functions.distinct().order_by("order", "pk").values_list("pk", "name")),
    }


def working_under(rows: QuerySet, brand: int | None, function: int | None) -> QuerySet:
    """Only the stations under this brand, with this platform function."""
    if brand:
        rows = rows.filter(brands=brand)
    return rows.filter(labels=function) if function else rows


def deputies_at(station: Station, today: date) -> QuerySet:
    """The deputies of a station who hold a mandate now; names and levels, nothing else is read."""
    here = Q(stationings__starts_on__lte=today) & (
        Q(stationings__ends_on__isnull=True) | Q(stationings__ends_on__gte=today)
    )
    standing = Mandate.objects.filter(state=MandateState.ACTIVE).only("deputy", "level")
    rows = Deputy.objects.filter(here, stationings__station=station, mandates__state=MandateState.ACTIVE)
    return _named(rows.distinct(), standing).order_by("sort_key", "pk")


def standing_deputy(pk: int) -> Deputy | None:
    """One deputy by name and the levels he sits at now; nothing else is read."""
    standing = Mandate.objects.filter(state=MandateState.ACTIVE).only("deputy", "level")
    return _named(Deputy.objects.filter(pk=pk, mandates__state=MandateState.ACTIVE), standing).first()


def coming_receptions(today: date) -> QuerySet:
    """Reception days that have been announced and are still to come, the nearest first."""
    rows = Reception.objects.filter(state__in=(ReceptionState.PUBLISHED, ReceptionState.OPEN), on__gte=today)
    return _rostered(rows.filter(published_on__isnull=False)).order_by("on", "starts_at", "pk")


def usual_days(station: Station, today: date) -> list[str]:
    """When the station receives voters by its rules, in words: 每月10日 09:00–11:00."""
    return [str(rule) for rule in DayRule.objects.in_force(today).filter(station=station).order_by("pk")]


def published_notices() -> QuerySet:
    """Notices that were published; those of days called off later stay, and say so."""
    rows = Reception.objects.filter(published_on__isnull=False).exclude(state=ReceptionState.PLANNED)
    return _rostered(rows)


def _rostered(rows: QuerySet) -> QuerySet:
    standing = Mandate.objects.filter(state=MandateState.ACTIVE).only("deputy", "level")
    deputies = _named(Deputy.objects.order_by("sort_key"), standing)
    rows = rows.select_related("station__area").defer("summary")
    return rows.prefetch_related(Prefetch("deputies", deputies, to_attr="on_duty"))


def _named(rows: QuerySet, standing: QuerySet) -> QuerySet:
    return rows.only("name", "sort_key", "code").prefetch_related(
        Prefetch("mandates", standing, to_attr="standing")
    )


def published_suggestions() -> QuerySet:
    """What the office made public, answered or closed, not confidential, its deputy agreeing (domain rules 42 to 44)."""
    rows = public_ones()
    return rows.select_related("publication", "term__area", "session", "category", "deputy").defer(
        "grams", "deputy__phone"
    )


def found(rows: SearchQuerySet, text: str) -> QuerySet:
    """Suggestions that hold these words where the public may read them: the title, or the text if all of it is open.

    Raises pages.search.TooShort.
    """
    whole = Q(consent=Consent.FULL, publication__scope=Scope.FULL, publication__marks={})
    titled = ~whole
    for word in text.replace("\x00", " ").split():
        titled &= Q(title__icontains=word)
    return rows.search(text).filter(whole | titled)


def sent_replies(suggestion: Suggestion) -> QuerySet:
    """The answers that went out, of lead and separate units; without the unit's contact person."""
    rows = Reply.objects.filter(
        suggestion=suggestion,
        state=ReplyState.SENT,
        assignment__role__in=(AssignmentRole.LEAD, AssignmentRole.SEPARATE),
    ).exclude(assignment__state="revoked")
    return (
        rows.select_related("assignment__office", "result_class")
        .defer("contact_person", "contact_phone")
        .order_by("assignment__round", "pk")
    )


def co_signers(suggestion: Suggestion) -> QuerySet:
    """Names of those who confirmed that they sign too."""
    rows = Signature.objects.filter(suggestion=suggestion, state=SignatureState.CONFIRMED)
    return rows.exclude(deputy=suggestion.deputy_id).order_by("pk").values_list("deputy__name", flat=True)


def areas_with_stations(today: date) -> list[tuple[Area, int]]:
    """Every area in or below which there is an open station, with the number of them; in the order of the tree."""
    counts: dict[str, int] = {}
    step = MP_Node.steplen
    rows = open_stations(today).order_by().values("area__path").annotate(n=Count("pk"))
    for path, number in rows.values_list("area__path", "n"):
        for end in range(step, len(path) + 1, step):
            counts[path[:end]] = counts.get(path[:end], 0) + number
    areas = Area.objects.filter(path__in=counts).order_by("path")
    return [(area, counts[area.path]) for area in areas]


def open_wishes(today: date) -> QuerySet:
    """Micro-wishes that everybody may read: published, claimed, fulfilled; who wished is not read."""
    shown = (WishState.OPEN, WishState.CLAIMED, WishState.DONE, WishState.CLOSED)
    rows = Wish._base_manager.filter(state__in=shown, station__in=open_stations(today))
    return rows.select_related("station", "deputy").only(
        "title", "text", "state", "applied_on", "done_on", "number", "station__name", "station__code",
        "station__path", "deputy__name",
    )  # fmt: skip


def echoes() -> QuerySet:
    """Published answers that were not taken down."""
    return Echo._base_manager.filter(withdrawn_on=None).select_related("station__area").defer("subject")


def public_deputy(code: str) -> Deputy | None:
    """A deputy who sits now, by the registry's code: name and levels, and the fields that the area publishes.

    The telephone is read from the database only where the area's setting says that it is public (domain rule 109).
    """
    area = Area.objects.filter(deputies__code=code).first()
    if area is None:
        return None
    names = [name for key, name in PUBLIC_FIELDS if setting(key, area).flag]
    standing = Mandate.objects.filter(state=MandateState.ACTIVE).only("deputy", "level", "constituency")
    rows = Deputy.objects.filter(code=code, mandates__state=MandateState.ACTIVE)
    row = (
        rows.only("name", "sort_key", "area", *names)
        .select_related("area")
        .prefetch_related(Prefetch("mandates", standing, to_attr="standing"))
        .first()
    )
    if row:
        row.shown = [(LABELS[name], value) for name in names if (value := getattr(row, name))]
    return row


def pledges_of(deputy: Deputy, area: Area) -> QuerySet:
    """What the deputy promised in public, kept or not yet, where the area shows promises (三亮, seed row YQ-05)."""
    if not setting("public_pledges", area).flag:
        return Pledge._base_manager.none()
    return Pledge._base_manager.filter(deputy=deputy, withdrawn_on=None).order_by("-made_on", "-pk")


def duties_of(deputy: Deputy, area: Area, year: int) -> list[tuple[str, int]]:
    """What the deputy did this year in numbers, where the area shows them; nothing of whom he met."""
    if not setting("public_duties", area).flag:
        return []
    duty = RosterEntry._base_manager.filter(
        deputy=deputy, attended=True, reception__on__year=year, reception__state=ReceptionState.CLOSED
    )
    took = Participation._base_manager.filter(deputy=deputy, activity__on__year=year)
    return [("进站接待选民", duty.count()), ("参加代表活动", took.count())]


def stations_of(deputy: Deputy, today: date) -> QuerySet:
    """The open stations a deputy is assigned to today."""
    here = Q(stationings__starts_on__lte=today) & (
        Q(stationings__ends_on__isnull=True) | Q(stationings__ends_on__gte=today)
    )
    return open_stations(today).filter(here, stationings__deputy=deputy).distinct()


def honours_in_force() -> QuerySet:
    """Stars and plates that stations hold now, of stations that are not closed; what was taken is not listed."""
    rows = Honour._base_manager.filter(ended_on=None, station__closed_on=None)
    return rows.exclude(kind=HonourKind.REVOKED).select_related("station", "area")
