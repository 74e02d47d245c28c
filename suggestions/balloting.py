"""The ballot of a rating meeting (测评会): secret, counted on the spot, and what its votes come to (domain rules 57, 118)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.limits import setting
from suggestions import parties, roles
from suggestions.choices import AssignmentRole, Grade
from suggestions.choices_meetings import BallotBase, MeetingKind
from suggestions.models import Assignment, HandlingMeeting, MeetingBallot, MeetingItem
from workflow.transitions import Refused

G = Grade
PAPERS = ("entitled", "present", "issued", "returned")


class Votes(NamedTuple):
    """The valid votes on one suggestion; none and several crosses are invalid (深圳2011)."""

    satisfied: int
    basically: int
    dissatisfied: int


def why_not_counted(meeting: HandlingMeeting) -> str:
    """Why no ballot is to be entered, or ""."""
    if meeting.kind != MeetingKind.ASSESS:
        return "只有测评会登记测评票数；会议类型选错的，请先修改会议。"
    if meeting.on > timezone.localdate():
        return "会议还没有召开，开会以后再登记票数。"
    return "" if meeting.items.exists() else "请先选择会议测评的建议。"


def base_of(ballot: MeetingBallot, votes: Votes) -> int:
    """What the votes are divided by, as the area's rule was on that day."""
    whole = {
        BallotBase.ALL: ballot.entitled,
        BallotBase.PRESENT: ballot.present,
        BallotBase.VALID: sum(votes),
    }
    return whole[BallotBase(ballot.base)]


def verdict_of(ballot: MeetingBallot, votes: Votes) -> str:
    """满意 where those votes alone pass, 基本满意 where both together do, else 不满意."""
    needed = ballot.passes * base_of(ballot, votes)
    if 100 * votes.satisfied > needed:
        return G.SATISFIED
    return G.BASICALLY if 100 * (votes.satisfied + votes.basically) > needed else G.DISSATISFIED


def check(papers: Mapping[str, int], votes: Mapping[int, Votes]) -> None:
    """Raise Refused, beside its field, for papers that do not add up.

    papers: entitled, present, issued, returned. votes: by the key of the item.
    """
    for less, more, words in (
        ("present", "entitled", "到会人数不能超过应到人数。"), ("issued", "present", "发出票数不能超过到会人数。"),
        ("returned", "issued", "收回票数不能超过发出票数。"),
    ):  # fmt: skip
        if papers[less] > papers[more]:
            raise Refused(words, less)
    for key, line in votes.items():
        if sum(line) > papers["returned"]:
            raise Refused(f"三项合计{sum(line)}票，超过收回的{papers['returned']}票。", f"satisfied_{key}")
        if not sum(line):
            raise Refused("没有有效票的，不能得出结果；没有测评的建议请先从会议中移出。", f"satisfied_{key}")


@transaction.atomic
def count(ballot: MeetingBallot, votes: Mapping[int, Votes], actor: Any) -> MeetingBallot:
    """Write the votes and what they come to, and tell units and deputies; a second time corrects them. Raises Refused."""
    meeting, again = ballot.meeting, ballot.pk is not None
    if why := why_not_counted(meeting):
        raise Refused(why)
    check({name: getattr(ballot, name) for name in PAPERS}, votes)
    ballot.base, ballot.passes = (
        setting("ballot_base", meeting.area, meeting.on).value,
        setting("ballot_pass", meeting.area, meeting.on).number,
    )
    ballot.recorded_by = actor
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
    changed = []
    for item in ballot.meeting.items.select_related("suggestion__area", "meeting").order_by("pk"):
        new = votes[item.pk]
        if (item.satisfied, item.basically, item.dissatisfied) == new:
            continue
        item.satisfied, item.basically, item.dissatisfied = new
        item.verdict = verdict_of(ballot, new)
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
