"""The desks that review before registration: one, or the government office as well (双审核, seed row XH-10)."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from offices.choices import OfficeKind
from offices.limits import setting
from offices.models import Area, Office
from pages.framed import with_known
from suggestions.choices import Desk, Verdict
from suggestions.models import Review, Suggestion, SuggestionEvent, Version

TEXT = ("title", "situation", "analysis", "proposal")
KEPT = (*TEXT, "category", "consent")


def keep_version(suggestion: Suggestion) -> Version:
    """The text as it is submitted now; every submission keeps its own."""
    number = suggestion.versions.count() + 1
    fields = {name: getattr(suggestion, name) for name in KEPT}
    return Version.objects.create(suggestion=suggestion, number=number, **fields)


def last_version(suggestion: Suggestion) -> Version | None:
    return suggestion.versions.order_by("-number").first()


def note_review(
    suggestion: Suggestion, desk: Desk, verdict: Verdict, by: Any, note: str, **data: Any
) -> Review:
    """Keep what a desk said of the version at hand."""
    return Review.objects.create(
        suggestion=suggestion, version=last_version(suggestion), desk=desk, verdict=verdict, by=by, note=note,
        reasons=list(data.get("reasons") or ()), remarks=data.get("remarks") or {},
    )  # fmt: skip


def two_desks(area: Area) -> bool:
    return setting("review_desks", area).value == "two"


def government_office(area: Area) -> Office | None:
    """The government office of the area, the second desk."""
    return Office.objects.filter(area=area, kind=OfficeKind.GOVERNMENT, active=True).order_by("pk").first()


def second_opinion(suggestion: Suggestion) -> Review | None:
    """What the second desk said of the version at hand; None while it has said nothing."""
    said = suggestion.reviews.filter(desk=Desk.SECOND).order_by("-pk").first()
    last = last_version(suggestion)
    return said if said and said.version_id == (last and last.pk) else None


def why_not_forwarded(suggestion: Suggestion) -> str:
    if not two_desks(suggestion.area):
        return "本区域由人大代表工作机构一次审查，不需要复审。"
    if said := second_opinion(suggestion):
        agreed = said.verdict == Verdict.AGREE
        return "政府办公室已经复审同意。" if agreed else "政府办公室已经提出复审意见，请研究决定。"
    return "" if government_office(suggestion.area) else "本区域没有登记政府办公室，请先在机构中登记。"


def why_not_registered(suggestion: Suggestion) -> str:
    """Where two desks review, the second must have spoken; its objection may be overruled with a reason."""
    if two_desks(suggestion.area) and second_opinion(suggestion) is None:
        return "本区域实行双审核，请先送政府办公室复审。"
    return ""


def objection(suggestion: Suggestion) -> Review | None:
    """The second desk's objection to the version at hand, where two desks review."""
    said = second_opinion(suggestion) if two_desks(suggestion.area) else None
    return said if said and said.verdict == Verdict.OBJECT else None


def last_return(suggestion: Suggestion) -> Review | None:
    """Why it came back the last time."""
    return suggestion.reviews.filter(verdict=Verdict.RETURN).order_by("-pk").first()


_ANSWERS = SuggestionEvent._base_manager.filter(subject=OuterRef("pk"), action="answer_letter")
ANSWERED = Exists(_ANSWERS)
LAST_ANSWER = Subquery(_ANSWERS.order_by("-at", "-pk").values("note")[:1])


def with_answers(letters: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """What was kept as letters, with told (was anything done about it?) and done (what)."""
    return with_known(letters, told=ANSWERED, done=LAST_ANSWER)
