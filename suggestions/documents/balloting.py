"""The papers of a rating meeting: the blank 测评票, and the 测评结果 that is read out."""

from typing import Any

from pages.documents import fill
from suggestions.balloting import papers_of, rule_of, votes_of
from suggestions.documents.pieces import LAYOUTS
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem


def _items(meeting: HandlingMeeting) -> list[MeetingItem]:
    rows = meeting.items.select_related("suggestion__deputy", "suggestion__lead_office")
    return list(rows.defer("suggestion__grams").order_by("suggestion__number", "pk"))


def _named(item: MeetingItem) -> dict[str, Any]:
    suggestion = item.suggestion
    unit = str(suggestion.lead_office or "分办")
    return {
        "number": suggestion.called,
        "title": suggestion.title,
        "deputy": suggestion.deputy.name,
        "unit": unit,
    }


def _filled(layout: str, facts: dict[str, Any]) -> bytes:
    return fill((LAYOUTS / f"{layout}.txt").read_text(encoding="utf-8"), facts)


def paper(meeting: HandlingMeeting) -> bytes:
    """As .docx; it bears no name and no number, for the vote is secret."""
    facts = {
        "area": str(meeting.area), "meeting": meeting.title, "on": meeting.on, "sender": str(meeting.office),
        "rows": [_named(item) for item in _items(meeting)],
    }  # fmt: skip
    return _filled("ballot-paper", facts)


def report(ballot: MeetingBallot) -> bytes:
    """The outcome as .docx, with what it was divided by."""
    meeting = ballot.meeting
    rows = [_named(item) | _counted(ballot, item) for item in _items(meeting) if item.verdict]
    facts = {
        "area": str(meeting.area), "meeting": meeting.title, "on": meeting.on, "sender": str(meeting.office),
        "entitled": ballot.entitled, "present": ballot.present, "issued": ballot.issued, "returned": ballot.returned,
        "rule": "".join(rule_of(ballot).words()), "tellers": ballot.tellers, "rows": rows,
    }  # fmt: skip
    return _filled("ballot-result", facts)


def _counted(ballot: MeetingBallot, item: MeetingItem) -> dict[str, Any]:
    rule, papers, votes = rule_of(ballot), papers_of(ballot), votes_of(item)
    return votes._asdict() | {
        "invalid": papers.returned - sum(votes), "verdict": item.get_verdict_display(),
        "share": f"{100 * votes.satisfied / rule.base_of(papers, votes):.1f}%",
    }  # fmt: skip
