"""The words in which a room declares how its subjects move."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model


class OutOfStep(Exception):
    """Somebody was faster, or the step does not exist in this state. str() is the sentence to show."""


class Refused(Exception):
    """The rule forbids the step with these facts. field names the form field, '' the whole form."""

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


def stamp_of(told: Iterable[Any]) -> str:
    """A short word for these; another one as soon as one of them changes."""
    return sha256(repr(tuple(told)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Transition:
    """One arrow of a lifecycle.

    action: the step's name, also in its URL. label: the button's words.
    sources, target: states; target None leaves the state as it is.
    roles: names of the lifecycle's actors, any of whom may take it ("clock" is the machine).
    needs: the fields the step takes, exactly these; a name that ends with "?" may be left out.
    starts, stops: rules of clocks it starts and stops on the subject.
    voids: rules of clocks that it stops though what they asked for was not done; ended: in what words they end (已收回).
    tells: names of the lifecycle's people who get a notice.
    when: a guard; answers why the step is not possible now, or "".
    explain: the part of the guard that is worth telling: where it gives a reason, the case page
    names the step all the same and says beside the buttons why it is not possible now.
    then: the step's further writes, in the same transaction.
    adds: it writes a row more each time, so the same again from the same person within seconds is a second click.
    reads: what the person puts his name to; where it has changed since he saw it, the step is not taken.
    """

    action: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    voids: tuple[str, ...] = ()
    ended: str = ""
    tells: tuple[str, ...] = ()
    when: Callable[[Any], str] | None = None
    explain: Callable[[Any], str] | None = None
    then: "Callable[[Step], None] | None" = None
    style: str = ""
    confirm: str = ""
    help: str = ""
    reads: Callable[[Any], Iterable[Any]] | None = None
    adds: bool = False

    def stamp(self, subject: Any) -> str:
        """A short word for what `reads` says now; "" for a step that reads nothing."""
        return stamp_of(self.reads(subject)) if self.reads else ""

    @property
    def required(self) -> set[str]:
        return {name for name in self.needs if not name.endswith("?")}

    @property
    def taken(self) -> set[str]:
        return {name.rstrip("?") for name in self.needs}


@dataclass
class Step:
    """A step while it is being taken: what `then`, clocks and notices may look at."""

    transition: Transition
    subject: Any
    actor: Any
    data: dict[str, Any]
    before: str
    event: Any = None
    lifecycle: Any = None


@dataclass(frozen=True)
class Lifecycle:
    """A table of transitions with all that is needed to run it.

    actors: role name -> may this user act in that role on this subject?
    people: name in `tells` -> the users to tell. clocks: runs the named rules
    (see workflow.clocks.Clockwork). model needs fields `state` and, through
    related_name, `events`; and a get_absolute_url(). after: called with every
    step taken, last, in its transaction. marks: action -> words of what steps on other
    subjects write into a subject's history (workflow.lifecycle.mark).
    """

    name: str
    model: type[Model]
    states: Any
    transitions: tuple[Transition, ...]
    actors: Mapping[str, Callable[[Any, Any], bool]]
    people: Mapping[str, Callable[[Any], Iterable[Any]]] = field(default_factory=dict)
    clocks: Any = None
    after: Callable[[Step], None] | None = None
    marks: Mapping[str, str] = field(default_factory=dict)

    def find(self, action: str, state: str) -> Transition | None:
        return next((t for t in self.transitions if t.action == action and state in t.sources), None)

    def named(self, action: str) -> list[Transition]:
        return [t for t in self.transitions if t.action == action]
