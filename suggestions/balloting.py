"""The ballot of a rating meeting (测评会): secret, counted on the spot, and what its votes come to (domain rules 57, 58)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from suggestions import parties, roles
from suggestions.ballot_rules import BallotRule, Papers, Votes, rule_on
from suggestions.choices import AssignmentRole
from suggestions.choices_meetings import MeetingKind
from suggestions.models import Assignment, HandlingMeeting, MeetingBallot, MeetingItem
from workflow.transitions import Refused


def why_not_counted(meeting: HandlingMeeting) -> str:
    """Why no ballot is to be entered, or ""."""
    if meeting.kind != MeetingKind.ASSESS:
        return "只有测评会登记测评票数；会议类型选错的，请先修改会议。"
    if meeting.on > timezone.localdate():
        return "会议还没有召开，开会以后再登记票数。"
    return "" if meeting.items.exists() else "请先选择会议测评的建议。"


def papers_of(ballot: MeetingBallot) -> Papers:
    return Papers(*(getattr(ballot, name) for name in Papers._fields))


def votes_of(item: MeetingItem) -> Votes:
    """Those of a line that was voted on."""
    return Votes(item.satisfied, item.basically, item.dissatisfied)


def rule_of(ballot: MeetingBallot) -> BallotRule:
    """The rule it was counted by."""
    return BallotRule(**ballot.rule)


def check(papers: Papers, votes: Mapping[int, Votes], rule: BallotRule) -> None:
    """Raise Refused, beside its field, for papers that do not add up, and where too few were present.

    votes: by the key of the item.
    """
    for less, more, words in (
        ("present", "entitled", "到会人数不能超过应到人数。"), ("issued", "present", "发出票数不能超过到会人数。"),
        ("returned", "issued", "收回票数不能超过发出票数。"),
    ):  # fmt: skip
        if getattr(papers, less) > getattr(papers, more):
            raise Refused(words, less)
    if no := rule.no_quorum(papers):
        raise Refused(no, "present")
    for key, line in votes.items():
        if sum(line) > papers.returned:
            raise Refused(f"三项合计{sum(line)}票，超过收回的{papers.returned}票。", f"satisfied_{key}")
        if not sum(line):
            raise Refused("没有有效票的，不能得出结果；没有测评的建议请先从会议中移出。", f"satisfied_{key}")


@transaction.atomic
def count(ballot: MeetingBallot, votes: Mapping[int, Votes], actor: Any) -> MeetingBallot:
    """Write the votes and what they come to, and tell units and deputies; a second time corrects them. Raises Refused."""
    meeting, again = ballot.meeting, ballot.pk is not None
    if why := why_not_counted(meeting):
        raise Refused(why)
    rule = rule_on(meeting.area, meeting.on)
    check(papers_of(ballot), votes, rule)
    ballot.rule, ballot.recorded_by = rule.kept(), actor
    ballot.save()
    changed = _written(ballot, votes)
    verb = "更正测评票数" if again else "登记测评票数"
    enter(
        EntryKind.DEED,
        verb,
        actor,
        subject=meeting,
        data={str(i.suggestion_id): str(votes[i.pk]) for i in changed},
    )
    for item in changed:
        _tell(item, "测评结果更正" if again else "测评结果")
    return ballot


def _written(ballot: MeetingBallot, votes: Mapping[int, Votes]) -> list[MeetingItem]:
    rule, papers, changed = rule_of(ballot), papers_of(ballot), []
    for item in ballot.meeting.items.select_related("suggestion__area", "meeting").order_by("pk"):
        new = votes[item.pk]
        if votes_of(item) == new and item.verdict == rule.verdict(papers, new):
            continue
        item.satisfied, item.basically, item.dissatisfied = new
        item.verdict = rule.verdict(papers, new)
        item.save(update_fields=["satisfied", "basically", "dissatisfied", "verdict"])
        changed.append(item)
    return changed


def _tell(item: MeetingItem, what: str) -> None:
    """The units that answer for it, and every deputy who signed."""
    suggestion = item.suggestion
    parts = Assignment._base_manager.filter(suggestion=suggestion, round=suggestion.round)
    people = [user for part in parts.exclude(role=AssignmentRole.CO) for user in parties.unit(part)]
    votes = f"满意{item.satisfied}票、基本满意{item.basically}票、不满意{item.dissatisfied}票"
    post(
        [user for user in (*people, *roles.signers(suggestion)) if user], kind="ballot.counted",
        key=f"ballot.counted:{item.pk}:{item.satisfied}-{item.basically}-{item.dissatisfied}",
        title=f"{suggestion}的{what}：{item.get_verdict_display()}", body=f"{item.meeting}：{votes}",
        url=suggestion.get_absolute_url(),
    )  # fmt: skip
