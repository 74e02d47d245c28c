"""By which rule the votes of a rating meeting (测评会) come to an outcome: dated settings of the area (domain rules 58, 60).

Pure: no row is read here but the settings; a counted ballot keeps its rule as `kept`.
"""

from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from offices.catalogue_units import fraction_of
from offices.limits import setting
from offices.models import Area
from suggestions.choices import Grade
from suggestions.choices_meetings import BallotBase, Compare, Invalid, Quorum

G = Grade
MORE_THAN = {Quorum.HALF: Fraction(1, 2)}  # 过半数; of the others as many are enough
AT_LEAST = {Quorum.TWO_THIRDS: Fraction(2, 3), Quorum.NONE: Fraction(0)}
IN_WORDS = {Fraction(1, 2): "半数", Fraction(1, 3): "三分之一", Fraction(2, 3): "三分之二"}


class Papers(NamedTuple):
    """How many were entitled and came, how many papers went out and came back."""

    entitled: int
    present: int
    issued: int
    returned: int


class Votes(NamedTuple):
    """The valid votes on one suggestion; none and several crosses are invalid (深圳2011)."""

    satisfied: int
    basically: int
    dissatisfied: int


def share_words(share: Fraction) -> str:
    """A share as it is read out: 半数, 三分之二, 60%."""
    return IN_WORDS.get(share) or f"{float(100 * share):g}%"


@dataclass(frozen=True)
class BallotRule:
    """The settings ballot_* as stored, by their names without that prefix."""

    base: str = BallotBase.VALID
    compare: str = Compare.OVER
    share: str = "50"
    compare_both: str = Compare.OVER
    share_both: str = "50"
    fails: str = "100"
    quorum: str = Quorum.HALF
    invalid: str = Invalid.OUT

    def kept(self) -> dict[str, str]:
        return asdict(self)

    # --- the quorum

    def needed(self, entitled: int) -> int:
        """How many must be present."""
        if self.quorum in MORE_THAN:
            return int(entitled * MORE_THAN[Quorum(self.quorum)]) + 1
        return -int(-(entitled * AT_LEAST[Quorum(self.quorum)]) // 1)

    def no_quorum(self, papers: Papers) -> str:
        """Why no outcome may be drawn, or ""."""
        needed = self.needed(papers.entitled)
        if papers.present >= needed:
            return ""
        return (
            f"到会{papers.present}人，少于应到{papers.entitled}人的法定人数{needed}人"
            f"（{Quorum(self.quorum).label}），不能得出测评结果。"
        )

    # --- the outcome

    def base_of(self, papers: Papers, votes: Votes) -> int:
        """What the votes are divided by."""
        if self.base == BallotBase.ALL:
            return papers.entitled
        if self.base == BallotBase.PRESENT:
            return papers.present
        return sum(votes) if self.invalid == Invalid.OUT else papers.returned

    def counted(self, papers: Papers, votes: Votes) -> Votes:
        """The votes with the invalid ones where the rule puts them."""
        if self.invalid != Invalid.AGAINST:
            return votes
        return votes._replace(dissatisfied=papers.returned - votes.satisfied - votes.basically)

    def verdict(self, papers: Papers, votes: Votes) -> str:
        """不满意 where those votes alone fail it, 满意 where those alone pass, 基本满意 where both together do."""
        votes, base = self.counted(papers, votes), self.base_of(papers, votes)
        fails = fraction_of(self.fails)
        if fails < 1 and votes.dissatisfied > fails * base:
            return G.DISSATISFIED
        if _passes(votes.satisfied, self.compare, fraction_of(self.share) * base):
            return G.SATISFIED
        both = votes.satisfied + votes.basically
        passed = _passes(both, self.compare_both, fraction_of(self.share_both) * base)
        return G.BASICALLY if passed else G.DISSATISFIED

    # --- in words

    def words(self) -> list[str]:
        """The rule, a sentence each."""
        fails, invalid = fraction_of(self.fails), Invalid(self.invalid)
        return [
            f"法定人数：{Quorum(self.quorum).label}。",
            f"基数：{BallotBase(self.base).label}；无效票{invalid.label}。",
            f"满意票{self._line(self.compare, self.share)}的为满意；满意票和基本满意票合计"
            f"{self._line(self.compare_both, self.share_both)}的为基本满意；其余为不满意。",
            *([f"不满意票超过基数{share_words(fails)}的，一律为不满意。"] if fails < 1 else []),
        ]  # fmt: skip

    def how(self, papers: Papers, votes: Votes) -> str:
        """How the votes on one suggestion came to their outcome."""
        whole = self.counted(papers, votes)
        base, both = self.base_of(papers, whole), whole.satisfied + whole.basically
        fails, verdict = fraction_of(self.fails), self.verdict(papers, votes)
        told = f"基数{base}（{BallotBase(self.base).label}）；满意{_of(whole.satisfied, base)}"
        if fails < 1 and whole.dissatisfied > fails * base:
            return f"{told}；不满意{_of(whole.dissatisfied, base)}，超过{share_words(fails)}，为不满意。"
        if verdict == G.SATISFIED:
            return f"{told}，{self._line(self.compare, self.share)}，为满意。"
        told += f"，{_short(self.compare)}{share_words(fraction_of(self.share))}；两项合计{_of(both, base)}，"
        if verdict == G.BASICALLY:
            return f"{told}{self._line(self.compare_both, self.share_both)}，为基本满意。"
        return f"{told}{_short(self.compare_both)}{share_words(fraction_of(self.share_both))}，为不满意。"

    def _line(self, compare: str, share: str) -> str:
        return f"{Compare(compare).label}{share_words(fraction_of(share))}"


def _passes(votes: int, compare: str, needed: Fraction) -> bool:
    return votes > needed if compare == Compare.OVER else votes >= needed


def _short(compare: str) -> str:
    return "没有超过" if compare == Compare.OVER else "没有达到"


def _of(votes: int, base: int) -> str:
    return f"{votes}÷{base}={100 * votes / base:.1f}%"


def rule_on(area: Area, on: date) -> BallotRule:
    """The area's rule of a day."""
    return BallotRule(**{name: setting(f"ballot_{name}", area, on).value for name in BallotRule().kept()})
