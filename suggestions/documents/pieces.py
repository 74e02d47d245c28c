"""What the papers of a case are made of: whose case it is looked at, and the single pieces it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from offices.choices import Role
from offices.models import Office
from offices.posts import acting_post, holds
from suggestions import parties
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.models import Assignment, Suggestion
from suggestions.reaching import may_reach
from suggestions.roles import congress_office

LAYOUTS = Path(__file__).parent / "layouts"


@dataclass(frozen=True)
class Desk:
    """One case as one person sees it.

    suggestion: as suggestions.casefile.reading.case_rows gives it. events: as its `happened` does.
    """

    user: Any
    suggestion: Suggestion
    events: list[dict[str, Any]]

    @cached_property
    def official(self) -> bool:
        """The congress office or the government office of the case, or a leader above it."""
        return holds(self.user, Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)

    @cached_property
    def parts(self) -> list[Assignment]:
        """The units' parts of all rounds, without those given to another unit."""
        return [p for p in self.suggestion.assignments.all() if p.state != AssignmentState.REVOKED]

    @cached_property
    def present(self) -> list[Assignment]:
        return [part for part in self.parts if part.round == self.suggestion.round]

    @cached_property
    def answering(self) -> list[Assignment]:
        return [part for part in self.present if part.role != AssignmentRole.CO]

    @cached_property
    def reaches(self) -> bool:
        """May this person read the deputies' telephone numbers?"""
        return may_reach(self.suggestion, self.user)

    def named(self, part: Assignment) -> str:
        """The unit in a paper's label; of an earlier handling with its round."""
        again = "" if part.round == self.suggestion.round else f"，第{part.round}次办理"
        return f"{part.office}{again}"

    @cached_property
    def office(self) -> Office | None:
        """The congress organ that runs the case."""
        return congress_office(self.suggestion.area)

    def unit(self, part: Assignment) -> bool:
        """Is it a part of this person's own unit?"""
        return parties.is_unit(part, self.user)

    @property
    def in_a_unit(self) -> bool:
        """Does this person's unit take part now?"""
        return any(self.unit(part) for part in self.present)

    @property
    def is_deputy(self) -> bool:
        return holds(self.user, Role.DEPUTY)

    def side(self, part: Assignment) -> bool:
        """The unit's own people, or the government office that coordinates it."""
        post = acting_post(self.user)
        above = post is not None and post.role == Role.GOVERNMENT
        return self.unit(part) or (above and post.principal.office_id == part.office.coordinator_id)


@dataclass(frozen=True)
class Piece:
    """One paper that can be had of a case. key: part of its address, once in its kind and case.

    facts: what its layout names besides `number`, made when asked for. on: the day of the paper.
    by: who issues it and numbers it, where that is not the congress office.
    """

    key: str
    label: str
    facts: Callable[[], dict[str, Any]]
    on: date
    row: Any = None
    by: Office | None = None


@dataclass(frozen=True)
class Document:
    """A kind of paper. pieces: those of a case that this person may have.

    series: the words of its own number (交办〔2026〕12号); "" where it carries none, or the number of its row.
    phones: it prints how to reach the deputies, for whoever may read that.
    """

    code: str
    label: str
    pieces: Callable[[Desk], list[Piece]]
    series: str = ""
    phones: bool = False

    @property
    def layout(self) -> str:
        return (LAYOUTS / f"{self.code}.txt").read_text(encoding="utf-8")
