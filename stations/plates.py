"""Deeds on a selection: naming candidates, sharing them out, scoring, ranking with a cut, giving plates."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from journal.book import enter
from journal.models import EntryKind
from stations.grades import AppraisalState, HonourKind, PlateState
from stations.honouring import end, grant
from stations.models import Appraisal, Honour, Station
from stations.models.plates import Candidate, PlateGroup, PlateRound
from workflow.transitions import OutOfStep, Refused


def _locked(pk: int, state: str, late: str) -> PlateRound:
    row = PlateRound._base_manager.select_for_update().get(pk=pk)
    if row.state != state:
        raise OutOfStep(late)
    return row


@transaction.atomic
def name_candidate(actor: Any, round_pk: int, station: Station, reason: str) -> Candidate:
    """Put a station up. Raises OutOfStep when nominating is over, Refused when it may not stand."""
    row = _locked(round_pk, PlateState.NOMINATING, "提名已经结束。")
    return _name(actor, row, station, reason)


@transaction.atomic
def name_candidates(actor: Any, round_pk: int, stations: list[Station], reason: str) -> int:
    """Put many up for one reason, all or none. Raises OutOfStep, and Refused with the station that may not stand."""
    row = _locked(round_pk, PlateState.NOMINATING, "提名已经结束。")
    if (free := row.most - row.candidates.count()) < len(stations):
        raise Refused(f"参选站点不超过{row.most}个，还可以提名{max(free, 0)}个，选了{len(stations)}个。")
    for station in stations:
        try:
            _name(actor, row, station, reason)
        except Refused as no:
            raise Refused(f"{station}：{no}") from no
    return len(stations)


def standing_free(row: PlateRound, stations: Any) -> Any:
    """Of these stations those that may be put up still: open, within the area, not named, not without their plate."""
    lost = Honour._base_manager.filter(kind=HonourKind.REVOKED, ended_on=None)
    rows = stations.filter(closed_on=None, area__path__startswith=row.area.path)
    return rows.exclude(pk__in=row.candidates.values("station")).exclude(pk__in=lost.values("station"))


def with_results(rows: QuerySet) -> QuerySet:
    """Each station with the points of its last result (total) and the stars it holds."""
    told = Appraisal._base_manager.filter(station=OuterRef("pk"), state=AppraisalState.SETTLED)
    stars = Honour._base_manager.filter(station=OuterRef("pk"), kind=HonourKind.STARS, ended_on=None)
    return rows.annotate(
        total=Subquery(told.order_by("-round__year").values("total")[:1]),
        stars=Subquery(stars.values("stars")[:1]),
    )


def _name(actor: Any, row: PlateRound, station: Station, reason: str) -> Candidate:
    if station.closed_on or not station.area.path.startswith(row.area.path):
        raise Refused("这个站点不在本次评选的范围内。", "station")
    if Honour._base_manager.filter(station=station, kind=HonourKind.REVOKED, ended_on=None).exists():
        raise Refused("该站已被摘牌，不能参选。", "station")
    if row.candidates.filter(station=station).exists():
        raise Refused("该站已经提名。", "station")
    if row.candidates.count() >= row.most:
        raise Refused(f"参选站点已满{row.most}个。", "station")
    made = row.candidates.create(station=station, area_id=station.area_id, reason=reason, named_by=actor)
    enter(EntryKind.DEED, "提名示范点", actor, subject=row, data={"station": station.name, "reason": reason})
    return made


@transaction.atomic
def withdraw_candidate(actor: Any, candidate: Candidate) -> None:
    """Take a name back while nominating; the journal keeps that it stood. Raises OutOfStep."""
    row = _locked(candidate.round_id, PlateState.NOMINATING, "提名已经结束，不能撤回。")
    enter(EntryKind.DEED, "撤回示范点提名", actor, subject=row, data={"station": candidate.station.name})
    candidate.delete()


def share_candidates(row: PlateRound) -> int:
    """Allot the candidates without a group, neighbours together, as evenly as may be; how many."""
    groups = list(PlateGroup._base_manager.filter(round=row))
    free = list(Candidate._base_manager.filter(round=row, group=None).order_by("station__path"))
    if not groups or not free:
        return 0
    for number, one in enumerate(free):
        one.group = groups[number * len(groups) // len(free)]
    return Candidate._base_manager.bulk_update(free, ["group"], batch_size=500)


@transaction.atomic
def give_score(actor: Any, candidate: Candidate, score: Decimal, words: str) -> None:
    """The group's score; raises OutOfStep unless the round is being inspected."""
    row = _locked(candidate.round_id, PlateState.SCORING, "现在不能评分。")
    _score(actor, row, candidate, score, words)


@transaction.atomic
def give_scores(actor: Any, round_pk: int, given: dict[int, tuple[Decimal, str]]) -> int:
    """Scores of many candidates of a round by their keys, {key: (score, words)}; how many changed. Raises OutOfStep."""
    row = _locked(round_pk, PlateState.SCORING, "现在不能评分。")
    changed = 0
    for one in row.candidates.filter(pk__in=given).select_related("station"):
        if (one.score, one.words) != given[one.pk]:
            _score(actor, row, one, *given[one.pk])
            changed += 1
    return changed


def _score(actor: Any, row: PlateRound, candidate: Candidate, score: Decimal, words: str) -> None:
    data = {"station": candidate.station.name, "before": candidate.score, "after": score}
    candidate.score, candidate.words, candidate.scored_by = score, words, actor
    candidate.save(update_fields=["score", "words", "scored_by"])
    enter(EntryKind.DEED, "示范点评分", actor, subject=row, data=data)


def tied(row: PlateRound) -> list[str]:
    """The stations that share the last place within the cut with one beyond it."""
    scores = list(row.candidates.order_by("-score").values_list("score", flat=True))
    if len(scores) <= row.cut or scores[row.cut - 1] != scores[row.cut]:
        return []
    same = row.candidates.filter(score=scores[row.cut]).order_by("station__path")
    return list(same.values_list("station__name", flat=True))


def put_places(row: PlateRound) -> None:
    """Number the candidates by score."""
    rows = list(row.candidates.order_by("-score", "station__path"))
    for place, one in enumerate(rows, 1):
        one.place = place
    Candidate._base_manager.bulk_update(rows, ["place"], batch_size=500)


def give_plates(row: PlateRound) -> int:
    """A numbered plate for each within the cut; a plate held from before ends, replaced by the new one."""
    winners = row.candidates.filter(place__lte=row.cut).select_related("station").order_by("place")
    for one in winners:
        end(
            Honour._base_manager.filter(station=one.station_id, kind=HonourKind.PLATE),
            f"{row.year}年重新授牌",
        )
        number = f"{row.letters}{row.year}-{one.place:03}"
        one.honour = grant(one.station, HonourKind.PLATE, row.plate, on=row.awarded_on, number=number)
        one.save(update_fields=["honour"])
    return len(winners)


def recall_plates(row: PlateRound, why: str) -> None:
    """End the plates that this selection gave."""
    given = row.candidates.filter(honour__isnull=False)
    end(Honour._base_manager.filter(pk__in=given.values("honour")), why)
    given.update(honour=None)
