"""The handbook of steps, made from the tables of transitions: docs/steps.md.

`manage.py steps` prints it, `manage.py steps --write` puts it in its place; a test compares the two.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings

from workflow.rules import NUMBERS
from workflow.transitions import Lifecycle, Transition

PLACE = Path("docs/steps.md")
HEAD = """# Every step of every lifecycle

Made by `manage.py steps --write` from the tables of transitions; not to be edited. `clock` in the column Who is the
machine. A field with `?` may be left out. The numbers behind clocks are those of the domain rules.
"""
COLUMNS = ("Step", "Who", "From", "To", "Needs", "Clocks", "Tells", "Only when", "Does besides")


def lifecycles() -> list[Lifecycle]:
    """Every lifecycle of the rooms, in the order of their modules."""
    found: dict[str, Lifecycle] = {}
    for module in _modules():
        for value in vars(import_module(module)).values():
            if isinstance(value, Lifecycle):
                found.setdefault(value.model._meta.label, value)
    return list(found.values())


def _modules() -> Iterator[str]:
    for room in apps.get_app_configs():
        folder = Path(room.path)
        if folder.is_relative_to(settings.BASE_DIR) and ".venv" not in folder.parts:
            for path in sorted(folder.glob("*lifecycle.py")):
                if room.name != "workflow":
                    yield f"{room.name}.{path.stem}"


def handbook() -> str:
    """All tables as Markdown."""
    return "\n".join([HEAD, *(chapter(one) for one in lifecycles())])


def chapter(lifecycle: Lifecycle) -> str:
    """One lifecycle: its states, its drawing and its table."""
    words = dict(lifecycle.states.choices)
    states = "、".join(f"{label} `{state}`" for state, label in words.items())
    rows = [_row(step, words) for step in lifecycle.transitions]
    head = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    title = f"## {lifecycle.name} (`{lifecycle.model._meta.label}`)"
    return "\n".join([title, "", f"States: {states}.", "", *_drawing(lifecycle), "", *head, *rows, ""])


def _drawing(lifecycle: Lifecycle) -> list[str]:
    """A Mermaid diagram of the steps that change the state."""
    moves = dict.fromkeys(
        f"    {source} --> {step.target}: {step.label}"
        for step in lifecycle.transitions
        if step.target
        for source in step.sources
        if source != step.target
    )
    return ["```mermaid", "stateDiagram-v2", *moves, "```"]


def _row(step: Transition, words: dict[str, str]) -> str:
    cells = (
        f"{step.label} `{step.action}`",
        ", ".join(step.roles),
        "、".join(words[state] for state in step.sources),
        words[step.target] if step.target else "(stays)",
        ", ".join(f"`{name}`" for name in step.needs),
        _clocks(step),
        ", ".join(step.tells),
        _told(step.when),
        _told(step.then),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _clocks(step: Transition) -> str:
    started = [f"starts {_numbered(rule)}" for rule in step.starts]
    return ", ".join(started + [f"stops {_numbered(rule)}" for rule in step.stops + step.voids])


def _numbered(rule: str) -> str:
    number = NUMBERS.get(rule)
    return f"{rule} ({number})" if number else rule


def _told(function: object) -> str:
    """The first sentence of what a guard or a deed says of itself."""
    text = (getattr(function, "__doc__", "") or "").strip().split("\n\n")[0]
    return " ".join(text.split())
