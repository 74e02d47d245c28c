"""Books of deputies: the roll of a station, and what each did in the year for his review."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate
from reports.books.asking import Ask, Known, Row, Source
from stations.deputy_year import per_deputy, tallies
from stations.models import DeputyReview, Stationing
from suggestions.models import Suggestion

ROLL = (
    Known("deputy", "姓名", 12), Known("gender", "性别", 6), Known("levels", "代表层级", 18),
    Known("employer", "工作单位及职务", 30), Known("expertise", "专业特长", 18), Known("station", "联络站", 24),
    Known("starts_on", "进站日期", 16, "date"), Known("ends_on", "离站日期", 16, "date"),
)  # fmt: skip
REVIEW = (
    Known("deputy", "代表姓名", 12), Known("employer", "工作单位及职务", 28), Known("levels", "代表层级", 16),
    Known("receptions", "进站接待（次）", 9, "number"), Known("activities", "参加活动（次）", 9, "number"),
    Known("studies", "学习交流（次）", 9, "number"), Known("walks", "走访联系（次）", 9, "number"),
    Known("contacts", "联系选民（人、户）", 9, "number"), Known("suggestions", "领衔建议（件）", 9, "number"),
    Known("wishes", "完成微心愿（件）", 9, "number"), Known("reports", "述职（次）", 9, "number"),
    Known("grade", "考评等次", 12), Known("words", "考评意见", 24),
)  # fmt: skip


def _stationed(ask: Ask) -> QuerySet:
    rows = ask.at(Stationing.objects.visible_to(ask.user)).filter(starts_on__lte=ask.end)
    return rows.exclude(ends_on__lt=ask.start)


def _levels(user: Any) -> dict[int, str]:
    """The levels at which each deputy serves, in words."""
    found: dict[int, list[str]] = {}
    rows = Mandate.objects.visible_to(user).exclude(state=MandateState.ENDED).order_by("pk")
    for row in rows.only("deputy", "level"):
        found.setdefault(row.deputy_id, []).append(row.get_level_display())
    return {deputy: "、".join(dict.fromkeys(levels)) for deputy, levels in found.items()}


def read_roll(ask: Ask) -> Iterator[Row]:
    """Who was stationed in these days."""
    levels = _levels(ask.user)
    rows = (
        _stationed(ask)
        .select_related("deputy", "station")
        .order_by("station__path", "deputy__sort_key", "pk")
    )
    for row in rows.iterator(chunk_size=500):
        deputy = row.deputy
        yield {
            "deputy": deputy.name, "gender": deputy.get_gender_display(), "levels": levels.get(deputy.pk, ""),
            "employer": deputy.employer, "expertise": deputy.expertise, "station": row.station.name,
            "starts_on": row.starts_on, "ends_on": row.ends_on,
        }  # fmt: skip


def read_review(ask: Ask) -> Iterator[Row]:
    """One row a deputy stationed in these days, each column one count of rows that others entered."""
    levels, tallied, results = _levels(ask.user), _tallies(ask), _results(ask)
    people = Deputy.objects.visible_to(ask.user).filter(pk__in=_stationed(ask).values("deputy"))
    for deputy in people.order_by("sort_key", "pk").iterator(chunk_size=500):
        counts = {key: found.get(deputy.pk, 0) for key, found in tallied.items()}
        yield counts | {
            "deputy": deputy.name, "employer": deputy.employer, "levels": levels.get(deputy.pk, ""),
        } | results.get(deputy.pk, {})  # fmt: skip


def _results(ask: Ask) -> dict[int, Row]:
    """Grade and words of the yearly review, where one was entered; of two stations the later word."""
    rows = ask.at(DeputyReview.objects.visible_to(ask.user)).filter(year=ask.start.year)
    found = rows.order_by("recorded_at", "pk").values_list("deputy", "grade__name", "words")
    return {deputy: {"grade": grade or "", "words": words} for deputy, grade, words in found}


def _tallies(ask: Ask) -> dict[str, dict[int, int]]:
    """By column, how many rows each deputy has; one grouped query each."""
    led = Suggestion.objects.visible_to(ask.user).filter(submitted_on__range=(ask.start, ask.last))
    return tallies(ask.user, ask.start, ask.last) | {"suggestions": per_deputy(led)}


SOURCES = (
    Source("roll", "代表名册", ROLL, read_roll),
    Source("review", "代表履职考评", REVIEW, read_review),
)
