"""Who may know whom: imports point downwards only, inside the house and inside a room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ALL, PROJECT, ROOMS, imports, of_room, room_of, shown, sources

# from the top down; a room may import every room that comes after it, and pages
ORDER = (
    "portal", "reports", "suggestions", "stations", "deputies", "workflow", "notices", "offices", "journal",
    "accounts",
)  # fmt: skip
ALLOWED = {room: {*ORDER[place + 1 :], "pages"} for place, room in enumerate(ORDER)} | {
    "reports": {*ORDER[2:], "pages"},
    "portal": {*ORDER[2:], "pages"},
    "pages": {"accounts", "journal"},
    "accounts": {"pages", "journal"},
    "journal": {"pages", "accounts"},
    PROJECT: set(ROOMS),
}
# inside a room a file imports only files of its own or an earlier layer
LAYERS = (
    ("choices", "catalogue"), ("models",), ("rules", "calendar", "deadlines", "transitions"),
    ("lifecycle", "chores", "clockwork"), ("forms", "filters", "tables"), ("tasks",), ("views",), ("urls", "admin"),
)  # fmt: skip
PLACE = {name: place for place, names in enumerate(LAYERS) for name in names}


@pytest.mark.parametrize("room", ALL)
def test_a_room_knows_only_the_rooms_below_it(room):
    known = {"tests", "bench", *ROOMS, PROJECT} - ALLOWED[room] - {room}
    faults = [
        f"{shown(path)}:{line} imports {name}"
        for path in of_room(room)
        for name, line in imports(path)
        if name.split(".")[0] in known
    ]
    assert faults == []


def layer_of(parts: tuple[str, ...]) -> int | None:
    """The layer of a module by the first of its names that belongs to one."""
    return next((PLACE[part] for part in parts if part in PLACE), None)


def to_the_right(path: Path) -> Iterator[str]:
    room = room_of(path)
    own = layer_of(tuple(part.removesuffix(".py") for part in path.parts[path.parts.index(room) + 1 :]))
    for name, line in imports(path) if own is not None else ():
        head, *rest = name.split(".")
        theirs = layer_of(tuple(rest)) if head == room else None
        if theirs is not None and theirs > own:
            yield f"{shown(path)}:{line} imports {name}"


@pytest.mark.parametrize("room", ROOMS)
def test_inside_a_room_nothing_imports_to_its_right(room):
    assert [fault for path in of_room(room) for fault in to_the_right(path)] == []


def test_accounts_and_journal_do_not_form_a_circle():
    """journal stands on accounts; accounts never imports journal's models, only its book."""
    for path in sources():
        if room_of(path) == "accounts":
            bad = [
                n for n, _ in imports(path) if n.startswith("journal.") and not n.startswith("journal.book")
            ]
            assert [n for n in bad if n != "journal.models.EntryKind"] == [], shown(path)
